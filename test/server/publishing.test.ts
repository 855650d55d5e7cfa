// The life of one message: published, stored, acknowledged, republished to every tab, kept. With every odd payload.
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { expect, test } from 'vitest';
import { newId } from '../../web/protocol/new-id.ts';
import { PAYLOAD_MAX_BYTES } from '../../web/protocol/streams.ts';
import { newestPage } from '../../web/transport/history.ts';
import { publishMessage } from '../../web/transport/publish.ts';
import { startBroker } from '../support/broker.ts';
import { publishCommand, RawClient } from '../support/raw-client.ts';
import { letter, TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';

test('what I write is stored, then seen by everybody in the room, and still there for whoever comes later', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  using bob = await TestTab.open(broker.webSocket, 'bob');
  await Promise.all([alice.enter('Go'), bob.enter('Go'), bob.enter('Rust')]);
  const id = alice.say('Go', 'hello');
  await until('both tabs to see it', () => alice.texts('Go').length + bob.texts('Go').length === 2);
  using carol = await TestTab.open(broker.webSocket, 'carol');
  await carol.enter('Go');

  const [seen] = bob.room('Go').messages;
  expect(seen).toMatchObject({ room: 'Go', handle: 'alice', sequence: 1, content: { id, text: 'hello' } });
  expect(alice.room('Go').messages).toEqual([seen]);
  expect(carol.room('Go').messages).toEqual([seen]);
  expect(bob.texts('Rust')).toEqual([]);
  await until('the acknowledgement', () => alice.deliveries('Go').includes('stored'));
  expect(alice.room('Go').outgoing).toEqual([]);
});

test('when I wrote something is what the server’s clock said, to the millisecond the same for all', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await alice.enter('Go');
  const before = Date.now();
  alice.say('Go', 'now');
  await until('the message', () => alice.texts('Go').length === 1);
  const [live] = alice.room('Go').messages;
  const [kept] = (await newestPage(await alice.link(), 'Go', 50)).messages;
  expect(live?.time).toBe(kept?.time);
  expect(live?.time).toBeGreaterThanOrEqual(before);
  expect(live?.time).toBeLessThanOrEqual(Date.now());
});

test('when several people write at once, everybody reads it in the same order', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  using bob = await TestTab.open(broker.webSocket, 'bob');
  await Promise.all([alice.enter('Go'), bob.enter('Go')]);
  for (let number = 0; number < 50; number += 1) {
    alice.say('Go', `alice ${number}`);
    bob.say('Go', `bob ${number}`);
  }
  await until('all to arrive', () => alice.texts('Go').length === 100 && bob.texts('Go').length === 100);
  const order = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(alice.arrivals('Go')).toEqual(order);
  expect(bob.arrivals('Go')).toEqual(order);
  expect(alice.texts('Go')).toEqual(bob.texts('Go'));
});

test('sending the same message twice stores it once', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  const link = await alice.link();
  const id = newId();
  const [first, second] = [
    await publishMessage(link, 'Go', letter('hi', id)),
    await publishMessage(link, 'Go', letter('hi', id)),
  ];
  expect(second).toBe(first);
  await alice.enter('Go');
  expect(alice.texts('Go')).toEqual(['hi']);
  const stored = await broker.admin.request('$JS.API.DIRECT.GET.CHAT', JSON.stringify({ seq: first }));
  expect(stored.headers?.values('Nats-Msg-Id')).toEqual([id]);
});

test('whatever somebody publishes, the room shows something, and the same live as later', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await alice.enter('Go');
  const payloads = [
    '', // An empty payload ends no batch.
    'hello from the command line',
    '{"type":"message","v":1,"text":7}',
    '{"type":"poll","v":1}',
    '{"user":{"name":"Gopher","emoji":"🐹"},"message":"hi","time":"12:00"}',
    new Uint8Array([0xff, 0xfe, 0x00]),
    new Uint8Array(PAYLOAD_MAX_BYTES).fill(65),
    'the last one',
  ];
  for (const payload of payloads) broker.admin.publish('chat.room.Go.somebody', payload);
  await until('all to arrive', () => alice.room('Go').messages.length === payloads.length);
  const contents = alice.room('Go').messages.map(({ content }) => content);
  const types = contents.map(({ type }) => type).join(' ');
  expect(types).toBe('plain plain malformed unsupported message plain plain plain');
  expect(contents[0]).toEqual({ type: 'plain', text: '' });
  expect(contents[6]).toEqual({ type: 'plain', text: 'A'.repeat(PAYLOAD_MAX_BYTES) });
  using bob = await TestTab.open(broker.webSocket, 'bob');
  await bob.enter('Go');
  expect(bob.room('Go').messages).toEqual(alice.room('Go').messages);
});

test('a message of 16 KiB arrives as I wrote it', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await alice.enter('Go');
  const text = '"\n🦦'.repeat((16 * 1024) / 6);
  alice.say('Go', text);
  await until('the message', () => alice.texts('Go').length === 1);
  expect(alice.texts('Go')).toEqual([text]);
  expect(alice.room('Go').dropped).toBe(0);
});

test('a program that does not wait to be let in is told that its message was not stored, and none is hidden', async () => {
  await using broker = await startBroker();
  using hasty = await RawClient.dial({ nats: broker.ports.nats });
  const login = 'CONNECT {"headers":true,"no_responders":true,"verbose":false}\r\nSUB _INBOX.hasty 1\r\n';
  const message = publishCommand('chat.room.Go', { payload: 'too quick for the mapping', reply: '_INBOX.hasty' });
  hasty.write(Buffer.concat([Buffer.from(login), message]));
  const [answer] = await hasty.until('the answer', () => hasty.deliveries.length > 0 && hasty.deliveries);
  const { state } = await (await jetstreamManager(broker.admin)).streams.info('CHAT', { subjects_filter: '>' });
  const stored = Object.keys(state.subjects ?? {});
  if (stored.length === 0) expect(answer?.headers).toContain('NATS/1.0 503');
  else expect(stored).toEqual(['chat.room.Go.cli']);
});

test('what I publish on the command line of this machine appears in the room as the command line’s', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await alice.enter('Go');
  const cli = await connect({ servers: `127.0.0.1:${broker.ports.nats}` });
  const me = await cli.request('$SYS.REQ.USER.INFO');
  expect(me.json()).toMatchObject({ data: { user: 'cli', account: 'CHAT' } });
  cli.publish('chat.room.Go', 'hello');
  await until('the message', () => alice.texts('Go').length === 1);
  expect(alice.room('Go').messages[0]).toMatchObject({ handle: 'cli', content: { type: 'plain', text: 'hello' } });
  const { state } = await (await jetstreamManager(broker.admin)).streams.info('CHAT', { subjects_filter: '>' });
  expect(state.subjects).toEqual({ 'chat.room.Go.cli': 1 });
  await cli.close();
});
