// A room's past, page by page, and what a tab missed. The stream has no "previous page": it counts and reads forward from
// a sequence, so a page back is found by guessing where it starts from how densely the room lies in the stream.
import { CHAT_STREAM } from '../protocol/streams.ts';
import { roomFilter } from '../protocol/subjects.ts';
import type { StoredMessage } from '../domain/message.ts';
import { directGet } from './direct-get.ts';
import type { DirectGetRequest } from './direct-get.ts';
import type { Link } from './link.ts';
import { storedMessage } from './stored-message.ts';

export interface Page {
  /** By ascending sequence. */
  readonly messages: readonly StoredMessage[];
  /** Whether the stream has nothing of this room before these. */
  readonly complete: boolean;
}

interface Batch {
  /** Those that a room can show, by ascending sequence. */
  readonly messages: readonly StoredMessage[];
  /** The sequences of all, also of what was stored under no person's handle. */
  readonly sequences: readonly number[];
  /** How many more match after the last one. */
  readonly pending: number;
}

/** What a search looks for: about `size` messages of `room`, the last ones before the sequence `end`. */
interface Wanted {
  readonly room: string;
  readonly size: number;
  readonly end: number;
  /** How many of the room's messages lie at `end` and after it; more may have come since. */
  readonly beyond: number;
}

/** A sequence, and how many of the room's messages lie from there up to the wanted end. */
interface Mark {
  readonly sequence: number;
  readonly count: number;
}

/** A part of what a tab missed, and how many messages come after it. */
export interface Missed {
  /** By ascending sequence. */
  readonly messages: readonly StoredMessage[];
  readonly pending: number;
}

/** How many messages one answer brings when catching up. */
const CATCH_UP_BATCH = 250;
/** With how many counts at once a search that has missed narrows its stretch. */
const COUNTS = 3;

/** The first page of a room, and its last message. */
export interface Ends {
  readonly first: Batch;
  readonly last: Batch;
}

/** @param size how many of the first messages. @throws UnansweredError, RefusedError as `directGet`. */
export async function roomEnds(link: Link, room: string, size: number): Promise<Ends> {
  const [first, last] = await Promise.all([
    readOn(link, room, 1, size),
    read(link, { last_by_subj: roomFilter(room) }),
  ]);
  return { first, last };
}

/**
 * The newest messages of `room`: one round trip if they are all there are, else usually two.
 * @param size about how many; up to twice as many may come. @param ends if they are known; that is one round trip less.
 * @throws UnansweredError, RefusedError as `directGet`.
 */
export async function newestPage(link: Link, room: string, size: number, ends?: Ends): Promise<Page> {
  const { first, last } = ends ?? (await roomEnds(link, room, size));
  const newest = last.sequences.at(-1);
  if (first.pending === 0 || newest === undefined) return { messages: first.messages, complete: true };
  return search(link, { room, size, end: newest + 1, beyond: 0 }, firstMark(first));
}

/**
 * The messages of `room` just before the sequence `before`, which a tab has already.
 * @param size about how many; up to twice as many may come.
 * @throws UnansweredError, RefusedError as `directGet`.
 */
export async function olderPage(link: Link, room: string, before: number, size: number): Promise<Page> {
  const [first, known] = await Promise.all([readOn(link, room, 1, 1), readOn(link, room, before, 1)]);
  return search(link, { room, size, end: before, beyond: firstMark(known).count }, firstMark(first));
}

/**
 * Everything of `room` after the sequence `after`, batch by batch until nothing is pending.
 * @throws UnansweredError, RefusedError as `directGet`.
 */
export async function* missedSince(link: Link, room: string, after: number): AsyncGenerator<Missed> {
  let next = after + 1;
  for (;;) {
    const { messages, sequences, pending } = await readOn(link, room, next, CATCH_UP_BATCH);
    if (messages.length > 0) yield { messages, pending };
    const last = sequences.at(-1);
    if (pending === 0 || last === undefined) return;
    next = last + 1;
  }
}

/**
 * The first messages of `room` after the sequence `after`, and how many come after them.
 * @param most how many at most. @throws UnansweredError, RefusedError as `directGet`.
 */
export async function firstSince(link: Link, room: string, after: number, most: number): Promise<Missed> {
  const { messages, pending } = await readOn(link, room, after + 1, most);
  return { messages, pending };
}

/**
 * The sequence of the first message of `room` that was stored at `time` or after it; `undefined` if there is none.
 * @param time in milliseconds since 1970. @throws UnansweredError, RefusedError as `directGet`.
 */
