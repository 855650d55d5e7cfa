// Clocks that are wrong, and clients that publish whatever they like: order and times are the server's, and nothing breaks.
import { headers } from '@nats-io/transport-node';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { expect, test } from 'vitest';
import { LONG, seeded, setFaultStage } from '../support/faults.ts';
import { mutant } from '../support/mutants.ts';
import type { Tab } from '../support/people.ts';
import { lastSequence, readRows, showsExactly } from '../support/reading.ts';
import { until } from '../support/wait.ts';

const stage = setFaultStage();

const DAY_MS = 86_400_000;
/** How far the times of this test may be from the server's. */
const MINUTE_MS = 60_000;

const clockOff = (by: number) => (tab: Tab) => tab.page.clock.install({ time: Date.now() + by });

/** Waits until all that the list shows is stored; an own message is shown before. */
async function allStored(tab: Tab): Promise<void> {
  await until('all to be stored', async () => (await readRows(tab)).every(({ sequence }) => sequence > 0));
}

test('my clock is a day fast, Bob’s a day slow, and all see the same order and the server’s times', async () => {
  await using place = await stage.install();
  const ada = await place.open('/?as=Ada#/room/Go', clockOff(DAY_MS));
  const bob = await place.open('/?as=Bob#/room/Go', clockOff(-DAY_MS));
  const eve = await place.open('/?as=Eve#/room/Go');
  const tabs = [ada, bob, eve, bob, ada, ada, eve, bob];
  const texts = tabs.map((_, index) => `message ${index + 1}`);
  for (const [index, tab] of tabs.entries()) {
    await tab.say(texts[index] ?? '');
    await eve.sees(texts[index] ?? '');
    await allStored(eve);
  }
  for (const tab of [ada, bob, eve]) {
    await showsExactly(tab, texts);
    await allStored(tab);
  }
  const rows = await readRows(eve);
  for (const { time } of rows) expect(Math.abs(time - Date.now())).toBeLessThan(MINUTE_MS);
  expect(await readRows(ada)).toEqual(rows);
  expect(await readRows(bob)).toEqual(rows);
  await Promise.all([ada, bob, eve].map((tab) => tab.page.reload()));
  for (const tab of [ada, bob, eve]) await showsExactly(tab, texts);
  expect(await readRows(ada)).toEqual(rows);
});

test('headers that only the server may set change neither order nor time', async () => {
  await using place = await stage.install();
  const { admin } = place.broker;
  const ada = await place.open('/?as=Ada#/room/Go');
  await ada.say('first');
  await until('it to be stored', async () => (await readRows(ada)).at(-1)?.sequence === 1);
  for (const [index, sequence] of ['1', '999999', '0', 'x'].entries()) {
    const spoofed = headers();
    spoofed.set('Nats-Sequence', sequence);
    spoofed.set('Nats-Last-Sequence', '999998');
    spoofed.set('Nats-Time-Stamp', '2001-01-01T00:00:00Z');
    spoofed.set('Nats-Subject', 'chat.room.Go.ada');
    spoofed.set('Nats-Stream', 'CHAT');
    await admin.request('chat.room.Go.mallory', `spoofed ${index + 1}`, { headers: spoofed, timeout: 5000 });
  }
  await ada.say('last');
  const texts = ['first', 'spoofed 1', 'spoofed 2', 'spoofed 3', 'spoofed 4', 'last'];
  await showsExactly(ada, texts);
  await ada.page.reload();
  await showsExactly(ada, texts);
  const late = await place.open('/?as=Late#/room/Go');
  await showsExactly(late, texts);
  for (const tab of [ada, late]) {
    await allStored(tab);
    const rows = await readRows(tab);
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const { time } of rows) expect(Math.abs(time - Date.now())).toBeLessThan(MINUTE_MS);
  }
});

const PAYLOADS = LONG ? 20_000 : 1000;
/** As many as a room keeps for sure. */
const BATCH = 250;
const MARK = 'scriptRan';
/** What tabs listen to, and what only the stream may say there. */
const NOT_STORED = [
  'chat.live.Go.bob',
  'chat.live.Go',
  'chat.live.Go.ada',
  'chat.state.profile.ada',
  'chat.typing.Go.bob',
];

test(`somebody publishes ${PAYLOADS.toLocaleString('en')} payloads of chance, and each is a row, and none is more than that`, async () => {
  const chance = seeded();
  await using place = await stage.install();
  const { admin, ports } = place.broker;
  const cli = await connect({ servers: `127.0.0.1:${ports.nats}` });
  const ran: string[] = [];
  const ada = await place.open('/?as=Ada#/room/Go', async ({ page }) => {
    await page.exposeFunction(MARK, () => ran.push('a script'));
    page.on('dialog', (dialog) => {
      ran.push(dialog.message());
      void dialog.dismiss();
    });
  });
  await ada.page.getByText('Nobody has said anything here yet.').waitFor();
  for (let start = 0; start < PAYLOADS; start += BATCH) {
    const before = await lastSequence(admin);
    for (let count = 1; count < BATCH; count += 1) {
      const { handle, payload } = mutant(chance, `${MARK}()`);
      cli.publish(`chat.room.Go.${handle}`, payload);
    }
    for (const subject of NOT_STORED) cli.publish(subject, mutant(chance, `${MARK}()`).payload);
    await cli.request('chat.room.Go.last', `${start}`, { timeout: 10_000 }); // once it is stored, all are
    await showsAllSince(ada, admin, before);
    await ada.scrollBackTo(before + 1); // so that each is drawn
    await ada.goToNewest();
  }
  expect(ran).toEqual([]);
  expect((await readRows(ada)).filter(({ sequence }) => sequence === 0)).toEqual([]);
  await ada.page.reload();
  await showsAllSince(ada, admin, (await lastSequence(admin)) - 50);
  await ada.say('still here');
  await ada.row('still here').waitFor();
  await cli.close();
});

async function showsAllSince(tab: Tab, admin: NatsConnection, before: number): Promise<void> {
  const last = await lastSequence(admin);
  const wanted = Array.from({ length: last - before }, (_, index) => before + 1 + index);
  let missing: readonly number[] = [];
  await until(
    `the rows from ${before + 1} to ${last}`,
    async () => {
      const shown = new Set((await readRows(tab)).map(({ sequence }) => sequence));
      missing = wanted.filter((sequence) => !shown.has(sequence));
      return missing.length === 0;
    },
    20_000,
  ).catch(async (error: unknown) => {
    const page = await tab.page.locator('body').innerText();
    throw new Error(`${String(error)}; missing are ${missing.join(', ')}; the page says: ${page}`, { cause: error });
  });
}
