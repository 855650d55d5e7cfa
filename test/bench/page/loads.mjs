// @ts-check
// How long it takes until somebody who opens the page sees the newest messages: for the first time, and again.
import { newcomer, Visitor } from './visitor.mjs';

/** @typedef {import('./visitor.mjs').Browser} Browser */

/**
 * In turns: a browser that never saw the page; the same person again, with the service worker and what the browser kept of the
 * room; and again where there is no service worker, with the files from the browser's cache.
 * @param {Browser} browser
 * @param {string} address
 * @param {{ room: string, newest: string, rounds: number }} wish
 */
export async function loads(browser, address, { room, newest, rounds }) {
  /** @type {Record<'cold' | 'worker' | 'cache', number[]>} */
  const times = { cold: [], worker: [], cache: [] };
  /** @type {readonly string[]} */
  let scripts = [];
  for (let round = 1; round <= rounds; round += 1) {
    const url = `${address}/?as=Ada-${round}#/room/${room}`;
    const known = await newcomer(browser);
    const first = await Visitor.open(known, url);
    times.cold.push(await first.shown(room, newest));
    await first.connected();
    scripts = await scriptsOf(first);
    await first.page.evaluate(() => navigator.serviceWorker.ready);
    await first.page.close();
    const again = await Visitor.open(known, url);
    times.worker.push(await again.shown(room, newest));
    await again.close();
    times.cache.push(await withoutWorker(browser, `${address}/?as=Eve-${round}#/room/${room}`, room, newest));
  }
  return { times, scripts };
}

/** @param {Browser} browser @param {string} url @param {string} room @param {string} newest */
async function withoutWorker(browser, url, room, newest) {
  const context = await newcomer(browser, { serviceWorkers: 'block' });
  const first = await Visitor.open(context, url);
  await first.shown(room, newest);
  await first.connected();
  await first.page.close();
  const again = await Visitor.open(context, url);
  const time = await again.shown(room, newest);
  await again.close();
  return time;
}

/** The names of the files that this load asked for. @param {Visitor} visitor */
function scriptsOf({ page }) {
  return page.evaluate(() =>
    performance.getEntriesByType('resource').flatMap(({ name }) => /[^/]+\.js$/.exec(name)?.[0] ?? []),
  );
}
