// Bans and releases that come while somebody is just logging in.
import { expect, test } from 'vitest';
import { LOGIN_MS } from '../../launcher/admin/access.ts';
import { ban } from '../../launcher/admin/ban.ts';
import { release } from '../../launcher/admin/release.ts';
import { Doorkeeper } from '../../launcher/auth/doorkeeper.ts';
import type { Verdict } from '../../launcher/auth/doorkeeper.ts';
import type { LoginRequest } from '../../launcher/auth/request.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { NO_CONDITIONS, accessTo, enter, gate, isTurnedAway, serveWith, tabOf, Terminal } from '../support/admin.ts';
import { startBroker } from '../support/broker.ts';
import { until } from '../support/wait.ts';

test('a login that was under way while the ban was stored is ended too, and its key banned', async () => {
  await using broker = await startBroker();
  const seed = newSeed();
  const asked = gate();
  const stored = gate();
  class Slow extends Doorkeeper {
    override async admit(request: LoginRequest): Promise<Verdict> {
      const verdict = await super.admit(request);
      asked.open();
      await stored.passed;
      return verdict;
    }
  }
  await using entrance = await serveWith(broker, (registry) => new Slow(registry, NO_CONDITIONS));
  using tab = tabOf(entrance, 'mallory', seed);
  await asked.passed;
  const terminal = new Terminal();
  const banned = ban(accessTo(broker, LOGIN_MS), 'mallory', terminal.say);
  await until('the first look', () => terminal.text.includes('Nobody is connected with it.'));
  stored.open();
  await tab.link();
  await banned;
  await tab.ended;
  expect(terminal.text).toContain('1 connection more ended.');
  expect(tab.connectionEvents).toEqual(['connected', 'disconnected', 'refused']);
});

test('a login under way that takes the handle only after it was banned gets its key banned too', async () => {
  await using broker = await startBroker();
  const seed = newSeed();
  const asked = gate();
  const stored = gate();
  // The doorkeeper asks for bans before it claims; here the ban comes between the two.
  await using entrance = await serveWith(broker, (registry) => {
    const claim = registry.claim.bind(registry);
    registry.claim = async (...what) => {
      asked.open();
      await stored.passed;
      return claim(...what);
    };
    return new Doorkeeper(registry, NO_CONDITIONS);
  });
  using tab = tabOf(entrance, 'mallory', seed);
  await asked.passed;
  const terminal = new Terminal();
  const banned = ban(accessTo(broker, LOGIN_MS), 'mallory', terminal.say);
  await until('the first look', () => terminal.text.includes('Nobody is connected with it.'));
  stored.open();
  await tab.link();
  await banned;
  await tab.ended;
  expect(terminal.text).toContain('Nobody has this handle yet, and nobody can take it now.');
  await isTurnedAway(entrance, 'another', seed);
});

test('who takes a released handle while the admin still looks for its last owner is left alone', async () => {
  await using broker = await startBroker();
  const [old, fresh] = [newSeed(), newSeed()];
  using squatter = await enter(broker, 'ada', old);
  const released = release(accessTo(broker, LOGIN_MS), 'ada', () => {});
  await squatter.ended;
  using owner = await enter(broker, 'ada', fresh);
  await released;
  await owner.connection.roundTrip();
  expect(owner.connectionEvents).toEqual(['connected']);
});
