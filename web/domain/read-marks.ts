// How far somebody has read in each room, by the marks of all their devices.
import type { ReadMark } from '../protocol/room-words.ts';

/**
 * The furthest mark of each room, of those that the stream can have.
 * @param stream when it was made, as the server writes it, and its last sequence.
 */
export function furthestMarks(
  marks: Iterable<readonly [room: string, mark: ReadMark]>,
  { created, last }: { readonly created: string; readonly last: number },
): ReadonlyMap<string, number> {
  const furthest = new Map<string, number>();
  for (const [room, { stream, sequence }] of marks) {
    // Nobody has read what was not said: such a mark would hide whatever comes.
    if (stream === created && sequence <= last) furthest.set(room, Math.max(furthest.get(room) ?? 0, sequence));
  }
  return furthest;
}
