// Finding one's way: directory, favourites, mutes, switcher, commands, completion, shortcuts.
import { expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import type { Tab } from '../support/people.ts';
import { countsUnread, goTo, keptIn } from '../support/reading.ts';
import { setStage } from '../support/stage.ts';

const stage = setStage();

const heading = (tab: Tab, room: string): Locator => tab.page.getByRole('heading', { name: room, exact: true });
const notice = (tab: Tab, sentence: string): Locator => tab.page.getByRole('status').getByText(sentence);

/** Opens the menu of a room and chooses from it. */
async function choose(tab: Tab, room: string, choice: string): Promise<void> {
  await tab.page.getByRole('button', { name: `More about ${room}` }).click();
  await tab.page.getByRole('menu').getByText(choice, { exact: true }).click();
}

/** The rooms of the list, from top to bottom. */
async function listed(tab: Tab): Promise<readonly string[]> {
  const texts = await tab.page.getByRole('navigation').getByRole('link').allTextContents();
  return texts.map((text) => text.replaceAll(/[#\s]/g, ''));
}

test('a room that begins elsewhere shows in the open directory, with its messages, and can be joined', async () => {
  const ada = await stage.open('/?as=Ada#/room/Go');
  await ada.page.getByRole('button', { name: 'Browse rooms' }).click();
  const dialog = ada.page.getByRole('dialog', { name: 'All rooms' });
  await dialog.getByRole('button', { name: 'Open Go' }).waitFor();
  const bob = await stage.open('/?as=Bob#/room/Elixir');
  await bob.say('first');
  await bob.say('second');
  await bob.sees('second');
  await dialog.getByRole('searchbox').fill('elix');
  await dialog.getByRole('listitem').filter({ hasText: 'Elixir' }).getByText('2 messages').waitFor();
  await dialog.getByRole('button', { name: 'Join Elixir' }).click();
  await heading(ada, 'Elixir').waitFor();
  await ada.sees('first');
});

test('favourites come first, rooms are moved by keyboard, and both survive a reload', async () => {
  const tab = await stage.open('/?as=Ada#/room/Go');
  await choose(tab, 'Python', 'Favourite');
  await expect.poll(() => listed(tab)).toEqual(['Python', 'Go', 'Rust', 'JavaScript', 'Clojure']);
  await tab.page.getByRole('link', { name: 'JavaScript' }).focus();
  await tab.page.keyboard.press('Alt+ArrowUp');
  await tab.page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => listed(tab)).toEqual(['Python', 'JavaScript', 'Go', 'Rust', 'Clojure']);
  await heading(tab, 'Go').waitFor();
  await expect
    .poll(() => keptIn(tab, 'Ada', 'settings', 'rooms'))
    .toEqual(['JavaScript', 'Go', 'Python', 'Rust', 'Clojure']);
  await tab.page.reload();
  await tab.page.getByRole('heading', { name: 'Favourites' }).waitFor();
  expect(await listed(tab)).toEqual(['Python', 'JavaScript', 'Go', 'Rust', 'Clojure']);
});

test('a muted room stays quiet when somebody writes there', async () => {
  const ada = await stage.open('/?as=Ada#/room/Go');
  await choose(ada, 'Rust', 'Mute');
  await ada.page.getByRole('link', { name: 'Rust , muted' }).waitFor();
  await countsUnread(ada);
  const bob = await stage.open('/?as=Bob#/room/Rust');
  await bob.say('quietly');
  await goTo(bob, 'Python');
  await bob.say('loudly');
  await ada.page.getByRole('link', { name: /^Python .*, 1 unread$/ }).waitFor();
  expect(await ada.page.getByRole('link', { name: 'Rust , muted' }).count()).toBe(1);
  expect(await ada.page.getByRole('link', { name: /Rust.*unread/ }).count()).toBe(0);
});

test('the switcher leads to a room, to somebody and to what can be done, by keyboard alone', async () => {
  const tab = await stage.open('/?as=Ada#/room/Go');
  const { keyboard } = tab.page;
  const field = tab.page.getByRole('combobox', { name: 'Go to' });
  await tab.composer.waitFor();
  await keyboard.press('Control+k');
  await field.waitFor();
  await keyboard.type('cloj');
  await keyboard.press('Enter');
  await heading(tab, 'Clojure').waitFor();
  await keyboard.press('Control+k');
  await field.waitFor();
  await keyboard.press('Enter'); // back to where one was
  await heading(tab, 'Go').waitFor();
  await keyboard.press('Control+k');
  await field.waitFor();
  await keyboard.type('/top');
  await keyboard.press('Enter');
  await expect.poll(() => tab.composer.inputValue()).toBe('/topic ');
  await keyboard.press('Control+k');
  await field.waitFor();
  await keyboard.type('profile');
  await keyboard.press('Enter');
  await tab.page.getByRole('dialog', { name: 'Who you are' }).waitFor();
});

test('shortcuts go from room to room, and ? lists them, but not where one writes', async () => {
  const tab = await stage.open('/?as=Ada#/room/Go');
  const { keyboard } = tab.page;
  await tab.composer.focus();
  await keyboard.press('Alt+ArrowDown');
  await heading(tab, 'Rust').waitFor();
  await keyboard.press('Alt+ArrowUp');
  await heading(tab, 'Go').waitFor();
  await countsUnread(tab);
  const bob = await stage.open('/?as=Bob#/room/JavaScript');
  await bob.say('news');
  await tab.page.getByRole('link', { name: /^JavaScript .*, 1 unread$/ }).waitFor();
  await keyboard.press('Alt+Shift+ArrowDown');
  await heading(tab, 'JavaScript').waitFor();
  await tab.composer.focus();
  await keyboard.type('?');
  expect(await tab.composer.inputValue()).toBe('?');
  await tab.page.getByRole('link', { name: 'Go', exact: true }).focus();
  await keyboard.press('?');
  await tab.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await keyboard.press('Alt+ArrowDown'); // a dialog's keys are its own
  await keyboard.press('Escape');
  await tab.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await heading(tab, 'JavaScript').waitFor();
});

test('commands do what they say, and others see what one does', async () => {
  const ada = await stage.open('/?as=Ada#/room/Commands');
  const bob = await stage.open('/?as=Bob#/room/Commands');
  await ada.say('/me waves');
  await ada.sees('waves'); // a command is understood a moment later, and not any more if something else is written by then
  await ada.say('/shrug who knows');
  await ada.sees('who knows ¯\\_(ツ)_/¯');
  await ada.say('//me is a command');
  await expect.poll(() => bob.texts()).toEqual(['waves', 'who knows ¯\\_(ツ)_/¯', '/me is a command']);
  await bob.row('waves').getByText('Ada', { exact: true }).waitFor();
  await ada.say('/nick Ada Lovelace');
  await notice(ada, 'You are Ada Lovelace now.').waitFor();
  await ada.page.getByRole('button', { name: /Ada Lovelace @ada/ }).waitFor();
  await ada.say('/mute');
  await notice(ada, '#Commands is muted.').waitFor();
  await ada.say('/help');
  await ada.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await ada.page.keyboard.press('Escape');
  await ada.say('/join #Zig');
  await heading(ada, 'Zig').waitFor();
  expect(await bob.texts()).toHaveLength(3);
});

test('a command nobody knows is an error where it was written, and no message', async () => {
  const tab = await stage.open('/?as=Ada#/room/Unknown');
  await tab.say('/frobnicate the room');
  await tab.page.getByText('There is no command /frobnicate').waitFor();
  expect(await tab.composer.inputValue()).toBe('/frobnicate the room');
  await tab.say('said');
  await tab.sees('said');
  expect(await tab.texts()).toEqual(['said']);
});

test('a handle is completed by keyboard, from those who spoke', async () => {
  const bob = await stage.open('/?as=Bob#/room/Complete');
  await bob.say('hello');
  const ada = await stage.open('/?as=Ada#/room/Complete');
  await ada.sees('hello');
  await ada.composer.focus();
  await ada.page.keyboard.type('hi @b');
  await ada.page.getByRole('option', { name: '@bob' }).waitFor();
  await ada.page.keyboard.press('Tab');
  await ada.page.keyboard.type('and you?');
  await ada.page.keyboard.press('Enter');
  await bob.sees('hi @bob and you?');
});
