// The page's address: `#/room/<room>`.
import { isRoom } from '../protocol/subjects.ts';

/** The rooms everybody finds at first, as in the example natter grew out of. */
export const STARTING_ROOMS = ['Go', 'Rust', 'Python', 'JavaScript', 'Clojure'] as const;
export const FIRST_ROOM = STARTING_ROOMS[0];

export type Route =
  | { readonly type: 'room'; readonly room: string }
  /** No address of natter's: nothing chosen yet. */
  | { readonly type: 'none' }
  /** A room's address whose name is no room's. */
  | { readonly type: 'invalid'; readonly text: string };

/** @param hash the fragment of an address with its `#`, as `location.hash` gives it. */
export function parseRoute(hash: string): Route {
  const match = /^#\/room\/(.*)$/s.exec(hash);
  if (match === null) return { type: 'none' };
  const room = decode(match[1] ?? '');
  return isRoom(room) ? { type: 'room', room } : { type: 'invalid', text: room };
}

/** The fragment that opens `room`. */
export function roomHash(room: string): string {
  return `#/room/${encodeURIComponent(room)}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
