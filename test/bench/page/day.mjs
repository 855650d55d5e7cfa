// @ts-check
// Eight hours in a lively team, compressed: a tab that stays open must not grow.
import { fill, pause, say, textOf } from './talk.mjs';
import { newcomer, Visitor } from './visitor.mjs';

/** @typedef {import('./visitor.mjs').Browser} Browser */
/** @typedef {import('./talk.mjs').NatsConnection} NatsConnection */

const HOURS = 8;
const ROOMS = 20;
const BEFORE = 60;
/** The hours in which the heap is looked at: all, so that a slope shows. */
const PEOPLE = 40;

/**
 * Messages come in all rooms, people write and come and go, and every hour the person looks into a few rooms.
 * @param {Browser} browser
 * @param {string} address
 * @param {NatsConnection} connection
 * @param {{ messages: number, hourMs: number }} wish messages in all, and how long an hour takes
 * @returns {Promise<readonly number[]>} megabytes of the page's objects at the beginning and after every hour
 */
export async function day(browser, address, connection, { messages, hourMs }) {
  const rooms = Array.from({ length: ROOMS }, (_, index) => `Day-${index}`);
  for (const room of rooms) await fill(connection, room, BEFORE);
  const visitor = await Visitor.open(await newcomer(browser), `${address}/?as=Day#/room/Day-0`);
  await visitor.shown('Day-0', textOf(BEFORE));
  await visitor.connected();
  /** @type {Map<string, number>} */
  const last = new Map(rooms.map((room) => [room, BEFORE]));
  const look = async (/** @type {number} */ hour) => {
    for (let visit = 0; visit < 5; visit += 1) {
      const room = `Day-${(hour + visit * 4) % ROOMS}`;
      await visitor.goTo(room, textOf(last.get(room) ?? 0));
    }
    await visitor.goTo('Day-0', textOf(last.get('Day-0') ?? 0));
    await pause(300);
    return visitor.heap();
  };
  const heaps = [await look(0)];
  for (let hour = 1; hour <= HOURS; hour += 1) {
    await anHour(connection, rooms, last, { messages: messages / HOURS, milliseconds: hourMs });
    heaps.push(await look(hour));
  }
  await visitor.close();
  return heaps;
}

/**
 * @param {NatsConnection} connection
 * @param {readonly string[]} rooms
 * @param {Map<string, number>} last
 * @param {{ messages: number, milliseconds: number }} wish
 */
async function anHour(connection, rooms, last, { messages, milliseconds }) {
  const began = performance.now();
  for (let index = 0; index < messages; index += 1) {
    await pause(began + (index * milliseconds) / messages - performance.now());
    const room = rooms[index % 3 === 0 ? 0 : index % rooms.length] ?? ''; // the open one is the liveliest
    const number = (last.get(room) ?? 0) + 1;
    last.set(room, number);
    say(connection, room, number);
    live(connection, index);
  }
  await connection.flush();
}

/** Somebody writes, or comes, or goes, or has read. @param {NatsConnection} connection @param {number} index */
function live(connection, index) {
  const handle = `person-${index % PEOPLE}`;
  const user = { name: handle, emoji: '🦉' };
  const presence = { v: 1, type: 'presence', state: index % 9 === 0 ? 'gone' : 'active', user };
  if (index % 2 === 0) connection.publish(`chat.presence.Day-0.${handle}.tab-${index % 7}`, JSON.stringify(presence));
  if (index % 3 === 0) connection.publish(`chat.typing.Day-0.${handle}`, JSON.stringify({ v: 1, type: 'typing' }));
}
