// Preferences: what one chooses takes effect at once, in all one's tabs, and is there again after a reload.
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { Tab } from '../support/people.ts';
import { keptIn } from '../support/reading.ts';
import { setStage } from '../support/stage.ts';
import { until } from '../support/wait.ts';

const stage = setStage();

/** A further tab of the same browser. */
async function beside(tab: Tab, path: string): Promise<Tab> {
  const other = new Tab(await tab.page.context().newPage());
  await other.page.goto(`${stage.natter().page}${path}`);
  await other.composer.waitFor();
  return other;
}

async function openPreferences({ page }: Tab): Promise<Locator> {
  await page.getByRole('button', { name: 'Preferences' }).click();
  const dialog = page.getByRole('dialog', { name: 'Preferences' });
  await dialog.waitFor();
  return dialog;
}

/** Opens the preferences, chooses in a group, and closes them. */
async function choose(tab: Tab, group: string, choice: string): Promise<void> {
  const dialog = await openPreferences(tab);
  await dialog.getByRole('radiogroup', { name: group }).getByText(choice, { exact: true }).click();
  await close(tab);
}

async function close({ page }: Tab): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Waits until the browser keeps these of the preferences: a reload before that goes back to what it kept. */
async function preferencesKept(tab: Tab, as: string, preferences: object): Promise<void> {
  await expect.poll(() => keptIn(tab, as, 'settings', 'preferences')).toMatchObject(preferences);
}

/** The colour behind the page, the one the browser was told, and which scheme its own controls have. */
function colours({ page }: Tab): Promise<readonly string[]> {
  return page.evaluate(() => {
    const painted = (colour: string): string => {
      const canvas = document.createElement('canvas').getContext('2d');
      if (canvas === null) throw new Error('There is nothing to paint on.');
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).join(' ');
    };
    return [
      painted(getComputedStyle(document.body).backgroundColor),
      painted(document.querySelector<HTMLMetaElement>('meta[name=theme-color]')?.content ?? 'red'),
      getComputedStyle(document.documentElement).colorScheme,
    ];
  });
}

