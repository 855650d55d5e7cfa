// What I wrote is on disk: it goes out although I closed the tab, in the order in which I wrote it, and once.
import { randomUUID } from 'node:crypto';
import { jetstreamManager } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { expect, test } from 'vitest';
import { missedSince } from '../../web/transport/history.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { startBroker } from '../support/broker.ts';
import type { TestBroker } from '../support/broker.ts';
import { startProxy } from '../support/proxy.ts';
import { random } from '../support/random.ts';
import { TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';

const READER = { seed: newSeed() };
const ROOMS = ['Go', 'Rust'];
const numbers = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);

/** Opens Alice's tabs, all in the same browser. */
function browserOf(server: string): { readonly openTab: () => TestTab } {
  const [browser, settings] = [randomUUID(), { seed: newSeed() }];
  return { openTab: () => new TestTab(server, 'alice', settings, browser) };
}

/** Says these in both rooms, and waits until nothing of it would be lost with the tab. */
async function write(tab: TestTab, texts: readonly string[]): Promise<void> {
  for (const text of texts) for (const room of ROOMS) tab.say(room, text);
  await until('all to be on disk', () => !tab.outbox.hasUnkept);
}

/** The texts that are stored for `room`. */
async function storedIn(broker: TestBroker, room: string): Promise<readonly string[]> {
  using reader = await TestTab.open(broker.webSocket, 'reader', READER);
  const texts: string[] = [];
  for await (const { messages } of missedSince(await reader.link(), room, 0)) {
    texts.push(...messages.map(({ content }) => ('text' in content ? content.text : content.type)));
  }
  return texts;
}

const countStored = async (broker: TestBroker): Promise<number> =>
  (await (await jetstreamManager(broker.admin)).streams.info('CHAT')).state.last_seq;

test('what I wrote without a network goes out from the next visit, and the one after that, in order', async () => {
  await using broker = await startBroker();
  const { openTab } = browserOf(broker.webSocket);
  await broker.kill();
  for (const visit of [0, 1, 2]) {
    using tab = openTab();
    await write(tab, numbers(10 * visit + 1, 10 * visit + 10));
    // Also what earlier visits left is shown, before what is written now or after it, each once.
    const shown = (): readonly string[] => tab.room('Go').outgoing.map(({ content }) => content.text);
    await until('what earlier visits left', () => shown().length === 10 * visit + 10);
  }
  using last = openTab();
  await broker.restart();
  await last.link();
  await until('all to be stored', async () => (await countStored(broker)) === 60, 20_000);
  for (const room of ROOMS) expect(await storedIn(broker, room)).toEqual(numbers(1, 30));
  await until('nothing to wait', () => ROOMS.every((room) => last.acknowledged(room).size === 30));
  using next = openTab();
  await next.link();
  await next.outbox.drained();
  expect(next.room('Go').outgoing.filter(({ delivery }) => delivery.type !== 'stored')).toEqual([]);
});

test('a tab closed in the middle of sending leaves the rest to the next, and nothing is there twice', async () => {
  const chance = random();
  await using broker = await startBroker();
  const { openTab } = browserOf(broker.webSocket);
  const hint = `seed ${chance.seed}`;
  let written = 0;
  for (let visit = 0; visit < 5; visit += 1) {
    using tab = openTab();
    await tab.link();
    await write(tab, numbers(written + 1, written + 30));
    written += 30;
    const moment = chance.under(60);
    await until(`${moment} acknowledgements, ${hint}`, () => {
      return tab.acknowledged('Go').size + tab.acknowledged('Rust').size >= moment;
    });
  }
  using last = openTab();
  await last.link();
  await until('the last one to have them all', () => last.outbox.drained().then(() => true));
  await until(`all to be stored, ${hint}`, async () => (await countStored(broker)) >= 2 * written);
  for (const room of ROOMS) expect(await storedIn(broker, room), hint).toEqual(numbers(1, written));
});

test('two tabs that both may send, one of them closed in the middle, send everything once and in order', async () => {
  await using broker = await startBroker();
  const { openTab } = browserOf(broker.webSocket);
  await broker.kill();
  const first = openTab();
  using second = openTab();
  await write(first, numbers(1, 40));
  await until('the other tab to know', () => second.room('Rust').outgoing.length === 40);
  await write(second, numbers(41, 80));
  await broker.restart();
  await Promise.all([first.link(), second.link()]);
  await until('some to be stored', async () => (await countStored(broker)) > 10);
  first[Symbol.dispose]();
  await until('all to be stored', async () => (await countStored(broker)) >= 160, 20_000);
  for (const room of ROOMS) expect(await storedIn(broker, room)).toEqual(numbers(1, 80));
  for (const room of ROOMS) {
    await second.enter(room);
    await until('the tab that is left to show it', () => second.room(room).outgoing.length === 0);
    expect(second.texts(room)).toEqual(numbers(31, 80)); // the newest page
  }
});

