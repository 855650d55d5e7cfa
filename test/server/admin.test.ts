// `who`, `release` and `erase`, against a real nats-server and the real callout.
import { expect, test } from 'vitest';
import { ban } from '../../launcher/admin/ban.ts';
import { connectionsOf } from '../../launcher/admin/connections.ts';
import { erase } from '../../launcher/admin/erase.ts';
import { release } from '../../launcher/admin/release.ts';
import { who } from '../../launcher/admin/who.ts';
import { Doorkeeper } from '../../launcher/auth/doorkeeper.ts';
import type { Verdict } from '../../launcher/auth/doorkeeper.ts';
import type { LoginRequest } from '../../launcher/auth/request.ts';
import { connectAs } from '../../launcher/broker/connect.ts';
import { LaunchError } from '../../launcher/errors.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { NO_CONDITIONS, accessTo, connectBot, enter, isTurnedAway, printed, serveWith } from '../support/admin.ts';
import { startBroker } from '../support/broker.ts';
import { until } from '../support/wait.ts';

test('who lists everybody with the handle the launcher attested, whatever they say of themselves', async () => {
  await using broker = await startBroker();
  using zoe = await enter(broker, 'zoe', newSeed());
  const evil = '\u001b]0;pwned\u0007\u001b[2J\u009b31madmin\r\n\u202eadmin  ON';
  const seed = newSeed();
  const bots = [await connectBot(broker, seed, 'ada', evil), await connectBot(broker, seed, 'ada', 'zoe')];
  const output = await printed((say) => who(accessTo(broker), say));
  await Promise.all(bots.map((bot) => bot.close()));
  expect(zoe.connectionEvents).toEqual(['connected']);

  expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  const rows = output.split('\n').map((line) => line.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, 'THEN'));
  expect(rows).toEqual([
    'WHO  OVER       FROM       SINCE                WITH',
    expect.stringMatching(/^ada {2}TCP {8}127\.0\.0\.1 {2}THEN {2}\]0;pwned\[2J31madmin admin ON nats\.js \d/),
    expect.stringMatching(/^ada {2}TCP {8}127\.0\.0\.1 {2}THEN {2}zoe nats\.js \d/),
    expect.stringMatching(/^zoe {2}WebSocket {2}127\.0\.0\.1 {2}THEN {2}nats\.ws \d/),
    '',
    '2 people, 3 connections.',
    '',
  ]);
});

test('nobody is connected, and who says so', async () => {
  await using broker = await startBroker();
  expect(await printed((say) => who(accessTo(broker), say))).toBe('Nobody is connected.\n');
});

test('who has many connections has all of them listed, page by page', async () => {
  await using broker = await startBroker();
  const [ada, zoe] = [newSeed(), newSeed()];
  const bots = await Promise.all(
    Array.from({ length: 14 }, (_, index) =>
      index % 2 === 0 ? connectBot(broker, ada, 'ada', 'a') : connectBot(broker, zoe, 'zoe', 'z'),
    ),
  );
  const sys = await connectAs(broker.ports.nats, broker.keys.sys, 'test');
  for (const pageSize of [1, 3, 7, 14, 1000]) {
    expect(await connectionsOf(sys, { pageSize })).toHaveLength(14);
    const ofAda = await connectionsOf(sys, { pageSize, handle: 'ada' });
    expect(ofAda.map(({ handle }) => handle)).toEqual(Array.from({ length: 7 }, () => 'ada'));
  }
  await Promise.all([sys, ...bots].map((connection) => connection.close()));
});

test('a ban meets whom the launcher let in under the handle, not who calls itself so', async () => {
  await using broker = await startBroker();
  class Attesting extends Doorkeeper {
    override admit({ name }: LoginRequest): Promise<Verdict> {
      return Promise.resolve({ handle: name === 'decoy' ? 'mallory' : 'ada', refusal: undefined });
    }
  }
  await using _ = await serveWith(broker, (registry) => new Attesting(registry, NO_CONDITIONS));
  const mallory = await connectBot(broker, newSeed(), 'ada', 'decoy');
  const ada = await connectBot(broker, newSeed(), 'mallory', 'mallory');
  await ban(accessTo(broker), 'mallory', () => {});
  await mallory.closed();
  await ada.flush();
  expect(ada.isClosed()).toBe(false);
  await ada.close();
});

test('a released handle is anybody’s but its last owner’s, who is thrown out', async () => {
  await using broker = await startBroker();
  const [old, fresh] = [newSeed(), newSeed()];
  using squatter = await enter(broker, 'ada', old);
  using elsewhere = await enter(broker, 'ada2', old);
  await isTurnedAway(broker, 'ada', fresh);

  const output = await printed((say) => release(accessTo(broker), 'ada', say));
  expect(output).toContain('@ada is released: not its last owner, but anybody else may take it.\n1 connection ended.');
  await squatter.ended;
  expect(squatter.connectionEvents).toEqual(['connected', 'disconnected', 'refused']);
  await isTurnedAway(broker, 'ada', old);
  using owner = await enter(broker, 'ada', fresh);
  await isTurnedAway(broker, 'ada', old);
  expect([owner.connectionEvents, elsewhere.connectionEvents]).toEqual([['connected'], ['connected']]);
});

test('a handle nobody has cannot be released', async () => {
  await using broker = await startBroker();
  await expect(release(accessTo(broker), 'nobody', () => {})).rejects.toThrow('Nobody has @nobody.');
});

test('an erased message is gone from the history, and the admin sees what it was', async () => {
  await using broker = await startBroker();
  using ada = await enter(broker, 'ada', newSeed());
  await ada.enter('Go');
  for (const text of ['kept', '\u001b[31mregretted\u001b]0;x\u0007', 'kept too']) {
    ada.say('Go', text);
    await until(text, () => ada.texts('Go').includes(text));
  }
  const output = await printed((say) => erase(accessTo(broker), 2, say));
  expect(output).toMatch(/^Message 2 is erased: #Go, @ada, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d: “\[31mregretted\]0;x”\n$/);
  using late = await enter(broker, 'late', newSeed());
  await late.enter('Go');
  expect(late.texts('Go')).toEqual(['kept', 'kept too']);
  for (const sequence of [2, 4, Number.MAX_SAFE_INTEGER]) {
    await expect(erase(accessTo(broker), sequence, () => {})).rejects.toThrow(`There is no message ${sequence}.`);
  }
});

test('a nats-server that stops meanwhile is one sentence', async () => {
  await using broker = await startBroker();
  await broker.kill();
  await expect(who(accessTo(broker), () => {})).rejects.toThrow(LaunchError);
});
