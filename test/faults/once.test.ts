// A message is there once, whoever sends it, however late it is repeated, and whoever took its id.
import { headers } from '@nats-io/transport-node';
import { expect, test } from 'vitest';
import { LONG, reportFigure, setFaultStage } from '../support/faults.ts';
import type { Installation } from '../support/faults.ts';
import type { Tab } from '../support/people.ts';
import {
  changeStream,
  isConnected,
  isCutOff,
  keptLetters,
  lastSequence,
  nothingWaits,
  showsExactly,
  storedTexts,
  toldOnline,
  write,
} from '../support/reading.ts';
import { until } from '../support/wait.ts';

const stage = setFaultStage();

const NANOSECONDS = 1e6;
/** The server's memory of ids, in milliseconds; the smallest it takes. */
const WINDOW_MS = 100;

/** Waits until the server has forgotten the ids of everything stored so far. */
async function idsForgotten({ broker }: Installation): Promise<void> {
  const probe = headers();
  probe.set('Nats-Msg-Id', 'probe');
  const publish = async (): Promise<boolean> => {
    const answer = await broker.admin.request('chat.room.Probe.probe', 'x', { headers: probe, timeout: 5000 });
    return !answer.string().includes('"duplicate":true');
  };
  await publish();
  await until('the id to be forgotten', publish);
}

test('a message whose acknowledgement was lost is sent again after the server forgot its id, and is there once', async () => {
  await using place = await stage.install();
  await changeStream(place.broker.admin, { duplicate_window: WINDOW_MS * NANOSECONDS });
  const ada = await place.open('/?as=Ada#/room/Go');
  const bob = await place.open('/?as=Bob#/room/Go');
  await ada.sayAndStore('hello');
  await bob.sees('hello');
  await nothingWaits(ada, 'Ada'); // its acknowledgement may come after its copy
  place.network.deafen();
  await ada.say('only once');
  await until('it to be stored', async () => (await lastSequence(place.broker.admin)) === 2);
  expect(await keptLetters(ada, 'Ada')).toEqual(['only once']);
  place.network.cut();
  await isCutOff(ada);
  await idsForgotten(place);
  place.network.revive();
  await toldOnline(ada, bob);
  await nothingWaits(ada, 'Ada');
  for (const tab of [ada, bob]) await showsExactly(tab, ['hello', 'only once']);
  expect((await storedTexts(place.broker.admin)).filter(({ text }) => text === 'only once')).toHaveLength(1);
});

test.runIf(LONG)(
  'the tab is closed before the acknowledgement comes, and the next one does not send the message twice',
  async () => {
    await using place = await stage.install();
    await changeStream(place.broker.admin, { duplicate_window: WINDOW_MS * NANOSECONDS });
    const ada = await place.open('/?as=Ada#/room/Go');
    await ada.sayAndStore('hello');
    await nothingWaits(ada, 'Ada'); // its acknowledgement may come after its copy
    place.network.deafen();
    await ada.say('only once');
    await until('it to be stored', async () => (await lastSequence(place.broker.admin)) === 2);
    await idsForgotten(place);
    const context = ada.page.context();
    await ada.page.close();
    place.network.cut();
    place.network.revive();
    const later = await place.openIn(context, '/?as=Ada#/room/Go');
    await nothingWaits(later, 'Ada');
    await showsExactly(later, ['hello', 'only once']);
    expect((await storedTexts(place.broker.admin)).filter(({ text }) => text === 'only once')).toHaveLength(1);
  },
);

/** The id of the first message this browser keeps for sending. */
function idOfLetter(tab: Tab): Promise<string> {
  return tab.page.evaluate(async () => {
    const opening = indexedDB.open('natter as Ada');
    await new Promise((resolve) => opening.addEventListener('success', resolve));
    const reading = opening.result.transaction('outbox').objectStore('outbox').getAll();
    await new Promise((resolve) => reading.addEventListener('success', resolve));
    opening.result.close();
    return String(reading.result[0].content.id);
  });
}

test('somebody took the id of my message beforehand, and both messages are stored and shown', async () => {
  await using place = await stage.install();
  const ada = await place.open('/?as=Ada#/room/Go');
  const beside = await place.openIn(ada.page.context(), '/?as=Ada#/room/Go');
  await ada.sayAndStore('hello');
  await beside.sees('hello');
  await nothingWaits(ada, 'Ada');
  place.network.cut();
  await isCutOff(ada);
  await ada.say('mine');
  await until('it to be on disk', async () => (await keptLetters(ada, 'Ada')).length === 1);
  const taken = headers();
  const id = await idOfLetter(ada);
  taken.set('Nats-Msg-Id', id);
  const payload = JSON.stringify({ v: 1, type: 'message', id, user: { name: 'M', emoji: '🐍' }, text: 'a stranger’s' });
  await place.broker.admin.request('chat.room.Go.mallory', payload, { headers: taken, timeout: 5000 });
  place.network.revive();
  await toldOnline(ada, beside);
  await nothingWaits(ada, 'Ada');
  for (const tab of [ada, beside]) await showsExactly(tab, ['hello', 'a stranger’s', 'mine']);
});

