// @ts-check
// What a person feels who writes: from a key to its letter, from Enter to their own row, and to the row in another's tab.
import { pause } from './talk.mjs';
import { newcomer, Visitor } from './visitor.mjs';

/** @typedef {import('./visitor.mjs').Browser} Browser */

const ROOM = 'Writing';
/** The composer holds back more than ten messages a second. */
const LEAST_PAUSE_MS = 110;

/**
 * Two people, each in a browser process of their own.
 * @param {readonly [Browser, Browser]} browsers
 * @param {string} address
 * @param {{ keys: number, messages: number }} wish
 */
export async function writing([one, other], address, { keys, messages }) {
  const grace = await Visitor.open(await newcomer(one), `${address}/?as=Grace#/room/${ROOM}`);
  const alan = await Visitor.open(await newcomer(other), `${address}/?as=Alan#/room/${ROOM}`);
  await Promise.all([grace.connected(), alan.connected()]);
  const field = grace.page.getByRole('textbox', { name: /^Message to/ });
  await field.focus();
  const letters = await writtenLetters(grace, keys);
  await field.fill('');
  const apart = (await alan.clock()) - (await grace.clock());
  for (const { page } of [grace, alan]) await page.evaluate(() => (window.bench.wire.watched = true));
  /** @type {Record<'sent' | 'own' | 'arrived' | 'other', number[]>} */
  const times = { sent: [], own: [], arrived: [], other: [] };
  for (let number = 1; number <= messages; number += 1) {
    const text = `message ${number}`;
    await grace.page.keyboard.insertText(text);
    await pause(LEAST_PAUSE_MS + Math.random() * 40); // at any moment between two frames
    const seen = Promise.all([grace.shown(ROOM, text), alan.shown(ROOM, text)]);
    await watching([grace, alan]);
    await grace.page.keyboard.press('Enter');
    const [own, others] = await seen;
    const { pressed, sent } = await grace.page.evaluate(() => ({
      pressed: window.bench.pressed,
      ...window.bench.wire,
    }));
    const { arrived } = await alan.page.evaluate(() => window.bench.wire);
    times.sent.push(sent - pressed);
    times.own.push(own - pressed);
    times.arrived.push(arrived + apart - pressed);
    times.other.push(others + apart - pressed);
  }
  await Promise.all([grace.close(), alan.close()]);
  return { letters, ...times };
}

/** @param {Visitor} visitor @param {number} count */
async function writtenLetters(visitor, count) {
  const { page } = visitor;
  const times = [];
  for (let letter = 0; letter < count; letter += 1) {
    const painted = page.evaluate(() => window.bench.keyPainted('a'));
    await watching([visitor]);
    await pause(Math.random() * 40);
    await page.keyboard.press('a');
    times.push(await painted);
  }
  return times;
}

/** An answer to this comes after what was asked before has begun. @param {readonly Visitor[]} visitors */
async function watching(visitors) {
  await Promise.all(visitors.map(({ page }) => page.evaluate(() => {})));
}
