// The last words about rooms: topics and read marks, as the stream of people's state has them and tells of new ones.
import { ProtocolError } from '../protocol/check.ts';
import { decodeReadMark, decodeTopic, encodeReadMark, encodeTopic } from '../protocol/room-words.ts';
import type { ReadMark } from '../protocol/room-words.ts';
import { STATE_STREAM } from '../protocol/streams.ts';
import { liveStateSubject, placeOf, readSubject, topicSubject } from '../protocol/subjects.ts';
import { readAll } from './direct-get.ts';
import type { Link } from './link.ts';
import { publish } from './publish.ts';
import { subscribeRepublished } from './republished.ts';
import type { ServerHeaders } from './server-headers.ts';

/** What somebody said of a room. */
export interface RoomWord<Value> {
  readonly room: string;
  readonly handle: string;
  /** Of the stream of people's state: of two words the later one counts. */
  readonly sequence: number;
  readonly value: Value;
}

/** How a family of words is read. */
interface Family<Value> {
  readonly name: 'topic' | 'read';
  readonly decode: (payload: Uint8Array) => Value;
}

const TOPIC: Family<string> = { name: 'topic', decode: decodeTopic };
const READ: Family<ReadMark> = { name: 'read', decode: decodeReadMark };

/** @throws UnansweredError, RefusedError as `publish`. */
export async function publishTopic(link: Link, room: string, text: string): Promise<void> {
  await publish(link, topicSubject(room, link.handle), encodeTopic(text));
}

/** @throws UnansweredError, RefusedError as `publish`. */
export async function publishReadMark(link: Link, room: string, mark: ReadMark): Promise<void> {
  await publish(link, readSubject(room, link.handle), encodeReadMark(mark));
}

/** Everybody's word on what `room` is about. @throws UnansweredError, RefusedError as `directGet`. */
export function fetchTopics(link: Link, room: string): Promise<readonly RoomWord<string>[]> {
  return fetchWords(link, topicSubject(room, '*'), TOPIC);
}

/** How far somebody, or with `*` everybody, has read in a room, or every room. @throws as `directGet`. */
export function fetchReadMarks(link: Link, room: string, handle: string): Promise<readonly RoomWord<ReadMark>[]> {
  return fetchWords(link, readSubject(room, handle), READ);
}

/** Hears of new topics of `room` for as long as the link lasts. @returns what ends it before. */
export function subscribeTopics(link: Link, room: string, heard: (word: RoomWord<string>) => void): () => void {
  return subscribeWords(link, topicSubject(room, '*'), TOPIC, heard);
}

/** Hears how far somebody, or with `*` everybody, reads. @returns what ends it before the link does. */
export function subscribeReadMarks(
  link: Link,
  room: string,
  handle: string,
  heard: (word: RoomWord<ReadMark>) => void,
): () => void {
  return subscribeWords(link, readSubject(room, handle), READ, heard);
}

async function fetchWords<Value>(
  link: Link,
  filter: string,
  family: Family<Value>,
): Promise<readonly RoomWord<Value>[]> {
  const entries = await readAll(link, STATE_STREAM, filter);
  return entries.flatMap(({ server, payload }) => wordOf(family, server, payload) ?? []);
}

function subscribeWords<Value>(
  link: Link,
  filter: string,
  family: Family<Value>,
  heard: (word: RoomWord<Value>) => void,
): () => void {
  return subscribeRepublished(link, filter, liveStateSubject, (server, payload) => {
    const word = wordOf(family, server, payload);
    if (word !== undefined) heard(word);
  });
}

/** @returns `undefined` for what cannot be read. */
function wordOf<Value>(
  { name, decode }: Family<Value>,
  { subject, sequence }: ServerHeaders,
  payload: Uint8Array,
): RoomWord<Value> | undefined {
  const place = placeOf(subject, name);
  if (place === undefined) return undefined;
  try {
    return { ...place, sequence, value: decode(payload) };
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
