// Coming in for the first time, and coming back.
import { expect, test } from 'vitest';
import { keptIn } from '../support/reading.ts';
import { setStage } from '../support/stage.ts';

const stage = setStage();

test('a first visitor is offered a name, an emoji and a handle, and is in with one click', async () => {
  const tab = await stage.open('/');
  const name = await tab.page.getByRole('textbox', { name: 'Name' }).inputValue();
  expect(name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
  await tab.page.getByRole('button', { name: 'Start chatting' }).click();
  await tab.say('Here I am');
  await tab.row('Here I am').getByText(name).waitFor();
  expect(new URL(tab.page.url()).hash).toBe('#/room/Go');
  expect(await tab.page.title()).toBe('#Go · natter');
});

test('somebody else can be chosen before entering, and is remembered after a reload', async () => {
  const tab = await stage.open('/');
  await tab.page.getByRole('textbox', { name: 'Name' }).fill('Grace Hopper');
  expect(await tab.page.getByRole('textbox', { name: 'Handle' }).inputValue()).toBe('grace-hopper');
  await tab.page.getByText('Another avatar').click();
  await tab.page.getByRole('radio', { name: 'Owl' }).check({ force: true });
  await tab.page.getByRole('textbox', { name: 'Handle' }).press('Enter');
  await tab.composer.waitFor();
  await expect.poll(() => keptIn(tab, '', 'settings', 'identity')).toMatchObject({ name: 'Grace Hopper', emoji: '🦉' });
  await tab.page.reload();
  await tab.say('still me');
  await tab.row('still me').getByText('Grace Hopper').waitFor();
  await tab.row('still me').getByText('🦉').waitFor();
});

test('a handle that nobody may have is refused with a sentence where it was typed', async () => {
  const tab = await stage.open('/');
  const handle = tab.page.getByRole('textbox', { name: 'Handle' });
  await handle.fill('Not A Handle');
  await tab.page.getByText('A handle is lower-case letters').waitFor();
  await handle.fill('cli');
  await tab.page.getByRole('button', { name: 'Start chatting' }).click();
  await tab.page.getByText('“cli” is reserved').waitFor();
  expect(await tab.composer.count()).toBe(0);
});

test('a tab opened with ?as= is a person of its own, also after a reload, beside the browser’s own', async () => {
  const own = await stage.open('/#/room/Two');
  await own.page.getByRole('textbox', { name: 'Name' }).fill('Grace');
  await own.page.getByRole('button', { name: 'Start chatting' }).click();
  await own.composer.waitFor();
  await expect.poll(() => keptIn(own, '', 'settings', 'identity')).toMatchObject({ name: 'Grace' });
  await own.page.goto(`${stage.natter().page}/?as=Zoë Quick#/room/Two`);
  await own.say('as Zoë');
  await own.row('as Zoë').getByText('Zoë Quick').waitFor();
  await own.page.reload();
  await own.page.getByRole('button', { name: '@zoe-quick' }).waitFor();
  await own.page.goto(`${stage.natter().page}/#/room/Two`);
  await own.page.getByRole('button', { name: '@grace' }).waitFor();
});

test('who one is can be changed later', async () => {
  const tab = await stage.open('/?as=Ada#/room/Change');
  await tab.say('before');
  await tab.page.getByRole('button', { name: /@ada/ }).click();
  await tab.page.getByRole('textbox', { name: 'Name' }).fill('Countess');
  await tab.page.getByRole('button', { name: 'Save' }).click();
  await tab.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await tab.say('after');
  await tab.row('after').getByText('Countess').waitFor();
  await expect.poll(() => keptIn(tab, 'Ada', 'settings', 'identity')).toMatchObject({ name: 'Countess' });
  await tab.page.reload();
  await tab.page.getByRole('button', { name: /Countess @ada/ }).waitFor();
});
