// Addresses of messages: copied, given to somebody, opened among what was said before and after; and days to jump to.
import { expect, test } from 'vitest';
import { fillRoom } from '../support/fill-room.ts';
import { setStage } from '../support/stage.ts';
import type { Tab } from '../support/people.ts';
import { until } from '../support/wait.ts';

const stage = setStage();

/** Waits until the row with `text` is in view. */
async function shows(tab: Tab, text: string): Promise<void> {
  await tab.row(text).waitFor();
  await until(`“${text}” to be in view`, () =>
    tab.row(text).evaluate((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > 0 && top < innerHeight && row.matches('message-row');
    }),
  );
}

/** The sequence of the message that says `text`, by its time’s address. */
async function sequenceOf(tab: Tab, text: string): Promise<number> {
  const address = await tab.row(text).locator('time a').first().getAttribute('href');
  return Number(/\/(\d+)$/.exec(address ?? '')?.[1]);
}

test('the address of a message is copied, and opens the room there for somebody else', async () => {
  await fillRoom(stage.natter().nats, 'Copied', 900);
  const ada = await stage.open('/?as=Ada#/room/Copied', { permissions: ['clipboard-read', 'clipboard-write'] });
  await ada.sees('message 900');
  const sequence = (await sequenceOf(ada, 'message 900')) - 600;
  await ada.row('message 890').hover();
  await ada.page.getByRole('button', { name: 'Copy the address of this message' }).click();
  await ada.page.getByText('The address of this message is on the clipboard.').waitFor();
  const copied = await ada.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(`${stage.natter().page}/#/room/Copied/${sequence + 590}`);
  const bob = await stage.open(`/?as=Bob#/room/Copied/${sequence}`);
  await shows(bob, 'message 300');
  expect(await bob.texts()).toContain('message 290');
  expect(await bob.texts()).not.toContain('message 900');
});

test('from there one reads on to the newest without a jump, and new messages follow', async () => {
  await fillRoom(stage.natter().nats, 'On', 300);
  const ada = await stage.open('/?as=Ada#/room/On');
  await ada.sees('message 300');
  const sequence = (await sequenceOf(ada, 'message 300')) - 200;
  const bob = await stage.open(`/?as=Bob#/room/On/${sequence}`);
  await shows(bob, 'message 100');
  await until('the end', async () => {
    await bob.scrollBy(1500);
    return (await bob.texts()).includes('message 300');
  });
  await ada.say('and on');
  await until('the newest', async () => {
    await bob.scrollBy(1500);
    return (await bob.texts()).includes('and on');
  });
  const numbers = (await bob.texts()).slice(0, -1).map((text) => Number(text.replace('message ', '')));
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
});

test('one goes back to the newest with one click, and forward again by the address', async () => {
  await fillRoom(stage.natter().nats, 'Click', 300);
  const ada = await stage.open('/?as=Ada#/room/Click');
  await ada.sees('message 300');
  const sequence = (await sequenceOf(ada, 'message 300')) - 250;
  await ada.page.evaluate((hash) => (location.hash = hash), `#/room/Click/${sequence}`);
  await shows(ada, 'message 50');
  await ada.page.getByRole('button', { name: 'To the newest' }).click();
  await shows(ada, 'message 300');
  expect(ada.page.url()).toMatch(/#\/room\/Click$/);
});

test('a day leads to what was said on it, and to the newest where nothing was', async () => {
  await fillRoom(stage.natter().nats, 'Days', 200);
  const ada = await stage.open('/?as=Ada#/room/Days');
  await ada.sees('message 200');
  await until('the beginning to be in the page', async () => {
    await ada.scrollToOldest();
    return (await ada.page.getByText('The oldest message that is kept here').count()) > 0;
  });
  const time = ada.row('message 1').locator('time');
  const today = await time.evaluate((element) =>
    new Date(element.getAttribute('datetime') ?? '').toLocaleDateString('sv'),
  );
  await ada.page.locator('input[type=date]').first().fill('2001-01-01');
  await shows(ada, 'message 1');
  await ada.page.locator('input[type=date]').first().fill(today);
  await shows(ada, 'message 1');
});

test('what is new begins where one stopped reading, and a click leads there', async () => {
  const bob = await stage.open('/?as=Bob#/room/Begin');
  await bob.say('before');
  const ada = await stage.open('/?as=Ada#/room/Begin');
  await ada.sees('before');
  await ada.page.getByText('Seen by').waitFor({ state: 'detached' });
  await bob.page.getByText('Seen by Ada').waitFor();
  await ada.page.getByRole('link', { name: 'Rust' }).click();
  await ada.page.getByRole('log', { name: 'Messages in Rust' }).waitFor();
  await fillRoom(stage.natter().nats, 'Begin', 60);
  await ada.page.getByRole('link', { name: 'Begin , 60 unread' }).click();
  await shows(ada, 'message 60');
  await ada.page.getByRole('button', { name: 'Go to the first unread' }).click();
  await shows(ada, 'message 1');
  await ada.log.getByText('New', { exact: true }).waitFor();
});
