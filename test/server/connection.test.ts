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
import { TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';

const LOCKED = fileURLToPath(new URL('../support/locked.conf', import.meta.url));

const TAKEN: LoginRefusal = { type: 'refused', reason: 'taken', free: ['alice-2'] };
/** Of somebody new whom nobody refuses for good. */
const STRANGER = { seed: newSeed(), code: '', whyRefused: () => Promise.resolve(undefined) };

const disconnected = (tab: TestTab): boolean => tab.connection.link === undefined;

/** Milliseconds that `action` takes. */
async function duration(action: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action;
  return performance.now() - start;
}

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
  const [first, ...others] = ['connected', 'disconnected', 'connected', 'disconnected', 'connected'];
  expect(alice.connectionEvents).toEqual([first, ...others]);
});

test('a look at a connection that lives leaves it alone', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await Promise.all([alice.connection.probe(), alice.connection.probe()]);
  expect(alice.connectionEvents).toEqual(['connected']);
  expect(await alice.connection.roundTrip()).toBeGreaterThan(0);
});

test.concurrent('a dead connection is noticed two seconds after I look at the tab again, and made anew', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  using alice = await TestTab.open(network.webSocket, 'alice');
  network.stall();
  const noticed = duration(until('the loss to be noticed', () => disconnected(alice)));
  await alice.connection.probe();
  expect(await noticed).toBeLessThan(3000);
  network.revive();
  await alice.link();
  expect(alice.connectionEvents).toEqual(['connected', 'disconnected', 'connected']);
});

test.concurrent('a dead connection with much still to send holds nothing up, and nothing of mine is lost', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  using alice = await TestTab.open(network.webSocket, 'alice');
  const { nc } = await alice.link();
  network.stall();
  for (let number = 0; number < 200; number += 1) nc.publish('chat.typing.Go.alice', new Uint8Array(128 * 1024));
  alice.say('Go', 'hello');
  const noticed = duration(until('the loss to be noticed', () => disconnected(alice)));
  await alice.connection.probe();
  expect(await noticed).toBeLessThan(3000);
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
  expect(await duration(alice.link())).toBeLessThan(8000);
});

test('whoever waits for an answer hears at once that the connection was lost', async () => {
  await using broker = await startBroker();
  await using network = await startProxy(broker.ports.ws);
  using alice = await TestTab.open(network.webSocket, 'alice');
  network.stall();
  const [roundTrip, probe] = [alice.connection.roundTrip(), alice.connection.probe()];
  network.cut();
  await expect(roundTrip).rejects.toBeInstanceOf(UnansweredError);
  await probe;
  expect(await alice.connection.roundTrip()).toBeUndefined();
});

test('a login that is refused for good is said once, whether at first or after a restart, and not tried again', async () => {
  await using broker = await startBroker();
  const questions: string[] = [];
  const asking = (who: string) => ({
    whyRefused: (): Promise<LoginRefusal> => {
      questions.push(who);
      return Promise.resolve(TAKEN);
    },
  });
  using alice = await TestTab.open(broker.webSocket, 'alice', asking('alice'));
  expect(questions).toEqual([]);
  await broker.kill();
  await broker.restart(LOCKED);
  using bob = new TestTab(broker.webSocket, 'bob', asking('bob'));
  await Promise.all([alice.ended, bob.ended]);
  expect(alice.connectionEvents).toEqual(['connected', 'disconnected', 'refused']);
  expect(bob.connectionEvents).toEqual(['refused']);
  expect(questions.toSorted()).toEqual(['alice', 'bob']);
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
  expect(alice.connectionEvents).toEqual(['connected', 'disconnected', 'connected']);
  expect(bob.connectionEvents).not.toContain('refused');
  expect(bob.connectionEvents.at(-1)).toBe('connected');
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
    expect(await socketsAt(broker, 'closed')).toBe(1);
  });

  test('is no obstacle when the server has closed it meanwhile, or it leads elsewhere', async () => {
    await using broker = await startBroker();
    await using other = await startBroker();
    const late = new EarlySocket(broker.webSocket);
    await until('the server to lose patience', () => !late.isAlive);
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