/** So many that the sending is not over when the tab goes. */
const MANY = LONG ? 300 : 100;

const ENDS = [
  ['crashes', (tab: Tab): Promise<unknown> => tab.crash()],
  ['is closed', (tab: Tab): Promise<unknown> => tab.page.close()],
] as const;

test.each(LONG ? ENDS : ENDS.slice(0, 1))(
  'of my two tabs the one that is sending %s, and the other one finishes',
  async (_, end) => {
    await using place = await stage.install();
    const first = await place.open('/?as=Ada#/room/Go');
    const second = await place.openIn(first.page.context(), '/?as=Ada#/room/Go');
    for (const tab of [first, second]) await isConnected(tab);
    place.network.cut();
    await isCutOff(first);
    const texts = Array.from({ length: MANY }, (__, index) => `message ${index + 1}`);
    await write(first, texts);
    await until('all to be on disk', async () => (await keptLetters(second, 'Ada')).length === MANY, 30_000);
    place.network.revive();
    await toldOnline(first, second);
    await until('the sending to be under way', async () => (await lastSequence(place.broker.admin)) > 0);
    await end(first);
    reportFigure(`${await lastSequence(place.broker.admin)} of ${MANY} were stored when the tab was gone`);
    await until('all to be stored', async () => (await lastSequence(place.broker.admin)) >= MANY, 60_000);
    await nothingWaits(second, 'Ada');
    await showsExactly(second, texts);
    expect((await storedTexts(place.broker.admin)).map(({ text }) => text)).toEqual(texts);
  },
);

/** Has what is written go `to` where it goes, in a tab that does nothing afterwards, and kills its process. */
async function writeAndDie(tab: Tab, to: 'message-written' | 'draft-changed', text: string): Promise<void> {
  const written = new Promise<void>((resolve) => void tab.page.exposeFunction('written', resolve));
  const crashed = tab.page.waitForEvent('crash');
  const dying = tab.page.locator('message-composer').evaluate(
    async (composer, [type, written]) => {
      const event = new Event(type, { bubbles: true, composed: true });
      composer.dispatchEvent(Object.assign(event, { room: 'Go', text: written }));
      for (let step = 0; step < 20; step += 1) await Promise.resolve(); // what follows in the same task
      Reflect.get(window, 'written')();
      for (;;);
    },
    [to, text] as const,
  );
  dying.catch(() => {}); // nobody is left to answer
  await written;
  const devtools = await tab.page.context().browser()?.newBrowserCDPSession();
  const renderers = async (): Promise<readonly number[]> => {
    const { processInfo = [] } = (await devtools?.send('SystemInfo.getProcessInfo')) ?? {};
    return processInfo.flatMap(({ type, id }) => (type === 'renderer' ? [id] : []));
  };
  const killed = await renderers();
  for (const id of killed) process.kill(id, 'SIGKILL');
  await crashed;
  // One of them was kept ready for the next tab, which would crash with it.
  await until('the browser to miss them all', async () => !(await renderers()).some((id) => killed.includes(id)));
}

test('what I wrote in the moment my tab crashed is kept, waits in the next one, and is sent', async () => {
  await using place = await stage.install();
  const ada = await place.open('/?as=Ada#/room/Go');
  await isConnected(ada);
  place.network.cut();
  await isCutOff(ada);
  await writeAndDie(ada, 'message-written', 'last words');
  const next = await place.openIn(ada.page.context(), '/?as=Ada#/room/Go');
  await showsExactly(next, ['last words']);
  expect(await keptLetters(next, 'Ada')).toEqual(['last words']);
  place.network.revive();
  await toldOnline(next);
  await nothingWaits(next, 'Ada');
  expect((await storedTexts(place.broker.admin)).map(({ text }) => text)).toEqual(['last words']);
});

test('what I half wrote in the moment my tab crashed is there in the next one', async () => {
  await using place = await stage.install();
  const ada = await place.open('/?as=Ada#/room/Go');
  await isConnected(ada);
  await writeAndDie(ada, 'draft-changed', 'half a thou');
  const next = await place.openIn(ada.page.context(), '/?as=Ada#/room/Go');
  await expect.poll(() => next.composer.inputValue()).toBe('half a thou');
});
