// A live message that never comes is noticed, and fetched; where the server let go of what was missed, the room says so, and only there.
import { randomUUID } from 'node:crypto';
import { jetstreamManager } from '@nats-io/jetstream';
import { expect, test } from 'vitest';
import { provisionStreams } from '../../launcher/streams.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { startBroker } from '../support/broker.ts';
import type { TestBroker } from '../support/broker.ts';
import { startProxy } from '../support/proxy.ts';
import type { TestProxy } from '../support/proxy.ts';
import { fill, losing } from '../support/stream-filler.ts';
import { TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';

const ROOMS = ['Go', 'Rust'];
const UNLIMITED = { maxMessages: 0, maxAgeSeconds: 0, maxBytes: 0 };
const times = (count: number, room: string): readonly string[] => Array.from({ length: count }, () => room);
const sequences = (tab: TestTab, room: string): readonly number[] =>
  tab.room(room).messages.map(({ sequence }) => sequence);
const upTo = (last: number, first = 1): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** How often the tab had all of `room`. */
const completions = (tab: TestTab, room: string): number =>
  tab.events(room).filter(({ type }) => type === 'complete').length;

/** While `during` runs, the tab has no connection. Over the next one it gets all of `rooms` before this ends. */
async function away(
  network: TestProxy,
  tab: TestTab,
  rooms: readonly string[],
  during: () => Promise<unknown> = async () => {},
): Promise<void> {
  network.cut();
  await until('the loss to be noticed', () => tab.connection.link === undefined);
  await during();
  const before = new Map(rooms.map((room) => [room, completions(tab, room)]));
  network.revive();
  for (const [room, count] of before) await until(`all of ${room}`, () => completions(tab, room) > count);
}

test('a message that never came is fetched as soon as its author’s next one shows that it is missing', async () => {
  await using broker = await startBroker();
  using alice = new TestTab(broker.webSocket, 'alice');
  alice.through = (link) => losing(link, (sequence) => [2, 3, 6].includes(sequence));
  await alice.link();
  await fill(broker.admin, ['Go']);
  await alice.enter('Go');
  await fill(broker.admin, times(3, 'Go'));
  await until('the missing ones', () => alice.room('Go').messages.length === 4);
  await fill(broker.admin, times(3, 'Go'));
  await until('the missing one', () => alice.room('Go').messages.length === 7);
  expect(alice.arrivals('Go')).toEqual(upTo(7));
  expect(alice.room('Go').gaps).toEqual([]);
});

test('a message that nothing followed is there after the next look, whoever wrote it', async () => {
  await using broker = await startBroker();
  using alice = new TestTab(broker.webSocket, 'alice');
  alice.through = (link) => losing(link, (sequence) => sequence === 3);
  await alice.link();
  await fill(broker.admin, times(2, 'Go'));
  const feed = await alice.enter('Go');
  await fill(broker.admin, ['Go'], 'somebody');
  await alice.connection.roundTrip();
  expect(sequences(alice, 'Go')).toEqual([1, 2]);
  await feed.check();
  expect(sequences(alice, 'Go')).toEqual([1, 2, 3]);
});

test('what others say in other rooms is no hole in this one', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await alice.enter('Go');
  const before = completions(alice, 'Go');
  await fill(broker.admin, ['Go', 'Rust', 'Go', 'Rust', 'Rust', 'Go']);
  await until('all to arrive', () => alice.room('Go').messages.length === 3);
  expect(alice.arrivals('Go')).toEqual([1, 3, 6]);
  // Nobody had to be asked.
  expect(completions(alice, 'Go')).toBe(before);
});

/** Alice in Go and Rust, over a network that can fail; Go has five messages, and the stream keeps 20. */
async function readers(
  broker: TestBroker,
  network: TestProxy,
): Promise<{ readonly alice: TestTab; readonly check: () => Promise<void> }> {
  await fill(broker.admin, times(5, 'Go'));
  const alice = await TestTab.open(network.webSocket, 'alice');
  const feed = await alice.enter('Go');
  await alice.enter('Rust');
  return { alice, check: () => feed.check() };
}

