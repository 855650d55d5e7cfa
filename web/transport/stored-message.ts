// From a message on the wire to a message of the domain, or to nothing if the server does not vouch for it.
import type { Msg } from 'nats.ws';
import { decodeContent } from '../protocol/content.ts';
import { placeOf } from '../protocol/subjects.ts';
import type { StoredMessage } from '../domain/message.ts';
import { readServerHeaders } from './server-headers.ts';

/**
 * Reads a message the stream gave out.
 * @param accepts whether it may have been stored under this subject, given where it came from.
 * @returns `undefined` if the server's own headers are missing or contradict where the message came from.
 */
export function readStoredMessage(message: Msg, accepts: (subject: string) => boolean): StoredMessage | undefined {
  const server = readServerHeaders(message);
  if (server === undefined || !accepts(server.subject)) return undefined;
  const place = placeOf(server.subject);
  if (place === undefined) return undefined;
  return { ...place, sequence: server.sequence, time: server.time, content: decodeContent(message.data) };
}
