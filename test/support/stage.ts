// The stage of an end-to-end file: one launched natter and one Chromium for all of its tests, and fresh tabs for each.
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { newSeed } from '../../web/transport/user-key.ts';
import { launch, temporaryFolder } from './launched.ts';
import type { Launched } from './launched.ts';
import { startBrowser, Tab } from './people.ts';
import type { KnownPerson } from './people.ts';

export interface Stage {
  readonly natter: () => Launched;
  /** Launches natter anew on the same data folder, on the same ports. */
  readonly relaunch: () => Promise<void>;
  /**
   * A tab in a browser of its own; `path` such as `/?as=Ada#/room/Go`. Whoever `?as=` names has the same key in all of
   * them, as somebody who brought it along has; everybody else is new.
   */
  readonly open: (path: string, options?: BrowserContextOptions) => Promise<Tab>;
}

/** Sets the stage; after every test, no page may have complained. @param args flags for the launcher. */
export function setStage(args: readonly string[] = []): Stage {
  let folder: Awaited<ReturnType<typeof temporaryFolder>> | undefined;
  let natter: Launched | undefined;
  let browser: Browser | undefined;
  let tabs: Tab[] = [];
  const seeds = new Map<string, string>();

  beforeAll(async () => {
    folder = await temporaryFolder();
    [natter, browser] = await Promise.all([launch(folder.path, args), startBrowser()]);
  });

  afterEach(async () => {
    const complaints = tabs.flatMap((tab) => tab.complaints);
    await Promise.all(tabs.map((tab) => tab.page.context().close()));
    tabs = [];
    expect(complaints, 'what the pages complained about').toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await natter?.stop();
    await folder?.[Symbol.asyncDispose]();
  });

  const knownBy = (as: string | null): KnownPerson | undefined => {
    if (as === null) return undefined;
    const seed = seeds.get(as) ?? newSeed();
    seeds.set(as, seed);
    return { as, seed };
  };
  const running = (): Launched => {
    if (natter === undefined) throw new Error('natter is not launched yet');
    return natter;
  };
  return {
    natter: running,
    relaunch: async () => {
      const { page, webSocket, nats, data, stop } = running();
      await stop();
      const port = (address: string): string => new URL(address).port;
      const same = ['--port', port(page), '--ws-port', port(webSocket), '--nats-port', port(nats)];
      natter = await launch(data, [...same, ...args]);
    },
    open: async (path, options = {}) => {
      if (browser === undefined) throw new Error('the browser is not started yet');
      const person = knownBy(new URL(path, running().page).searchParams.get('as'));
      const tab = await Tab.open(browser, `${running().page}${path}`, options, person);
      tabs.push(tab);
      return tab;
    },
  };
}
