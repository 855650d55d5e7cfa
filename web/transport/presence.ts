// Who is in a room: said by every tab of everybody in it, kept by a stream for a while, heard as it is said.
import { ProtocolError } from '../protocol/check.ts';
import { decodePresence, encodePresence, encodeTyping, isTyping } from '../protocol/presence.ts';
import type { Presence } from '../protocol/presence.ts';
import { PRESENCE_STREAM } from '../protocol/streams.ts';
import {
  liveHereSubject,
  placeOf,
  presencePlaceOf,
  presenceSubject,
  PRESENCE_INFO_SUBJECT,
  typingSubject,
} from '../protocol/subjects.ts';
import { readAll } from './direct-get.ts';
import type { Link } from './link.ts';
import { publish } from './publish.ts';
import { subscribeRepublished } from './republished.ts';
import { hasHeaders } from './server-headers.ts';
import type { ServerHeaders } from './server-headers.ts';
import { streamInfo } from './stream-state.ts';

/** What one tab of somebody said last. */
export interface Sighting extends Presence {
  readonly room: string;
  readonly handle: string;
  /** Which of their tabs it was. */
  readonly session: string;
  readonly sequence: number;
  /** When the server stored it, in milliseconds since 1970. */
  readonly time: number;
}

/** How long a tab is taken to be there, and what time it is. */
export interface PresenceTerms {
  /** In milliseconds. */
  readonly lifetime: number;
  /** The server's clock, less this device's, in milliseconds. */
  readonly clockOffset: number;
}

/**
 * Says in `room` how available the person in front of this tab is.
 * @throws UnansweredError, RefusedError as `publish`.
 */
export async function announcePresence(link: Link, room: string, session: string, presence: Presence): Promise<void> {
  await publish(link, presenceSubject(room, link.handle, session), encodePresence(presence));
}

/** The same, for a tab that is being closed: it has no time to wait for an answer. */
export function announceLeaving(link: Link, room: string, session: string, presence: Presence): void {
  link.nc.publish(presenceSubject(room, link.handle, session), encodePresence({ ...presence, state: 'gone' }));
  void link.nc.flush().catch(() => {}); // sends at once; whether it arrived, nobody is there to hear
}

/** Says that the person is writing in `room`. Nothing is lost if nobody hears it. */
export function announceTyping(link: Link, room: string): void {
  if (!link.lost.aborted) link.nc.publish(typingSubject(room, link.handle), encodeTyping());
}

/** @throws UnansweredError, RefusedError as `streamInfo`. */
export async function presenceTerms(link: Link): Promise<PresenceTerms> {
  const { maxAge, now } = await streamInfo(link, PRESENCE_INFO_SUBJECT);
  return { lifetime: maxAge, clockOffset: now - Date.now() };
}

/**
 * What everybody's tabs in `room` said last; `*` for every room.
 * @throws UnansweredError, RefusedError as `directGet`.
 */
export async function fetchPresence(link: Link, room: string): Promise<readonly Sighting[]> {
  const entries = await readAll(link, PRESENCE_STREAM, presenceSubject(room, '*', '*'));
  return entries.flatMap(({ server, payload }) => sighting(server, payload) ?? []);
}

/** Hears who comes, stays and goes in `room` for as long as the link lasts. @returns what ends it before. */
export function subscribePresence(link: Link, room: string, seen: (sighting: Sighting) => void): () => void {
  return subscribeRepublished(link, presenceSubject(room, '*', '*'), liveHereSubject, (server, payload) => {
    const said = sighting(server, payload);
    if (said !== undefined) seen(said);
  });
}

/** Hears who is writing in `room` for as long as the link lasts. @returns what ends it before. */
export function subscribeTyping(link: Link, room: string, writing: (handle: string) => void): () => void {
  const subscription = link.nc.subscribe(typingSubject(room, '*'), {
    callback: (error, message) => {
      // An answer of JetStream's can be sent here under anybody's name; it is no typing, and what is stored has headers.
      if (error !== null || hasHeaders(message) || !isTyping(message.data)) return;
      const place = placeOf(message.subject, 'typing');
      if (place !== undefined) writing(place.handle);
    },
  });
  return () => {
    if (!link.lost.aborted) subscription.unsubscribe();
  };
}

function sighting({ subject, sequence, time }: ServerHeaders, payload: Uint8Array): Sighting | undefined {
  const place = presencePlaceOf(subject);
  if (place === undefined) return undefined;
  try {
    return { ...decodePresence(payload), ...place, sequence, time };
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
