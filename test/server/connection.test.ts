// A tab's connection: made, lost, noticed to be dead, made again, refused.
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Connection } from '../../web/transport/connection.ts';
import type { ConnectionEvent } from '../../web/transport/connection.ts';
import { EarlySocket } from '../../web/transport/early-socket.ts';
import { UnansweredError } from '../../web/transport/errors.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import type { LoginRefusal } from '../../web/protocol/login.ts';
import { askServer } from '../support/ask-server.ts';
import { startBroker } from '../support/broker.ts';
import { openAnotherDoor } from '../support/logins.ts';
import type { TestBroker } from '../support/broker.ts';
import { startProxy } from '../support/proxy.ts';
import type { TestProxy } from '../support/proxy.ts';
import { TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';

const LOCKED = fileURLToPath(new URL('../support/locked.conf', import.meta.url));

const TAKEN: LoginRefusal = { type: 'refused', reason: 'taken', free: ['alice-2'] };
/** Of somebody new whom nobody refuses for good. */
const STRANGER = { seed: newSeed(), code: '', whyRefused: () => Promise.resolve(undefined) };

const disconnected = (tab: TestTab): boolean => tab.connection.link === undefined;

/** What was reported, without the repeats of an attempt that failed again. */
const changes = ({ connectionEvents }: TestTab): readonly string[] =>
  connectionEvents.filter((type, index) => type !== connectionEvents[index - 1]);

test('a tab opened while the server is down connects as soon as it runs', async () => {
  await using broker = await startBroker();
  await broker.kill();
  using alice = new TestTab(broker.webSocket, 'alice');
  await until('a failed attempt', () => alice.connectionEvents.includes('disconnected'));
  await broker.restart();
  await alice.link();
  expect(alice.connectionEvents.filter((type) => type === 'connected')).toEqual(['connected']);
});

test('after every restart of the server the tab is connected again', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  for (let restarts = 0; restarts < 2; restarts += 1) {
    const before = await alice.link();
    await broker.killAndRestart();
    await until('a new link', () => ![undefined, before].includes(alice.connection.link));
    expect(before.lost.aborted).toBe(true);
  }
  expect(changes(alice)).toEqual(['connected', 'disconnected', 'connected', 'disconnected', 'connected']);
});

test('a look at a connection that lives leaves it alone', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await Promise.all([alice.connection.wake(), alice.connection.wake()]);
  expect(alice.connectionEvents).toEqual(['connected']);
  expect(await alice.connection.roundTrip()).toBeGreaterThan(0);
});

test.concurrent('a dead connection is noticed when I look at the tab again, and made anew', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  using alice = await TestTab.open(network.webSocket, 'alice');
  network.stall();
  await alice.connection.wake();
  await until('the loss to be noticed', () => disconnected(alice));
  network.revive();
  await alice.link();
  expect(changes(alice)).toEqual(['connected', 'disconnected', 'connected']);
});

test.concurrent('a dead connection with much still to send holds nothing up, and nothing of mine is lost', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  using alice = await TestTab.open(network.webSocket, 'alice');
  const { nc } = await alice.link();
  network.stall();
  for (let number = 0; number < 200; number += 1) nc.publish('chat.typing.Go.alice', new Uint8Array(128 * 1024));
  alice.say('Go', 'hello');
  await alice.connection.wake();
  await until('the loss to be noticed', () => disconnected(alice));
  network.revive();
  await until('the acknowledgement', () => alice.acknowledged('Go').size === 1);
  await alice.enter('Go');
  expect(alice.texts('Go')).toEqual(['hello']);
});

test.concurrent('a network that breaks off while the tab connects delays it by seconds, not for long', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  network.breakOffEarly();
  using alice = new TestTab(network.webSocket, 'alice');
  await until('the first attempt', () => network.connections() === 1);
  network.revive();
  await alice.link();
});

type ReportedEvent = ConnectionEvent & { readonly reported: number };

