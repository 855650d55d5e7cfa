// The newest messages of the rooms somebody looked into, so that the next visit shows them at once, without the network too.
import { isObject, objectAt, own, ProtocolError, stringAt } from '../protocol/check.ts';
import { decodeContent, payloadOf } from '../protocol/content.ts';
import { PAYLOAD_MAX_BYTES } from '../protocol/streams.ts';
import { isHandle } from '../protocol/subjects.ts';
import type { StoredMessage } from '../domain/message.ts';
import type { IDBPTransaction } from 'idb';
import type { Database, Schema, Storage } from './database.ts';

/** What is known of the remembered messages of a room, which follow each other without a gap. */
export interface Mark {
  /** Every message of the room up to this sequence is known. */
  readonly completeTo: number;
  /** The stream had come so far at that time. */
  readonly seenTo: number;
  /** When the stream was made that the sequences are of. */
  readonly stream: string;
}

export interface RememberedRoom extends Mark {
  /** By ascending sequence. */
  readonly messages: readonly StoredMessage[];
}

export interface MessageCache {
  /** @returns `undefined` if nothing is known of the room. */
  room(room: string): Promise<RememberedRoom | undefined>;
  /**
   * Adds messages. Written a little later, with what else comes; what is remembered already goes, where they do not follow on it.
   * @param from from this sequence on they leave nothing out.
   */
  append(room: string, messages: readonly StoredMessage[], mark: Mark, from: number): void;
  /** Forgets a room, whose messages do not belong to what follows. */
  clear(room: string): void;
}

interface Change {
  cleared: boolean;
  messages: StoredMessage[];
  /** From this sequence on the messages leave nothing out. */
  from: number;
  mark: Mark | undefined;
}

/** As long as there are no messages. */
const NOTHING = { messages: [], from: Infinity, mark: undefined } as const;

const KEEP_MESSAGES = 300;
const KEEP_ROOMS = 50;
const WRITE_AFTER_MS = 1000;
/** So many are handed to the database at once: one by one they would keep whoever opens a room waiting, all together hold up a frame. */
const WRITE_AT_ONCE = 50;
const bytes = new TextEncoder();

export function messageCacheIn({ trying }: Storage): MessageCache {
  let changes = new Map<string, Change>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = async (): Promise<void> => {
    timer = undefined;
    const due = changes;
    changes = new Map();
    await trying((database) => writeChanges(database, due));
  };
  const change = (room: string): Change => {
    const present = changes.get(room) ?? { ...NOTHING, cleared: false, messages: [] };
    changes.set(room, present);
    timer ??= setTimeout(() => void write(), WRITE_AFTER_MS);
    return present;
  };
  return {
    room: (room) => trying((database) => readRoom(database, room)),
    append: (room, messages, mark, from) => {
      const present = change(room);
      present.messages.push(...messages);
      present.from = Math.min(present.from, from);
      present.mark = mark;
    },
    clear: (room) => void Object.assign(change(room), { ...NOTHING, cleared: true, messages: [] }),
  };
}

/** All keys of a room's messages. */
function rangeOf(room: string): IDBKeyRange {
  return IDBKeyRange.bound([room, 0], [room, Infinity]);
}

async function readRoom(database: Database, room: string): Promise<RememberedRoom | undefined> {
  const [value, values] = await Promise.all([database.get('rooms', room), database.getAll('messages', rangeOf(room))]);
  const entry = readRoomEntry(value);
  if (entry === undefined) return undefined;
  try {
    return { ...entry, messages: values.map((each) => readMessage(room, each)) };
  } catch (error) {
    if (error instanceof ProtocolError) return undefined; // fetched anew, then
    throw error;
  }
}

type Writing = IDBPTransaction<Schema, ('messages' | 'rooms')[], 'readwrite'>;

async function writeChanges(database: Database, changes: ReadonlyMap<string, Change>): Promise<void> {
  const writing = database.transaction(['messages', 'rooms'], 'readwrite', { durability: 'relaxed' });
  for (const [room, change] of changes) await writeRoom(writing, room, change);
  const rooms = writing.objectStore('rooms');
  const old = await rooms.index('used').getAllKeys();
  for (const room of old.slice(0, Math.max(0, old.length - KEEP_ROOMS))) await deleteRoom(writing, room);
  await writing.done;
}

