// People at their browsers: each with a browser context of their own, so that no tab slows another.
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { CHROMIUM_FLAGS } from '../chromium-flags.mjs';
import { until } from './wait.ts';

/**
 * What Chromium says by itself when a server is away, or has a certificate that only the tests trust, which is not enough for a
 * service worker: no fault of the page.
 */
const NETWORK_NOISE =
  /WebSocket connection to .* failed|An SSL certificate error occurred when fetching the script|WebSocket is already in CLOSING|net::ERR_/;

/** Starts the Chromium that `npm test` found. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromePath(), args: CHROMIUM_FLAGS });
}

/** The Chromium that `npm test` found. */
export function chromePath(): string {
  const path = process.env['CHROME_PATH'];
  if (path === undefined) throw new Error('CHROME_PATH is not set: run the tests with npm test');
  return path;
}

/** Whom a browser knows by a tab’s `?as=`. */
export interface KnownPerson {
  readonly as: string;
  /** `SU…`. */
  readonly seed: string;
}

/** Runs in the page, before its own code: puts the key where natter keeps it, unless natter was here before. */
function keepSeed({ as, seed }: KnownPerson): void {
  const opening = indexedDB.open(`natter as ${as}`, 1);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('settings').put(seed, 'seed'));
  opening.addEventListener('success', () => opening.result.close());
}

/** One tab, spoken of as a person would. */
export class Tab {
  readonly page: Page;
  /** What the page complained about: exceptions, and everything the Content-Security-Policy forbade. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !NETWORK_NOISE.test(message.text()))
        this.complaints.push(`${message.text()} ${message.location().url}`);
    });
  }

  /** Opens `address` in a browser of its own. @param person whom that browser knows already. */
  static async open(
    browser: Browser,
    address: string,
    options: BrowserContextOptions = {},
    person?: KnownPerson,
  ): Promise<Tab> {
    const context = await browser.newContext(options);
    if (person !== undefined) await context.addInitScript(keepSeed, person);
    const tab = new Tab(await context.newPage());
    await tab.page.goto(address);
    return tab;
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: /^Message to/ });
  }

  get log(): Locator {
    return this.page.getByRole('log');
  }

  get rows(): Locator {
    return this.log.locator('message-row');
  }

  /** The row that says `text`. */
  row(text: string): Locator {
    return this.rows.filter({ has: this.page.getByText(text, { exact: true }) });
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Says it, and waits until the stream has given it back: only then does its row say where it is stored. */
  async sayAndStore(text: string): Promise<void> {
    await this.say(text);
    await this.row(text).locator('time a').waitFor();
  }

  /** Waits until the list shows a message with this text. */
  async sees(text: string): Promise<void> {
    await this.log.getByText(text, { exact: true }).first().waitFor();
  }

  /** The texts in the list, oldest first. */
  texts(): Promise<string[]> {
    return this.log.locator('message-text .text').allInnerTexts();
  }

  async enterRoom(name: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: 'Join or start a room' });
    await field.fill(name);
    await field.press('Enter');
  }

  /** Kills the process of the page, as a lack of memory does. */
  async crash(): Promise<void> {
    const devtools = await this.page.context().newCDPSession(this.page);
    const crashed = this.page.waitForEvent('crash');
    devtools.send('Page.crash').catch(() => {}); // nobody is left to answer
    await crashed;
  }

  /** Scrolls to the oldest message that is loaded. */
  async scrollToOldest(): Promise<void> {
    await this.log.evaluate((log) => log.scrollTo({ top: -log.scrollHeight }));
  }

  /** Scrolls back, a frame or two at a time, until the row of the message with this sequence is in the page. */
  async scrollBackTo(sequence: number): Promise<void> {
    const row = this.log.locator(`message-row a[href$="/${sequence}"]`);
    await until(`number ${sequence} to be in the page`, async () => {
      if ((await row.count()) > 0) return true;
      await this.scrollToOldest();
      return false;
    });
  }

  /** Goes to the newest message, as somebody does who has scrolled back: the end of what is in the page may be another. */
  async goToNewest(): Promise<void> {
    const button = this.page.getByRole('button', { name: /^(To the newest|\d+ new messages?)$/ });
    await button.click();
    await button.waitFor({ state: 'detached' });
  }

  /** Scrolls by so many pixels; negative goes back in time. */
  async scrollBy(pixels: number): Promise<void> {
    await this.log.evaluate((log, by) => log.scrollBy({ top: by }), pixels);
  }

  /** The text of the first message that is wholly in view. */
  firstVisibleText(): Promise<string> {
    return this.log.evaluate((log) => {
      const top = log.getBoundingClientRect().top;
      const row = [...log.querySelectorAll('message-row')].find((each) => each.getBoundingClientRect().top >= top);
      const text = row?.shadowRoot?.querySelector('message-text')?.shadowRoot?.querySelector('.text');
      return text?.textContent ?? '';
    });
  }
}
