// What hostile or odd clients publish, and what tabs make of it: they believe the server's own headers and nothing else.
import { connect, headers, nkeyAuthenticator } from 'nats.ws';
import type { NatsConnection } from 'nats.ws';
import { expect, test } from 'vitest';
import { newSeed } from '../../web/transport/user-key.ts';
import { startBroker } from '../support/broker.ts';
import type { TestBroker } from '../support/broker.ts';
import { RawClient } from '../support/raw-client.ts';
import { fill } from '../support/stream-filler.ts';
import { TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';

function connectPage(broker: TestBroker): Promise<NatsConnection> {
  const authenticator = nkeyAuthenticator(new TextEncoder().encode(newSeed()));
  return connect({ servers: broker.webSocket, name: 'mallory', inboxPrefix: '_INBOX.mallory', authenticator });
}

const SPOOFED = {
  'Nats-Stream': 'OTHER',
  'Nats-Subject': 'chat.room.Go.victim',
  'Nats-Sequence': '999999',
  'Nats-Last-Sequence': '999998',
  'Nats-Time-Stamp': '2001-01-01T00:00:00Z',
  'Nats-Num-Pending': '7',
};

test('who writes the server’s headers himself fools nobody about author, order and time', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await alice.enter('Go');
  const mallory = await connectPage(broker);
  const spoofed = headers();
  for (const [name, value] of Object.entries(SPOOFED)) spoofed.append(name, value);
  const before = Date.now();
  mallory.publish('chat.room.Go.mallory', 'I am the victim', { headers: spoofed });
  await until('the message', () => alice.texts('Go').length === 1);
  const [message] = alice.room('Go').messages;
  expect(message).toMatchObject({ room: 'Go', handle: 'mallory', sequence: 1 });
  expect(message?.time).toBeGreaterThanOrEqual(before);
  using bob = await TestTab.open(broker.webSocket, 'bob');
  await bob.enter('Go');
  expect(bob.room('Go')).toMatchObject({ messages: [message], history: { type: 'complete' } });
  await mallory.close();
});

test('no header makes the stream forget or refuse what others wrote', async () => {
  await using broker = await startBroker();
  await fill(broker.admin, ['Go', 'Go', 'Go']);
  const mallory = await connectPage(broker);
  for (const [name, value] of [
    ['Nats-Rollup', 'all'],
    ['Nats-Rollup', 'sub'],
    ['Nats-TTL', '1s'],
    ['Nats-Marker-Reason', 'Purge'],
    ['Nats-Batch-Id', 'x'],
    ['Nats-Schedule', '@every 1s'],
    ['Nats-Incr', '1'],
  ] as const) {
    const hostile = headers();
    hostile.set(name, value);
    mallory.publish('chat.room.Go.mallory', 'gone?', { headers: hostile });
  }
  await mallory.flush();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await alice.enter('Go');
  alice.say('Go', 'still here');
  await until('the message', () => alice.texts('Go').at(-1) === 'still here');
  expect(alice.texts('Go').slice(0, 3)).toEqual(['1', '2', '3']);
  await mallory.close();
});

const ODD_HEADERS = {
  'a space in a name': 'NATS/1.0\r\nBad Name: x\r\n\r\n',
  'no name': 'NATS/1.0\r\n: x\r\n\r\n',
  'a lone line end in a value': 'NATS/1.0\r\nA: b\rc\nd\r\n\r\n',
  'no end': 'NATS/1.0\r\nA: bcdef',
  'only a version': 'NATS/1.0\r\n\r\n',
  'no version': 'hello: there\r\n\r\n',
  'the status that ends a batch': 'NATS/1.0 204 EOB\r\nNats-Num-Pending: 0\r\n\r\n',
  'the status for nothing found': 'NATS/1.0 404 Message Not Found\r\n\r\n',
  'the status for nobody there': 'NATS/1.0 503\r\n\r\n',
  'bytes that are no text': 'NATS/1.0\r\nA: \u00ff\ufffd\r\n\r\n',
};