export async function firstAt(link: Link, room: string, time: number): Promise<number | undefined> {
  const start = new Date(time).toISOString();
  return (await read(link, { start_time: start, batch: 1, next_by_subj: roomFilter(room) })).sequences[0];
}

/**
 * Fetches the wanted page. Every guess at where it starts fetches from there too, so the first good one is the answer;
 * the others narrow the stretch between a sequence with enough messages behind it and one with too few.
 * @param first the room's first message, with the number of all that follow it.
 */
async function search(link: Link, wanted: Wanted, first: Mark): Promise<Page> {
  const { size, end, beyond } = wanted;
  let enough: Mark = { sequence: first.sequence, count: first.count - beyond };
  let few: Mark = { sequence: end, count: 0 };
  for (let counts = 0; ; counts = COUNTS) {
    const found = few.sequence - enough.sequence <= 1 || enough.count <= 2 * size;
    const from = found ? enough.sequence : guess(enough, few, size);
    const between = found ? [] : spread(enough.sequence, few.sequence, counts);
    const [run, ...marks] = await Promise.all([
      readUpToEnd(link, wanted, from, found ? Infinity : 2 * size),
      ...between.map((sequence) => countFrom(link, wanted, sequence)),
    ]);
    if (found || (run.reachesEnd && run.count >= size)) {
      const complete = from === first.sequence;
      if (run.messages.length > 0 || complete) return { messages: run.messages, complete };
      return search(link, { ...wanted, end: from, beyond: beyond + run.count }, first);
    }
    for (const mark of [{ sequence: from, count: run.count }, run.last, ...marks]) {
      if (mark.count < size && mark.sequence < few.sequence) few = mark;
      if (mark.count >= size && mark.sequence > enough.sequence) enough = mark;
    }
  }
}

interface Run extends Pick<Batch, 'messages'> {
  /** How many messages of the room lie from its start up to the wanted end, read or not. */
  readonly count: number;
  readonly reachesEnd: boolean;
  /** The last message it read. */
  readonly last: Mark;
}

/** Reads from `sequence` up to the wanted end, unless there prove to be more than `most` messages before it. */
async function readUpToEnd(link: Link, wanted: Wanted, sequence: number, most: number): Promise<Run> {
  const messages: StoredMessage[] = [];
  let read = 0;
  for (let next = sequence; ;) {
    const batch = await readOn(link, wanted.room, next, Math.min(2 * wanted.size, most - read));
    const { inside, after } = countIn(batch, wanted);
    messages.push(...batch.messages.filter((message) => message.sequence < wanted.end));
    read += inside;
    const last = batch.sequences.at(-1) ?? next;
    if (after === 0 || read + after > most) {
      return { messages, count: read + after, reachesEnd: after === 0, last: { sequence: last, count: after + 1 } };
    }
    next = last + 1;
  }
}

async function countFrom(link: Link, wanted: Wanted, sequence: number): Promise<Mark> {
  const { inside, after } = countIn(await readOn(link, wanted.room, sequence, 1), wanted);
  return { sequence, count: inside + after };
}

/** How many of a batch's messages lie before the wanted end, and how many more between the batch and that end. */
function countIn({ sequences, pending }: Batch, { end, beyond }: Wanted): { inside: number; after: number } {
  const inside = sequences.filter((sequence) => sequence < end).length;
  return { inside, after: inside < sequences.length ? 0 : Math.max(pending - beyond, 0) };
}

/** Where one and a half pages before the end would start if the room's messages lay evenly between the two marks. */
function guess(enough: Mark, few: Mark, size: number): number {
  const apart = (few.sequence - enough.sequence) / (enough.count - few.count);
  const sequence = Math.round(few.sequence - (1.5 * size - few.count) * apart);
  return Math.min(Math.max(sequence, enough.sequence + 1), few.sequence - 1);
}

/** So many sequences at even distances between the two. */
function spread(low: number, high: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => Math.floor(low + ((high - low) * (index + 1)) / (count + 1)));
}

/** The next `batch` messages of `room` from `sequence` on. */
function readOn(link: Link, room: string, sequence: number, batch: number): Promise<Batch> {
  return read(link, { seq: sequence, batch, next_by_subj: roomFilter(room) });
}

async function read(link: Link, request: DirectGetRequest): Promise<Batch> {
  const { entries, pending } = await directGet(link, CHAT_STREAM, request);
  const stored = entries.map(({ server, payload }) => storedMessage(server, payload));
  return {
    messages: stored.filter((message) => message !== undefined),
    sequences: entries.map(({ server }) => server.sequence),
    pending,
  };
}

function firstMark({ sequences, pending }: Batch): Mark {
  return { sequence: sequences[0] ?? 1, count: sequences.length + pending };
}
