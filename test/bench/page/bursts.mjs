// @ts-check
// Very many messages within a second: for whoever reads the newest, for whoever scrolls, and for whoever was away.
import { framesOf } from './sizes.mjs';
import { fill, sayEvenly, textOf } from './talk.mjs';
import { newcomer, Visitor } from './visitor.mjs';

/** @typedef {import('./visitor.mjs').Browser} Browser */
/** @typedef {import('./talk.mjs').NatsConnection} NatsConnection */

const BEFORE = 300;
const SECOND = 1000;
const SCROLL_PIXELS = 20;

/**
 * @param {Browser} browser
 * @param {string} address
 * @param {NatsConnection} connection
 * @param {{ sizes: readonly number[], rounds: number }} wish
 */
export async function bursts(browser, address, connection, { sizes, rounds }) {
  /** @type {Record<string, Record<string, number[]>>} */
  const results = {};
  for (let round = 1; round <= rounds; round += 1) {
    for (const size of sizes) {
      const room = `Burst-${size}-${round}`;
      await fill(connection, room, BEFORE);
      const visitor = await Visitor.open(
        await newcomer(browser),
        `${address}/?as=Burst-${size}-${round}#/room/${room}`,
      );
      await visitor.shown(room, textOf(BEFORE));
      await visitor.connected();
      const figures = {
        ...(await atNewest(visitor, connection, room, [BEFORE + 1, BEFORE + size])),
        ...(await whileScrolling(visitor, connection, room, [BEFORE + size + 1, BEFORE + 2 * size])),
        ...(await afterAbsence(visitor, connection, room, [BEFORE + 2 * size + 1, BEFORE + 3 * size])),
      };
      for (const [name, value] of Object.entries(figures)) ((results[size] ??= {})[name] ??= []).push(value);
      await visitor.close();
    }
  }
  return results;
}

/** @typedef {readonly [first: number, last: number]} Numbers */

/** @param {Visitor} visitor @param {NatsConnection} connection @param {string} room @param {Numbers} numbers */
async function atNewest(visitor, connection, room, numbers) {
  const { value, longest } = await visitor.longestTask(async () => {
    await visitor.page.evaluate(() => window.bench.recordFrames());
    const began = performance.now();
    const shown = visitor.shown(room, textOf(numbers[1]));
    await sayEvenly(connection, room, numbers, SECOND);
    await shown;
    const took = performance.now() - began;
    return { took, ...(await visitor.page.evaluate(() => window.bench.framesRecorded())) };
  });
  const { slowestFrame } = framesOf(value.intervals);
  return { took: value.took, task: longest, slowestFrame };
}

/** The reader is not at the end, so everything that comes stays loaded and can be counted. */
/** @param {Visitor} visitor @param {NatsConnection} connection @param {string} room @param {Numbers} numbers */
async function whileScrolling(visitor, connection, room, numbers) {
  const { page } = visitor;
  const { value: intervals, longest } = await visitor.longestTask(async () => {
    const scrolled = page.evaluate(
      async ([pixels, milliseconds]) => {
        await window.bench.scrollBack(200, 50);
        window.bench.recordFrames();
        await window.bench.scrollBack(pixels, milliseconds);
        return window.bench.framesRecorded().intervals;
      },
      /** @type {const} */ ([SCROLL_PIXELS, 1.5 * SECOND]),
    );
    await sayEvenly(connection, room, numbers, SECOND);
    return scrolled;
  });
  const { frame, frame99 } = framesOf(intervals);
  return { scrollFrame: frame, scrollFrame99: frame99, scrollTask: longest, lost: await lostOf(visitor, numbers) };
}

/** How many of these messages are not there, or not in their order. @param {Visitor} visitor @param {Numbers} numbers */
async function lostOf({ page }, [first, last]) {
  const wanted = Array.from({ length: last - first + 1 }, (_, index) => textOf(first + index));
  const newest = wanted.at(-1);
  await page
    .waitForFunction((text) => window.bench.texts().at(-1) === text, newest, { timeout: 20_000 })
    .catch(() => {});
  const there = (await page.evaluate(() => window.bench.texts())).slice(-wanted.length);
  return wanted.filter((text, index) => there[index] !== text).length;
}

/** Back at the page, with what was missed still to be fetched. */
/** @param {Visitor} visitor @param {NatsConnection} connection @param {string} room @param {Numbers} numbers */
async function afterAbsence(visitor, connection, room, numbers) {
  const { page } = visitor;
  const address = page.url();
  await page.goto('about:blank');
  await sayEvenly(connection, room, numbers, SECOND);
  const { value: back, longest } = await visitor.longestTask(async () => {
    await page.goto(address, { waitUntil: 'commit' });
    return visitor.shown(room, textOf(numbers[1]));
  });
  return { back, backTask: longest };
}
