// Who has which handle for how long, and what happens when two want the same one in the same moment.
import { jetstreamManager } from '@nats-io/jetstream';
import { describe, expect, test } from 'vitest';
import { serveLogins } from '../../launcher/auth/callout.ts';
import { Doorkeeper } from '../../launcher/auth/doorkeeper.ts';
import type { Verdict } from '../../launcher/auth/doorkeeper.ts';
import { signerOf } from '../../launcher/auth/nkey.ts';
import type { Signer } from '../../launcher/auth/nkey.ts';
import { Registry } from '../../launcher/auth/registry.ts';
import type { LoginRequest } from '../../launcher/auth/request.ts';
import { connectAs } from '../../launcher/broker/connect.ts';
import { startBroker } from '../support/broker.ts';
import type { TestBroker } from '../support/broker.ts';
import { shuffled } from '../support/choose.ts';
import { entrances, login, openAnotherDoor, openRegistry, reasonOf, REFUSED, somebody } from '../support/logins.ts';
import type { OpenRegistry } from '../support/logins.ts';
import { random } from '../support/random.ts';
import type { Random } from '../support/random.ts';
import { RawClient } from '../support/raw-client.ts';
import type { Entrance } from '../support/raw-client.ts';
import { TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';

const DAY_NS = 86_400 * 1e9;
const webOf = ({ ports }: TestBroker): Entrance => ({ webSocket: ports.ws });

/** How long claims last, in nanoseconds; 0 is for ever. */
async function maxAge({ connection }: OpenRegistry): Promise<number> {
  const { streams } = await jetstreamManager(connection);
  return (await streams.info('KV_handles')).config.max_age;
}

describe('how long a handle stays claimed', () => {
  test('is as many days as the launcher was told, and changes with its next start', async () => {
    await using broker = await startBroker({ handleDays: 90 });
    await using admin = await openRegistry(broker);
    expect(await maxAge(admin)).toBe(90 * DAY_NS);
    const key = somebody();
    expect(await login(webOf(broker), 'ada', key)).toBe('in');
    for (const [handleDays, age] of [
      [7, 7 * DAY_NS],
      [7, 7 * DAY_NS],
      [0, 0],
      [36_500, 36_500 * DAY_NS],
    ] as const) {
      await using _ = await openAnotherDoor(broker, { handleDays });
      expect(await maxAge(admin)).toBe(age);
    }
    expect(await admin.registry.claimOf('ada')).toMatchObject({ key: key.id });
  });

  test('is over some time after its owner was here last; then it is anybody’s', async () => {
    await using broker = await startBroker({ handleDays: 1 });
    await using admin = await openRegistry(broker);
    const [first, second] = [somebody(), somebody()];
    expect(await login(webOf(broker), 'ada', first)).toBe('in');
    expect(await login(webOf(broker), 'ada', second)).toBe(REFUSED);
    const { streams } = await jetstreamManager(admin.connection);
    await streams.update('KV_handles', { max_age: 0.1 * 1e9, duplicate_window: 0.1 * 1e9 });
    await until('the claim to be over', async () => (await admin.registry.claimOf('ada')) === undefined);
    await streams.update('KV_handles', { max_age: DAY_NS });
    expect(await reasonOf(broker.door, 'ada', second)).toBeUndefined();
    expect(await login(webOf(broker), 'ada', second)).toBe('in');
    expect(await login(webOf(broker), 'ada', first)).toBe(REFUSED);
    expect(await reasonOf(broker.door, 'ada', first)).toBe('taken');
  });

  test('begins anew with a login, but is written to disk once an hour at most', async () => {
    await using broker = await startBroker({ handleDays: 90 });
    await using admin = await openRegistry(broker);
    const key = somebody();
    expect(await login(webOf(broker), 'ada', key)).toBe('in');
    const before = await admin.registry.claimOf('ada');
    if (before === undefined) throw new Error('ada is not claimed');
    for (const entrance of entrances(broker)) expect(await login(entrance, 'ada', key)).toBe('in');
    expect(await admin.registry.claimOf('ada')).toEqual(before);

    const HOUR_MS = 3_600_000;
    const young = { ...before, time: Date.now() - HOUR_MS + 60_000 };
    expect(await admin.registry.claim('ada', key.id, young)).toBe(young);
    const old = { ...before, time: Date.now() - HOUR_MS - 60_000 };
    const renewed = await admin.registry.claim('ada', key.id, old);
    expect(renewed).toMatchObject({ key: key.id, released: false });
    expect(renewed.revision).toBeGreaterThan(before.revision);
    expect(await admin.registry.claimOf('ada')).toMatchObject({ key: key.id, revision: renewed.revision });
  });

  test('is not begun anew by somebody else, however long ago its owner was here', async () => {
    await using broker = await startBroker({ handleDays: 90 });
    await using admin = await openRegistry(broker);
    const claim = await admin.registry.claim('ada', somebody().id, undefined);
    const old = { ...claim, time: 0 };
    expect(await admin.registry.claim('ada', somebody().id, old)).toBe(old);
    expect((await admin.registry.claimOf('ada'))?.revision).toBe(claim.revision);
  });

  test('is decided by what the registry has, not by what was read a moment ago', async () => {
    await using broker = await startBroker();
    await using admin = await openRegistry(broker);
    const [ada, bob] = [somebody().id, somebody().id];
    const first = await admin.registry.claim('ada', ada, undefined);
    expect(await admin.registry.claim('ada', bob, undefined)).toMatchObject({ key: ada, revision: first.revision });
    expect(await admin.registry.release('ada')).toBe(true);
    const stale = { ...first, time: 0 };
    expect(await admin.registry.claim('ada', ada, stale)).toMatchObject({ key: ada, released: true });
  });
});

describe('a login lasts', () => {
  test('not for ever: the tab logs in anew by itself, and is refused only if it would be at first', async () => {
    await using broker = await startBroker();
    await broker.door.close();
    const { ports, keys } = broker;
    const connection = await connectAs(ports.nats, keys.callout, 'test callout');
    const registry = await Registry.open(connection, 0);
    const doorkeeper = new Doorkeeper(registry, { accessCode: undefined, behindProxy: false });
    serveLogins({ connection, doorkeeper, issuer: signerOf(keys.issuer.seed), validSeconds: 1, say: () => {} });
    await connection.flush();
    let refused = false;
    using ada = await TestTab.open(broker.webSocket, 'ada', {
      whyRefused: async () => (refused ? { type: 'refused', reason: 'banned', free: [] } : undefined),
    });
    await ada.enter('Go');
    const first = await ada.link();
    await until('another link', () => ![undefined, first].includes(ada.connection.link));
    ada.say('Go', 'still here');
    await until('the message', () => ada.texts('Go').includes('still here'));
    await registry.ban('ada');
    refused = true;
    await ada.ended;
    expect(ada.connectionEvents.filter((type) => type === 'refused')).toHaveLength(1);
    expect(ada.connectionEvents.slice(ada.connectionEvents.indexOf('refused'))).not.toContain('connected');
    await connection.close();
  });
});

describe('a ban and a release', () => {
  test('keep out a banned key under every handle, and every key from a banned handle', async () => {
    await using broker = await startBroker();
    await using admin = await openRegistry(broker);
    const [mallory, other] = [somebody(), somebody()];
    expect(await login(webOf(broker), 'mallory', mallory)).toBe('in');
    await admin.registry.ban('mallory');
    for (const [handle, key] of [
      ['mallory', mallory],
      ['innocent', mallory],
      ['mallory', other],
    ] as const) {
      for (const entrance of entrances(broker)) expect(await login(entrance, handle, key), handle).toBe(REFUSED);
      expect(await reasonOf(broker.door, handle, key)).toBe('banned');
    }
    expect(await admin.registry.claimOf('innocent')).toBeUndefined();
    expect(await login(webOf(broker), 'other', other)).toBe('in');
    await admin.registry.unban('mallory');
    expect(await login(webOf(broker), 'mallory', mallory)).toBe('in');
  });

  test('take a handle from its key, which hears why; the next owner has it as firmly as the last', async () => {
    await using broker = await startBroker();
    await using admin = await openRegistry(broker);
    const [old, next, third] = [somebody(), somebody(), somebody()];
    expect(await login(webOf(broker), 'ada', old)).toBe('in');
    expect(await admin.registry.release('ada')).toBe(true);
    expect(await admin.registry.release('ada')).toBe(false);
    expect(await login(webOf(broker), 'ada', old)).toBe(REFUSED);
    expect(await reasonOf(broker.door, 'ada', old)).toBe('released');
    expect(await reasonOf(broker.door, 'ada', next)).toBeUndefined();
    expect(await login(webOf(broker), 'ada', next)).toBe('in');
    for (const key of [old, third]) expect(await login(webOf(broker), 'ada', key)).toBe(REFUSED);
    expect(await reasonOf(broker.door, 'ada', old)).toBe('taken');
  });
});

/** `count` people log in under one handle in the same moment, some over WebSocket and some over TCP. @returns who is in. */
async function race(broker: TestBroker, handle: string, count: number, chance: Random): Promise<readonly Signer[]> {
  const ways = entrances(broker);
  const people = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const client = await RawClient.dial(ways[(index + chance.under(2)) % ways.length] ?? webOf(broker));
      return { client, key: somebody() };
    }),
  );
  for (const { client, key } of shuffled(people, chance)) client.connect(client.proof(handle, key));
  const answers = await Promise.all(people.map(async ({ client, key }) => ((await client.flush()) ? [key] : [])));
  for (const { client } of people) client[Symbol.dispose]();
  return answers.flat();
}

