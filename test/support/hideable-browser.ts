// A Chromium whose tabs can be hidden and frozen: in one that playwright launches every tab counts as looked at, always.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { CHROMIUM_FLAGS } from '../chromium-flags.mjs';
import { chromePath } from './people.ts';
import { until } from './wait.ts';

export interface HideableBrowser {
  readonly context: BrowserContext;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

export async function startHideableBrowser(): Promise<HideableBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'natter-chromium-'));
  const flags = [
    '--headless',
    ...CHROMIUM_FLAGS,
    '--no-first-run',
    '--remote-debugging-port=0',
    `--user-data-dir=${folder}`,
  ];
  const child = spawn(chromePath(), [...flags, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit');
  const browser = await chromium.connectOverCDP(await addressIn(child.stderr), { noDefaults: true });
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('A Chromium without a window');
  return {
    context,
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Where it listens, as it says itself. */
async function addressIn(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(output)) {
    const [, address] = /DevTools listening on (\S+)/.exec(line) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error('Chromium ended before it listened.');
}

/** Puts a tab to sleep, as Chromium does with one that nobody has looked at for long. @returns what wakes it. */
export async function freeze(page: Page): Promise<() => Promise<void>> {
  const other = await page.context().newPage();
  await other.bringToFront();
  const sleep = await page.evaluateHandle(() => {
    const watched = { begun: false };
    document.addEventListener('freeze', () => (watched.begun = true), { once: true });
    return watched;
  });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' }); // answered before the page has heard of it
  await until('the page to be asleep', () => sleep.evaluate(({ begun }) => begun));
  return async () => {
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await page.bringToFront();
    await other.close();
    await devtools.detach();
  };
}
