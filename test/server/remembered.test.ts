// What this browser remembers: a second visit shows it before any connection, and fetches the news only.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { provisionStreams } from '../../launcher/streams.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { askServer } from '../support/ask-server.ts';
import { startBroker } from '../support/broker.ts';
import type { TestBroker } from '../support/broker.ts';
import { fill } from '../support/stream-filler.ts';
import { TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';

const times = (count: number, room: string): readonly string[] => Array.from({ length: count }, () => room);
const upTo = (last: number, first = 1): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
const sequences = (tab: TestTab, room: string): readonly number[] =>
  tab.room(room).messages.map(({ sequence }) => sequence);

/** Opens Alice's tabs, all in the same browser. */
function browserOf({ webSocket }: TestBroker): () => TestTab {
  const [browser, settings] = [randomUUID(), { seed: newSeed() }];
  return () => new TestTab(webSocket, 'alice', settings, browser);
}

/** Waits until `room` is remembered up to this sequence. @returns the sequences that are. */
async function remembered(tab: TestTab, room: string, completeTo: number): Promise<readonly number[]> {
  const entry = await until(`${room} to be remembered up to ${completeTo}`, async () => {
    const present = await tab.cache.room(room);
    return present !== undefined && present.completeTo >= completeTo && present;
  });
  return entry.messages.map(({ sequence }) => sequence);
}

/** How many messages the server has sent to Alice's connection. */
async function sentTo({ ports, keys }: TestBroker): Promise<number> {
  const asked = { port: ports.nats, keys };
  const { connections } = await askServer<{ connections: { out_msgs: number }[] }>(asked, 'CONNZ', { acc: 'WEB' });
  return connections.reduce((sum, { out_msgs: count }) => sum + count, 0);
}

test('a second visit shows what was there last, without a network; with one, only the news is fetched', async () => {
  await using broker = await startBroker();
  const openTab = browserOf(broker);
  await fill(broker.admin, times(40, 'Go'));
  const first = openTab();
  await first.link();
  await first.enter('Go');
  await fill(broker.admin, times(20, 'Go'));
  await remembered(first, 'Go', 60);
  const before = first.room('Go').messages;
  first[Symbol.dispose]();
  await first.ended;
  await fill(broker.admin, times(3, 'Go'));
  await broker.kill();

  using second = openTab();
  await second.enter('Go');
  expect(second.room('Go').messages).toEqual(before);
  expect(second.room('Go').history).toEqual({ type: 'partial' });
  await broker.restart();
  await second.link();
  await until('the news', () => second.room('Go').messages.length === 63);
  expect(sequences(second, 'Go')).toEqual(upTo(63));
  expect(second.arrivals('Go')).toEqual(upTo(63));
  await second.connection.roundTrip();
  // The stream's state, three messages, the end of the batch; and a reply or two about something else.
  expect(await sentTo(broker)).toBeLessThan(10);
  expect(second.room('Go').gaps).toEqual([]);
  expect(await remembered(second, 'Go', 63)).toEqual(upTo(63));
});

test('a visit that finds nothing new fetches nothing', async () => {
  await using broker = await startBroker();
  const openTab = browserOf(broker);
  await fill(broker.admin, times(40, 'Go'));
  const first = openTab();
  await first.link();
  await first.enter('Go');
  await remembered(first, 'Go', 40);
  first[Symbol.dispose]();
  using second = openTab();
  await second.link();
  await second.enter('Go');
  await until('the room to be complete', () => second.events('Go').some(({ type }) => type === 'complete'));
  expect(second.events('Go').filter(({ type }) => type === 'stored')).toHaveLength(1);
  expect(sequences(second, 'Go')).toEqual(upTo(40));
});

test('a room in which nobody said anything is known to be empty on the second visit, too', async () => {
  await using broker = await startBroker();
  const openTab = browserOf(broker);
  await fill(broker.admin, ['Rust']);
  const first = openTab();
  await first.link();
  await first.enter('Go');
  expect(first.room('Go').history).toEqual({ type: 'complete' });
  await until('it to be remembered', async () => (await first.cache.room('Go')) !== undefined);
  first[Symbol.dispose]();
  using second = openTab();
  await second.link();
  await second.enter('Go');
  await until('all to be known', () => second.room('Go').history.type === 'complete');
  await fill(broker.admin, ['Go']);
  await until('the first message', () => second.room('Go').messages.length === 1);
});

test('of a room with much in it the newest 300 are remembered', async () => {
  await using broker = await startBroker();
  const openTab = browserOf(broker);
  const first = openTab();
  await first.link();
  await first.enter('Go');
  await fill(broker.admin, times(450, 'Go'));
  expect(await remembered(first, 'Go', 450)).toEqual(upTo(450, 151));
  await fill(broker.admin, times(200, 'Go'));
  expect(await remembered(first, 'Go', 650)).toEqual(upTo(650, 351));
  first[Symbol.dispose]();
  using second = openTab();
  await second.link();
  await second.enter('Go');
  await until('the room to be complete', () => second.events('Go').some(({ type }) => type === 'complete'));
  expect(sequences(second, 'Go')).toEqual(upTo(650, 351));
});

test('of many rooms the 50 that were in use last are remembered', async () => {
  await using broker = await startBroker();
  using alice = browserOf(broker)();
  await alice.link();
  const rooms = upTo(55).map((number) => `Room${number}`);
  await fill(broker.admin, rooms);
  for (const [index, room] of rooms.entries()) {
    await alice.enter(room);
    if (index % 5 === 4) await remembered(alice, room, index + 1);
  }
  await until('the first rooms to be forgotten', async () => (await alice.cache.room('Room5')) === undefined);
  const known = await Promise.all(rooms.map((room) => alice.cache.room(room)));
  expect(known.map((entry) => entry?.messages.length ?? 0)).toEqual([
    ...times(5, '').map(() => 0),
    ...times(50, '').map(() => 1),
  ]);
  // Somebody says something in a room that was forgotten while it is open: it is remembered from there on.
  await fill(broker.admin, ['Room1', 'Room1']);
  expect(await remembered(alice, 'Room1', 57)).toEqual([56, 57]);
});

test('two tabs in the same room, one of which came later, leave no hole in what is remembered', async () => {
  await using broker = await startBroker();
  const openTab = browserOf(broker);
  await fill(broker.admin, times(200, 'Go'));
  using one = openTab();
  using other = openTab();
  await Promise.all([one.link(), other.link()]);
  await one.enter('Go');
  const writing = fill(broker.admin, times(300, 'Go'));
  await until('some of it', () => one.arrivals('Go').length > 100);
  await other.enter('Go');
  await writing;
  await until('both to have it', () => [one, other].every((tab) => sequences(tab, 'Go').at(-1) === 500));
  const known = await remembered(one, 'Go', 500);
  expect(known).toEqual(upTo(500, 501 - known.length));
  expect(known.length).toBeGreaterThan(200);
});

test('a forgotten stream is forgotten by both of two tabs, and nothing of it is mixed with the new one', async () => {
  await using broker = await startBroker();
  const openTab = browserOf(broker);
  await fill(broker.admin, times(30, 'Go'), 'old');
  using one = openTab();
  using other = openTab();
  await Promise.all([one.link(), other.link()]);
  const feeds = [await one.enter('Go'), await other.enter('Go')];
  await remembered(one, 'Go', 30);
  await broker.admin.request('$JS.API.STREAM.DELETE.CHAT');
  await provisionStreams(broker.admin, { maxMessages: 0, maxAgeSeconds: 0, maxBytes: 0 });
  await fill(broker.admin, times(40, 'Go'), 'new');
  for (const feed of feeds) await feed.check();
  await until('it to be remembered', async () => (await one.cache.room('Go'))?.messages.at(-1)?.handle === 'new');
  using next = openTab();
  await next.enter('Go');
  expect(next.room('Go').messages.map(({ handle }) => handle)).toEqual(times(40, 'new'));
});