/** Alice's connection over `network`, and what it reported when. */
function connectOver({ webSocket }: TestProxy): {
  connection: Connection;
  events: ReportedEvent[];
  end: () => Promise<void>;
} {
  const events: ReportedEvent[] = [];
  const end = new AbortController();
  const settings = { ...STRANGER, servers: [webSocket], handle: 'alice' };
  const connection = new Connection(settings, (event) => events.push({ ...event, reported: Date.now() }));
  const ran = connection.run(end.signal);
  return {
    connection,
    events,
    end: () => {
      end.abort();
      return ran;
    },
  };
}

test.concurrent('the page knows when the next attempt is made, and whoever does not want to wait for it need not', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  network.cut();
  const { connection, events, end } = connectOver(network);
  const retryAt = await until('a pause of seconds', () => {
    const last = events.at(-1);
    return last?.type === 'disconnected' && last.retryAt - Date.now() > 2000 && last.retryAt;
  });
  const attempts = network.connections();
  network.revive();
  await Promise.all([connection.wake(), connection.wake()]);
  await until('the connection', () => connection.link);
  expect(Date.now()).toBeLessThan(retryAt);
  expect(network.connections()).toBe(attempts + 1);
  await end();
});

test.concurrent('without being woken the tab tries again when it said it would, each time after a longer pause', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  network.cut();
  const { events, end } = connectOver(network);
  await until('the fifth report', () => events.length >= 5, 20_000); // the pauses alone may take 7.5 seconds
  await end();
  const reports = events.filter((event) => event.type === 'disconnected').slice(0, 5);
  expect(reports).toHaveLength(5);
  for (const [index, { reported, retryAt }] of reports.entries()) {
    const full = 250 * 2 ** (index + 1);
    expect(retryAt - reported).toBeLessThanOrEqual(full);
    // The report is made a moment after the pause was chosen.
    expect(retryAt - reported).toBeGreaterThan(full / 2 - 100);
    const next = reports[index + 1];
    if (next !== undefined) expect(next.reported).toBeGreaterThanOrEqual(retryAt);
  }
});

test.concurrent('however often the connection breaks and I look at the tab, there is never a second one', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  const { connection, events, end } = connectOver(network);
  const rounds = 15;
  for (let round = 1; round <= rounds; round += 1) {
    await until('the connection', () => connection.link);
    await Promise.all([connection.wake(), connection.wake(), connection.wake()]);
    await until('the one before to be gone', async () => (await socketsAt(broker)) === 1);
    network.cut();
    await until('the loss', () => connection.link === undefined);
    network.revive();
    for (let looks = 0; looks < 3; looks += 1) void connection.wake();
  }
  await until('the connection', () => connection.link);
  await until('the one before to be gone', async () => (await socketsAt(broker)) === 1);
  expect(network.connections()).toBe(rounds + 1);
  expect(events.map(({ type }) => type).filter((type) => type === 'connected')).toHaveLength(rounds + 1);
  await end();
  await until('it to be closed', async () => (await socketsAt(broker)) === 0);
  expect(network.connections()).toBe(rounds + 1);
});

test('whoever waits for an answer hears at once that the connection was lost', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  using alice = await TestTab.open(network.webSocket, 'alice');
  network.stall();
  const [roundTrip, probe] = [alice.connection.roundTrip(), alice.connection.wake()];
  network.cut();
  await expect(roundTrip).rejects.toBeInstanceOf(UnansweredError);
  await probe;
  expect(await alice.connection.roundTrip()).toBeUndefined();
});

test('a login that is refused for good is said once, whether at first or after a restart, and not tried again', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  const questions: string[] = [];
  const asking = (who: string) => ({
    whyRefused: (): Promise<LoginRefusal> => {
      questions.push(who);
      return Promise.resolve(TAKEN);
    },
  });
  using alice = await TestTab.open(network.webSocket, 'alice', asking('alice'));
  expect(questions).toEqual([]);
  await broker.kill();
  await broker.restart(LOCKED);
  using bob = new TestTab(network.webSocket, 'bob', asking('bob'));
  await Promise.all([alice.ended, bob.ended]);
  expect(changes(alice)).toEqual(['connected', 'disconnected', 'refused']);
  expect(bob.connectionEvents).toEqual(['refused']);
  expect(questions.toSorted()).toEqual(['alice', 'bob']);
  const attempts = network.connections();
  await Promise.all([alice.connection.wake(), bob.connection.wake()]);
  expect(network.connections()).toBe(attempts);
  expect(bob.connectionEvents).toEqual(['refused']);
});

