// What I wrote reaches the stream once, in order, whatever happens on the way; or I am told why not.
import { DiscardPolicy, jetstreamManager } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { expect, test } from 'vitest';
import type { Content } from '../../web/protocol/content.ts';
import { newId } from '../../web/protocol/new-id.ts';
import { PAYLOAD_MAX_BYTES } from '../../web/protocol/streams.ts';
import { missedSince } from '../../web/transport/history.ts';
import { publishMessage } from '../../web/transport/publish.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import type { StoredMessage } from '../../web/domain/message.ts';
import type { Link } from '../../web/transport/link.ts';
import { startBroker } from '../support/broker.ts';
import type { TestBroker } from '../support/broker.ts';
import { startProxy } from '../support/proxy.ts';
import { random } from '../support/random.ts';
import { fill } from '../support/stream-filler.ts';
import { letter, TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';

const numbers = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `${index + 1}`);

async function storedIn(link: Link, room: string): Promise<readonly StoredMessage[]> {
  const messages: StoredMessage[] = [];
  for await (const some of missedSince(link, room, 0)) messages.push(...some.messages);
  return messages;
}

const textsOf = (messages: readonly StoredMessage[]): readonly string[] =>
  messages.map(({ content }) => ('text' in content ? content.text : ''));

const idOf = (content: Content): string | undefined => (content.type === 'message' ? content.id : undefined);

test('what I write quickly is stored in the order in which I wrote it, in every room', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  for (const text of numbers(100)) for (const room of ['Go', 'Rust']) alice.say(room, text);
  await until('all to be acknowledged', () => alice.acknowledged('Go').size + alice.acknowledged('Rust').size === 200);
  for (const room of ['Go', 'Rust']) expect(textsOf(await storedIn(await alice.link(), room))).toEqual(numbers(100));
});

test('what I write without a network waits, also what was on its way, and goes out when it is back', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  using alice = await TestTab.open(network.webSocket, 'alice');
  network.stall();
  alice.say('Go', '1');
  await until('it to be on its way', () => alice.deliveries('Go').length === 1);
  expect(alice.deliveries('Go')).toEqual(['sending']);
  network.cut();
  await until('the loss to be noticed', () => alice.connection.link === undefined);
  for (const text of numbers(20).slice(1)) alice.say('Go', text);
  expect(alice.room('Go').outgoing.map(({ delivery }) => delivery.type)).toEqual(numbers(20).map(() => 'waiting'));
  network.revive();
  await until('all to be acknowledged', () => alice.acknowledged('Go').size === 20);
  expect(textsOf(await storedIn(await alice.link(), 'Go'))).toEqual(numbers(20));
});

test('what was refused for now is tried again at once over a new connection, however long it would have paused', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  using alice = await TestTab.open(network.webSocket, 'alice');
  await alice.enter('Go');
  const { streams } = await jetstreamManager(broker.admin);
  await streams.update('CHAT', { max_bytes: 1, discard: DiscardPolicy.New });
  alice.say('Go', 'hello');
  const refusals = (): number => alice.deliveries('Go').filter((type) => type === 'failed').length;
  await until('a long pause', () => refusals() >= 5); // at least four seconds
  await streams.update('CHAT', { max_bytes: -1, discard: DiscardPolicy.Old });
  network.cut();
  await until('the loss to be noticed', () => alice.connection.link === undefined);
  network.revive();
  await alice.link();
  await until('it to be there', () => alice.texts('Go').length === 1, 1500);
});

test.each(['chat.room.Go.mallory', 'chat.room.Rust.alice', 'chat.room.Go.NOBODY'])(
  'a message whose id somebody else used for %s is sent under another, and none of the two is lost',
  async (subject) => {
    await using broker = await startBroker();
    using alice = await TestTab.open(broker.webSocket, 'alice');
    await alice.enter('Go');
    const id = newId();
    const occupying = headers();
    occupying.set('Nats-Msg-Id', id);
    await broker.admin.request(subject, 'a stranger’s', { headers: occupying, timeout: 1000 });
    alice.say('Go', 'mine', id);
    await until('my message', () => alice.texts('Go').includes('mine'));
    const mine = alice.room('Go').messages.find(({ handle }) => handle === 'alice');
    expect(mine).toMatchObject({ sequence: 2, content: { text: 'mine' } });
    expect(mine?.content).not.toMatchObject({ id });
    expect(alice.room('Go').outgoing).toEqual([]);
    const first = await broker.admin.request('$JS.API.DIRECT.GET.CHAT', '{"seq":1}');
    expect(first.string()).toBe('a stranger’s');
  },
);

const ALICE = { seed: newSeed() };

/** Why Alice’s message `text` failed. */
async function failure(broker: TestBroker, text: string): Promise<string> {
  using tab = await TestTab.open(broker.webSocket, 'alice', ALICE);
  tab.say('Go', text);
  const delivery = await until('the refusal', () => {
    const [message] = tab.room('Go').outgoing;
    return message?.delivery.type === 'failed' && message.delivery;
  });
  return delivery.reason;
}

