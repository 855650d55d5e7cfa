// Somebody who stays connected for longer than a handle is kept for those who do not come.
import { expect, test } from 'vitest';
import { startBroker } from '../support/broker.ts';
import { TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';
import { publicKeyOf } from '../../web/transport/key-in-javascript.ts';
import { newSeed } from '../../web/transport/user-key.ts';

/** Four seconds: a login lasts for half of it. */
const HANDLE_DAYS = 4 / 86_400;

test('my login is renewed while I am there, so that nobody else gets my handle, and nothing I say meanwhile is lost', async () => {
  await using broker = await startBroker({ handleDays: HANDLE_DAYS });
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await alice.enter('Go');
  const logins = (): number => alice.connectionEvents.filter((type) => type === 'connected').length;
  let said = 0;
  while (logins() < 5) {
    said += 1;
    alice.say('Go', `message ${said}`);
    await until('the message', () => alice.texts('Go').length === said);
    const answer = await broker.door.doorkeeper.answer({ handle: 'alice', key: publicKeyOf(newSeed()), code: '' }, '');
    expect(answer).toMatchObject({ type: 'refused', reason: 'taken' });
  }
  expect(alice.texts('Go')).toEqual(Array.from({ length: said }, (_, index) => `message ${index + 1}`));
});

test('a handle whose owner left is free when it has not been used for long enough', async () => {
  await using broker = await startBroker({ handleDays: HANDLE_DAYS });
  const alice = await TestTab.open(broker.webSocket, 'alice');
  alice[Symbol.dispose]();
  const question = { handle: 'alice', key: publicKeyOf(newSeed()), code: '' };
  expect(await broker.door.doorkeeper.answer(question, '')).toMatchObject({ reason: 'taken' });
  const isFree = async (): Promise<boolean> => (await broker.door.doorkeeper.answer(question, '')).type === 'welcome';
  await until('the handle to be free', isFree);
  using other = await TestTab.open(broker.webSocket, 'alice');
  expect(other.connectionEvents).toEqual(['connected']);
});