async function writeRoom(writing: Writing, room: string, change: Change): Promise<void> {
  const { cleared, messages: arrived, mark } = change;
  const messages = writing.objectStore('messages');
  const rooms = writing.objectStore('rooms');
  const present = readRoomEntry(await rooms.get(room));
  const before = !cleared && present !== undefined && followsOn(present, change) ? present : undefined;
  if (before === undefined) await deleteRoom(writing, room);
  if (mark === undefined) return;
  const from = before?.from ?? change.from;
  // What another tab still fetches, from before what is known here, would leave a hole.
  const fitting = arrived.filter(({ sequence }) => sequence >= from).toSorted((a, b) => a.sequence - b.sequence);
  const newest = fitting.slice(-KEEP_MESSAGES);
  for (let index = 0; index < newest.length; index += WRITE_AT_ONCE) {
    await Promise.all(newest.slice(index, index + WRITE_AT_ONCE).map((message) => messages.put(entryOf(message))));
  }
  const keys = await messages.getAllKeys(rangeOf(room));
  const excess = keys.slice(0, Math.max(0, keys.length - KEEP_MESSAGES));
  const [oldest, last] = [excess[0], excess.at(-1)];
  if (oldest !== undefined && last !== undefined) await messages.delete(IDBKeyRange.bound(oldest, last));
  const isCut = excess.length > 0 || newest.length < fitting.length;
  const first = isCut ? (keys[excess.length]?.[1] ?? from) : from;
  await rooms.put({ room, ...furthest(before, mark), from: Math.max(from, first), used: Date.now() });
}

/** Another tab may have been elsewhere in the room, or know another stream. */
function followsOn({ stream, completeTo }: Mark, { from, mark }: Change): boolean {
  return stream === mark?.stream && from <= completeTo + 1;
}

async function deleteRoom(writing: Writing, room: string): Promise<void> {
  await writing.objectStore('messages').delete(rangeOf(room));
  await writing.objectStore('rooms').delete(room);
}

/** Of what several tabs know, what reaches further. */
function furthest(before: Mark | undefined, mark: Mark): Mark {
  if (before === undefined) return mark;
  const { completeTo, seenTo } = before;
  return {
    stream: mark.stream,
    completeTo: Math.max(completeTo, mark.completeTo),
    seenTo: Math.max(seenTo, mark.seenTo),
  };
}

interface RoomEntry extends Mark {
  /** Messages before this sequence are not kept. */
  readonly from: number;
}

/** @returns `undefined` for what natter did not write like this. */
function readRoomEntry(value: unknown): RoomEntry | undefined {
  if (!isObject(value)) return undefined;
  const [completeTo, seenTo, from, stream] = ['completeTo', 'seenTo', 'from', 'stream'].map((key) => own(value, key));
  if (typeof completeTo !== 'number' || typeof seenTo !== 'number' || typeof from !== 'number') return undefined;
  return typeof stream === 'string' ? { completeTo, seenTo, from, stream } : undefined;
}

function entryOf({ room, handle, sequence, time, content }: StoredMessage): object {
  return { room, handle, sequence, time, payload: payloadOf(content) };
}

/** @throws ProtocolError naming the field that is wrong. */
function readMessage(room: string, value: unknown): StoredMessage {
  const entry = objectAt('message', value);
  const [handle, sequence, time] = [own(entry, 'handle'), own(entry, 'sequence'), own(entry, 'time')];
  if (!isHandle(handle)) throw new ProtocolError('handle', 'a handle');
  if (typeof sequence !== 'number' || typeof time !== 'number') throw new ProtocolError('sequence', 'a number');
  const payload = stringAt('payload', own(entry, 'payload'), PAYLOAD_MAX_BYTES);
  return { room, handle, sequence, time, content: decodeContent(bytes.encode(payload)) };
}