test('messages with headers that no library takes are read like all others, live and later', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await alice.enter('Go');
  using cli = await RawClient.open(broker.ports.nats);
  const texts = Object.keys(ODD_HEADERS);
  for (const [text, block] of Object.entries(ODD_HEADERS))
    cli.publish('chat.room.Go', { payload: text, headers: block });
  await cli.flush();
  alice.say('Go', 'still here');
  await until('the last message', () => alice.texts('Go').at(-1) === 'still here');
  expect(alice.texts('Go')).toEqual([...texts, 'still here']);
  expect(alice.room('Go').dropped).toBe(0);
  expect(alice.connectionEvents).toEqual(['connected']);
  using bob = await TestTab.open(broker.webSocket, 'bob');
  await bob.enter('Go');
  expect(bob.room('Go').messages).toEqual(alice.room('Go').messages);
});

test.each(Object.entries(ODD_HEADERS))(
  'a long room whose newest message’s headers have %s shows its newest page',
  async (_, block) => {
    await using broker = await startBroker();
    await fill(
      broker.admin,
      Array.from({ length: 200 }, () => 'Go'),
    );
    using cli = await RawClient.open(broker.ports.nats);
    cli.publish('chat.room.Go', { payload: 'the newest', headers: block });
    await cli.flush();
    await fill(broker.admin, ['Rust']); // Once that is stored, so is the message before it.
    using alice = await TestTab.open(broker.webSocket, 'alice');
    await alice.enter('Go');
    expect(alice.texts('Go').slice(-2)).toEqual(['200', 'the newest']);
    expect(alice.room('Go').history).toEqual({ type: 'partial' });
  },
);

test('what reaches a room past the stream is dropped, and counted', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await alice.enter('Go');
  const mallory = await connectPage(broker);
  const spoofed = headers();
  for (const [name, value] of Object.entries(SPOOFED)) spoofed.append(name, value);
  await mallory.request('chat.room.Go.mallory', 'real', { headers: spoofed, timeout: 1000 });
  // A page may not publish on chat.live, but it can name it as the subject to answer to.
  const asVictim = { reply: 'chat.live.Go.victim' };
  mallory.publish('$JS.API.DIRECT.GET.CHAT', '{"seq":1}', asVictim); // the stored message, under the victim's name
  mallory.publish('$JS.API.DIRECT.GET.CHAT', '{"seq":9}', asVictim); // a status
  mallory.publish('chat.info.room', '', asVictim);
  mallory.publish('chat.room.Rust.mallory', 'elsewhere', asVictim); // an acknowledgement
  broker.admin.publish('chat.live.Go.victim', 'without any header');
  await until('all five to be dropped', () => alice.room('Go').dropped === 5);
  alice.say('Go', 'still here');
  await until('the message', () => alice.texts('Go').length === 2);
  expect(alice.texts('Go')).toEqual(['real', 'still here']);
  expect(alice.room('Go').dropped).toBe(5);
  await mallory.close();
});

test('an old message that somebody has sent to the room again leaves no hole in what I scroll back to', async () => {
  await using broker = await startBroker();
  const mallory = await connectPage(broker);
  await mallory.request('chat.room.Go.mallory', 'the first');
  await fill(
    broker.admin,
    Array.from({ length: 300 }, () => 'Go'),
  );
  using alice = await TestTab.open(broker.webSocket, 'alice');
  const feed = await alice.enter('Go');
  mallory.publish('$JS.API.DIRECT.GET.CHAT', '{"seq":1}', { reply: 'chat.live.Go.mallory' });
  await mallory.request('chat.room.Go.mallory', 'the last');
  await until('the last message', () => alice.texts('Go').at(-1) === 'the last');
  while (alice.room('Go').history.type === 'partial') await feed.loadOlder(alice.room('Go').messages[0]?.sequence ?? 0);
  expect(alice.room('Go').messages.map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: 302 }, (_, index) => index + 1),
  );
  await mallory.close();
});