test('where limits pushed out what I missed, the room says so, right there', async () => {
  await using broker = await startBroker({ maxMessages: 20 });
  await using network = await startProxy(broker.ports.ws);
  const { alice } = await readers(broker, network);
  using _ = alice;
  await away(network, alice, ROOMS, () => fill(broker.admin, times(30, 'Go')));
  expect(sequences(alice, 'Go')).toEqual([...upTo(5), ...upTo(35, 16)]);
  expect(alice.room('Go').gaps).toEqual([16]);
});

test('where limits pushed out just what I had seen, nothing is said to be missing', async () => {
  await using broker = await startBroker({ maxMessages: 20 });
  await using network = await startProxy(broker.ports.ws);
  const { alice } = await readers(broker, network);
  using _ = alice;
  await away(network, alice, ROOMS, () => fill(broker.admin, times(20, 'Go')));
  expect(sequences(alice, 'Go')).toEqual(upTo(25));
  expect(alice.room('Go').gaps).toEqual([]);
  await away(network, alice, ROOMS, () => fill(broker.admin, times(21, 'Go')));
  expect(alice.room('Go').gaps).toEqual([27]); // one is missing: 26
});

test('a quiet room in which nothing was missed says nothing, however busy other rooms are that I am in', async () => {
  await using broker = await startBroker({ maxMessages: 20 });
  await using network = await startProxy(broker.ports.ws);
  const { alice, check } = await readers(broker, network);
  using _ = alice;
  await fill(broker.admin, times(100, 'Rust'));
  await until('all of it to arrive', () => alice.room('Rust').messages.length === 100);
  await check();
  await away(network, alice, ROOMS);
  await fill(broker.admin, times(100, 'Rust'));
  await until('all of it to arrive', () => alice.room('Rust').messages.length === 200);
  await away(network, alice, ROOMS); // without a look in between
  expect(alice.events('Go').filter(({ type }) => type === 'gap')).toEqual([]);
  expect(sequences(alice, 'Go')).toEqual(upTo(5));
});

test('a quiet room says nothing after the regular look, however busy rooms are that I am not in', async () => {
  await using broker = await startBroker({ maxMessages: 20 });
  await using network = await startProxy(broker.ports.ws);
  const { alice, check } = await readers(broker, network);
  using _ = alice;
  await fill(broker.admin, times(100, 'Zig'));
  await check();
  await away(network, alice, ROOMS);
  expect(alice.events('Go').filter(({ type }) => type === 'gap')).toEqual([]);
});

test('a room that other rooms pushed something out of while I was away says so', async () => {
  await using broker = await startBroker({ maxMessages: 20 });
  await using network = await startProxy(broker.ports.ws);
  const { alice } = await readers(broker, network);
  using _ = alice;
  await away(network, alice, ROOMS, () => fill(broker.admin, ['Go', ...times(40, 'Rust'), 'Go']));
  expect(sequences(alice, 'Go')).toEqual([...upTo(5), 47]);
  expect(alice.room('Go').gaps).toEqual([28]);
});

test('a room I opened only while I was away says what it missed since I was last there, whatever I saw in others', async () => {
  await using broker = await startBroker({ maxMessages: 20 });
  await using network = await startProxy(broker.ports.ws);
  const [browser, settings] = [randomUUID(), { seed: newSeed() }];
  await fill(broker.admin, times(5, 'Go'));
  const before = await TestTab.open(network.webSocket, 'alice', settings, browser);
  await before.enter('Go');
  await until('it to be remembered', async () => (await before.cache.room('Go'))?.completeTo === 5);
  before[Symbol.dispose]();

  using alice = await TestTab.open(network.webSocket, 'alice', settings, browser);
  await alice.enter('Rust');
  await fill(broker.admin, [...times(30, 'Go'), ...times(60, 'Rust')]);
  await until('all of it to arrive', () => alice.arrivals('Rust').at(-1) === 95);
  await away(network, alice, ROOMS, () => alice.enter('Go'));
  expect(sequences(alice, 'Go')).toEqual(upTo(5));
  expect(alice.room('Go').gaps).toEqual([76]);
});

