// The one place that reads `Nats-*` headers. A publisher can write any of them; the server appends its own behind those,
// so only the last value of each is the server's (seen on nats-server 2.15.1; test/server proves it).
import type { Msg, MsgHdrs } from 'nats.ws';

/** What the server itself says about a stored message. */
export interface ServerHeaders {
  /** The subject it was stored under. */
  readonly subject: string;
  readonly sequence: number;
  /** When it was stored, in milliseconds since 1970. */
  readonly time: number;
}

/** @returns `undefined` if `message` does not carry the headers of a stored message. */
export function readServerHeaders(message: Msg): ServerHeaders | undefined {
  const headers = headersOf(message);
  if (headers === undefined) return undefined;
  const subject = headers.last('Nats-Subject');
  const sequence = wholeNumber(headers.last('Nats-Sequence'));
  const time = Date.parse(headers.last('Nats-Time-Stamp'));
  if (subject === '' || sequence === undefined || sequence === 0 || Number.isNaN(time)) return undefined;
  return { subject, sequence, time };
}

/** How many more stored messages match after this one, as Direct Get says; 0 if it says nothing. */
export function readPending(message: Msg): number {
  return wholeNumber(headersOf(message)?.last('Nats-Num-Pending') ?? '') ?? 0;
}

/** The status of an answer that is no message, such as 404; `undefined` for a message. */
export function readStatus(message: Msg): { readonly code: number; readonly description: string } | undefined {
  const headers = headersOf(message);
  return headers === undefined || headers.code === 0
    ? undefined
    : { code: headers.code, description: headers.description };
}

/** nats.ws takes headers apart only when asked, and throws on a name another client made up; so a stranger could stop a tab. */
function headersOf(message: Msg): MsgHdrs | undefined {
  try {
    return message.headers;
  } catch {
    return undefined;
  }
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
