// The order of the rooms in the list: favourites first, and how one room moves within its section or is next to another.
import { settingsOf } from './room-settings.ts';
import type { AllRoomSettings } from './room-settings.ts';

export interface Sections {
  readonly favourites: readonly string[];
  readonly others: readonly string[];
}

/** Up is −1, down is 1. */
export type Direction = -1 | 1;

/** @param names in the order the person gave them. */
export function sectionsOf(names: readonly string[], settings: AllRoomSettings): Sections {
  const isFavourite = (room: string): boolean => settingsOf(settings, room).favourite;
  return { favourites: names.filter(isFavourite), others: names.filter((room) => !isFavourite(room)) };
}

/** All rooms from top to bottom. */
export function listed(names: readonly string[], settings: AllRoomSettings): readonly string[] {
  const { favourites, others } = sectionsOf(names, settings);
  return [...favourites, ...others];
}

/** The order after `room` moved by one place within its section; `undefined` where it is the first or last one there. */
export function moved(
  names: readonly string[],
  settings: AllRoomSettings,
  room: string,
  direction: Direction,
): readonly string[] | undefined {
  const { favourites, others } = sectionsOf(names, settings);
  const section = favourites.includes(room) ? favourites : others;
  const index = section.indexOf(room);
  const neighbour = section[index + direction];
  if (index < 0 || neighbour === undefined) return undefined;
  return names.map((name) => (name === room ? neighbour : name === neighbour ? room : name));
}

/**
 * The room next to `current` for which `fits` holds, round and round; `undefined` if there is no other.
 * @param names from top to bottom.
 */
export function nextRoom(
  names: readonly string[],
  current: string,
  direction: Direction,
  fits: (room: string) => boolean = () => true,
): string | undefined {
  const from = names.indexOf(current);
  const after = from < 0 ? names : [...names.slice(from + 1), ...names.slice(0, from)];
  return direction === 1 ? after.find(fits) : after.findLast(fits);
}
