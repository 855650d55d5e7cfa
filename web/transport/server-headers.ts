// The one place that reads headers. A publisher can write any of them; the server appends its own behind those, so only
// the last value of each is the server's (seen on nats-server 2.15.1; test/server proves it).
import type { Msg } from 'nats.ws';

/** What the server itself says about a stored message. */
export interface ServerHeaders {
  /** The subject it was stored under. */
  readonly subject: string;
  readonly sequence: number;
  /** When it was stored, in milliseconds since 1970. */
  readonly time: number;
  /** The sequence of the message before it under the same subject; 0 if there was none, or the server did not say. */
  readonly previous: number;
}

/** @returns `undefined` if `message` does not carry the headers of a stored message. */
export function readServerHeaders(message: Msg): ServerHeaders | undefined {
  const lines = headerLines(message);
  const subject = lastValue(lines, 'Nats-Subject');
  const sequence = wholeNumber(lastValue(lines, 'Nats-Sequence'));
  const time = Date.parse(lastValue(lines, 'Nats-Time-Stamp'));
  if (subject === '' || sequence === undefined || sequence === 0 || Number.isNaN(time)) return undefined;
  const previous = wholeNumber(lastValue(lines, 'Nats-Last-Sequence')) ?? 0;
  return { subject, sequence, time, previous };
}

/** How many more stored messages match after this one, as Direct Get says; 0 if it says nothing. */
export function readPending(message: Msg): number {
  return wholeNumber(lastValue(headerLines(message), 'Nats-Num-Pending')) ?? 0;
}

/**
 * The status of an answer that is no message, such as 404. A publisher can write a status too: ask only once
 * `readServerHeaders` has found no stored message.
 */
export function readStatus(message: Msg): { readonly code: number; readonly description: string } | undefined {
  const [, code, description = ''] = /^NATS\/1\.0 (\d{3}) ?(.*)$/.exec(headerLines(message)[0] ?? '') ?? [];
  return code === undefined ? undefined : { code: Number(code), description };
}

/** Whether `message` carries any header at all, or an empty block of them. */
export function hasHeaders(message: Msg): boolean {
  const bytes: unknown = Reflect.get(message, '_rdata');
  return !(bytes instanceof Uint8Array) || bytes.length > message.data.length;
}

const utf8 = new TextDecoder();

/**
 * The status line and the header lines. nats.ws's own `headers` throws on a name or value it does not like, and any
 * publisher could hide a message so, or stop a tab; so they are read from its bytes, which it keeps in a field of its own.
 */
function headerLines(message: Msg): readonly string[] {
  const bytes: unknown = Reflect.get(message, '_rdata');
  if (!(bytes instanceof Uint8Array)) return [];
  return utf8.decode(bytes.subarray(0, bytes.length - message.data.length)).split('\r\n');
}

/** The value behind the last `name`, or nothing. */
function lastValue(lines: readonly string[], name: string): string {
  const line = lines.findLast((candidate) => candidate.startsWith(`${name}:`));
  return line === undefined ? '' : line.slice(name.length + 1).trim();
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
