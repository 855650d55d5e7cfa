// What somebody says about a room, of which only the last word counts: what it is about, and how far they have read in it.
import { objectAt, own, PAYLOAD_VERSION, payloadOfType, ProtocolError, stringAt } from './check.ts';

/** Most UTF-16 units of a topic. */
export const TOPIC_MAX_LENGTH = 250;
/** Most characters of a stream's time of creation, as the server writes it. */
const CREATED_MAX_LENGTH = 40;

/** How far somebody has read. */
export interface ReadMark {
  /** The sequence of the last message they have read. */
  readonly sequence: number;
  /** When the stream was made that the sequence is of, as the server writes it; in another one it means nothing. */
  readonly stream: string;
}

const bytes = new TextEncoder();

/** @returns '' where the topic was taken away. @throws ProtocolError naming the field that is wrong. */
export function decodeTopic(payload: Uint8Array): string {
  return stringAt('text', own(payloadOfType('topic', payload), 'text'), TOPIC_MAX_LENGTH);
}

export function encodeTopic(text: string): Uint8Array {
  return bytes.encode(JSON.stringify({ v: PAYLOAD_VERSION, type: 'topic', text }));
}

/** @throws ProtocolError naming the field that is wrong. */
export function decodeReadMark(payload: Uint8Array): ReadMark {
  return readMarkAt(payloadOfType('read', payload));
}

/** @throws ProtocolError naming the field that is wrong. */
export function readMarkAt(value: unknown): ReadMark {
  const mark = objectAt('read', value);
  const sequence = own(mark, 'sequence');
  if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence) || sequence < 0) {
    throw new ProtocolError('sequence', 'a whole number, not negative');
  }
  return { sequence, stream: stringAt('stream', own(mark, 'stream'), CREATED_MAX_LENGTH) };
}

export function encodeReadMark({ sequence, stream }: ReadMark): Uint8Array {
  return bytes.encode(JSON.stringify({ v: PAYLOAD_VERSION, type: 'read', sequence, stream }));
}
