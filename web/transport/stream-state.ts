// What a stream has and how long it keeps it, asked for without JetStream's own rights: nats.conf maps the question.
import { isObject, own, parseJson } from '../protocol/check.ts';
import type { JsonObject } from '../protocol/check.ts';
import { CHAT_INFO_SUBJECT } from '../protocol/subjects.ts';
import { RefusedError, UnansweredError } from './errors.ts';
import { whileLinked } from './link.ts';
import type { Link } from './link.ts';

export interface StreamInfo {
  /** When the stream was made, as the server writes it: another one is another stream, whose sequences begin anew. */
  readonly created: string;
  /** The oldest sequence it still has. */
  readonly first: number;
  /** The newest it ever had. */
  readonly last: number;
  /** How long it keeps a message, in milliseconds; 0 is for ever. */
  readonly maxAge: number;
  /** The server's clock, in milliseconds since 1970; this device's where the server does not say. */
  readonly now: number;
}

const PATIENCE_MS = 5000;

/** JetStream's error code for a stream that is not there; source: nats-server, server/errors.json. */
const STREAM_NOT_FOUND = 10059;

/** The stream of messages. @throws UnansweredError, RefusedError as `streamInfo`. */
export function streamState(link: Link): Promise<StreamInfo> {
  return streamInfo(link, CHAT_INFO_SUBJECT);
}

/**
 * @param subject what nats.conf maps to the question about a stream.
 * @throws UnansweredError if there is no answer, or none that makes sense.
 * @throws RefusedError if the stream is not there; its message is a sentence for the reader.
 */
export async function streamInfo(link: Link, subject: string): Promise<StreamInfo> {
  const reply = await whileLinked(link, link.nc.request(subject, '', { timeout: PATIENCE_MS })).catch(
    (error: unknown) => {
      throw new UnansweredError('The server does not say what it has.', { cause: error });
    },
  );
  const answer = objectOf(parseJson(reply.string()));
  if (own(objectOf(own(answer, 'error')), 'err_code') === STREAM_NOT_FOUND) {
    throw new RefusedError('The history cannot be read: the chat’s stream is not there.', { passing: true });
  }
  const [state, config] = [objectOf(own(answer, 'state')), objectOf(own(answer, 'config'))];
  const created = own(answer, 'created');
  const [first, last] = [own(state, 'first_seq'), own(state, 'last_seq')];
  if (typeof created !== 'string' || typeof first !== 'number' || typeof last !== 'number') {
    throw new UnansweredError('The server’s answer says nothing about the stream.');
  }
  const [age, now] = [own(config, 'max_age'), Date.parse(String(own(answer, 'ts')))];
  const maxAge = typeof age === 'number' ? age / 1e6 : 0;
  return { created, first, last, maxAge, now: Number.isNaN(now) ? Date.now() : now };
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
