// A room's past, page by page, and what a tab missed. The stream has no "previous page": it counts and reads forward from
// a sequence, so a page back is found by guessing where it starts from how densely the room lies in the stream.
import { roomFilter } from '../protocol/subjects.ts';
import type { StoredMessage } from '../domain/message.ts';
import { directGet } from './direct-get.ts';
import type { Batch } from './direct-get.ts';
import type { Link } from './link.ts';

export interface Page {
  /** By ascending sequence. */
  readonly messages: readonly StoredMessage[];
  /** Whether the stream has nothing of this room before these. */
  readonly complete: boolean;
}

/** A sequence, and how many of the room's messages lie from there up to the end of the page that is looked for. */
interface Mark {
  readonly sequence: number;
  readonly count: number;
}

/** How many messages one answer brings when catching up. */
const CATCH_UP_BATCH = 250;

/**
 * The newest messages of `room`: one round trip if they are all there are, else usually two.
 * @param size about how many; up to twice as many may come.
 * @throws UnansweredError, RefusedError as `directGet`.
 */
export async function newestPage(link: Link, room: string, size: number): Promise<Page> {
  const [first, last] = await Promise.all([
    readOn(link, room, 1, size),
    directGet(link, { last_by_subj: roomFilter(room) }),
  ]);
  const newest = last.messages.at(-1);
  if (first.pending === 0 || newest === undefined) return { messages: first.messages, complete: true };
  return search(link, room, size, markOf(first), newest.sequence + 1, 0);
}

/**
 * The messages of `room` just before the sequence `before`, which a tab has already.
 * @param size about how many; up to twice as many may come.
 * @throws UnansweredError, RefusedError as `directGet`.
 */
export async function olderPage(link: Link, room: string, before: number, size: number): Promise<Page> {
  const [first, known] = await Promise.all([readOn(link, room, 1, 1), readOn(link, room, before, 1)]);
  return search(link, room, size, markOf(first), before, markOf(known).count);
}

/**
 * Everything of `room` after the sequence `after`, batch by batch until nothing is pending.
 * @throws UnansweredError, RefusedError as `directGet`.
 */
export async function* missedSince(link: Link, room: string, after: number): AsyncGenerator<readonly StoredMessage[]> {
  let next = after + 1;
  for (;;) {
    const { messages, pending } = await readOn(link, room, next, CATCH_UP_BATCH);
    if (messages.length > 0) yield messages;
    const last = messages.at(-1);
    if (pending === 0 || last === undefined) return;
    next = last.sequence + 1;
  }
}

/**
 * Fetches the page that ends before the sequence `end`. Every guess at where it starts fetches from there too, so the
 * first good one is the answer; the others narrow the stretch between too many messages and too few.
 * @param first the room's first message, with the number of all that follow it.
 * @param beyond how many of the room's messages lie at `end` and after it.
 */
async function search(link: Link, room: string, size: number, first: Mark, end: number, beyond: number): Promise<Page> {
  const most = 2 * size;
  let low: Mark = { sequence: first.sequence, count: first.count - beyond };
  let high: Mark = { sequence: end, count: 0 };
  if (low.count <= most) {
    const { messages } = await readOn(link, room, low.sequence, most);
    return { messages: messages.filter(({ sequence }) => sequence < end), complete: true };
  }
  for (let bisect = false; high.sequence - low.sequence > 1; bisect = !bisect) {
    const sequence = bisect ? Math.floor((low.sequence + high.sequence) / 2) : guess(low, high, size);
    const batch = await readOn(link, room, sequence, most);
    const mark: Mark = { sequence, count: batch.messages.length + batch.pending - beyond };
    if (mark.count > most) low = mark;
    else if (mark.count < size) high = mark;
    else return { messages: batch.messages.filter((message) => message.sequence < end), complete: false };
  }
  return { messages: [], complete: false };
}

/** Where one and a half pages before the end would start if the room's messages lay evenly between the two marks. */
function guess(low: Mark, high: Mark, size: number): number {
  const apart = (high.sequence - low.sequence) / (low.count - high.count);
  const sequence = Math.round(high.sequence - (1.5 * size - high.count) * apart);
  return Math.min(Math.max(sequence, low.sequence + 1), high.sequence - 1);
}

/** The next `batch` messages of `room` from `sequence` on. */
function readOn(link: Link, room: string, sequence: number, batch: number): Promise<Batch> {
  return directGet(link, { seq: sequence, batch, next_by_subj: roomFilter(room) });
}

function markOf({ messages, pending }: Batch): Mark {
  return { sequence: messages[0]?.sequence ?? 1, count: messages.length + pending };
}
