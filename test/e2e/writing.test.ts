// The composer, and what comes out of it.
import { expect, test } from 'vitest';
import { setStage } from '../support/stage.ts';

const stage = setStage();

test('one can write at once, Enter sends and empties the field, Shift+Enter breaks the line', async () => {
  const tab = await stage.open('/?as=Ada#/room/Write');
  await tab.composer.waitFor();
  await tab.page.keyboard.type('first line');
  await tab.page.keyboard.press('Shift+Enter');
  await tab.page.keyboard.type('second line');
  await tab.page.keyboard.press('Enter');
  await expect.poll(() => tab.texts()).toEqual(['first line\nsecond line']);
  expect(await tab.composer.inputValue()).toBe('');
});

test('with nothing typed the button says something for me, something else each time', async () => {
  const tab = await stage.open('/?as=Ada#/room/Lines');
  const button = tab.page.getByRole('button', { name: 'Say something for me' });
  for (let count = 1; count <= 3; count += 1) {
    await button.click();
    await tab.rows.nth(count - 1).waitFor();
  }
  const texts = await tab.texts();
  expect(new Set(texts)).toHaveLength(3);
  await tab.composer.fill('my own words');
  await tab.page.getByRole('button', { name: 'Send' }).click();
  await tab.sees('my own words');
  await button.waitFor();
});

test('a text over 16 KiB is refused with a sentence and kept, and goes out once shortened', async () => {
  const tab = await stage.open('/?as=Ada#/room/Large');
  await tab.composer.fill('ü'.repeat(8193));
  await tab.composer.press('Enter');
  await tab.page.getByText('That is too long: 16.0 of 16.0 KiB').waitFor();
  expect((await tab.composer.inputValue()).length).toBe(8193);
  await tab.composer.fill('ü'.repeat(8192));
  await tab.composer.press('Enter');
  await tab.rows.first().waitFor();
  expect(await tab.composer.inputValue()).toBe('');
});

test('links can be clicked, and nothing in a text is ever run', async () => {
  const tab = await stage.open('/?as=Ada#/room/Links');
  await tab.say('see https://nats.io/about. <img src=x onerror=alert(1)> javascript:alert(1)');
  const link = tab.log.locator('message-text').getByRole('link');
  await link.waitFor();
  expect(await link.getAttribute('href')).toBe('https://nats.io/about');
  expect(await link.getAttribute('rel')).toContain('noopener');
  expect(await tab.texts()).toEqual(['see https://nats.io/about. <img src=x onerror=alert(1)> javascript:alert(1)']);
});
