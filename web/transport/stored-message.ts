// From a message on the wire to a message of the domain.
import { decodeContent } from '../protocol/content.ts';
import { placeOf } from '../protocol/subjects.ts';
import type { StoredMessage } from '../domain/message.ts';
import type { ServerHeaders } from './server-headers.ts';

/** @returns `undefined` if it was stored under a subject that is no room's, or no person's. */
export function storedMessage(server: ServerHeaders, payload: Uint8Array): StoredMessage | undefined {
  const place = placeOf(server.subject);
  if (place === undefined) return undefined;
  return { ...place, sequence: server.sequence, time: server.time, content: decodeContent(payload) };
}