test('the page is told why the login was refused, and what is free instead', async () => {
  await using broker = await startBroker();
  await broker.kill();
  await broker.restart(LOCKED);
  const events: ConnectionEvent[] = [];
  const settings = { ...STRANGER, servers: [broker.webSocket], handle: 'alice', whyRefused: async () => TAKEN };
  await new Connection(settings, (event) => events.push(event)).run(new AbortController().signal);
  expect(events).toEqual([{ type: 'refused', refusal: TAKEN }]);
});

test('a login that nobody decides about is tried again, at first and after a restart', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await broker.door.close();
  await broker.killAndRestart();
  using bob = new TestTab(broker.webSocket, 'bob');
  await until('Bob to be turned away', () => bob.connectionEvents.includes('disconnected'));
  await using _ = await openAnotherDoor(broker);
  await Promise.all([alice.link(), bob.link()]);
  expect(changes(alice)).toEqual(['connected', 'disconnected', 'connected']);
  expect(changes(bob)).toEqual(['disconnected', 'connected']);
});

test('a tab closed while it connects does not come to life afterwards', async () => {
  await using broker = await startBroker();
  const events: ConnectionEvent[] = [];
  const end = new AbortController();
  const settings = { ...STRANGER, servers: [broker.webSocket], handle: 'alice' };
  const connection = new Connection(settings, (event) => events.push(event));
  const running = connection.run(end.signal);
  end.abort();
  await running;
  expect(events).toEqual([]);
});

test('a tab that is closed ends its connection', async () => {
  await using broker = await startBroker();
  const connections = async (): Promise<number> => {
    const asked = { port: broker.ports.nats, keys: broker.keys };
    return (await askServer<{ num_connections: number }>(asked, 'CONNZ', { acc: 'WEB' })).num_connections;
  };
  const alice = await TestTab.open(broker.webSocket, 'alice');
  expect(await connections()).toBe(1);
  alice[Symbol.dispose]();
  await alice.ended;
  await until('the server to see it gone', async () => (await connections()) === 0);
  expect(alice.connectionEvents).toEqual(['connected', 'disconnected']);
});

describe('a socket that was opened early', () => {
  /** Connects as Alice over `early` if it can be used. @returns once she is in. */
  async function enterOver(server: string, early: EarlySocket): Promise<void> {
    const end = new AbortController();
    const events: string[] = [];
    const connection = new Connection({ ...STRANGER, servers: [server], handle: 'alice', early }, ({ type }) =>
      events.push(type),
    );
    const ran = connection.run(end.signal);
    await until('Alice to be in', () => events.includes('connected'));
    expect(events).toEqual(['connected']);
    end.abort();
    await ran;
  }

  test('is the one I come in over, although the server greeted it before anybody listened', async () => {
    await using broker = await startBroker();
    const early = new EarlySocket(broker.webSocket);
    await until('the greeting', async () => (await socketsAt(broker)) === 1);
    await enterOver(broker.webSocket, early);
    await until('it to be closed', async () => (await socketsAt(broker)) === 0);
    await until('the server to note that', async () => (await socketsAt(broker, 'closed')) > 0);
    expect(await socketsAt(broker, 'closed')).toBe(1);
  });

  test('is no obstacle when the server has closed it meanwhile, or it leads elsewhere', async () => {
    await using broker = await startBroker();
    await using other = await startBroker();
    const late = new EarlySocket(broker.webSocket);
    await until('the server to lose patience', () => !late.fits(broker.webSocket));
    await enterOver(broker.webSocket, late);
    await enterOver(broker.webSocket, new EarlySocket(other.webSocket));
  });
});

/** How many WebSocket connections `broker` has, or had. */
async function socketsAt({ ports, keys }: TestBroker, state: 'open' | 'closed' = 'open'): Promise<number> {
  const options = { state: state === 'open' ? 0 : 1 };
  const { connections } = await askServer<{ connections: { type: string }[] }>(
    { port: ports.nats, keys },
    'CONNZ',
    options,
  );
  return connections.filter(({ type }) => type === 'websocket').length;
}
