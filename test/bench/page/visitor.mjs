// @ts-check
// Somebody at a tab: the page as it was built, in a browser that the bench looks into by Chrome's own protocol.
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS } from '../../chromium-flags.mjs';
import { ensureChromium } from '../../chromium.mjs';
import { installBench } from './in-page.mjs';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').BrowserContext} BrowserContext */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').CDPSession} Protocol */

const VIEW = { viewport: { width: 1280, height: 800 } };
/** The events of which the longest of a page's main thread is its longest task. */
const TASKS = ['toplevel', 'disabled-by-default-devtools.timeline'];

/** A process of its own: tabs of one can slow each other. */
export async function startBrowser() {
  return chromium.launch({ executablePath: await ensureChromium(), args: CHROMIUM_FLAGS });
}

/**
 * Somebody's browser, with nothing in it.
 * @param {Browser} browser
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export async function newcomer(browser, options = {}) {
  const context = await browser.newContext({ ...VIEW, ...options });
  await context.addInitScript(installBench, true);
  return context;
}

export class Visitor {
  /**
   * @param {Page} page
   * @param {Protocol} protocol
   */
  constructor(page, protocol) {
    this.page = page;
    this.protocol = protocol;
  }

  /**
   * A tab in a browser that may know the page already.
   * @param {BrowserContext} context
   * @param {string} address
   */
  static async open(context, address) {
    const page = await context.newPage();
    const protocol = await context.newCDPSession(page);
    await protocol.send('Performance.enable', { timeDomain: 'timeTicks' });
    await page.goto(address, { waitUntil: 'commit' });
    return new Visitor(page, protocol);
  }

  /**
   * @param {string} room
   * @param {string} newest the text of its newest message
   * @returns {Promise<number>} milliseconds since the navigation, when it was painted
   */
  shown(room, newest) {
    return this.page.evaluate(
      ([room, newest]) => window.bench.shown(room, newest),
      /** @type {const} */ ([room, newest]),
    );
  }

  /**
   * Goes to a room by its address.
   * @param {string} room
   * @param {string} newest the text of its newest message
   * @param {number} [rows] so many at least
   * @returns {Promise<number>} milliseconds until that was painted
   */
  goTo(room, newest, rows = 1) {
    return this.page.evaluate(
      async ({ room, newest, rows }) => {
        const began = performance.now();
        location.hash = `#/room/${room}`;
        return (await window.bench.shown(room, newest, rows)) - began;
      },
      { room, newest, rows },
    );
  }

  /** Until it is connected, as the badge says. */
  async connected() {
    await this.page.getByText(/^NATS \d.* ms$/).waitFor({ state: 'attached' });
  }

  /** When the navigation began, in milliseconds of the one clock that all processes of this machine have. */
  async clock() {
    const { metrics } = await this.protocol.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'NavigationStart')?.value ?? NaN) * 1000;
  }

  /** Megabytes of the page's objects, its elements included, once everything that nobody needs is gone. */
  async heap() {
    await this.protocol.send('HeapProfiler.enable');
    for (let time = 0; time < 2; time += 1) await this.protocol.send('HeapProfiler.collectGarbage');
    const { usedSize, embedderHeapUsedSize } = await this.protocol.send('Runtime.getHeapUsage');
    return (usedSize + embedderHeapUsedSize) / 1e6;
  }

  /**
   * @template Value
   * @param {() => Promise<Value>} work
   * @returns {Promise<{ value: Value, longest: number }>} the longest task of the page meanwhile, in milliseconds
   */
  async longestTask(work) {
    const browser = this.page.context().browser();
    await browser?.startTracing(this.page, { categories: TASKS });
    const value = await work();
    const trace = JSON.parse(String(await browser?.stopTracing()));
    return { value, longest: longestOf(trace.traceEvents) };
  }

  async close() {
    await this.page.context().close();
  }
}

/** @param {readonly any[]} events of a trace; durations in microseconds */
function longestOf(events) {
  const thread = (/** @type {any} */ { pid, tid }) => `${pid} ${tid}`;
  const pages = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(thread),
  );
  const tasks = events.filter(
    ({ name, ph, ...event }) => ph === 'X' && name.endsWith('RunTask') && pages.has(thread(event)),
  );
  return tasks.reduce((longest, { dur = 0 }) => Math.max(longest, dur), 0) / 1000;
}