const styleOf = ({ page }: Tab, property: string): Promise<string> =>
  page.evaluate((name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim(), property);

/** How long what moves takes; in whatever unit. */
const paceOf = async (tab: Tab): Promise<number> =>
  Number.parseFloat(await styleOf(tab, '--calm')) + Number.parseFloat(await styleOf(tab, '--quick'));

const LIGHT = ['255 255 255', '255 255 255'];
const DARK = ['22 29 34', '22 29 34'];
const BLACK = ['0 0 0', '0 0 0'];

test('a theme takes effect at once, is there again after a reload, and can go back to the system’s', async () => {
  const tab = await stage.open('/?as=Themed#/room/Themes', { colorScheme: 'light' });
  await tab.composer.waitFor();
  expect(await colours(tab)).toEqual([...LIGHT, 'light dark']);
  await choose(tab, 'Theme', 'Dark');
  expect(await colours(tab)).toEqual([...DARK, 'dark']);
  await preferencesKept(tab, 'Themed', { theme: 'dark' });
  await tab.page.reload();
  await tab.composer.waitFor();
  expect(await colours(tab)).toEqual([...DARK, 'dark']);
  await choose(tab, 'Theme', 'System');
  expect(await colours(tab)).toEqual([...LIGHT, 'light dark']);
  await tab.page.emulateMedia({ colorScheme: 'dark' });
  await until('the colours to follow', async () => (await colours(tab)).join() === [...DARK, 'light dark'].join());
});

test('high contrast is dark where the system is, and light where it is not', async () => {
  const tab = await stage.open('/?as=Contrasted#/room/Themes', { colorScheme: 'dark' });
  await tab.composer.waitFor();
  await choose(tab, 'Theme', 'High contrast');
  expect(await colours(tab)).toEqual([...BLACK, 'light dark']);
  await tab.page.emulateMedia({ colorScheme: 'light' });
  await until('the colours to follow', async () => (await colours(tab)).join() === [...LIGHT, 'light dark'].join());
});

test('a reload shows the chosen theme from the first moment anything is shown', async () => {
  const tab = await stage.open('/?as=Unflashed#/room/Themes', { colorScheme: 'light' });
  await tab.composer.waitFor();
  await choose(tab, 'Theme', 'Dark');
  // What was asked of the launcher and the database last: the look must not wait for them.
  await tab.page.route('**/config.json', () => {});
  await tab.page.reload({ waitUntil: 'commit' });
  await until('the page to be dark without its configuration', async () => (await colours(tab))[0] === DARK[0]);
  expect(await tab.composer.count()).toBe(0);
});

test('another tab of the same person follows at once; somebody else in the same browser does not', async () => {
  const tab = await stage.open('/?as=Follow#/room/Themes', { colorScheme: 'light' });
  await tab.composer.waitFor();
  const second = await beside(tab, '/?as=Follow#/room/Themes');
  const stranger = await beside(tab, '/?as=Stranger#/room/Themes');
  const dialog = await openPreferences(second);
  await choose(tab, 'Theme', 'Dark');
  await dialog.getByRole('radio', { name: 'Dark', checked: true }).waitFor();
  expect((await colours(second))[0]).toBe(DARK[0]);
  // The second tab goes on from there, and takes nothing back.
  await dialog.getByRole('radiogroup', { name: 'Density' }).getByText('Compact').click();
  await until('the first tab to be compact', async () => (await styleOf(tab, '--avatar')) === '1.875rem');
  expect((await colours(tab))[0]).toBe(DARK[0]);
  await stranger.page.reload();
  await stranger.composer.waitFor();
  expect([(await colours(stranger))[0], await styleOf(stranger, '--avatar')]).toEqual([LIGHT[0], '2.375rem']);
  expect([...second.complaints, ...stranger.complaints]).toEqual([]);
});

test('times change to 24 hours and back to 12, those that are shown already too, and stay so', async () => {
  const tab = await stage.open('/?as=Clocked#/room/Clocks', { locale: 'en-US' });
  await tab.say('what time is it');
  const time = tab.row('what time is it').locator('time');
  const written = (as: RegExp): Promise<boolean> =>
    until(`a time like ${String(as)}`, async () => as.test(await time.innerText()));
  await written(/^\d\d?:\d\d\s[AP]M$/);
  await choose(tab, 'Time of day', '24 hours');
  await written(/^\d\d:\d\d$/);
  await preferencesKept(tab, 'Clocked', { clock: '24' });
  await tab.page.reload();
  await written(/^\d\d:\d\d$/);
  await choose(tab, 'Time of day', '12 hours');
  await written(/^\d\d?:\d\d\s[AP]M$/);
});

test('text grows with the size that is chosen, in the room and after a reload', async () => {
  const tab = await stage.open('/?as=Sized#/room/Sizes');
  await tab.say('how large am I');
  const text = tab.row('how large am I').locator('message-text .text');
  const size = (): Promise<number> => text.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  await text.waitFor();
  const sizes = [await size()];
  for (const choice of ['Large', 'Huge', 'Small']) {
    await choose(tab, 'Text size', choice);
    sizes.push(await size());
  }
  expect(sizes).toEqual([15, 16.875, 19.6875, 14.0625]);
  await preferencesKept(tab, 'Sized', { textSize: 'small' });
  await tab.page.reload();
  await text.waitFor();
  expect(await size()).toBe(14.0625);
});

test('the largest text fits a phone: nothing is wider than the screen', async () => {
  const tab = await stage.open('/?as=Phoned#/room/Sizes', { viewport: { width: 360, height: 740 } });
  await tab.composer.waitFor();
  await tab.page.getByRole('button', { name: 'Rooms and you' }).click();
  const dialog = await openPreferences(tab);
  await dialog.getByText('Huge', { exact: true }).click();
  const widths = await dialog.evaluate((element) => [element.scrollWidth <= element.clientWidth, innerWidth]);
  expect(widths).toEqual([true, 360]);
  await close(tab);
  expect(await tab.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test('less motion stands still, also where the system does not ask for it', async () => {
  const tab = await stage.open('/?as=Still#/room/Themes', { reducedMotion: 'no-preference' });
  await tab.composer.waitFor();
  expect(await paceOf(tab)).toBeGreaterThan(0);
  await (await openPreferences(tab)).getByRole('switch', { name: 'Less motion' }).click();
  await close(tab);
  expect(await paceOf(tab)).toBe(0);
  await preferencesKept(tab, 'Still', { motion: 'reduced' });
  await tab.page.reload();
  await tab.composer.waitFor();
  expect(await paceOf(tab)).toBe(0);
});

test('the rest is kept too: words, switches, and that the browser allowed notifications', async () => {
  const tab = await stage.open('/?as=Keeper#/room/Themes', { permissions: ['notifications'] });
  await tab.composer.waitFor();
  const dialog = await openPreferences(tab);
  for (const name of ['Say who comes and goes', 'Desktop notifications', 'Show others how far you have read'])
    await dialog.getByRole('switch', { name }).click();
  await dialog.getByLabel('Words that concern you').fill('deploy, pager');
  await close(tab); // the cursor is still in the field
  await preferencesKept(tab, 'Keeper', { notifications: { desktop: true, keywords: ['deploy', 'pager'] } });
  await tab.page.reload();
  await tab.composer.waitFor();
  const again = await openPreferences(tab);
  expect(await again.getByLabel('Words that concern you').inputValue()).toBe('deploy, pager');
  const on = await again.getByRole('switch', { checked: true }).evaluateAll((all) => all.map(({ id }) => id));
  expect(on).toEqual(['join-notices', 'desktop']);
});

test('what one chose goes with the key that one forgets', async () => {
  const tab = await stage.open('/', { colorScheme: 'light' });
  await tab.page.getByRole('button', { name: 'Start chatting' }).click();
  await tab.composer.waitFor();
  await choose(tab, 'Theme', 'Dark');
  await tab.page.getByTitle('Change who you are').click();
  await tab.page.getByRole('button', { name: 'Leave …' }).click();
  await tab.page.getByRole('button', { name: 'Forget my key' }).click();
  await tab.page.getByRole('button', { name: 'Start chatting' }).waitFor();
  expect((await colours(tab))[0]).toBe(LIGHT[0]);
});

test('who changes their name keeps what they chose', async () => {
  const tab = await stage.open('/?as=Renamed#/room/Themes', { colorScheme: 'light' });
  await tab.composer.waitFor();
  await choose(tab, 'Theme', 'Dark');
  await tab.page.getByTitle('Change who you are').click();
  await tab.page.getByRole('textbox', { name: 'Name', exact: true }).fill('Renamed Again');
  await tab.page.getByRole('button', { name: 'Save' }).click();
  await tab.page.getByRole('button', { name: 'Renamed Again @renamed' }).waitFor();
  expect((await colours(tab))[0]).toBe(DARK[0]);
});

test('the keyboard alone opens, changes and closes them, and is back where it was', async () => {
  const tab = await stage.open('/?as=Keyed#/room/Themes', { colorScheme: 'light' });
  await tab.composer.waitFor();
  const gear = tab.page.getByRole('button', { name: 'Preferences' });
  await gear.focus();
  await tab.page.keyboard.press('Enter');
  await tab.page.getByRole('radio', { name: 'System', exact: true }).first().waitFor({ state: 'attached' });
  await tab.page.keyboard.press('Tab'); // from the cross to the theme
  await tab.page.keyboard.press('ArrowRight');
  await tab.page.keyboard.press('ArrowRight');
  await close(tab);
  expect((await colours(tab))[0]).toBe(DARK[0]);
  expect(await gear.evaluate((element) => element.matches(':focus'))).toBe(true);
});
