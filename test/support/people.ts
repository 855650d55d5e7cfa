// People at their browsers: each with a browser context of their own, so that no tab slows another.
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/** Starts the Chromium that `npm test` found. */
export function startBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROME_PATH'];
  if (executablePath === undefined) throw new Error('CHROME_PATH is not set: run the tests with npm test');
  return chromium.launch({ executablePath, args: ARGS });
}

/** One tab, spoken of as a person would. */
export class Tab {
  readonly page: Page;
  /** What the page complained about: exceptions, and everything the Content-Security-Policy forbade. */
  readonly complaints: readonly string[];

  private constructor(page: Page, complaints: readonly string[]) {
    this.page = page;
    this.complaints = complaints;
  }

  /** Opens `address` in a new tab of somebody new. */
  static async open(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Tab> {
    const context = await browser.newContext(options);
    return Tab.of(await context.newPage(), address);
  }

  /** Opens `address` in `page`. */
  static async of(page: Page, address: string): Promise<Tab> {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(address);
    return new Tab(page, complaints);
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: /^Message to/ });
  }

  get log(): Locator {
    return this.page.getByRole('log');
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Waits until the list shows a message with this text. */
  async sees(text: string): Promise<void> {
    await this.log.getByText(text, { exact: true }).first().waitFor();
  }

  /** The texts in the list, oldest first. */
  texts(): Promise<string[]> {
    return this.log.locator('message-text .text').allInnerTexts();
  }
}
