// There is no space: on the server's disk, or in the browser. Nothing is lost or shown too early, and the person is told.
import { DiscardPolicy, jetstreamManager } from '@nats-io/jetstream';
import { expect, test } from 'vitest';
import { setFaultStage } from '../support/faults.ts';
import type { Preparation } from '../support/faults.ts';
import type { Tab } from '../support/people.ts';
import {
  changeStream,
  isCutOff,
  nothingWaits,
  showsExactly,
  storedTexts,
  toldOnline,
  write,
} from '../support/reading.ts';

const stage = setFaultStage();

test('the server’s disk is full: I am told, nobody sees what is not stored, and it goes out by itself when there is space', async () => {
  await using place = await stage.install();
  const { admin } = place.broker;
  const ada = await place.open('/?as=Ada#/room/Go');
  const bob = await place.open('/?as=Bob#/room/Go');
  await ada.say('before');
  await bob.sees('before');
  const { streams } = await jetstreamManager(admin);
  const { state } = await streams.info('CHAT');
  const before = await changeStream(admin, { discard: DiscardPolicy.New, max_bytes: state.bytes + 10 });
  await write(ada, ['no space', 'and no space']);
  await ada.row('no space').getByText('The server could not store it: its storage is full').waitFor();
  await ada
    .row('and no space')
    .getByText(/Waiting|Sending/)
    .waitFor();
  expect((await storedTexts(admin)).map(({ text }) => text)).toEqual(['before']);
  await showsExactly(bob, ['before']);
  await ada.page.reload();
  await ada.row('no space').getByText('The server could not store it: its storage is full').waitFor();
  await changeStream(admin, before);
  await nothingWaits(ada, 'Ada');
  for (const tab of [ada, bob]) await showsExactly(tab, ['before', 'no space', 'and no space']);
  expect(await ada.page.getByRole('alert').count()).toBe(0);
});

/** As in browsers that were told to keep nothing. */
const withoutDatabase: Preparation = (tab) =>
  tab.page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('The user denied permission to access the database.', 'SecurityError');
    };
  });

/** As on a disk without space. */
const withoutSpace: Preparation = async ({ page }, origin) => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
};

/** As on one that filled up meanwhile; Chromium looks at a quota that was changed later only now and then. */
const fillUp: Preparation = ({ page }) =>
  page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    };
  });

const nothing: Preparation = async () => {};

const LACKS = [
  ['keeps no database', withoutDatabase, nothing],
  ['has no space', withoutSpace, nothing],
  ['has no space any more', nothing, fillUp],
] as const;

test.each(LACKS)(
  'my browser %s: I chat all the same, and am told that this tab keeps nothing',
  async (_, before, after) => {
    await using place = await stage.install();
    const ada = await place.open('/#/room/Go', before);
    await enter(ada, 'Ada');
    await ada.page.getByText('Nobody has said anything here yet.').waitFor();
    await after(ada, place.address);
    const bob = await place.open('/?as=Bob#/room/Go');
    await ada.say('can you hear me?');
    await ada.page.getByText('This browser keeps nothing').waitFor();
    await bob.sees('can you hear me?');
    await bob.say('I can');
    await ada.sees('I can');
    place.network.cut();
    await isCutOff(ada);
    await write(ada, ['one', 'two', 'three']);
    await bob.say('four');
    await ada.row('three').getByText('Waiting for the connection …').waitFor();
    place.network.revive();
    await toldOnline(ada, bob);
    await showsTogether([ada, bob], ['one', 'two', 'three', 'four']);
    await ada.page.getByText('This browser keeps nothing').waitFor();
  },
);

async function enter(tab: Tab, name: string): Promise<void> {
  await tab.page.getByRole('textbox', { name: 'Name' }).fill(name);
  await tab.page.getByRole('button', { name: 'Start chatting' }).click();
}

/** Waits until both show the same list with these in it, those of one author in order. */
async function showsTogether([ada, bob]: readonly [Tab, Tab], texts: readonly string[]): Promise<void> {
  for (const tab of [ada, bob]) for (const text of texts) await tab.sees(text);
  await ada.page
    .getByText(/Waiting|Sending/)
    .first()
    .waitFor({ state: 'detached' });
  const list = await ada.texts();
  expect(list.filter((text) => text !== 'four')).toEqual(['can you hear me?', 'I can', 'one', 'two', 'three']);
  await showsExactly(bob, list);
}