test('what one tab says shows in the other at once, and is final there, too', async () => {
  await using broker = await startBroker();
  const { openTab } = browserOf(broker.webSocket);
  using one = openTab();
  using other = openTab();
  await Promise.all([one.link(), other.link()]);
  await Promise.all([one.enter('Go'), other.enter('Go')]);
  await broker.kill();
  one.say('Go', 'hello');
  await until('the other tab to show it', () => other.room('Go').outgoing.length === 1);
  await broker.restart();
  await until('both to have it', () => one.texts('Go').length + other.texts('Go').length === 2);
  await until('none to wait', () => one.room('Go').outgoing.length + other.room('Go').outgoing.length === 0);
  expect(await storedIn(broker, 'Go')).toEqual(['hello']);
});

/** Waits until the server no longer remembers the ids of what was stored before. */
async function idsForgotten(broker: TestBroker): Promise<void> {
  const probe = headers();
  probe.set('Nats-Msg-Id', randomUUID());
  const publish = async (): Promise<boolean> => {
    const answer = await broker.admin.request('chat.room.Probe.cli', 'probe', { headers: probe, timeout: 1000 });
    return answer.json<{ duplicate?: boolean }>().duplicate === true;
  };
  await publish();
  await until('the server to forget ids', async () => !(await publish()));
}

test('what was stored without my hearing of it is not sent again, although the server forgot its id meanwhile', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  const { streams } = await jetstreamManager(broker.admin);
  await streams.update('CHAT', { duplicate_window: 200 * 1e6 });
  const { openTab } = browserOf(network.webSocket);
  const alice = openTab();
  await alice.link();
  network.deafen();
  alice.say('Go', 'hello');
  await until('it to be stored', async () => (await countStored(broker)) === 1);
  expect(alice.deliveries('Go').at(-1)).toBe('sending');
  alice[Symbol.dispose]();
  await idsForgotten(broker);
  using next = openTab();
  await next.link();
  await until('it to be found', () => next.acknowledged('Go').size === 1);
  expect([...next.acknowledged('Go').values()]).toEqual([1]);
  expect(await storedIn(broker, 'Go')).toEqual(['hello']);
});

test('and the same in a tab that stays open', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  const { streams } = await jetstreamManager(broker.admin);
  await streams.update('CHAT', { duplicate_window: 200 * 1e6 });
  using alice = browserOf(network.webSocket).openTab();
  await alice.link();
  network.deafen();
  for (const text of numbers(1, 3)) alice.say('Go', text);
  await until('the first to be stored', async () => (await countStored(broker)) === 1);
  network.cut();
  await idsForgotten(broker);
  network.revive();
  await until('all to be acknowledged', () => alice.acknowledged('Go').size === 3);
  expect(await storedIn(broker, 'Go')).toEqual(numbers(1, 3));
});

test('what was refused for good says so after a reload, too, and can be sent again or given up then', async () => {
  await using broker = await startBroker();
  const { openTab } = browserOf(broker.webSocket);
  const { streams } = await jetstreamManager(broker.admin);
  await streams.update('CHAT', { max_msg_size: 10 });
  const before = openTab();
  await before.link();
  const [again, gone] = [before.say('Go', 'again'), before.say('Go', 'gone')];
  await until('both refusals', () => before.room('Go').outgoing.every(({ delivery }) => delivery.type === 'failed'));
  const refused = before.room('Go').outgoing;
  await before.outbox.drained();
  await until('them to be on disk', () => !before.outbox.hasUnkept);
  before[Symbol.dispose]();
  await streams.update('CHAT', { max_msg_size: -1 });

  using after = openTab();
  await after.link();
  await until('both to be shown', () => after.room('Go').outgoing.length === 2);
  expect(after.room('Go').outgoing).toEqual(refused);
  await after.outbox.drained();
  expect(await countStored(broker)).toBe(0);
  using beside = openTab();
  await until('both to be shown beside', () => beside.room('Go').outgoing.length === 2);
  after.outbox.discard(gone);
  after.outbox.sendAgain(again);
  await until('it to be stored', () => after.acknowledged('Go').has(again));
  expect(await storedIn(broker, 'Go')).toEqual(['again']);
  expect(after.room('Go').outgoing.map(({ content }) => content.id)).toEqual([again]);
  await until('the tab beside to know', () =>
    beside.room('Go').outgoing.every(({ content, delivery }) => content.id === again && delivery.type === 'stored'),
  );
});

test('what I wrote as somebody else is not sent as me', async () => {
  await using broker = await startBroker();
  const browser = randomUUID();
  await broker.kill();
  const alice = new TestTab(broker.webSocket, 'alice', {}, browser);
  await write(alice, ['as Alice']);
  alice[Symbol.dispose]();
  await broker.restart();
  using bob = await TestTab.open(broker.webSocket, 'bob', {}, browser);
  await write(bob, ['as Bob']);
  await bob.outbox.drained();
  for (const room of ROOMS) expect(await storedIn(broker, room)).toEqual(['as Bob']);
});
