// A room's past, page by page, out of a stream in which many rooms lie mixed.
import { expect, test } from 'vitest';
import { PAYLOAD_MAX_BYTES } from '../../web/protocol/streams.ts';
import type { StoredMessage } from '../../web/domain/message.ts';
import { newestPage, olderPage } from '../../web/transport/history.ts';
import type { Link } from '../../web/transport/link.ts';
import { startBroker } from '../support/broker.ts';
import { countRequests, fill } from '../support/stream-filler.ts';
import { random } from '../support/random.ts';
import type { Random } from '../support/random.ts';
import { TestTab } from '../support/tab.ts';

const SIZE = 50;
/** Seen in 60 such streams: 3.2 on average, 7 at worst. */
const MOST_ROUND_TRIPS = 9;

const sequencesOf = (messages: readonly StoredMessage[]): number[] => messages.map(({ sequence }) => sequence);

/** Pages back until there is no more. @param pageRead is told how many round trips each page took. */
async function readBack(
  link: Link,
  room: string,
  pageRead: (roundTrips: number) => void = () => {},
): Promise<readonly StoredMessage[]> {
  const pages: (readonly StoredMessage[])[] = [];
  for (let complete = false; !complete;) {
    const counted = countRequests(link);
    const before = pages.at(-1)?.[0]?.sequence;
    const page =
      before === undefined
        ? await newestPage(counted.link, room, SIZE)
        : await olderPage(counted.link, room, before, SIZE);
    pages.push(page.messages);
    complete = page.complete;
    pageRead(counted.roundTrips());
  }
  return pages.toReversed().flat();
}

test('a room nobody wrote in is empty, after one round trip', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await fill(broker.admin, ['Rust', 'Go-lang', 'go']);
  const counted = countRequests(await alice.link());
  expect(await newestPage(counted.link, 'Go', SIZE)).toEqual({ messages: [], complete: true });
  expect(counted.roundTrips()).toBe(1);
});

test('a room that fits a page is there after one round trip', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await fill(
    broker.admin,
    Array.from({ length: 2 * SIZE }, (_, index) => (index % 2 === 0 ? 'Go' : 'Rust')),
  );
  const counted = countRequests(await alice.link());
  const { messages, complete } = await newestPage(counted.link, 'Go', SIZE);
  expect(sequencesOf(messages)).toEqual(Array.from({ length: SIZE }, (_, index) => 2 * index + 1));
  expect(complete).toBe(true);
  expect(counted.roundTrips()).toBe(1);
});

test('a long room shows its newest page first, after two round trips if it is evenly busy', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await fill(
    broker.admin,
    Array.from({ length: 1000 }, (_, index) => (index % 3 === 0 ? 'Go' : 'Rust')),
  );
  const counted = countRequests(await alice.link());
  const { messages, complete } = await newestPage(counted.link, 'Go', SIZE);
  expect(messages.at(-1)?.content).toEqual({ type: 'plain', text: '1000' });
  expect(messages.length).toBeGreaterThanOrEqual(SIZE);
  expect(messages.length).toBeLessThanOrEqual(2 * SIZE);
  expect(complete).toBe(false);
  expect(counted.roundTrips()).toBe(2);
});

/** A stream of 10,000 messages: a busy room, quiet ones, and bursts after which a room falls silent for long. */
function mixedRooms({ next, under }: Random): readonly string[] {
  const rooms = Array.from({ length: 500 }, () => 'room-19');
  while (rooms.length < 9990) {
    const chance = next();
    const room = chance < 0.9 ? 'room-0' : `room-${1 + under(18)}`;
    rooms.push(...Array.from({ length: chance > 0.98 ? 50 + under(250) : 1 }, () => room));
  }
  return [...rooms.slice(0, 9997), 'room-19', 'room-19', 'room-19'];
}

test('scrolling back through 10,000 messages in 20 rooms finds each once, in order, in few round trips', async () => {
  const chance = random();
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  const rooms = mixedRooms(chance);
  await fill(broker.admin, rooms);
  const link = await alice.link();
  for (const room of new Set(rooms)) {
    const trips: number[] = [];
    const messages = await readBack(link, room, (roundTrips) => trips.push(roundTrips));
    const expected = rooms.flatMap((name, index) => (name === room ? [index + 1] : []));
    expect(sequencesOf(messages), `${room}, seed ${chance.seed}`).toEqual(expected);
    expect(Math.max(...trips), `${room}, seed ${chance.seed}`).toBeLessThanOrEqual(MOST_ROUND_TRIPS);
  }
});

test('scrolling back misses nothing while others write and the stream pushes out its oldest messages', async () => {
  await using broker = await startBroker({ maxMessages: 1000 });
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await fill(
    broker.admin,
    Array.from({ length: 1000 }, () => 'Go'),
  );
  const writing = fill(
    broker.admin,
    Array.from({ length: 400 }, () => 'Go'),
  );
  const sequences = sequencesOf(await readBack(await alice.link(), 'Go'));
  await writing;
  const first = sequences[0] ?? 0;
  expect(sequences).toEqual(Array.from({ length: sequences.length }, (_, index) => first + index));
  expect(sequences.at(-1)).toBeGreaterThanOrEqual(1000);
  expect(first).toBeLessThanOrEqual(401);
});

test('a page of the longest messages there can be comes whole, though not in one answer', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  const payload = 'A'.repeat(PAYLOAD_MAX_BYTES);
  for (let number = 0; number < 120; number += 1) await broker.admin.request('chat.room.Go.filler', payload);
  const trips: number[] = [];
  const messages = await readBack(await alice.link(), 'Go', (roundTrips) => trips.push(roundTrips));
  expect(sequencesOf(messages)).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
  expect(trips[0]).toBeGreaterThan(5); // About a megabyte each: a slow line could not carry all at once.
});

test('messages under a handle that is none are passed over and hide no others', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await fill(
    broker.admin,
    Array.from({ length: 60 }, () => 'Go'),
  );
  await fill(
    broker.admin,
    Array.from({ length: 150 }, () => 'Go'),
    'NOBODY',
  );
  expect(sequencesOf(await readBack(await alice.link(), 'Go'))).toEqual(
    Array.from({ length: 60 }, (_, index) => index + 1),
  );
});
