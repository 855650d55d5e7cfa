// The bricks of the decoder: each takes an unknown value and answers the checked one, or throws naming the field.

/** A payload that breaks the protocol: which field, and what was expected there. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly field: string;

  /** @param field the path of the field, such as `user.name`. @param expected what should stand there. */
  constructor(field: string, expected: string) {
    super(`${field}: expected ${expected}`);
    this.field = field;
  }
}

/** `undefined` for what is no JSON, which is never a JSON value. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A JSON object; not an array, not null. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether `value` is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own property `key` of `object`; inherited ones such as `constructor` do not count. */
export function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** @throws ProtocolError unless `value` is a JSON object. */
export function objectAt(field: string, value: unknown): JsonObject {
  if (!isObject(value)) throw new ProtocolError(field, 'an object');
  return value;
}

/** @param most the most UTF-16 units the text may have. @throws ProtocolError unless `value` is such a string. */
export function stringAt(field: string, value: unknown, most: number): string {
  if (typeof value !== 'string') throw new ProtocolError(field, 'a string');
  if (value.length > most) throw new ProtocolError(field, `at most ${most} characters`);
  return value;
}

/** @throws ProtocolError unless `value` is a string that `pattern` matches; `what` says in words what it matches. */
export function patternAt(field: string, value: unknown, pattern: RegExp, what: string): string {
  if (typeof value !== 'string' || !pattern.test(value)) throw new ProtocolError(field, what);
  return value;
}

/** The version of the payloads, field `v`. */
export const PAYLOAD_VERSION = 1;

const utf8 = new TextDecoder();

/** Reads a payload of one type. @throws ProtocolError unless `payload` is of this type, and of the version that is known. */
export function payloadOfType(type: string, payload: Uint8Array): JsonObject {
  const value = objectAt(type, parseJson(utf8.decode(payload)));
  if (own(value, 'type') !== type) throw new ProtocolError('type', type);
  if (own(value, 'v') !== PAYLOAD_VERSION) throw new ProtocolError('v', String(PAYLOAD_VERSION));
  return value;
}
