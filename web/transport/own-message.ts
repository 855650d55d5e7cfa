// Whether a message got through although nobody said so: looked up before it is sent again.
import { decodeContent } from '../protocol/content.ts';
import { CHAT_STREAM } from '../protocol/streams.ts';
import { roomSubject } from '../protocol/subjects.ts';
import { directGet } from './direct-get.ts';
import type { Link } from './link.ts';

const BATCH = 250;

/** One's own messages in a room, as far as they were read over a link: all that are stored behind `after`, up to `upTo`. */
interface Known {
  readonly after: number;
  upTo: number;
  /** The lowest sequence of each id. */
  readonly sequences: Map<string, number>;
}

/** By room. Of a hundred messages that wait, each looks only at what came since the one before. */
const knownOver = new WeakMap<Link, Map<string, Known>>();

/**
 * Looks for one's own message `id` in `room`. The server itself remembers an id for two minutes only.
 * @param after a sequence it cannot be stored before. @returns its sequence, the lowest if there are several; `undefined` if it
 * is not there. @throws UnansweredError, RefusedError as `directGet`.
 */
export async function findOwnMessage(link: Link, room: string, id: string, after: number): Promise<number | undefined> {
  const known = knownIn(link, room, after);
  const subject = roomSubject(room, link.handle);
  while (!known.sequences.has(id)) {
    const request = { seq: known.upTo + 1, batch: BATCH, next_by_subj: subject };
    const { entries, pending } = await directGet(link, CHAT_STREAM, request);
    for (const { server, payload } of entries) {
      const content = decodeContent(payload);
      known.upTo = Math.max(known.upTo, server.sequence);
      if (content.type !== 'message' || content.id === undefined || known.sequences.has(content.id)) continue;
      known.sequences.set(content.id, server.sequence);
    }
    if (pending === 0 || entries.length === 0) break;
  }
  return known.sequences.get(id);
}

/** What is known already, unless the message may lie before that. */
function knownIn(link: Link, room: string, after: number): Known {
  const rooms = knownOver.get(link) ?? new Map<string, Known>();
  knownOver.set(link, rooms);
  const present = rooms.get(room);
  if (present !== undefined && present.after <= after) return present;
  const known = { after, upTo: after, sequences: new Map<string, number>() };
  rooms.set(room, known);
  return known;
}
