// What the stream of messages has of every room: the server counts by subject, and nothing is fetched but the counts.
import { isObject, own, parseJson } from '../protocol/check.ts';
import { CHAT_INFO_SUBJECT } from '../protocol/subjects.ts';
import { countRooms } from '../domain/directory.ts';
import type { RoomCounts } from '../domain/directory.ts';
import { UnansweredError } from './errors.ts';
import { whileLinked } from './link.ts';
import type { Link } from './link.ts';
import { fetchPresence } from './presence.ts';

const PATIENCE_MS = 5000;
const ROOMS = 'chat.room.>';

interface SubjectsPage {
  readonly subjects: readonly (readonly [subject: string, count: number])[];
  /** How many subjects there are on all pages. */
  readonly total: number;
}

/**
 * How many messages each room of the installation has. The server gives its subjects, one for each person in each room, in
 * pages of up to 100,000 (source: nats-server, `JSApiStreamInfoRequest`).
 * @throws UnansweredError if there is no answer, or none that makes sense.
 */
export async function roomCounts(link: Link): Promise<RoomCounts> {
  const subjects: (readonly [string, number])[] = [];
  for (;;) {
    const page = await subjectsFrom(link, subjects.length);
    subjects.push(...page.subjects);
    if (page.subjects.length === 0 || subjects.length >= page.total) return countRooms(subjects);
  }
}

async function subjectsFrom(link: Link, offset: number): Promise<SubjectsPage> {
  const question = JSON.stringify({ subjects_filter: ROOMS, offset });
  const asking = link.nc.request(CHAT_INFO_SUBJECT, question, { timeout: PATIENCE_MS });
  const reply = await whileLinked(link, asking).catch((error: unknown) => {
    throw new UnansweredError('The server does not say which rooms there are.', { cause: error });
  });
  return readPage(parseJson(reply.string()));
}

function readPage(answer: unknown): SubjectsPage {
  const state = isObject(answer) ? own(answer, 'state') : undefined;
  if (!isObject(answer) || !isObject(state)) {
    throw new UnansweredError('The server’s answer says nothing about rooms.');
  }
  const subjects = own(state, 'subjects'); // missing where there is none
  const counts = Object.entries(isObject(subjects) ? subjects : {}).map(
    ([subject, count]) => [subject, typeof count === 'number' ? count : 0] as const,
  );
  const total = own(answer, 'total');
  return { subjects: counts, total: typeof total === 'number' ? total : counts.length };
}

/**
 * How many people are in each room where there is anybody.
 * @throws UnansweredError, RefusedError as `directGet`.
 */
export async function presentByRoom(link: Link): Promise<ReadonlyMap<string, number>> {
  const people = new Map<string, Set<string>>();
  for (const { room, handle, state } of await fetchPresence(link, '*')) {
    if (state === 'gone') continue;
    const here = people.get(room);
    if (here === undefined) people.set(room, new Set([handle]));
    else here.add(handle);
  }
  return new Map([...people].map(([room, handles]) => [room, handles.size]));
}
