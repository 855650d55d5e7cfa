// After every loss of the connection a room is complete again: nothing missing, nothing twice, nothing out of order.
import { expect, test } from 'vitest';
import { provisionStreams } from '../../launcher/streams.ts';
import { startBroker } from '../support/broker.ts';
import { startProxy } from '../support/proxy.ts';
import { fill } from '../support/stream-filler.ts';
import { TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';

const times = (count: number, room: string): readonly string[] => Array.from({ length: count }, () => room);

/** The first few of these that do not count 1, 2, 3 … */
const outOfPlace = (sequences: readonly number[]): readonly number[] =>
  sequences.filter((sequence, index) => sequence !== index + 1).slice(0, 5);

test('after the server was killed and started again, I see what was said before, meanwhile and after', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  using alice = await TestTab.open(network.webSocket, 'alice');
  using bob = await TestTab.open(broker.webSocket, 'bob');
  await alice.enter('Go');
  bob.say('Go', 'before');
  await until('the first message', () => alice.texts('Go').length === 1);
  network.cut();
  await broker.kill();
  bob.say('Go', 'meanwhile');
  await broker.restart();
  await until(
    'Bob’s message to be stored',
    () => bob.deliveries('Go').filter((type) => type === 'stored').length === 2,
  );
  network.revive();
  await until('the second message', () => alice.texts('Go').length === 2);
  bob.say('Go', 'after');
  await until('the third message', () => alice.texts('Go').length === 3);
  expect(alice.texts('Go')).toEqual(['before', 'meanwhile', 'after']);
  expect(alice.arrivals('Go')).toEqual([1, 2, 3]);
  expect(alice.room('Go').history).toEqual({ type: 'complete' });
});

test('what was said while my network was away comes first, and what is said meanwhile only then', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  using alice = await TestTab.open(network.webSocket, 'alice');
  await fill(broker.admin, times(3, 'Go'));
  await alice.enter('Go');
  network.cut();
  await until('the loss to be noticed', () => alice.connection.link === undefined);
  await fill(broker.admin, times(1500, 'Go'));
  network.revive();
  await alice.link();
  await fill(broker.admin, times(500, 'Go'));
  await until('all to arrive', () => alice.arrivals('Go').length >= 2003);
  expect(outOfPlace(alice.arrivals('Go'))).toEqual([]);
});

test('a network that comes and goes loses and doubles nothing', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  using alice = await TestTab.open(network.webSocket, 'alice');
  await alice.enter('Go');
  for (let round = 1; round <= 4; round += 1) {
    const writing = fill(broker.admin, times(300, 'Go'));
    await until('some to arrive', () => alice.arrivals('Go').length > 300 * (round - 1) + 50);
    network.cut();
    await until('the loss to be noticed', () => alice.connection.link === undefined);
    network.revive();
    await writing;
    await until('all to arrive', () => alice.arrivals('Go').length >= 300 * round);
  }
  expect(outOfPlace(alice.arrivals('Go'))).toEqual([]);
});

test('a room I open while the network is away fills as soon as it is back', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  using alice = await TestTab.open(network.webSocket, 'alice');
  await fill(broker.admin, ['Go', 'Rust', 'Go']);
  network.cut();
  await until('the loss to be noticed', () => alice.connection.link === undefined);
  await alice.enter('Go');
  expect(alice.texts('Go')).toEqual([]);
  network.revive();
  await until('the room to be there', () => alice.room('Go').history.type === 'complete');
  expect(alice.texts('Go')).toEqual(['1', '3']);
});

test('while much that I missed comes in, I am told how much is still to come', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  using alice = await TestTab.open(network.webSocket, 'alice');
  await fill(broker.admin, ['Go']);
  await alice.enter('Go');
  network.cut();
  await until('the loss to be noticed', () => alice.connection.link === undefined);
  await fill(broker.admin, times(1000, 'Go'));
  network.revive();
  await until('all to arrive', () => alice.room('Go').messages.length === 1001);
  await until('nothing to come', () => alice.room('Go').catchingUp === 0);
  const told = alice.events('Go').flatMap((event) => (event.type === 'catching-up' ? [event.pending] : []));
  expect(told.filter((pending) => pending > 0)).toEqual([750, 500, 250]);
  expect(outOfPlace(alice.arrivals('Go'))).toEqual([]);
});

test('whoever missed more than ten thousand messages starts at the newest, and can go back from there', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  using alice = await TestTab.open(network.webSocket, 'alice');
  await fill(broker.admin, times(20, 'Go'));
  const feed = await alice.enter('Go');
  network.cut();
  await until('the loss to be noticed', () => alice.connection.link === undefined);
  await fill(broker.admin, times(10_300, 'Go'));
  network.revive();
  await until('the newest', () => alice.room('Go').messages.at(-1)?.sequence === 10_320);
  const { messages, gaps, history } = alice.room('Go');
  expect(messages.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 50 }, (_, index) => 10_271 + index));
  expect({ gaps, history }).toEqual({ gaps: [], history: { type: 'partial' } });
  expect(alice.arrivals('Go').length).toBeLessThan(20 + 100);
  await feed.loadOlder(10_271);
  const more = alice.room('Go').messages.map(({ sequence }) => sequence);
  expect(more.length).toBeGreaterThan(90);
  expect(more).toEqual(more.map((_, index) => 10_321 - more.length + index));
}, 60_000);

test('a room whose stream is gone says so, and fills when it is back', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await broker.admin.request('$JS.API.STREAM.DELETE.CHAT');
  void alice.enter('Go');
  await until('the failure', () => alice.room('Go').history.type === 'failed');
  const reason = 'The history cannot be read: the chat’s stream is not there.';
  expect(alice.room('Go').history).toEqual({ type: 'failed', reason });
  await provisionStreams(broker.admin, { maxMessages: 0, maxAgeSeconds: 0, maxBytes: 0 });
  await fill(broker.admin, ['Go']);
  void alice.enter('Go'); // as the button does
  await until('the message', () => alice.texts('Go').length === 1);
  expect(alice.texts('Go')).toEqual(['1']);
});
