// Who is there, who writes, what it is about, and who they are: people at several tabs and devices, before a real launcher.
import { expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { Tab } from '../support/people.ts';
import { setStage } from '../support/stage.ts';

const stage = setStage();

const pane = (tab: Tab): Locator => tab.page.getByRole('complementary', { name: 'Who is here' });
/** Those who are listed as `state`, whose entry says `text`. */
const listed = (tab: Tab, state: 'Active' | 'Away' | 'Do not disturb', text: string): Locator =>
  pane(tab)
    .getByRole('list', { name: new RegExp(`^${state}`) })
    .getByRole('listitem')
    .filter({ hasText: text });
const card = (tab: Tab, name: string): Locator => tab.page.getByRole('dialog', { name: `About ${name}` });
const typing = (tab: Tab): Locator => tab.page.locator('typing-line');

/** Another tab of the same person in the same browser. */
async function secondTab({ page }: Tab): Promise<Tab> {
  const tab = new Tab(await page.context().newPage());
  await tab.page.goto(page.url());
  await tab.composer.waitFor();
  return tab;
}

/** The browser tells the page that nobody looks at it any more, or that somebody does. */
async function hide({ page }: Tab, hidden: boolean): Promise<void> {
  await page.evaluate((is) => {
    Object.defineProperty(document, 'hidden', { value: is, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

test('who comes is in the list, and who closes the tab is not, at once', async () => {
  const ada = await stage.open('/?as=Ada#/room/Presence');
  await ada.page.getByRole('button', { name: '1 person here' }).waitFor();
  const bob = await stage.open('/?as=Bob#/room/Presence');
  await listed(ada, 'Active', 'Bob').waitFor();
  await listed(bob, 'Active', 'Ada').waitFor();
  await ada.page.getByRole('button', { name: '2 people here' }).waitFor();
  await bob.page.close({ runBeforeUnload: true });
  await ada.page.getByRole('button', { name: '1 person here' }).waitFor({ timeout: 5000 });
});

test('who goes into another room is listed there, and with them nobody from the room before', async () => {
  const ada = await stage.open('/?as=Ada#/room/Here');
  const bob = await stage.open('/?as=Bob#/room/There');
  await listed(bob, 'Active', 'Bob').waitFor();
  await ada.page.evaluate(() => (location.hash = '#/room/There'));
  await listed(ada, 'Active', 'Bob').waitFor();
  await listed(bob, 'Active', 'Ada').waitFor();
  await ada.page.goBack();
  await ada.page.getByRole('button', { name: '1 person here' }).waitFor();
  await bob.page.getByRole('button', { name: '1 person here' }).waitFor();
});

test('somebody with two tabs and a second device is one person, there until the last of them is closed', async () => {
  const ada = await stage.open('/?as=Ada#/room/Many');
  const bob = await stage.open('/?as=Bob#/room/Many');
  const second = await secondTab(bob);
  const phone = await stage.open('/?as=Bob#/room/Many');
  await listed(phone, 'Active', 'Ada').waitFor();
  await ada.page.getByRole('button', { name: '2 people here' }).waitFor();
  await bob.page.close({ runBeforeUnload: true });
  await second.page.close({ runBeforeUnload: true });
  await ada.say('still there?');
  await phone.sees('still there?');
  expect(await listed(ada, 'Active', 'Bob').count()).toBe(1);
  await phone.page.close({ runBeforeUnload: true });
  await ada.page.getByRole('button', { name: '1 person here' }).waitFor({ timeout: 5000 });
});

test('who looks elsewhere or does nothing for five minutes is away, until they are back', async () => {
  const ada = await stage.open('/?as=Ada#/room/Idle');
  const bob = await stage.open('/?as=Bob#/room/Idle');
  await listed(ada, 'Active', 'Bob').waitFor();
  await bob.page.clock.install();
  await hide(bob, true);
  await bob.page.clock.fastForward(16_000);
  await listed(ada, 'Away', 'Bob').waitFor();
  await hide(bob, false);
  await listed(ada, 'Active', 'Bob').waitFor();
  await bob.page.clock.fastForward('05:01');
  await listed(ada, 'Away', 'Bob').waitFor();
  await bob.page.mouse.move(40, 40);
  await listed(ada, 'Active', 'Bob').waitFor();
});

test('who does not want to be disturbed says so in their own words, and stays so under a new name', async () => {
  const ada = await stage.open('/?as=Ada#/room/Quiet');
  const bob = await stage.open('/?as=Bob#/room/Quiet');
  await listed(bob, 'Active', 'Bob').getByRole('button').click();
  await card(bob, 'Bob').getByRole('radio', { name: 'Do not disturb' }).check();
  await listed(ada, 'Do not disturb', 'Bob').waitFor();
  await card(bob, 'Bob').getByRole('textbox', { name: 'In your own words' }).fill('writing tests');
  await bob.page.keyboard.press('Enter');
  await listed(ada, 'Do not disturb', 'writing tests').waitFor();
  await bob.page.keyboard.press('Escape');
  await bob.say('/nick Bobby');
  await listed(ada, 'Do not disturb', 'Bobby').getByText('writing tests').waitFor();
  await bob.say('/nick Bob');
  await listed(ada, 'Do not disturb', 'writing tests').getByText('Bob', { exact: true }).waitFor();
});

test('up to three who write are named, more are several people, and nobody writes for ever', async () => {
  const ada = await stage.open('/?as=Ada#/room/Typing');
  await ada.composer.waitFor();
  const others = await Promise.all(
    ['Bob', 'Cleo', 'Dan', 'Eve'].map((name) => stage.open(`/?as=${name}#/room/Typing`)),
  );
  await ada.page.getByRole('button', { name: '5 people here' }).waitFor();
  const lines = [
    'Bob is writing …',
    'Bob and Cleo are writing …',
    'Bob, Cleo and Dan are writing …',
    'Several people are writing …',
  ];
  for (const [index, line] of lines.entries()) {
    for (const writer of others.slice(0, index + 1)) await writer.composer.pressSequentially('a'); // and goes on writing
    await typing(ada).getByText(line).waitFor();
  }
  await others[0]?.say('done');
  await typing(ada).getByText('Cleo, Dan and Eve are writing …').waitFor();
  await expect.poll(() => typing(ada).innerText(), { timeout: 15_000 }).toBe('');
});

test('a topic that one person writes is there for everybody, and after a reload; Esc leaves it as it was', async () => {
  const ada = await stage.open('/?as=Ada#/room/Topic');
  const bob = await stage.open('/?as=Bob#/room/Topic');
  await bob.page.getByRole('button', { name: 'Add a topic' }).waitFor();
  await ada.page.getByRole('button', { name: 'Add a topic' }).click();
  await ada.page.keyboard.type('Channels and goroutines');
  await ada.page.keyboard.press('Enter');
  await bob.page.getByRole('button', { name: 'Channels and goroutines , Change the topic' }).click();
  await bob.page.keyboard.type('Something else');
  await bob.page.keyboard.press('Escape');
  await bob.page.reload();
  await bob.page.getByRole('button', { name: /^Channels and goroutines/ }).waitFor();
  await bob.say('/topic Generics');
  await ada.page.getByRole('button', { name: /^Generics/ }).waitFor();
});

test('a topic that the server does not take is not lost without a word', async () => {
  const ada = await stage.open('/?as=Ada#/room/Silence');
  await ada.page.getByText(/^NATS \d.* ms$/).waitFor({ state: 'attached' });
  const { pid } = await stage.natter().broker();
  process.kill(pid, 'SIGSTOP'); // it stays there, and answers nothing
  try {
    await ada.page.getByRole('button', { name: 'Add a topic' }).click();
    await ada.page.keyboard.type('Into the void');
    await ada.page.keyboard.press('Enter');
    await ada.page
      .getByRole('status')
      .getByText(/has not confirmed|no connection/)
      .waitFor();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
});

test('a new name is there at once, also over what was said before, and on the person’s other devices', async () => {
  const ada = await stage.open('/?as=Ada#/room/Naming');
  const bob = await stage.open('/?as=Bert#/room/Naming');
  const phone = await stage.open('/?as=Bert#/room/Naming');
  await bob.say('before');
  await ada.row('before').getByText('Bert', { exact: true }).waitFor();
  await bob.say('/nick Robert');
  await ada.row('before').getByText('Robert', { exact: true }).waitFor();
  await listed(ada, 'Active', 'Robert').getByText('@bert').waitFor();
  await phone.page
    .getByRole('button', { name: /Robert.*@bert/ })
    .first()
    .waitFor();
  await phone.row('before').getByText('Robert', { exact: true }).waitFor();
});

test('the card says who somebody is, by the very fingerprint they see themselves, and calls them in the composer', async () => {
  const ada = await stage.open('/?as=Ada#/room/Card');
  const bob = await stage.open('/?as=Bob#/room/Card');
  const phone = await stage.open('/?as=Bob#/room/Card');
  await bob.page.getByRole('navigation').getByRole('button', { name: /@bob/ }).click();
  const profile = bob.page.getByRole('dialog', { name: 'Who you are' });
  await profile.getByRole('textbox', { name: 'About you' }).fill('Keeps bees, <b>writes</b> compilers');
  const fingerprint = await profile.locator('code').filter({ hasText: /\S/ }).innerText(); // a moment later than the rest
  await profile.getByRole('button', { name: 'Save' }).click();
  await profile.waitFor({ state: 'hidden' });
  await bob.say('hello');
  await ada.row('hello').getByRole('button', { name: 'Bob' }).click();
  const about = card(ada, 'Bob');
  await about.getByText('@bob', { exact: true }).waitFor();
  await about.getByText('Keeps bees, <b>writes</b> compilers').waitFor();
  await about.getByText(fingerprint, { exact: true }).waitFor();
  await about.getByText('Active').waitFor();
  await about.getByRole('button', { name: 'Mention @bob' }).click();
  await about.waitFor({ state: 'hidden' });
  expect(await ada.composer.inputValue()).toBe('@bob ');
  await phone.page.getByRole('navigation').getByRole('button', { name: /@bob/ }).click();
  const own = phone.page.getByRole('dialog', { name: 'Who you are' }).getByRole('textbox', { name: 'About you' });
  await expect.poll(() => own.inputValue()).toBe('Keeps bees, <b>writes</b> compilers');
});
