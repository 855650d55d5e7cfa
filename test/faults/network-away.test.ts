// The network goes without a word, or the page itself is put to sleep: it is noticed, and nothing is missing afterwards.
import { expect, test } from 'vitest';
import { LONG, reportFigure, setFaultStage } from '../support/faults.ts';
import type { Installation } from '../support/faults.ts';
import { freeze, startHideableBrowser } from '../support/hideable-browser.ts';
import type { Tab } from '../support/people.ts';
import type { ReadRow } from '../support/reading.ts';
import { nothingWaits, readRows, showsExactly, toldOnline, write } from '../support/reading.ts';
import { fill } from '../support/stream-filler.ts';
import { until } from '../support/wait.ts';

const stage = setFaultStage();

/** When a loss has to be known: after somebody comes back to the tab, and when nobody does. */
const AWAKE_MS = 10_000;
const UNATTENDED_MS = 45_000;

const texts = (from: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${from + index}`);

const times = (count: number): readonly string[] => Array.from({ length: count }, () => 'Go');

/** Ada, who has read what was said before. */
async function adaIn(place: Installation): Promise<Tab> {
  await fill(place.broker.admin, times(3));
  const ada = await place.open('/?as=Ada#/room/Go');
  await showsExactly(ada, texts(1, 3));
  return ada;
}

/** @returns after how many milliseconds the page says that there is no connection. */
async function untilNoticed(tab: Tab, limit: number): Promise<number> {
  const before = Date.now();
  await tab.page.getByText('No connection since').waitFor({ state: 'attached', timeout: limit });
  return Date.now() - before;
}

test('the network goes without a close, I come back to the tab, and it notices and then has everything', async () => {
  await using place = await stage.install();
  const ada = await adaIn(place);
  place.network.stall();
  await ada.say('into the void');
  await fill(place.broker.admin, times(100));
  await toldOnline(ada);
  reportFigure(`a dead network was noticed ${await untilNoticed(ada, AWAKE_MS)} ms after a wake`);
  place.network.revive();
  await toldOnline(ada);
  await nothingWaits(ada, 'Ada');
  await showsExactly(ada, [...texts(1, 3), ...texts(1, 100), 'into the void']);
});

test.runIf(LONG)(
  'the network goes without a close, nobody comes back, and the tab notices within 45 seconds',
  async () => {
    await using place = await stage.install();
    const ada = await adaIn(place);
    place.network.stall();
    reportFigure(`a dead network was noticed by itself after ${await untilNoticed(ada, UNATTENDED_MS)} ms`);
    await write(ada, ['one', 'two', 'three']);
    await fill(place.broker.admin, times(100));
    place.network.revive();
    await nothingWaits(ada, 'Ada');
    await showsExactly(ada, [...texts(1, 3), ...texts(1, 100), 'one', 'two', 'three']);
  },
);

test.runIf(LONG)('only answers get lost on the way, and what was sent meanwhile is there once', async () => {
  await using place = await stage.install();
  const ada = await adaIn(place);
  place.network.deafen();
  await write(ada, ['heard', 'and not answered']);
  const bob = await place.open('/?as=Bob#/room/Go');
  await bob.sees('heard');
  await toldOnline(ada);
  await nothingWaits(ada, 'Ada');
  for (const tab of [ada, bob]) await showsExactly(tab, [...texts(1, 3), 'heard', 'and not answered']);
});

const SLEEPS = [
  ['and its connection goes', true],
  ['with its connection', false],
] as const;

test.each(LONG ? SLEEPS : SLEEPS.slice(0, 1))(
  'the tab is frozen while 500 messages pass, %s, and it has all of them when I look at it again',
  async (_, cut) => {
    await using place = await stage.install();
    await using browser = await startHideableBrowser();
    const ada = await place.openIn(browser.context, '/?as=Ada#/room/Go');
    await write(ada, ['good night']);
    await until('it to be stored', async () => (await lastRow(ada))?.sequence === 1);
    const wake = await freeze(ada.page);
    await fill(place.broker.admin, times(250), 'bob');
    if (cut) place.network.cut();
    await fill(place.broker.admin, times(250), 'carol');
    expect(await readRows(ada)).toHaveLength(1);
    place.network.revive();
    await wake();
    await until('all to be there', async () => (await lastRow(ada))?.sequence === 501, 30_000);
    const rows = await readRows(ada);
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((__, index) => 502 - rows.length + index));
    await write(ada, ['good morning']);
    await until('it to be stored', async () => (await lastRow(ada))?.sequence === 502);
  },
);

async function lastRow(tab: Tab): Promise<ReadRow | undefined> {
  return (await readRows(tab)).at(-1);
}
