// @ts-check
// Many of everything: a person with 300 rooms who goes from one to the other, and a room with 2,000 people in it.
import { framesOf } from './sizes.mjs';
import { fill, pause, textOf } from './talk.mjs';
import { newcomer, Visitor } from './visitor.mjs';

/** @typedef {import('./visitor.mjs').Browser} Browser */
/** @typedef {import('./talk.mjs').NatsConnection} NatsConnection */

const MESSAGES = 60;
const COMING = 200;

/**
 * The first round opens every room for the first time, the second goes through all of them again.
 * @param {Browser} browser
 * @param {string} address
 * @param {NatsConnection} connection
 * @param {number} count
 */
export async function manyRooms(browser, address, connection, count) {
  const rooms = Array.from({ length: count }, (_, index) => `Room-${index}`);
  for (const room of rooms) await fill(connection, room, MESSAGES);
  const visitor = await Visitor.open(await newcomer(browser), `${address}/?as=Rooms#/room/Lobby`);
  await visitor.shown('Lobby', textOf(1));
  await visitor.connected();
  /** @type {number[][]} */
  const turns = [];
  for (const turn of [rooms, rooms.toReversed()]) {
    const times = [];
    for (const room of turn) times.push(await visitor.goTo(room, textOf(MESSAGES)));
    turns.push(times);
  }
  const [first = [], again = []] = turns;
  const heap = await visitor.heap();
  await visitor.close();
  return { first, again, heap: [heap] };
}

/**
 * A room full of people is opened; then some more come, all within a second.
 * @param {Browser} browser
 * @param {string} address
 * @param {NatsConnection} connection
 * @param {number} count
 */
export async function manyPeople(browser, address, connection, count) {
  const room = 'Crowd';
  await fill(connection, room, MESSAGES);
  await appear(connection, room, 0, count);
  const visitor = await Visitor.open(await newcomer(browser), `${address}/?as=Crowd#/room/Lobby`);
  await visitor.shown('Lobby', textOf(1));
  await visitor.connected();
  const opening = await visitor.longestTask(async () => {
    const open = await visitor.goTo(room, textOf(MESSAGES));
    const began = performance.now();
    await sees(visitor, count);
    return { open, people: open + performance.now() - began };
  });
  const coming = await visitor.longestTask(async () => {
    await visitor.page.evaluate(() => window.bench.recordFrames());
    for (let some = 0; some < COMING; some += 10) {
      await appear(connection, room, count + some, 10);
      await pause((1000 * 10) / COMING);
    }
    await sees(visitor, count + COMING);
    return visitor.page.evaluate(() => window.bench.framesRecorded());
  });
  const heap = await visitor.heap();
  await visitor.close();
  const { frame99 } = framesOf(coming.value.work);
  const { open, people } = opening.value;
  const [openTask, comingTask] = [opening.longest, coming.longest];
  const figures = { open, people, openTask, comingTask, comingFrame: frame99, heap };
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, [value]]));
}

/** Until the page says that so many are there, itself included. @param {Visitor} visitor @param {number} others */
async function sees({ page }, others) {
  const count = (others + 1).toLocaleString('en');
  await page.getByRole('heading', { name: `${count} here` }).waitFor();
}

/** @param {NatsConnection} connection @param {string} room @param {number} first @param {number} count */
async function appear(connection, room, first, count) {
  for (let number = first; number < first + count; number += 1) {
    const user = { name: `Person ${number}`, emoji: '🦉' };
    const state = number % 4 === 0 ? 'away' : 'active';
    const said = JSON.stringify({ v: 1, type: 'presence', state, user });
    connection.publish(`chat.presence.${room}.crowd-${number}.tab`, said);
  }
  await connection.flush();
}
