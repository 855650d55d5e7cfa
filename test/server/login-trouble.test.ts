// When the door itself is in trouble: nobody is turned away for good, and nobody gets in who should not.
import { jetstreamManager } from '@nats-io/jetstream';
import { createServer } from '@nats-io/nkeys';
import { connect } from '@nats-io/transport-node';
import type { Msg } from '@nats-io/transport-node';
import { describe, expect, test } from 'vitest';
import { serveLogins } from '../../launcher/auth/callout.ts';
import { signJwt } from '../../launcher/auth/jwt.ts';
import { signerOf } from '../../launcher/auth/nkey.ts';
import { Registry } from '../../launcher/auth/registry.ts';
import { connectAs } from '../../launcher/broker/connect.ts';
import { launch, samePorts, temporaryFolder } from '../support/launched.ts';
import { startBroker } from '../support/broker.ts';
import type { TestBroker } from '../support/broker.ts';
import { entrances, login, openAnotherDoor, openRegistry, REFUSED, somebody } from '../support/logins.ts';
import type { OpenRegistry } from '../support/logins.ts';
import { TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';
import type { LoginRefusal } from '../../web/protocol/login.ts';
import { publicKeyOf } from '../../web/transport/key-in-javascript.ts';
import { newSeed } from '../../web/transport/user-key.ts';

/** Somebody new who asks the door why they were not let in, as the page does; without an answer, nothing is known. */
function asking({ door }: TestBroker, handle: string): ConstructorParameters<typeof TestTab>[2] {
  const seed = newSeed();
  const whyRefused = async (): Promise<LoginRefusal | undefined> => {
    const question = { handle, key: publicKeyOf(seed), code: '' };
    const answer = await door.doorkeeper.answer(question, '127.0.0.1').catch(() => undefined);
    return answer?.type === 'refused' ? answer : undefined;
  };
  return { seed, whyRefused };
}

async function deleteStream({ connection }: OpenRegistry, name: string): Promise<void> {
  const { streams } = await jetstreamManager(connection);
  await streams.delete(name);
}

describe('while the registry is away', () => {
  test.each(['KV_handles', 'KV_bans'])(
    'without %s a login is not refused for good, and succeeds later',
    async (name) => {
      await using broker = await startBroker();
      await using admin = await openRegistry(broker);
      using ada = await TestTab.open(broker.webSocket, 'ada');
      await deleteStream(admin, name);
      using bob = new TestTab(broker.webSocket, 'bob', asking(broker, 'bob'));
      await until('a failed attempt', () => bob.connectionEvents.includes('disconnected'));
      await until('a complaint', () => broker.complaints.length > 0);
      expect(broker.complaints[0]).toMatch(/^A login could not be checked: the registry does not answer \(.+\)\.$/);
      expect(bob.connectionEvents).not.toContain('refused');
      await Registry.open(admin.connection, 0);
      await bob.link();
      await bob.enter('Go');
      bob.say('Go', 'here at last');
      await ada.enter('Go');
      await until('the message', () => ada.texts('Go').includes('here at last'));
      expect(ada.connectionEvents).toEqual(['connected']);
    },
  );

  test('who is banned does not get in because the list of bans cannot be read', async () => {
    await using broker = await startBroker();
    await using admin = await openRegistry(broker);
    const key = somebody();
    for (const entrance of entrances(broker)) expect(await login(entrance, 'mallory', key)).toBe('in');
    await admin.registry.ban('mallory');
    await deleteStream(admin, 'KV_bans');
    for (const entrance of entrances(broker)) expect(await login(entrance, 'mallory', key)).not.toBe('in');
  });

  test('a registry that a full disk makes read-only still lets in who is known, and is asked again by who is not', async () => {
    await using broker = await startBroker();
    await using admin = await openRegistry(broker);
    const key = somebody();
    const [web = { nats: 0 }] = entrances(broker);
    expect(await login(web, 'ada', key)).toBe('in');
    const { streams } = await jetstreamManager(admin.connection);
    const { config } = await streams.info('KV_handles');
    await streams.update('KV_handles', { ...config, max_msg_size: 1 }); // it takes no message any more
    expect(await login(web, 'ada', key)).toBe('in');
    using bob = new TestTab(broker.webSocket, 'bob', asking(broker, 'bob'));
    await until('a failed attempt', () => bob.connectionEvents.includes('disconnected'));
    await streams.update('KV_handles', config);
    await bob.link();
    expect(bob.connectionEvents).not.toContain('refused');
  });
});

describe('what is no question of nats-server’s', () => {
  const SUBJECT = '$SYS.REQ.USER.AUTH';

  test('is not answered, the launcher says so, and goes on', async () => {
    await using broker = await startBroker();
    const cli = await connect({ servers: `127.0.0.1:${broker.ports.nats}` });
    const server = signerOf(createServer().getSeed());
    const claims = { aud: 'nats-authorization-request', nats: { server_id: { id: server.id } } };
    const good = signJwt(claims, server, Date.now());
    const questions: readonly (string | Uint8Array)[] = [
      '',
      'hello',
      '{}',
      'a.b.c',
      'e30.e30.e30',
      new Uint8Array(1000).fill(0xff),
      good,
      good.slice(0, -3),
      `${good}.e30`,
      signJwt({ ...claims, aud: 'somebody' }, server, Date.now()),
      signJwt(claims, somebody(), Date.now()),
      'x'.repeat(100_000),
    ];
    // The server lets nobody ask in the account of the door, so this one listens where the command line may ask.
    const complaints: string[] = [];
    const say = (line: string): void => void complaints.push(line);
    const issuer = signerOf(broker.keys.issuer.seed);
    serveLogins({ connection: broker.admin, doorkeeper: broker.door.doorkeeper, issuer, validSeconds: 60, say });
    await broker.admin.flush();
    const answers: Msg[] = [];
    cli.subscribe('answers', { callback: (_error, message) => void answers.push(message) });
    for (const question of questions) cli.publish(SUBJECT, question, { reply: 'answers' });
    await until('the complaints', () => complaints.length >= questions.length);
    await cli.flush();
    for (const complaint of complaints) {
      expect(complaint).toMatch(/^A login could not be checked: nats-server’s question makes no sense \(/);
    }
    expect([complaints.length, answers.length]).toEqual([questions.length, 0]);
    expect(await login({ webSocket: broker.ports.ws }, 'ada', somebody())).toBe('in');
    await cli.close();
  });

  test('does not even reach the door: nobody may ask there, neither a tab nor natter’s own users', async () => {
    await using broker = await startBroker();
    const { keys, ports } = broker;
    using tab = await TestTab.open(broker.webSocket, 'ada');
    const cli = await connect({ servers: `127.0.0.1:${ports.nats}` });
    const others = await Promise.all([keys.callout, keys.sys].map((key) => connectAs(ports.nats, key, 'test')));
    const refused = /permissions violation|no responders|timeout/i;
    for (const asking of [broker.admin, cli, ...others]) {
      await expect(asking.request(SUBJECT, 'hello', { timeout: 300 })).rejects.toThrow(refused);
    }
    const { nc } = await tab.link();
    await expect(nc.request(SUBJECT, 'hello', { timeout: 300 })).rejects.toThrow(/permissions/i);
    await Promise.all([cli, ...others].map((connection) => connection.close()));
    expect(broker.complaints).toEqual([]);
  });
});

test('after the server was killed and started again, logins are checked again without help', async () => {
  await using broker = await startBroker();
  const [ada, mallory] = [somebody(), somebody()];
  const [web = { nats: 0 }] = entrances(broker);
  expect(await login(web, 'ada', ada)).toBe('in');
  using tab = await TestTab.open(broker.webSocket, 'bob', asking(broker, 'bob'));
  for (let kills = 0; kills < 3; kills += 1) {
    const before = await tab.link();
    await broker.killAndRestart();
    await until('a new link', () => ![undefined, before].includes(tab.connection.link));
    expect(await login(web, 'ada', ada)).toBe('in');
    expect(await login(web, 'ada', mallory)).toBe(REFUSED);
  }
  expect(tab.connectionEvents).not.toContain('refused');
});

test('while no launcher answers, who is in chats on, and who is not waits and gets in with the next one', async () => {
  await using broker = await startBroker();
  using ada = await TestTab.open(broker.webSocket, 'ada');
  await ada.enter('Go');
  await broker.door.close();
  using bob = new TestTab(broker.webSocket, 'bob');
  ada.say('Go', 'alone');
  await until('the message', () => ada.texts('Go').includes('alone'));
  await until('a failed attempt', () => bob.connectionEvents.includes('disconnected'));
  await using _ = await openAnotherDoor(broker);
  await bob.link();
  expect([ada.connectionEvents, bob.connectionEvents.includes('refused')]).toEqual([['connected'], false]);
});

test('a launcher is killed: its tabs chat on, new ones wait, and get in with the launcher that comes next', async () => {
  await using folder = await temporaryFolder();
  const first = await launch(folder.path);
  const seed = newSeed();
  using ada = await TestTab.open(first.webSocket, 'ada', { seed });
  using bob = await TestTab.open(first.webSocket, 'bob');
  await Promise.all([ada.enter('Go'), bob.enter('Go')]);
  await first.kill();
  using cyd = new TestTab(first.webSocket, 'cyd');
  ada.say('Go', 'are you there?');
  await until('the message', () => bob.texts('Go').includes('are you there?'));
  bob.say('Go', 'yes');
  await until('the answer', () => ada.texts('Go').includes('yes'));
  await until('a failed attempt', () => cyd.connectionEvents.includes('disconnected'));
  expect(cyd.connection.link).toBeUndefined();

  await using second = await launch(folder.path, samePorts(first));
  expect(second.output()).toContain('nats-server still runs from an earlier start; taking it over.');
  await cyd.link();
  await cyd.enter('Go');
  expect(cyd.texts('Go')).toEqual(['are you there?', 'yes']);
  using again = await TestTab.open(second.webSocket, 'ada', { seed });
  expect(again.connectionEvents).toEqual(['connected']);
  const answer = await fetch(`${second.page}/login.json`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ handle: 'ada', key: publicKeyOf(newSeed()) }),
  });
  expect(await answer.json()).toMatchObject({ type: 'refused', reason: 'taken' });
  expect([ada.connectionEvents, bob.connectionEvents]).toEqual([['connected'], ['connected']]);
  expect(cyd.connectionEvents).not.toContain('refused');
});
