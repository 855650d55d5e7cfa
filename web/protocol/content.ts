// What a payload says: the types, the one decoder that checks what arrives, and the one encoder for what is sent.
import { isObject, objectAt, own, parseJson, patternAt, PAYLOAD_VERSION, ProtocolError, stringAt } from './check.ts';
import type { JsonObject } from './check.ts';
import { TEXT_MAX_BYTES } from './streams.ts';

/** How an author wishes to be shown. Display names prove nothing: who wrote it is the handle in the subject. */
export interface Persona {
  readonly name: string;
  readonly emoji: string;
  /** The colour behind the emoji, in degrees from 0 to 359; the handle has one of its own if this is missing. */
  readonly hue?: number | undefined;
}

/** A message somebody wrote. `id` is missing in payloads of the older example, which had none. */
export interface MessageContent {
  readonly type: 'message';
  readonly id?: string;
  readonly user?: Persona;
  readonly text: string;
  /** What the author does rather than says: “Ada waves”. */
  readonly action?: true;
}

/** A message as a client of today writes it. */
export interface OwnMessage extends MessageContent {
  readonly id: string;
  readonly user: Persona;
}

/** What a payload turned out to be. Nothing that arrives is without a case here, so nothing is dropped silently. */
export type Content =
  | MessageContent
  /** Not natter's JSON at all, as from `nats pub`: its text, as it came. */
  | { readonly type: 'plain'; readonly text: string }
  /** natter's JSON, of a type or version this client does not know. */
  | { readonly type: 'unsupported'; readonly kind: string; readonly raw: string }
  /** natter's JSON with a field that breaks the protocol; `problem` names it. */
  | { readonly type: 'malformed'; readonly problem: string; readonly raw: string };

/** Most UTF-16 units of a display name. */
export const NAME_MAX_LENGTH = 64;
/** Most UTF-16 units of an avatar emoji: room for a family with skin tones. */
export const EMOJI_MAX_LENGTH = 32;

const ID = /^[A-Za-z0-9_-]{22}$/;
const bytes = new TextEncoder();
const lossyUtf8 = new TextDecoder();

/**
 * Reads one payload. Never throws: what cannot be read is an answer too.
 * @param payload the bytes as they came from the broker, at most 128 KiB.
 */
export function decodeContent(payload: Uint8Array): Content {
  const raw = lossyUtf8.decode(payload);
  const value = parseJson(raw);
  if (!isObject(value)) return { type: 'plain', text: raw };
  try {
    return decodeObject(value, raw);
  } catch (error) {
    if (error instanceof ProtocolError) return { type: 'malformed', problem: error.message, raw };
    throw error;
  }
}

function decodeObject(value: JsonObject, raw: string): Content {
  const type = own(value, 'type');
  if (type === undefined) return isExample(value) ? decodeExample(value) : { type: 'plain', text: raw };
  const kind = stringAt('type', type, 64);
  if (kind !== 'message') return { type: 'unsupported', kind, raw };
  const version = own(value, 'v');
  if (typeof version !== 'number') throw new ProtocolError('v', 'a number');
  if (version !== PAYLOAD_VERSION) return { type: 'unsupported', kind: `${kind}, version ${version}`, raw };
  return decodeMessage(value);
}

function decodeMessage(value: JsonObject): MessageContent {
  const text = textAt('text', own(value, 'text'));
  const id = patternAt('id', own(value, 'id'), ID, '22 characters of base64url');
  const [user, action] = [own(value, 'user'), own(value, 'action')];
  return {
    type: 'message',
    id,
    ...(user === undefined ? {} : { user: personaAt('user', user) }),
    text,
    ...(isAction(action) ? { action } : {}),
  };
}

/** @throws ProtocolError for what does not say whether the message is an action. */
function isAction(value: unknown): value is true {
  if (value === undefined || typeof value === 'boolean') return value === true;
  throw new ProtocolError('action', 'true or false');
}

/** The payload of the Go example natter grew out of: `{user: {name, emoji}, message, time}`. Its client time is ignored. */
function isExample(value: JsonObject): boolean {
  return Object.hasOwn(value, 'message') && Object.hasOwn(value, 'user');
}

function decodeExample(value: JsonObject): MessageContent {
  return {
    type: 'message',
    user: personaAt('user', own(value, 'user')),
    text: textAt('message', own(value, 'message')),
  };
}

/** @param field where it stands, such as `user`. @throws ProtocolError naming what is wrong with it. */
export function personaAt(field: string, value: unknown): Persona {
  const user = objectAt(field, value);
  const [emoji, hue] = [own(user, 'emoji'), own(user, 'hue')];
  const persona = {
    name: stringAt(`${field}.name`, own(user, 'name'), NAME_MAX_LENGTH),
    emoji: emoji === undefined ? '' : stringAt(`${field}.emoji`, emoji, EMOJI_MAX_LENGTH),
  };
  return hue === undefined ? persona : { ...persona, hue: hueAt(`${field}.hue`, hue) };
}

function hueAt(field: string, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 360) return value;
  throw new ProtocolError(field, 'a whole number from 0 to 359');
}

function textAt(field: string, value: unknown): string {
  const text = stringAt(field, value, TEXT_MAX_BYTES);
  if (textBytes(text) > TEXT_MAX_BYTES) throw new ProtocolError(field, `at most ${TEXT_MAX_BYTES} bytes`);
  return text;
}

/** How many bytes of UTF-8 `text` takes, which is what the limit counts. */
export function textBytes(text: string): number {
  return bytes.encode(text).length;
}

/** A payload that is read as `content` again: how a client keeps a message for later. */
export function payloadOf(content: Content): string {
  if (content.type === 'plain') return keepingMark(content.text);
  if (content.type !== 'message') return content.raw;
  const { id, user, text, action } = content;
  // Without an id it came from the older example, or it would not have been read.
  if (id === undefined) return JSON.stringify({ user, message: text });
  return JSON.stringify({ v: PAYLOAD_VERSION, type: 'message', id, user, text, action });
}

/** Reading takes one mark of the byte order away from the beginning; what begins with one all the same had two. */
function keepingMark(text: string): string {
  return text.startsWith('\uFEFF') ? `\uFEFF${text}` : text;
}

/** A message as bytes for the broker. `message.id` must be there: it is the message's identity, together with the handle. */
export function encodeMessage(message: OwnMessage): Uint8Array {
  return bytes.encode(payloadOf(message));
}
