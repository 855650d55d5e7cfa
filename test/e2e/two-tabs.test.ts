// Two people, two tabs, nothing between them but nats-server.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, temporaryFolder } from '../support/launched.ts';
import type { Launched } from '../support/launched.ts';
import { startBrowser, Tab } from '../support/people.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let natter: Launched;
let browser: Browser;

beforeAll(async () => {
  folder = await temporaryFolder();
  [natter, browser] = await Promise.all([launch(folder.path), startBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await natter.stop();
  await folder[Symbol.asyncDispose]();
});

test('what one tab says, the other one sees, and the other way round', async () => {
  const ada = await Tab.open(browser, `${natter.page}/?as=Ada`);
  const bob = await Tab.open(browser, `${natter.page}/?as=Bob`);
  await ada.say('Hello Bob');
  await bob.sees('Hello Bob');
  await bob.say('Hello Ada');
  await ada.sees('Hello Ada');
  expect(await ada.texts()).toEqual(['Hello Bob', 'Hello Ada']);
  expect(await bob.texts()).toEqual(['Hello Bob', 'Hello Ada']);
  expect([...ada.complaints, ...bob.complaints]).toEqual([]);
});