test('what the server does not take fails with a sentence that says why', async () => {
  await using broker = await startBroker();
  const { streams } = await jetstreamManager(broker.admin);
  const tooLarge = await failure(broker, 'A'.repeat(PAYLOAD_MAX_BYTES));
  expect(tooLarge).toBe('The message is larger than the server takes.');
  await streams.update('CHAT', { max_msg_size: 10 });
  const refused = await failure(broker, 'hi');
  expect(refused).toBe('The server could not store it: message size exceeds maximum allowed.');
  await fill(broker.admin, ['Go']);
  await streams.update('CHAT', { max_msg_size: -1, max_msgs: 1, discard: DiscardPolicy.New });
  expect(await failure(broker, 'hi')).toBe('The server could not store it: its storage is full.');
  await streams.delete('CHAT');
  expect(await failure(broker, 'hi')).toBe('The server could not store it: the chat’s stream is not there.');
});

test('what a full server does not take says so, and goes out by itself, in order, when there is room again', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await alice.enter('Go');
  await fill(broker.admin, ['Rust']);
  const { streams } = await jetstreamManager(broker.admin);
  await streams.update('CHAT', { max_bytes: 1, discard: DiscardPolicy.New });
  for (const text of ['1', '2', '3']) alice.say('Go', text);
  await until('the refusal', () => alice.room('Go').outgoing[0]?.delivery.type === 'failed');
  const [first, ...others] = alice.room('Go').outgoing;
  expect(first?.delivery).toMatchObject({ reason: 'The server could not store it: its storage is full.' });
  expect(others.map(({ delivery }) => delivery.type)).toEqual(['waiting', 'waiting']);
  await streams.update('CHAT', { max_bytes: -1, discard: DiscardPolicy.Old });
  await until('all to be there', () => alice.texts('Go').length === 3, 20_000);
  expect(alice.texts('Go')).toEqual(['1', '2', '3']);
  expect(alice.room('Go').outgoing).toEqual([]);
});

test('what a full server does not take can be tried again at once, and given up', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await alice.enter('Go');
  const { streams } = await jetstreamManager(broker.admin);
  await streams.update('CHAT', { max_bytes: 1, discard: DiscardPolicy.New });
  const [given, kept] = [alice.say('Go', 'given up'), alice.say('Go', 'kept')];
  const refusals = (): number => alice.deliveries('Go').filter((type) => type === 'failed').length;
  await until('several refusals', () => refusals() >= 4); // by now the next attempt is seconds away
  await streams.update('CHAT', { max_bytes: -1, discard: DiscardPolicy.Old });
  alice.outbox.discard(given);
  alice.outbox.sendAgain(kept);
  await until('the other one to be there', () => alice.texts('Go').length > 0, 1500);
  expect(alice.texts('Go')).toEqual(['kept']);
  expect(alice.room('Go').outgoing).toEqual([]);
});

test('what one writes under somebody else’s handle fails with a sentence that says why', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  for (const handle of ['bob', 'cli']) {
    const sending = publishMessage({ ...(await alice.link()), handle }, 'Go', letter('hi'));
    await expect(sending, handle).rejects.toThrow('You may not write here under this handle.');
  }
});

test('a message that failed can be sent again, and is there once', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await alice.enter('Go');
  const { streams } = await jetstreamManager(broker.admin);
  await streams.update('CHAT', { max_msg_size: 10 });
  const id = alice.say('Go', 'hello');
  await until('the refusal', () => alice.deliveries('Go').at(-1) === 'failed');
  await streams.update('CHAT', { max_msg_size: -1 });
  for (let times = 0; times < 3; times += 1) alice.outbox.sendAgain(id);
  await until('the message', () => alice.texts('Go').length === 1);
  await until('the acknowledgement', () => alice.acknowledged('Go').size === 1);
  alice.outbox.sendAgain(id);
  await alice.outbox.drained();
  expect(textsOf(await storedIn(await alice.link(), 'Go'))).toEqual(['hello']);
  expect(alice.room('Go').outgoing).toEqual([]);
});

test('whenever the server is killed under load, nothing acknowledged is lost and nothing is there twice', async () => {
  const chance = random();
  await using broker = await startBroker();
  using ada = await TestTab.open(broker.webSocket, 'ada');
  using bob = await TestTab.open(broker.webSocket, 'bob');
  using cyd = await TestTab.open(broker.webSocket, 'cyd');
  const [tabs, rooms] = [
    [ada, bob, cyd],
    ['Go', 'Rust', 'Zig', 'C'],
  ];
  const places = tabs.flatMap((tab) => rooms.map((room) => ({ tab, room })));
  for (const text of numbers(100)) for (const { tab, room } of places) tab.say(room, text);
  const acknowledged = (): number => places.reduce((sum, { tab, room }) => sum + tab.acknowledged(room).size, 0);
  for (let kills = 0; kills < 3; kills += 1) {
    const moment = acknowledged() + 1 + chance.under(250);
    await until(`${moment} acknowledgements, seed ${chance.seed}`, () => acknowledged() >= moment);
    await broker.killAndRestart();
  }
  await until(`all acknowledgements, seed ${chance.seed}`, () => acknowledged() === 100 * places.length, 20_000);
  for (const { tab, room } of places) {
    const own = (await storedIn(await ada.link(), room)).filter(({ handle }) => handle === tab.handle);
    expect(textsOf(own), `seed ${chance.seed}`).toEqual(numbers(100));
    // Also what was acknowledged before a kill is still where it was.
    const sequences = own.map(({ content, sequence }) => [idOf(content), sequence] as const);
    expect(new Map(sequences), `seed ${chance.seed}`).toEqual(tab.acknowledged(room));
  }
});
