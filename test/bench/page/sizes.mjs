// @ts-check
// Rooms of different sizes: opening one, a message that comes, going back, and what all that holds in memory.
import { median, percentile } from '../numbers.mjs';
import { pause, say, textOf } from './talk.mjs';
import { newcomer, Visitor } from './visitor.mjs';

/** @typedef {import('./visitor.mjs').Browser} Browser */
/** @typedef {import('./talk.mjs').NatsConnection} NatsConnection */

/** What a screen and the first scrolling need. */
const NEWEST = 50;
const APPENDED = 30;
const APPEND_EVERY_MS = 50;
/** A wheel turned fast: in pixels a frame. */
const SCROLL_PIXELS = 60;

/** @param {number} size */
export function roomOf(size) {
  return `Size-${size}`;
}

/**
 * In turns, so that no size has the better minute.
 * @param {Browser} browser
 * @param {string} address
 * @param {NatsConnection} connection
 * @param {{ sizes: readonly number[], rounds: number, scrollMs: number }} wish
 */
export async function sizes(browser, address, connection, { sizes, rounds, scrollMs }) {
  /** @type {Record<string, Record<string, number[]>>} */
  const results = {};
  for (let round = 1; round <= rounds; round += 1) {
    for (const size of sizes) {
      const visitor = await Visitor.open(await newcomer(browser), `${address}/?as=Size-${size}-${round}#/room/Lobby`);
      await visitor.shown('Lobby', textOf(1));
      await visitor.connected();
      const last = size + (round - 1) * APPENDED;
      const figures = {
        ...(await opened(visitor, roomOf(size), last)),
        ...(await appended(visitor, connection, roomOf(size), last)),
        ...(await wentBack(visitor, scrollMs)),
      };
      for (const [name, value] of Object.entries(figures)) ((results[size] ??= {})[name] ??= []).push(value);
      await visitor.close();
    }
  }
  return results;
}

/** @param {Visitor} visitor @param {string} room @param {number} last */
async function opened(visitor, room, last) {
  const { value: open, longest: openTask } = await visitor.longestTask(async () => {
    const time = await visitor.goTo(room, textOf(last), NEWEST);
    await pause(300); // what lies further back follows
    return time;
  });
  await visitor.goTo('Lobby', textOf(1));
  const again = await visitor.goTo(room, textOf(last), NEWEST);
  await pause(200);
  return { open, openTask, again, heap: await visitor.heap() };
}

/** @param {Visitor} visitor @param {NatsConnection} connection @param {string} room @param {number} last */
async function appended(visitor, connection, room, last) {
  const works = [];
  for (let number = last + 1; number <= last + APPENDED; number += 1) {
    const shown = visitor.shown(room, textOf(number));
    await visitor.page.evaluate(() => window.bench.recordFrames());
    say(connection, room, number);
    await shown;
    const { work } = await visitor.page.evaluate(() => window.bench.framesRecorded());
    works.push(Math.max(...work));
    await pause(APPEND_EVERY_MS);
  }
  return { append: median(works) };
}

/** @param {Visitor} visitor @param {number} milliseconds */
async function wentBack(visitor, milliseconds) {
  const { page } = visitor;
  const { value, longest } = await visitor.longestTask(() =>
    page.evaluate(
      async ([pixels, milliseconds]) => {
        window.bench.recordFrames();
        await window.bench.scrollBack(pixels, milliseconds);
        return { ...window.bench.framesRecorded(), loaded: window.bench.texts().length };
      },
      /** @type {const} */ ([SCROLL_PIXELS, milliseconds]),
    ),
  );
  const { intervals, loaded } = value;
  return { ...framesOf(intervals), scrollTask: longest, loaded, heapBack: await visitor.heap() };
}

/** @param {readonly number[]} intervals */
export function framesOf(intervals) {
  return { frame: median(intervals), frame99: percentile(intervals, 0.99), slowestFrame: Math.max(...intervals) };
}
