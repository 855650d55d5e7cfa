// A tab was away for long, and much was said, or more than the server keeps.
import { expect, test } from 'vitest';
import { LONG, reportFigure, setFaultStage } from '../support/faults.ts';
import type { Tab } from '../support/people.ts';
import { isCutOff, lastSequence, readRows, showsExactly, toldOnline } from '../support/reading.ts';
import { fill } from '../support/stream-filler.ts';
import { until } from '../support/wait.ts';

const stage = setFaultStage();

const MISSED = LONG ? 5000 : 1000;
/** The page answers meanwhile: its longest task is a small part of the whole, however slow the machine; seen are a tenth and less. */
const LONGEST_TASK_PART = 1 / 3;
const GAP = /^Messages from this time may be missing/;

const times = (count: number, room = 'Go'): readonly string[] => Array.from({ length: count }, () => room);

/** Notes how long the page's tasks take from now on. @returns the longest so far, in milliseconds. */
async function watchTasks(tab: Tab): Promise<() => Promise<number>> {
  const watch = await tab.page.evaluateHandle(() => {
    const watched = { longest: 0, observer: new PerformanceObserver(() => {}) };
    watched.observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.longest = Math.max(watched.longest, duration);
    });
    watched.observer.observe({ type: 'longtask' });
    return watched;
  });
  return () => watch.evaluate(({ longest }) => longest);
}

/** Notes what the page says of its connection from now on, however briefly. @returns all of it so far. */
async function watchNotice(tab: Tab): Promise<() => Promise<readonly string[]>> {
  const watch = await tab.page.locator('connection-notice').evaluateHandle(({ shadowRoot }) => {
    if (shadowRoot === null) throw new Error('The notice says nothing.');
    const said: string[] = [];
    const observer = new MutationObserver(() => said.push(shadowRoot.textContent));
    observer.observe(shadowRoot, { subtree: true, childList: true, characterData: true });
    return said;
  });
  return () => watch.jsonValue();
}

test(`I missed ${MISSED.toLocaleString('en')} messages, and get all of them, none twice, in a page that answers`, async () => {
  await using place = await stage.install();
  await fill(place.broker.admin, times(2));
  const ada = await place.open('/?as=Ada#/room/Go');
  await showsExactly(ada, ['1', '2']);
  place.network.cut();
  await isCutOff(ada);
  await fill(place.broker.admin, times(MISSED));
  const longest = await watchTasks(ada);
  const said = await watchNotice(ada);
  const before = Date.now();
  place.network.revive();
  await toldOnline(ada);
  await ada.sees(`${MISSED}`);
  const [took, task] = [Date.now() - before, await longest()];
  reportFigure(`${MISSED} missed messages were there after ${took} ms, longest task ${task} ms`);
  expect(task).toBeLessThan(took * LONGEST_TASK_PART);
  expect(await said()).toContainEqual(expect.stringMatching(/Fetching \d+ messages you missed/));
  await ada.page.getByText(/Fetching/).waitFor({ state: 'detached' });

  const rows = await readRows(ada);
  const last = await lastSequence(place.broker.admin);
  expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => last - rows.length + 1 + index));
  await scrollBack(ada, rows.length + 150);
  const more = (await readRows(ada)).map(({ sequence }) => sequence);
  expect(more).toEqual(more.map((_, index) => (more[0] ?? 0) + index));
});

/** Scrolls to older messages until so many rows are there. */
async function scrollBack(tab: Tab, count: number): Promise<void> {
  await until(
    `${count} rows`,
    async () => {
      await tab.scrollToOldest();
      return (await readRows(tab)).length >= count;
    },
    30_000,
  );
}

test('the server let go of what I missed, and the list says where something may be missing', async () => {
  await using place = await stage.install({ maxMessages: 200 });
  await fill(place.broker.admin, times(20));
  const ada = await place.open('/?as=Ada#/room/Go');
  await ada.sees('20');
  place.network.cut();
  await isCutOff(ada);
  await fill(place.broker.admin, times(300));
  place.network.revive();
  await toldOnline(ada);
  await ada.sees('300');
  await ada.scrollBackTo(20);
  await ada.log.getByText(GAP).waitFor();
  expect(await ada.log.getByText(GAP).count()).toBe(1);
  expect(await ada.page.getByRole('alert').count()).toBe(0);
  const kept = Array.from({ length: 200 }, (_, index) => `${index + 101}`);
  const early = Array.from({ length: 20 }, (_, index) => `${index + 1}`);
  await showsExactly(ada, [...early, ...kept]);
});

test.runIf(LONG)('other rooms pushed out what was said here, and the list says so, too', async () => {
  await using place = await stage.install({ maxMessages: 50 });
  await fill(place.broker.admin, times(3));
  const ada = await place.open('/?as=Ada#/room/Go');
  await showsExactly(ada, ['1', '2', '3']);
  place.network.cut();
  await isCutOff(ada);
  await fill(place.broker.admin, [...times(5), ...times(60, 'Rust'), 'Go']);
  place.network.revive();
  await toldOnline(ada);
  await showsExactly(ada, ['1', '2', '3', '66']);
  await ada.log.getByText(GAP).waitFor();
  expect(await ada.page.getByRole('alert').count()).toBe(0);
});
