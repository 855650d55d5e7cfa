// Being told of what happens while one looks elsewhere: once, only of what one wants, and never of what one has read.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { Tab } from '../support/people.ts';
import { countsUnread, goTo, keptIn } from '../support/reading.ts';
import { setStage } from '../support/stage.ts';
import { until } from '../support/wait.ts';

const stage = setStage();

declare global {
  interface Window {
    /** The notifications this tab made. */
    told: Notification[];
    /** The texts of those it took back. */
    gone: string[];
    /** The addresses that led anywhere. */
    went: string[];
  }
}

/** Runs in the page before its own code: notes every notification that is made, and where the address leads. */
function takeNotes(): void {
  window.told = [];
  window.gone = [];
  window.went = [];
  window.addEventListener('hashchange', ({ newURL }) => window.went.push(new URL(newURL).hash));
  const Real = window.Notification;
  window.Notification = class extends Real {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options);
      window.told.push(this);
    }
    override close(): void {
      window.gone.push(this.body);
      super.close();
    }
  };
}

/** Opens a tab of somebody who wants to be told, in a browser that allows it. */
async function openTold(as: string, room: string): Promise<Tab> {
  const tab = await stage.open(`/?as=${as}#/room/${room}`, { permissions: ['notifications'] });
  await tab.page.context().addInitScript(takeNotes);
  await tab.page.reload();
  await tab.composer.waitFor();
  await tab.page.getByRole('button', { name: 'Preferences' }).click();
  await tab.page.getByRole('switch', { name: 'Desktop notifications' }).click();
  await tab.page.getByRole('switch', { name: 'Desktop notifications', checked: true }).waitFor();
  // The switch turns at once; that it counts takes the browser's consent.
  await expect
    .poll(() => keptIn(tab, as, 'settings', 'preferences'))
    .toMatchObject({ notifications: { desktop: true } });
  await tab.page.keyboard.press('Escape');
  await tab.page.getByText(/^NATS \d/).waitFor();
  return tab;
}

/** A further tab of the same person. */
async function beside({ page }: Tab, as: string, room: string): Promise<Tab> {
  const other = new Tab(await page.context().newPage());
  await other.page.goto(`${stage.natter().page}/?as=${as}#/room/${room}`);
  await other.page.getByText(/^NATS \d/).waitFor();
  return other;
}

/** What was told in these tabs, as `title: body`. */
async function toldIn(...tabs: readonly Tab[]): Promise<readonly string[]> {
  const told = await Promise.all(
    tabs.map(({ page }) => page.evaluate(() => window.told.map(({ title, body }) => `${title}: ${body}`))),
  );
  return told.flat();
}

/** Waits until exactly this was told in these tabs. */
async function untilTold(expected: readonly string[], ...tabs: readonly Tab[]): Promise<void> {
  await expect.poll(() => toldIn(...tabs), { timeout: 10_000 }).toEqual(expected);
}

/** Waits until some tab of this browser says that its person is not to be disturbed, or until none does. */
async function untilQuiet({ page }: Tab, quiet: boolean): Promise<void> {
  const saysSo = (): Promise<boolean> =>
    page.evaluate(async () => {
      const { held = [] } = await navigator.locks.query();
      return held.some(({ name }) => name?.endsWith(': do not disturb') === true);
    });
  await expect.poll(saysSo).toBe(quiet);
}

const icon = (page: Page): Promise<string | null> => page.locator('link[rel=icon]').getAttribute('href');

async function untilTitled({ page }: Tab, title: string): Promise<void> {
  await until(`the title to be ${title}`, async () => (await page.title()) === title);
}

test('of two tabs one tells, once, and nothing of a room that either shows', async () => {
  const ada = await openTold('Ada', 'Go');
  const second = await beside(ada, 'Ada', 'Rust');
  const bob = await stage.open('/?as=Bob#/room/Go');
  await bob.say('seen in the first tab');
  await ada.sees('seen in the first tab');
  await goTo(bob, 'Rust');
  await bob.say('seen in the second tab');
  await second.sees('seen in the second tab');
  await goTo(bob, 'Python');
  await bob.say('seen nowhere');
  await untilTold(['Bob in #Python: seen nowhere'], ada, second);
  await bob.say('nor this');
  await untilTold(['Bob in #Python: seen nowhere', 'Bob in #Python: nor this'], ada, second);
});

