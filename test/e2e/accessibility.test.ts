// The page for everybody: axe finds nothing, the keyboard alone suffices, nothing leaves the installation.
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import type { Tab } from '../support/people.ts';
import { setStage } from '../support/stage.ts';

const stage = setStage();
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Else axe may measure a colour that is on its way to another one. */
const reducedMotion = 'reduce' as const;

/** Runs in the page: what axe finds wrong, as a rule and the first place that breaks it. */
const RUN_AXE =
  'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(" ")}`))';

/** What axe finds wrong with the page as it is now, WCAG 2.2 AA included. */
async function violations(tab: Tab): Promise<readonly string[]> {
  await tab.page.addScriptTag({ path: axe });
  return tab.page.evaluate<string[]>(RUN_AXE);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the first visit, in a room and in the dialogs (${colorScheme})`, async () => {
    const options = { colorScheme, reducedMotion, bypassCSP: true };
    const visitor = await stage.open('/', options);
    await visitor.page.getByRole('button', { name: 'Start chatting' }).waitFor();
    expect(await violations(visitor)).toEqual([]);
    const tab = await stage.open('/?as=Ada#/room/Axe', options);
    await tab.say('one, with a link: https://nats.io');
    await tab.rows.first().waitFor();
    await tab.page.getByText(/^NATS \d/).waitFor();
    expect(await violations(tab)).toEqual([]);
    await tab.page.getByRole('button', { name: /@ada/ }).click();
    await tab.page.getByRole('button', { name: 'Save' }).waitFor();
    expect(await violations(tab)).toEqual([]);
    await tab.page.keyboard.press('Escape');
    await tab.page.getByRole('button', { name: 'Preferences' }).click();
    await tab.page.getByText('High contrast').click();
    await tab.page.getByRole('radio', { name: 'High contrast', checked: true }).waitFor();
    expect(await violations(tab)).toEqual([]);
    await tab.page.keyboard.press('Escape');
    await tab.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await violations(tab)).toEqual([]);
  });
}

test('axe finds nothing on a phone, with the drawer closed and open', async () => {
  const tab = await stage.open('/?as=Ada#/room/Axe', {
    viewport: { width: 390, height: 844 },
    reducedMotion,
    bypassCSP: true,
  });
  await tab.composer.waitFor();
  expect(await violations(tab)).toEqual([]);
  await tab.page.getByRole('button', { name: 'Rooms and you' }).click();
  await tab.page.getByRole('link', { name: 'Go' }).waitFor();
  expect(await violations(tab)).toEqual([]);
  await tab.page.getByRole('link', { name: 'Go' }).click();
  await tab.page.getByRole('link', { name: 'Go' }).waitFor({ state: 'hidden' });
  await tab.page.getByRole('heading', { name: 'Go' }).waitFor();
  await tab.page.getByRole('button', { name: 'Rooms and you' }).click();
  await tab.page.getByRole('link', { name: 'Go' }).click(); // the room that is open already
  await tab.page.getByRole('link', { name: 'Go' }).waitFor({ state: 'hidden' });
});

test('the keyboard alone suffices: entering, writing, changing the room, reading back', async () => {
  const tab = await stage.open('/');
  const { keyboard } = tab.page;
  await tab.page.getByRole('button', { name: 'Start chatting' }).waitFor();
  await tabTo(tab, 'Start chatting');
  await keyboard.press('Enter');
  await tab.composer.waitFor();
  await keyboard.type('typed right away');
  await keyboard.press('Enter');
  await tab.sees('typed right away');
  await tabTo(tab, 'Rust');
  await keyboard.press('Enter');
  await tab.page.getByRole('heading', { name: 'Rust' }).waitFor();
  await keyboard.type('typed right away in Rust');
  await keyboard.press('Enter');
  await tab.sees('typed right away in Rust');
  await tabTo(tab, 'Messages in Rust');
});

/** Presses Tab until the element with this name has the focus, through every shadow root. */
async function tabTo(tab: Tab, name: string): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    const focused = await tab.page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').replace(/\s+/g, ' ').trim();
    });
    if (focused.replace(/^# /, '').replace(/^#/, '') === name) return;
    passed.push(focused);
    await tab.page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached “${name}”; it passed ${passed.join(' | ')}`);
}

test('no request leaves the installation', async () => {
  const tab = await stage.open('/');
  const asked = new Set<string>();
  tab.page.on('request', (request) => asked.add(new URL(request.url()).origin));
  await tab.page.reload();
  await tab.page.getByRole('button', { name: 'Start chatting' }).click();
  await tab.page.getByText(/^NATS \d/).waitFor();
  expect([...asked]).toEqual([new URL(stage.natter().page).origin]);
});

test('the first load is under 100 kB of JavaScript, gzipped; the room’s part follows once the door is shown', async () => {
  const tab = await stage.open('/');
  await tab.page.getByRole('button', { name: 'Start chatting' }).waitFor();
  const scripts = await tab.page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('.js') && !name.includes('chat-view'))
      .map(({ name }) => name),
  );
  expect(scripts.length).toBeGreaterThan(0);
  let bytes = 0;
  for (const script of scripts) {
    const response = await fetch(script, { headers: { 'Accept-Encoding': 'gzip' } });
    bytes += Number(response.headers.get('content-length'));
  }
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(100_000);
});
