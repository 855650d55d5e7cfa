// The directory: all rooms of an installation, how much was said in each, who is there, and how one looks for one.
import { placeOf } from '../protocol/subjects.ts';

/** How many messages each room has. */
export type RoomCounts = ReadonlyMap<string, number>;

export interface DirectoryEntry {
  readonly room: string;
  readonly joined: boolean;
  readonly messages: number;
  /** How many people are there now; `undefined` where that is not known. */
  readonly present: number | undefined;
}

/** What the directory is made of. */
export interface DirectorySources {
  readonly counts: RoomCounts;
  /** The rooms one is in. */
  readonly joined: readonly string[];
  /** How many people are in each room now, as far as it is known. */
  readonly present: ReadonlyMap<string, number>;
}

/** What comes first: where most happens, or the beginning of the alphabet. */
export const DIRECTORY_ORDERS = ['activity', 'name'] as const;
export type DirectoryOrder = (typeof DIRECTORY_ORDERS)[number];

/** Adds up by room what is stored under each subject; what is no room's does not count. */
export function countRooms(subjects: Iterable<readonly [subject: string, count: number]>): RoomCounts {
  const counts = new Map<string, number>();
  for (const [subject, count] of subjects) {
    const room = placeOf(subject)?.room;
    if (room !== undefined) counts.set(room, (counts.get(room) ?? 0) + count);
  }
  return counts;
}

/** All rooms anybody knows of: with messages, with people, or joined. */
export function directory({ counts, joined, present }: DirectorySources): readonly DirectoryEntry[] {
  const names = new Set([...joined, ...counts.keys(), ...present.keys()]);
  return [...names].map((room) => ({
    room,
    joined: joined.includes(room),
    messages: counts.get(room) ?? 0,
    present: present.get(room),
  }));
}

/** Those whose name has `search` in it, in the wished order. */
export function searched(
  entries: readonly DirectoryEntry[],
  search: string,
  order: DirectoryOrder,
): readonly DirectoryEntry[] {
  const part = search.trim().replace(/^#/, '').toLowerCase();
  const found = entries.filter(({ room }) => room.toLowerCase().includes(part));
  return found.toSorted(order === 'name' ? byName : byActivity);
}

function byName(a: DirectoryEntry, b: DirectoryEntry): number {
  return a.room.localeCompare(b.room, 'en', { sensitivity: 'base' }) || (a.room < b.room ? -1 : 1);
}

/** Where people are comes before where they were. */
function byActivity(a: DirectoryEntry, b: DirectoryEntry): number {
  return (b.present ?? 0) - (a.present ?? 0) || b.messages - a.messages || byName(a, b);
}