test('what calls one is told where one wants only that, and a muted room is quiet, in all one’s tabs', async () => {
  const ada = await openTold('Lea', 'Levels');
  const second = await beside(ada, 'Lea', 'Levels');
  const choose = async (room: string, choice: string): Promise<void> => {
    await second.page.getByRole('button', { name: `More about ${room}` }).click();
    await second.page.getByRole('menu').getByText(choice, { exact: true }).click();
    await second.page.keyboard.press('Escape');
  };
  await choose('Rust', 'Mentions only');
  await choose('Clojure', 'Mute');
  await ada.page.getByRole('link', { name: 'Clojure , muted' }).waitFor();
  const bob = await stage.open('/?as=Bob#/room/Clojure');
  await bob.say('quiet, @lea, please');
  await goTo(bob, 'Rust');
  await bob.say('not for anybody');
  await bob.sees('not for anybody');
  await bob.say('for @Lea only');
  await untilTold(['Bob in #Rust: for @Lea only'], ada, second);
});

test('whoever does not want to be disturbed in one tab is not told in the other, until they do again', async () => {
  const ada = await openTold('Dora', 'Disturbed');
  const second = await beside(ada, 'Dora', 'Disturbed');
  await second.say('about me');
  await second.row('about me').getByRole('button', { name: 'Dora', exact: true }).click();
  await second.page.getByRole('radio', { name: 'Do not disturb' }).check();
  await untilQuiet(ada, true);
  const bob = await stage.open('/?as=Bob#/room/Python');
  await bob.say('@dora are you there?');
  await untilTitled(ada, '(1) #Disturbed · natter');
  await second.page.getByRole('radio', { name: 'Active' }).check();
  await untilQuiet(ada, false); // else the message may be there before that word
  await bob.say('@dora and now?');
  await untilTold(['Bob in #Python: @dora and now?'], ada, second);
});

test('a click on a notification leads to its message, and one that was read is gone', async () => {
  const ada = await openTold('Cara', 'Clicks');
  const bob = await stage.open('/?as=Bob#/room/Python');
  await bob.say('click here');
  await untilTold(['Bob in #Python: click here'], ada);
  await ada.page.evaluate(() => window.told[0]?.dispatchEvent(new Event('click')));
  await expect
    .poll(() => ada.page.evaluate(() => window.went.find((hash) => hash.includes('Python'))))
    .toMatch(/^#\/room\/Python\/\d+$/);
});

test('title and icon of the tab say how much waits, and no longer once it is read', async () => {
  const ada = await stage.open('/?as=Tina#/room/Titles');
  await untilTitled(ada, '#Titles · natter');
  await countsUnread(ada);
  expect(await icon(ada.page)).toBe('./icon.svg');
  const bob = await stage.open('/?as=Bob#/room/JavaScript');
  await bob.say('one');
  await bob.say('two');
  await untilTitled(ada, '(2) #Titles · natter');
  expect(await icon(ada.page)).toBe('./icon-unread.svg');
  const response = await ada.page.request.get(new URL('./icon-unread.svg', ada.page.url()).href);
  expect(response.headers()['content-type']).toContain('image/svg+xml');
  await ada.page.getByRole('link', { name: /^JavaScript/ }).click();
  await untilTitled(ada, '#JavaScript · natter');
  expect(await icon(ada.page)).toBe('./icon.svg');
});

test('a mention leads to who is called, and a row that calls one stands out', async () => {
  const ada = await stage.open('/?as=Ada#/room/Mentions');
  const bob = await stage.open('/?as=Bob#/room/Mentions');
  await bob.say('hello @ada, it is @bob');
  const row = ada.rows.filter({ hasText: 'hello' });
  await row.getByRole('button', { name: '@bob', exact: true }).click();
  await ada.page.getByRole('button', { name: 'Mention @bob' }).waitFor();
  expect(await row.getAttribute('calls')).toBe('');
  expect(await bob.rows.filter({ hasText: 'hello' }).getAttribute('calls')).toBe(null);
});

test('whoever wants it reads who comes and goes, in one line', async () => {
  const ada = await stage.open('/?as=Ada#/room/Doors');
  await ada.composer.waitFor();
  await ada.page.getByRole('button', { name: 'Preferences' }).click();
  await ada.page.getByRole('switch', { name: 'Say who comes and goes' }).click();
  await ada.page.keyboard.press('Escape');
  await ada.page.getByRole('button', { name: '1 person here' }).waitFor();
  const bob = await stage.open('/?as=Bob#/room/Doors');
  await ada.log.getByText(/Bob.* came/).waitFor();
  const cleo = await stage.open('/?as=Cleo#/room/Doors');
  await ada.log.getByText(/Bob.* and .*Cleo.* came/).waitFor();
  await bob.page.getByRole('link', { name: 'Go', exact: true }).click();
  await ada.log.getByText(/^\W*Cleo\W* came$/).waitFor();
  await cleo.say('hello');
  await ada.sees('hello');
  expect(await ada.log.locator('.coming').count()).toBe(1);
  expect(await bob.log.locator('.coming').count()).toBe(0);
});
