// Two people, two tabs, nothing between them but nats-server.
import { expect, test } from 'vitest';
import type { Tab } from '../support/people.ts';
import { readRows } from '../support/reading.ts';
import { setStage } from '../support/stage.ts';
import { until } from '../support/wait.ts';

const stage = setStage();

test('what one tab says, the other one sees, and the other way round', async () => {
  const ada = await stage.open('/?as=Ada');
  const bob = await stage.open('/?as=Bob');
  await ada.say('Hello Bob');
  await bob.sees('Hello Bob');
  await bob.say('Hello Ada');
  await ada.sees('Hello Ada');
  expect(await ada.texts()).toEqual(['Hello Bob', 'Hello Ada']);
  expect(await bob.texts()).toEqual(['Hello Bob', 'Hello Ada']);
});

test('five tabs that all talk at once end with the same list in the same order', async () => {
  const people = await Promise.all(
    ['Ann', 'Ben', 'Cleo', 'Dan', 'Eve'].map((name) => stage.open(`/?as=${name}#/room/Busy`)),
  );
  await Promise.all(
    people.map(async (tab, index) => {
      for (let count = 0; count < 10; count += 1) await tab.say(`${index} says ${count}`);
    }),
  );
  /** Of what is stored: an own message on its way stands behind all others. */
  const listOf = async (tab: Tab): Promise<readonly string[]> =>
    (await readRows(tab)).filter(({ sequence }) => sequence > 0).map(({ text }) => text);
  for (const tab of people) await until('all to be there', async () => (await listOf(tab)).length === 50, 30_000);
  const lists = await Promise.all(people.map(listOf));
  expect(new Set(lists[0])).toHaveLength(50);
  for (const list of lists) expect(list).toEqual(lists[0]);
});

test('an own message shows at once and stays one row when the stream gives it back', async () => {
  const ada = await stage.open('/?as=Ada#/room/Once');
  await ada.say('just once');
  await ada.sees('just once');
  const bob = await stage.open('/?as=Bob#/room/Once');
  await bob.sees('just once');
  await ada.row('just once').locator('time a').waitFor(); // given back
  expect(await ada.texts()).toEqual(['just once']);
  expect(await ada.row('just once').getByText('Sending …').count()).toBe(0);
});

test('a display name that looks like somebody else’s shows whose it really is', async () => {
  const ada = await stage.open('/?as=Ada#/room/Names');
  await ada.say('the real one');
  const mallory = await stage.open('/#/room/Names');
  await mallory.page.getByRole('textbox', { name: 'Name' }).fill('Ada');
  await mallory.page.getByRole('textbox', { name: 'Handle' }).fill('mallory');
  await mallory.page.getByRole('button', { name: 'Start chatting' }).click();
  await mallory.say('the other one');
  await ada.sees('the other one');
  await ada.row('the other one').getByText('@mallory').waitFor();
  expect(await ada.row('the real one').getByText('@ada').count()).toBe(0);
});
