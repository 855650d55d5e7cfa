// How one person wants a room: among the favourites, muted, and about what to be told. Kept on the device.
import { isObject, own } from '../protocol/check.ts';
import { isRoom } from '../protocol/subjects.ts';

/** What a person is told of from a room: every message, those that mention them, or nothing. */
export const LEVELS = ['all', 'mentions', 'nothing'] as const;
export type Level = (typeof LEVELS)[number];

export interface RoomSettings {
  readonly favourite: boolean;
  /** It looks quiet whatever happens in it. */
  readonly muted: boolean;
  readonly level: Level;
}

/** By room; a room that is not there is as every room at first. */
export type AllRoomSettings = ReadonlyMap<string, RoomSettings>;

const FIRST: RoomSettings = { favourite: false, muted: false, level: 'all' };

/** How the person wants `room`. */
export function settingsOf(all: AllRoomSettings, room: string): RoomSettings {
  return all.get(room) ?? FIRST;
}

/** All settings with those of `room` changed; those that are as at first take no place. */
export function withSettings(all: AllRoomSettings, room: string, settings: RoomSettings): AllRoomSettings {
  const after = new Map(all);
  if (settings.favourite || settings.muted || settings.level !== FIRST.level) after.set(room, settings);
  else after.delete(room);
  return after;
}

/** As they are kept: pairs of a room and its settings. */
export function entriesOf(all: AllRoomSettings): readonly (readonly [room: string, settings: RoomSettings])[] {
  return [...all];
}

/**
 * Reads what was kept, perhaps by another natter. Never throws: a room that cannot be read is as at first, and so is a setting.
 */
export function readRoomSettings(value: unknown): AllRoomSettings {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  return entries.reduce<AllRoomSettings>((all, entry) => {
    const [room, settings]: readonly unknown[] = Array.isArray(entry) ? entry : [];
    return isRoom(room) && isObject(settings) ? withSettings(all, room, readSettings(settings)) : all;
  }, new Map());
}

function readSettings(value: Readonly<Record<string, unknown>>): RoomSettings {
  const [favourite, muted, level] = [own(value, 'favourite'), own(value, 'muted'), own(value, 'level')];
  return {
    favourite: favourite === true,
    muted: muted === true,
    level: LEVELS.find((known) => known === level) ?? FIRST.level,
  };
}