test('a hole that was noticed, and could not be filled before limits made it one for good, is said to be one', async () => {
  await using broker = await startBroker({ maxMessages: 20 });
  await using network = await startProxy(broker.ports.ws);
  using alice = new TestTab(network.webSocket, 'alice');
  alice.through = (link) => losing(link, (sequence) => sequence > 5 && sequence < 10);
  await alice.link();
  await fill(broker.admin, times(5, 'Go'));
  await alice.enter('Go');
  await alice.enter('Rust');
  const { streams } = await jetstreamManager(broker.admin);
  // Nothing can be fetched for a while.
  await streams.update('CHAT', { allow_direct: false });
  await fill(broker.admin, times(6, 'Go'));
  await until('the hole to be noticed', () => alice.room('Go').history.type === 'failed');
  await fill(broker.admin, times(60, 'Rust'));
  await until('all of it to arrive', () => alice.arrivals('Rust').at(-1) === 71);
  await away(network, alice, ROOMS, () => streams.update('CHAT', { allow_direct: true }));
  expect(alice.room('Go').gaps).toEqual([52]);
});

async function deleteStream(broker: TestBroker): Promise<void> {
  await (await jetstreamManager(broker.admin)).streams.delete('CHAT');
  await provisionStreams(broker.admin, UNLIMITED);
}

test.each([3, 5, 12])(
  'when the stream was made anew under my open tab, I see the new one’s %i messages and no others',
  async (count) => {
    await using broker = await startBroker();
    using alice = await TestTab.open(broker.webSocket, 'alice');
    await fill(broker.admin, times(5, 'Go'));
    const feed = await alice.enter('Go');
    await deleteStream(broker);
    await fill(broker.admin, times(count, 'Go'), 'new');
    await feed.check();
    expect(alice.room('Go').messages.map(({ handle }) => handle)).toEqual(times(count, 'new'));
    expect(sequences(alice, 'Go')).toEqual(upTo(count));
    expect(alice.room('Go')).toMatchObject({ gaps: [], history: { type: 'complete' } });
    alice.say('Go', 'mine');
    await until('my message', () => alice.texts('Go').at(-1) === 'mine');
    await fill(broker.admin, ['Go'], 'new');
    await until('the next one', () => alice.room('Go').messages.length === count + 2);
    expect(alice.room('Go').outgoing).toEqual([]);
  },
);

test('when the stream was made anew while I was away, what the new one let go of since is said to be missing', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  using alice = await TestTab.open(network.webSocket, 'alice');
  await fill(broker.admin, times(500, 'Go'));
  await alice.enter('Go');
  await fill(broker.admin, ['Go']);
  await until('it to arrive', () => alice.arrivals('Go').at(-1) === 501);
  await away(network, alice, ['Go'], async () => {
    await deleteStream(broker);
    await fill(broker.admin, times(3, 'Go'), 'new');
  });
  await until('the new ones', () => sequences(alice, 'Go').at(-1) === 3);
  await provisionStreams(broker.admin, { ...UNLIMITED, maxMessages: 10 });
  await away(network, alice, ['Go'], () => fill(broker.admin, times(30, 'Go'), 'new'));
  await until('the newest', () => sequences(alice, 'Go').at(-1) === 33);
  expect(sequences(alice, 'Go')).toEqual([...upTo(3), ...upTo(33, 24)]);
  expect(alice.room('Go').gaps).toEqual([24]);
});
