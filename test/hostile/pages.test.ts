// Script injection through everything that reaches the page, in a real browser.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pages } from './attempts/pages.ts';
import { PageWorld } from './page-world.ts';

let world: PageWorld;
beforeAll(async () => void (world = await PageWorld.create()));
afterAll(() => world?.[Symbol.asyncDispose]());

for (const { title, outcome, attack } of pages.attempts) {
  test(`${pages.name}: ${title} – ${outcome}`, async () => {
    expect(await attack(world)).toBe(outcome);
    expect(await world.look()).toEqual([]);
  });
}

test('a script that did run, a picture from elsewhere and a dialog would have been noticed', async () => {
  await world.comeBack();
  await world.victim.page.evaluate('scriptRan(); alert("x"); document.body.append(document.createElement("script"))');
  await world.victim.page.evaluate(
    `document.body.insertAdjacentHTML('beforeend', '<img src=http://elsewhere.invalid/x>')`,
  );
  await expect.poll(() => world.troubles.join('\n')).toMatch(/img-src/);
  expect(world.troubles.join('\n')).toMatch(/a script ran[\s\S]*a dialog: x/);
});