describe('of people who want one new handle in the same moment', () => {
  test('exactly one gets it, and keeps it', async () => {
    await using broker = await startBroker();
    const chance = random();
    for (let round = 0; round < 40; round += 1) {
      const handle = `handle-${round}`;
      const [winner, ...others] = await race(broker, handle, 2 + chance.under(3), chance);
      expect(others, `round ${round}, seed ${chance.seed}`).toEqual([]);
      if (winner === undefined) throw new Error(`nobody got in, round ${round}, seed ${chance.seed}`);
      expect(await reasonOf(broker.door, handle, winner)).toBeUndefined();
      expect(await reasonOf(broker.door, handle, somebody())).toBe('taken');
    }
    expect(broker.complaints).toEqual([]);
  });

  test('exactly one gets it when several launchers share the work', async () => {
    await using broker = await startBroker();
    await broker.door.close();
    const served: number[] = [];
    class Counting extends Doorkeeper {
      readonly #index: number;
      constructor(registry: Registry, index: number) {
        super(registry, { accessCode: undefined, behindProxy: false });
        this.#index = index;
      }
      override admit(request: LoginRequest): Promise<Verdict> {
        served.push(this.#index);
        return super.admit(request);
      }
    }
    const complaints: string[] = [];
    const connections = await Promise.all(
      [0, 1, 2].map(async (index) => {
        const connection = await connectAs(broker.ports.nats, broker.keys.callout, `launcher ${index}`);
        const doorkeeper = new Counting(await Registry.open(connection, 0), index);
        const say = (line: string): void => void complaints.push(line);
        const issuer = signerOf(broker.keys.issuer.seed);
        serveLogins({ connection, doorkeeper, issuer, validSeconds: 3600, say });
        await connection.flush();
        return connection;
      }),
    );
    const chance = random();
    let asked = 0;
    for (let round = 0; round < 40; round += 1) {
      const count = 2 + chance.under(3);
      asked += count;
      expect(await race(broker, `handle-${round}`, count, chance), `round ${round}, seed ${chance.seed}`).toHaveLength(
        1,
      );
    }
    expect(served).toHaveLength(asked); // each login was judged once
    expect(new Set(served)).toEqual(new Set([0, 1, 2]));
    expect(complaints).toEqual([]);
    await Promise.all(connections.map((connection) => connection.close()));
  });

  test('the same person on two devices is in on both', async () => {
    await using broker = await startBroker();
    for (let round = 0; round < 20; round += 1) {
      const key = somebody();
      const answers = await Promise.all(entrances(broker).map((way) => login(way, `handle-${round}`, key)));
      expect(answers, `round ${round}`).toEqual(['in', 'in']);
    }
  });
});
