// Finding one's way among the rooms.
import { expect, test } from 'vitest';
import { countsUnread, keptIn } from '../support/reading.ts';
import { setStage } from '../support/stage.ts';

const stage = setStage();

test('five rooms are there to start with, and Go is open', async () => {
  const tab = await stage.open('/?as=Ada');
  await tab.page.getByRole('heading', { name: 'Go' }).waitFor();
  const names = await tab.page.getByRole('link').allInnerTexts();
  expect(names.map((name) => name.replace(/[#\s]/g, ''))).toEqual(['Go', 'Rust', 'Python', 'JavaScript', 'Clojure']);
});

test('any further room opens by typing its name, and is there after a reload', async () => {
  const tab = await stage.open('/?as=Ada');
  await tab.enterRoom('Zig');
  await tab.page.getByRole('heading', { name: 'Zig' }).waitFor();
  await tab.page.getByText('Nobody has said anything here yet.').waitFor();
  await tab.sayAndStore('first in Zig');
  await tab.page.getByRole('link', { name: 'Rust' }).click();
  await tab.page.reload();
  await tab.page.getByRole('link', { name: 'Zig' }).click();
  await tab.sees('first in Zig');
});

test('back and forward walk through the rooms', async () => {
  const tab = await stage.open('/?as=Ada');
  await tab.page.getByRole('link', { name: 'Rust' }).click();
  await tab.page.getByRole('heading', { name: 'Rust' }).waitFor();
  await tab.page.getByRole('link', { name: 'Clojure' }).click();
  await tab.page.getByRole('heading', { name: 'Clojure' }).waitFor();
  await tab.page.goBack();
  await tab.page.getByRole('heading', { name: 'Rust' }).waitFor();
  await tab.page.goForward();
  await tab.page.getByRole('heading', { name: 'Clojure' }).waitFor();
});

test('a room’s address can be given to somebody', async () => {
  const ada = await stage.open('/?as=Ada#/room/Elixir');
  await ada.say('come in');
  const bob = await stage.open('/?as=Bob#/room/Elixir');
  await bob.sees('come in');
});

test('a name that is no room’s is refused with a sentence where it was typed', async () => {
  const tab = await stage.open('/?as=Ada');
  await tab.enterRoom('two words');
  await tab.page.getByText('A room’s name is one word').waitFor();
  await tab.page.getByRole('heading', { name: 'Go' }).waitFor();
});

test('an address that names no room says so and opens the first one', async () => {
  const tab = await stage.open('/?as=Ada#/room/a.b%3E');
  await tab.page.getByRole('alert').getByText('There is no room “a.b>”.').waitFor();
  await tab.page.getByRole('heading', { name: 'Go' }).waitFor();
});

test('the spelling that exists is proposed, for capitals count', async () => {
  const tab = await stage.open('/?as=Ada');
  await tab.page.getByRole('textbox', { name: 'Join or start a room' }).fill('clojure');
  await tab.page.getByRole('button', { name: '#Clojure' }).click();
  await tab.page.getByRole('heading', { name: 'Clojure' }).waitFor();
});

test('a room called constructor is a room like any other', async () => {
  const tab = await stage.open('/?as=Ada#/room/constructor');
  await tab.sayAndStore('built');
});

test('a message in another room marks that room until it is looked at', async () => {
  const ada = await stage.open('/?as=Ada#/room/Go');
  const bob = await stage.open('/?as=Bob#/room/Python');
  await countsUnread(ada);
  await ada.page.getByRole('link', { name: 'Python', exact: true }).waitFor();
  await bob.say('over here');
  await ada.page.getByRole('link', { name: 'Python , 1 unread' }).click();
  await ada.sees('over here');
  await ada.page.getByRole('link', { name: 'Python', exact: true }).waitFor();
});

test('a room can be left, and the neighbour opens', async () => {
  const tab = await stage.open('/?as=Ada#/room/Rust');
  await tab.page.getByRole('button', { name: 'More about Rust' }).click();
  await tab.page.getByRole('menuitem', { name: 'Leave Rust' }).click();
  await tab.page.getByRole('heading', { name: 'Python' }).waitFor();
  await expect.poll(() => keptIn(tab, 'Ada', 'settings', 'rooms')).not.toContain('Rust');
  await tab.page.reload();
  await tab.page.getByRole('link', { name: 'Python' }).waitFor();
  expect(await tab.page.getByRole('link', { name: 'Rust' }).count()).toBe(0);
});
