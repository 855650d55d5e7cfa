// An installation with an access code: who gets in with it, and how slowly it can be guessed.
import { describe, expect, test } from 'vitest';
import { startBroker } from '../support/broker.ts';
import type { TestBroker } from '../support/broker.ts';
import { login, openAnotherDoor, openRegistry, reasonOf, REFUSED, somebody } from '../support/logins.ts';
import type { Entrance } from '../support/raw-client.ts';
import { TestTab } from '../support/tab.ts';

const CODE = 'open sesame';
const WRONG = 'open sesamee';

const webOf = ({ ports }: TestBroker): Entrance => ({ webSocket: ports.ws });

/** Guesses wrong until the address has to wait. */
async function guess(broker: TestBroker): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    expect(await login(webOf(broker), `guesser-${round}`, somebody(), `guess ${round}`)).toBe(REFUSED);
  }
}

describe('with an access code', () => {
  test('a newcomer gets in who knows it, over WebSocket and TCP, and nobody else', async () => {
    await using broker = await startBroker({ accessCode: CODE });
    await using admin = await openRegistry(broker);
    const key = somebody();
    const entrances: readonly Entrance[] = [webOf(broker), { nats: broker.ports.nats }];
    for (const entrance of entrances) {
      for (const code of [undefined, '', WRONG]) expect(await login(entrance, 'ada', key, code), code).toBe(REFUSED);
    }
    expect(await admin.registry.claimOf('ada')).toBeUndefined();
    for (const entrance of entrances) expect(await login(entrance, 'ada', key, CODE)).toBe('in');
    for (const code of [undefined, '', WRONG]) expect(await login(webOf(broker), 'ada', key, code), code).toBe(REFUSED);
  });

  test('a tab sends it along, and comes in again by itself after a restart', async () => {
    await using broker = await startBroker({ accessCode: CODE });
    using ada = await TestTab.open(broker.webSocket, 'ada', { code: CODE });
    const before = await ada.link();
    await broker.killAndRestart();
    await new Promise<void>((resolve) => {
      if (before.lost.aborted) resolve();
      else before.lost.addEventListener('abort', () => resolve());
    });
    await ada.link();
    expect(ada.connectionEvents).toEqual(['connected', 'disconnected', 'connected']);
  });

  test('whoever asks why is told that it is missing or wrong, before anything about handles', async () => {
    await using broker = await startBroker({ accessCode: CODE });
    const [ada, other] = [somebody(), somebody()];
    expect(await login(webOf(broker), 'ada', ada, CODE)).toBe('in');
    expect(await reasonOf(broker.door, 'ada', other)).toBe('code');
    expect(await reasonOf(broker.door, 'ada', other, WRONG)).toBe('code');
    expect(await reasonOf(broker.door, 'ada', other, CODE)).toBe('taken');
    expect(await reasonOf(broker.door, 'free', other, CODE)).toBeUndefined();
  });

  test('five wrong guesses make the sixth wait, even if it is right; who is known gets in meanwhile', async () => {
    await using broker = await startBroker({ accessCode: CODE });
    const [known, newcomer] = [somebody(), somebody()];
    expect(await login(webOf(broker), 'known', known, CODE)).toBe('in');
    await guess(broker);
    expect(await login(webOf(broker), 'newcomer', newcomer, CODE)).toBe(REFUSED);
    expect(await reasonOf(broker.door, 'newcomer', newcomer, CODE)).toBe('patience');
    expect(await login(webOf(broker), 'known', known, CODE)).toBe('in');
    expect(await login(webOf(broker), 'known', known, WRONG)).toBe(REFUSED);
    // Known is a key with its handle, not a key and not a handle.
    expect(await login(webOf(broker), 'known', newcomer, CODE)).toBe(REFUSED);
    expect(await login(webOf(broker), 'newcomer', known, CODE)).toBe(REFUSED);
  });

  test('guesses at the page and at NATS are counted together', async () => {
    await using broker = await startBroker({ accessCode: CODE });
    for (let round = 0; round < 3; round += 1) {
      expect(await reasonOf(broker.door, 'ada', somebody(), `guess ${round}`)).toBe('code');
      if (round < 2) expect(await login(webOf(broker), 'ada', somebody(), `guess ${round}`)).toBe(REFUSED);
    }
    expect(await reasonOf(broker.door, 'ada', somebody(), CODE)).toBe('patience');
    expect(await login(webOf(broker), 'ada', somebody(), CODE)).toBe(REFUSED);
  });

  test('to say nothing is no guess: nobody has to wait for that', async () => {
    await using broker = await startBroker({ accessCode: CODE });
    for (let round = 0; round < 8; round += 1) expect(await reasonOf(broker.door, 'ada', somebody())).toBe('code');
    expect(await login(webOf(broker), 'ada', somebody(), CODE)).toBe('in');
  });

  test('that was changed, nobody gets in with the old one, known or not', async () => {
    await using broker = await startBroker({ accessCode: CODE });
    const key = somebody();
    expect(await login(webOf(broker), 'ada', key, CODE)).toBe('in');
    await broker.door.close();
    await using _ = await openAnotherDoor(broker, { accessCode: WRONG });
    expect(await login(webOf(broker), 'ada', key, CODE)).toBe(REFUSED);
    expect(await login(webOf(broker), 'ada', key, WRONG)).toBe('in');
  });
});

test('without one, whatever somebody says as a code disturbs nothing', async () => {
  await using broker = await startBroker();
  for (let round = 0; round < 8; round += 1) {
    expect(await login(webOf(broker), `ada-${round}`, somebody(), `guess ${round}`)).toBe('in');
  }
  expect(await reasonOf(broker.door, 'ada', somebody(), 'whatever')).toBeUndefined();
});
