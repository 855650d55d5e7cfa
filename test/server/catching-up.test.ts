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
