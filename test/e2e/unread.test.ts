// What is new to somebody: counted exactly, the same in all their tabs and devices, whatever happens to them meanwhile.
import { expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import type { Tab } from '../support/people.ts';
import { countsUnread, isCutOff, keptIn } from '../support/reading.ts';
import { setStage } from '../support/stage.ts';

const stage = setStage();

/** The link of a room that says so much is unread there, and so much of it to the person. */
function unread({ page }: Tab, room: string, count: number, calls = 0): Locator {
  const toYou = calls === 0 ? '' : `, ${calls} of them to you`;
  return page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${room} .*, ${count} unread${toYou}$`) });
}
const nothingIn = ({ page }: Tab, room: string): Locator =>
  page.getByRole('navigation').getByRole('link', { name: room, exact: true });
const seenBy = (tab: Tab, text: string, who: string): Locator => tab.row(text).getByText(`Seen by ${who}`);

/** The person looks at another window, or back at this one. */
async function looks({ page }: Tab, here: boolean): Promise<void> {
  await page.evaluate((has) => {
    document.hasFocus = () => has;
    window.dispatchEvent(new Event(has ? 'focus' : 'blur'));
  }, here);
}

async function goTo(tab: Tab, room: string): Promise<void> {
  await tab.page
    .getByRole('navigation')
    .getByRole('link', { name: new RegExp(`^${room}\\b`) })
    .click();
  await tab.page.getByRole('log', { name: `Messages in ${room}` }).waitFor();
}

/** The texts of the rows below the line “New”, oldest first; of those in the list. */
function belowTheLine(tab: Tab): Promise<readonly string[]> {
  return tab.log.evaluate((log) => {
    const rows = [...log.querySelectorAll('.new, message-row')];
    const line = rows.findIndex((row) => row.matches('.new'));
    const texts = rows.map(
      (row) => row.shadowRoot?.querySelector('message-text')?.shadowRoot?.textContent?.trim() ?? '',
    );
    return line < 0 ? [] : texts.slice(line + 1);
  });
}

async function sayAll(tab: Tab, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await tab.say(text);
    await tab.sees(text);
  }
}

test('messages elsewhere are counted, one’s own are not, and those that call one are counted apart', async () => {
  const ada = await stage.open('/?as=Ada#/room/Go');
  const bob = await stage.open('/?as=Bob#/room/Rust');
  await countsUnread(ada);
  await nothingIn(ada, 'Rust').waitFor();
  await sayAll(bob, ['one', 'two, @ada', 'three']);
  await unread(ada, 'Rust', 3, 1).waitFor();
  expect(await unread(bob, 'Rust', 3).count()).toBe(0);
  await goTo(ada, 'Rust');
  await nothingIn(ada, 'Rust').waitFor();
});

test('after a reload and after nats-server was killed the count is exact, with what came meanwhile', async () => {
  const ada = await stage.open('/?as=Ada#/room/Go');
  const bob = await stage.open('/?as=Bob#/room/Python');
  await countsUnread(ada);
  await nothingIn(ada, 'Python').waitFor();
  await sayAll(bob, ['one', 'two']);
  await unread(ada, 'Python', 2).waitFor();
  const marks = (): Promise<unknown> => keptIn(ada, 'Ada', 'settings', 'marks');
  await expect.poll(marks).toContainEqual(['Python', expect.anything()]); // else she begins anew after the reload
  await Promise.all([ada.page.reload(), sayAll(bob, ['three'])]);
  await unread(ada, 'Python', 3).waitFor();
  const { pid } = await stage.natter().broker();
  const cutOff = isCutOff(bob); // for it may be over soon
  process.kill(pid, 'SIGKILL');
  await cutOff;
  await bob.say('four'); // waits, and is sent
  await bob.row('four').getByText('Waiting').waitFor({ state: 'detached' });
  await unread(ada, 'Python', 4).waitFor({ timeout: 20_000 });
  await sayAll(bob, ['five']);
  await unread(ada, 'Python', 5).waitFor();
  await goTo(ada, 'Python');
  await expect.poll(() => belowTheLine(ada)).toEqual(['one', 'two', 'three', 'four', 'five']);
  await nothingIn(ada, 'Python').waitFor();
  await ada.page.reload();
  await nothingIn(ada, 'Python').waitFor();
});

test('what is read on one device is read on the other', async () => {
  const laptop = await stage.open('/?as=Ada#/room/Go');
  const phone = await stage.open('/?as=Ada#/room/Go');
  const bob = await stage.open('/?as=Bob#/room/Clojure');
  await Promise.all([countsUnread(laptop), countsUnread(phone)]);
  await Promise.all([nothingIn(laptop, 'Clojure').waitFor(), nothingIn(phone, 'Clojure').waitFor()]);
  await sayAll(bob, ['one', 'two']);
  await Promise.all([unread(laptop, 'Clojure', 2).waitFor(), unread(phone, 'Clojure', 2).waitFor()]);
  await goTo(phone, 'Clojure');
  await nothingIn(laptop, 'Clojure').waitFor();
  await goTo(phone, 'Go');
  await sayAll(bob, ['three']);
  await Promise.all([unread(laptop, 'Clojure', 1).waitFor(), unread(phone, 'Clojure', 1).waitFor()]);
  await laptop.page.reload();
  await unread(laptop, 'Clojure', 1).waitFor();
});

test('what comes while one reads is read; a line stands where one looked away, and is gone on the next visit', async () => {
  const ada = await stage.open('/?as=Ada#/room/JavaScript');
  const bob = await stage.open('/?as=Bob#/room/JavaScript');
  await ada.composer.waitFor();
  await sayAll(bob, ['seen']);
  await ada.sees('seen');
  await nothingIn(ada, 'JavaScript').waitFor();
  expect(await belowTheLine(ada)).toEqual([]);
  await looks(ada, false);
  await sayAll(bob, ['first unseen', 'second unseen']);
  await unread(ada, 'JavaScript', 2).waitFor();
  await expect.poll(() => belowTheLine(ada)).toEqual(['first unseen', 'second unseen']);
  await looks(ada, true);
  await nothingIn(ada, 'JavaScript').waitFor();
  expect(await belowTheLine(ada)).toEqual(['first unseen', 'second unseen']);
  await goTo(ada, 'Go');
  await goTo(ada, 'JavaScript');
  await ada.sees('second unseen');
  expect(await belowTheLine(ada)).toEqual([]);
});

test('who scrolled back has what came since as unread, until they are at the newest again', async () => {
  const bob = await stage.open('/?as=Bob#/room/Long');
  await sayAll(
    bob,
    Array.from({ length: 9 }, (_, index) => `line ${index}`),
  );
  await bob.say(Array.from({ length: 60 }, () => 'long').join('\n'));
  const ada = await stage.open('/?as=Ada#/room/Long');
  await ada.rows.nth(9).waitFor();
  await countsUnread(ada);
  await nothingIn(ada, 'Long').waitFor();
  await ada.scrollToOldest();
  await ada.page.getByRole('button', { name: 'To the newest' }).waitFor();
  await sayAll(bob, ['below', 'below that']);
  await unread(ada, 'Long', 2).waitFor();
  await ada.page.getByRole('button', { name: '2 new messages' }).click();
  await nothingIn(ada, 'Long').waitFor();
});

test('Esc marks the open room as read, and Shift+Esc all of them', async () => {
  const ada = await stage.open('/?as=Ada#/room/Esc');
  const bob = await stage.open('/?as=Bob#/room/Esc');
  await countsUnread(ada);
  await nothingIn(ada, 'Rust').waitFor();
  await looks(ada, false);
  await sayAll(bob, ['here']);
  await goTo(bob, 'Rust');
  await sayAll(bob, ['there']);
  await Promise.all([unread(ada, 'Esc', 1).waitFor(), unread(ada, 'Rust', 1).waitFor()]);
  await ada.page.keyboard.press('Escape');
  await nothingIn(ada, 'Esc').waitFor();
  expect(await unread(ada, 'Rust', 1).count()).toBe(1);
  await ada.page.keyboard.press('Shift+Escape');
  await nothingIn(ada, 'Rust').waitFor();
});

test('the last messages say who has seen them, and one’s own mark moves on', async () => {
  const ada = await stage.open('/?as=Ada#/room/Seen');
  const bob = await stage.open('/?as=Bob#/room/Seen');
  await ada.composer.waitFor();
  await sayAll(bob, ['first']);
  await seenBy(bob, 'first', 'Ada').waitFor();
  await looks(ada, false);
  await sayAll(bob, ['second']);
  await ada.sees('second');
  const cleo = await stage.open('/?as=Cleo#/room/Seen');
  await seenBy(bob, 'second', 'Cleo').waitFor();
  expect(await seenBy(bob, 'first', 'Ada').count()).toBe(1);
  await seenBy(cleo, 'first', 'Ada').waitFor();
  await looks(ada, true);
  await bob
    .row('second')
    .getByText(/Seen by .*Ada/)
    .waitFor();
  expect(await seenBy(bob, 'first', 'Ada').count()).toBe(0);
});

test('who keeps to themselves how far they read is seen by nobody, and counts as before after a reload', async () => {
  const bob = await stage.open('/?as=Bob#/room/Private');
  const quiet = await stage.open('/?as=Quiet#/room/Private');
  await quiet.page.getByRole('button', { name: 'Preferences' }).click();
  await quiet.page.getByRole('switch', { name: 'Show others how far you have read' }).click();
  await quiet.page.keyboard.press('Escape');
  await sayAll(bob, ['one']);
  await quiet.sees('one');
  await goTo(quiet, 'Go');
  await sayAll(bob, ['two']);
  await unread(quiet, 'Private', 1).waitFor();
  await quiet.page.reload();
  await unread(quiet, 'Private', 1).waitFor();
  await goTo(quiet, 'Private');
  await nothingIn(quiet, 'Private').waitFor();
  const cleo = await stage.open('/?as=Cleo#/room/Private');
  await seenBy(bob, 'two', 'Cleo').waitFor(); // whose mark came after that of the quiet one
  expect(await bob.log.getByText(/Seen by.*Quiet/).count()).toBe(0);
  expect(await cleo.log.getByText(/Seen by.*Quiet/).count()).toBe(0);
});
