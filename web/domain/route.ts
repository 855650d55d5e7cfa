// The page's address: `#/room/<room>`, with a message's sequence behind it if it leads to one, or `#/key/<key>` on the way from one device to another.
import { isRoom } from '../protocol/subjects.ts';

/** The rooms everybody finds at first, as in the example natter grew out of. */
export const STARTING_ROOMS = ['Go', 'Rust', 'Python', 'JavaScript', 'Clojure'] as const;
export const FIRST_ROOM = STARTING_ROOMS[0];

export type Route =
  | { readonly type: 'room'; readonly room: string; readonly sequence?: number }
  /** A person from another device, sealed. */
  | { readonly type: 'key'; readonly sealed: string }
  /** No address of natter's: nothing chosen yet. */
  | { readonly type: 'none' }
  /** A room's address whose name is no room's. */
  | { readonly type: 'invalid'; readonly text: string };

/** @param hash the fragment of an address with its `#`, as `location.hash` gives it. */
export function parseRoute(hash: string): Route {
  const key = /^#\/key\/(.+)$/.exec(hash);
  if (key !== null) return { type: 'key', sealed: key[1] ?? '' };
  const [, place = '', sequence] = /^#\/room\/([^/]+)\/(\d{1,15})$/.exec(hash) ?? [];
  if (sequence !== undefined && isRoom(place)) return { type: 'room', room: place, sequence: Number(sequence) };
  const match = /^#\/room\/(.*)$/s.exec(hash);
  if (match === null) return { type: 'none' };
  const room = decode(match[1] ?? '');
  return isRoom(room) ? { type: 'room', room } : { type: 'invalid', text: room };
}

/** The fragment that brings a sealed person to another device; a browser sends it to no server. */
export function keyHash(sealed: string): string {
  return `#/key/${sealed}`;
}

/** The fragment that opens `room`. */
export function roomHash(room: string): string {
  return `#/room/${encodeURIComponent(room)}`;
}

/** The fragment that opens `room` at the message of this sequence: an address to give to others. */
export function messageHash(room: string, sequence: number): string {
  return `${roomHash(room)}/${sequence}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
