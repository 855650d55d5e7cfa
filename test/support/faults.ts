// The stage of the fault tests: for each test an installation of its own that can be broken at every joint, and one Chromium.
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, onTestFailed } from 'vitest';
import { builtFiles } from '../../launcher/site/files.ts';
import { Site } from '../../launcher/site/site.ts';
import { startBroker } from './broker.ts';
import type { BrokerWish, TestBroker } from './broker.ts';
import { startBrowser, Tab } from './people.ts';
import { startProxy } from './proxy.ts';
import type { TestProxy } from './proxy.ts';
import { random } from './random.ts';
import type { Random } from './random.ts';

/** `npm run test:faults` is the long form; a part of `npm test` is a short one with the same faults, but fewer of each. */
export const LONG = process.env['NATTER_FAULTS'] === 'long';

const PAGE = fileURLToPath(new URL('../../dist/web', import.meta.url));

/** What is done to a tab before the page is opened in it. */
export type Preparation = (tab: Tab, address: string) => Promise<unknown>;

export interface Installation {
  readonly broker: TestBroker;
  /** Between all tabs and the broker. */
  readonly network: TestProxy;
  /** The page's address. */
  readonly address: string;
  /** A tab in a browser of its own; `path` such as `/?as=Ada#/room/Go`. */
  readonly open: (path: string, prepare?: Preparation) => Promise<Tab>;
  /** A tab in the browser of another one. */
  readonly openIn: (context: BrowserContext, path: string) => Promise<Tab>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

export interface FaultStage {
  /** @param wish limits of the stream; none unless given. */
  readonly install: (wish?: BrokerWish) => Promise<Installation>;
}

/** Sets the stage; after every test, no page may have complained. */
export function setFaultStage(): FaultStage {
  let browser: Browser | undefined;
  let tabs: Tab[] = [];

  beforeAll(async () => {
    browser = await startBrowser();
  });

  afterEach(async () => {
    const complaints = tabs.flatMap((tab) => tab.complaints);
    await Promise.all(tabs.map((tab) => tab.page.context().close()));
    tabs = [];
    expect(complaints, 'what the pages complained about').toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
  });

  const newTab = async (page: Promise<Tab['page']>): Promise<Tab> => {
    const tab = new Tab(await page);
    tabs.push(tab);
    return tab;
  };
  return {
    install: async (wish = {}) => {
      const { address, site, broker, network } = await startAll(wish);
      return {
        broker,
        network,
        address,
        open: async (path, prepare) => {
          if (browser === undefined) throw new Error('The browser is not started yet.');
          const context = await browser.newContext();
          const tab = await newTab(context.newPage());
          await prepare?.(tab, address);
          await tab.page.goto(`${address}${path}`);
          return tab;
        },
        openIn: async (context, path) => {
          const tab = await newTab(context.newPage());
          await tab.page.goto(`${address}${path}`);
          return tab;
        },
        [Symbol.asyncDispose]: async () => {
          await site.close();
          await network[Symbol.asyncDispose]();
          await broker[Symbol.asyncDispose]();
        },
      };
    },
  };
}

/** The page's own server, the broker that lets that page in, and the network that leads to it; no launcher that would mend anything. */
async function startAll(wish: BrokerWish): Promise<{
  readonly address: string;
  readonly site: Site;
  readonly broker: TestBroker;
  readonly network: TestProxy;
}> {
  const site = new Site('faults', undefined);
  const address = `http://127.0.0.1:${await site.listen('127.0.0.1', 0)}`;
  const broker = await startBroker({ ...wish, origins: [address] });
  const network = await startProxy(broker.ports.ws);
  site.open({
    config: { version: 'faults', servers: [network.webSocket], port: broker.ports.ws, accessCode: false },
    files: builtFiles(PAGE, [network.webSocket], broker.ports.ws),
    healthy: () => Promise.resolve(true),
    login: (question, from) => broker.door.doorkeeper.answer(question, from),
    behindProxy: false,
  });
  return { address, site, broker, network };
}

/** The chance of one test; its seed is told if the test fails, and NATTER_SEED has it again. */
export function seeded(): Random {
  const chance = random();
  onTestFailed(() => void process.stderr.write(`This chance again: NATTER_SEED=${chance.seed}\n`));
  return chance;
}

/** Lets chance choose the moment of what follows, up to so many milliseconds from now. Nothing waits for anything here. */
export function aMoment(most: number, chance: Random): Promise<void> {
  return delay(chance.under(most));
}

/** A figure for whoever reads the report. */
export function reportFigure(sentence: string): void {
  process.stdout.write(`  ${sentence}\n`);
}
