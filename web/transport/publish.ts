// Publishing with an acknowledgement: a message counts as sent only once the stream has stored it.
import { headers, NatsError, ErrorCode } from 'nats.ws';
import type { Msg, MsgHdrs } from 'nats.ws';
import { isObject, own, parseJson } from '../protocol/check.ts';
import type { JsonObject } from '../protocol/check.ts';
import { decodeContent, encodeMessage } from '../protocol/content.ts';
import type { OwnMessage } from '../protocol/content.ts';
import { encodeProfile } from '../protocol/profile.ts';
import type { Profile } from '../protocol/profile.ts';
import { CHAT_STREAM } from '../protocol/streams.ts';
import { profileSubject, roomSubject } from '../protocol/subjects.ts';
import { directGet } from './direct-get.ts';
import { IdTakenError, RefusedError, UnansweredError } from './errors.ts';
import { whileLinked } from './link.ts';
import type { Link } from './link.ts';

const PATIENCE_MS = 5000;
/** JetStream's error codes for a stream that is full; source: nats-server, server/errors.json. */
const STREAM_FULL: ReadonlySet<unknown> = new Set([10023, 10047, 10077, 10122]);

interface Acknowledgement {
  readonly sequence: number;
  /** The stream had a message with this id already, and stored nothing new. */
  readonly duplicate: boolean;
}

/**
 * Publishes `message` into `room` and waits until the stream has stored it. Safe to repeat: the id makes it one message.
 * @returns the sequence it was stored under.
 * @throws UnansweredError if no acknowledgement came within five seconds or the connection was lost: repeat it.
 * @throws IdTakenError if somebody else's message has this id: send it under a new one.
 * @throws RefusedError if the broker or the stream will not take it; its message is a sentence for the sender.
 */
export async function publishMessage(link: Link, room: string, message: OwnMessage): Promise<number> {
  const subject = roomSubject(room, link.handle);
  const header = headers();
  header.set('Nats-Msg-Id', message.id);
  const { sequence, duplicate } = await publish(link, subject, encodeMessage(message), header);
  if (duplicate) await checkOwn(link, subject, message.id, sequence);
  return sequence;
}

/**
 * Publishes one's own profile and waits until it is stored.
 * @throws UnansweredError, RefusedError as `publish`.
 */
export async function publishProfile(link: Link, profile: Profile): Promise<void> {
  await publish(link, profileSubject(link.handle), encodeProfile(profile));
}

/**
 * Publishes and waits until a stream has stored it.
 * @throws UnansweredError if no acknowledgement came within five seconds or the connection was lost.
 * @throws RefusedError if the broker or the stream will not take it; its message is a sentence for the sender.
 */
export async function publish(
  link: Link,
  subject: string,
  payload: Uint8Array,
  header: MsgHdrs = headers(),
): Promise<Acknowledgement> {
  const options = { headers: header, timeout: PATIENCE_MS };
  try {
    return readAcknowledgement(await whileLinked(link, link.nc.request(subject, payload, options)));
  } catch (error) {
    throw explain(error);
  }
}

/** Whether the message that has this id is really ours: the server's memory of ids is one for all authors. */
async function checkOwn(link: Link, subject: string, id: string, sequence: number): Promise<void> {
  const [present] = (await directGet(link, CHAT_STREAM, { seq: sequence })).entries;
  if (present === undefined) return; // stored, and pushed out of the stream since
  const content = decodeContent(present.payload);
  if (present.server.subject !== subject || content.type !== 'message' || content.id !== id) {
    throw new IdTakenError(`The id ${id} belongs to another message.`);
  }
}

function readAcknowledgement(reply: Msg): Acknowledgement {
  const answer = parseObject(reply.string());
  const error = own(answer, 'error');
  if (isObject(error)) throw refusal(own(error, 'err_code'), own(error, 'description'));
  const sequence = own(answer, 'seq');
  if (typeof sequence !== 'number') throw new UnansweredError('The server’s answer is no acknowledgement.');
  return { sequence, duplicate: own(answer, 'duplicate') === true };
}

function parseObject(text: string): JsonObject {
  const value = parseJson(text);
  return isObject(value) ? value : {};
}

function refusal(code: unknown, description: unknown): RefusedError {
  if (STREAM_FULL.has(code)) {
    return new RefusedError('The server could not store it: its storage is full.', { passing: true });
  }
  const reason = typeof description === 'string' ? description : 'no reason given';
  return new RefusedError(`The server could not store it: ${reason}.`);
}

function explain(error: unknown): Error {
  if (!(error instanceof NatsError)) {
    return error instanceof Error ? error : new Error(String(error));
  }
  if (error.code === ErrorCode.NoResponders) {
    return new RefusedError('The server could not store it: the chat’s stream is not there.', {
      cause: error,
      passing: true,
    });
  }
  if (error.code === ErrorCode.PermissionsViolation) {
    return new RefusedError('You may not write here under this handle.', { cause: error });
  }
  if (error.code === ErrorCode.MaxPayloadExceeded) {
    return new RefusedError('The message is larger than the server takes.', { cause: error });
  }
  return new UnansweredError('The server has not confirmed it.', { cause: error });
}
