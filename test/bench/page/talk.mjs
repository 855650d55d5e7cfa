// @ts-check
// What the others say while the page is measured: numbered messages of many people, over a connection of this machine.
import { randomBytes } from 'node:crypto';

/** @typedef {import('@nats-io/transport-node').NatsConnection} NatsConnection */

const WORDS = 'the stream is what everybody reads and nobody has to trust anything but the order it gives'.split(' ');
const PEOPLE = 40;
const EMOJI = ['🦦', '🦋', '🦉', '🐹', '🦊', '🐝', '🐙', '🦔'];
/** So many wait for the stream at once; it refuses more than 10,000. */
const IN_FLIGHT = 2000;
const PATIENCE_MS = 20_000;
const SLICES = 50;

/** The text of a room's message of this number: some short, some of a few lines. @param {number} number */
export function textOf(number) {
  const length = 3 + ((number * 7) % 29);
  return `${number}: ${Array.from({ length }, (_, index) => WORDS[(number + index) % WORDS.length]).join(' ')}`;
}

/** Who says it; now and then several messages in a row are of the same. @param {number} number */
function authorOf(number) {
  return `person-${Math.floor(number / 2) % PEOPLE}`;
}

/**
 * @param {string} handle
 * @param {string} text
 */
function payloadOf(handle, text) {
  const user = { name: handle, emoji: EMOJI[handle.length % EMOJI.length] };
  return JSON.stringify({ v: 1, type: 'message', id: randomBytes(16).toString('base64url'), user, text });
}

/** Without waiting for the stream. @param {NatsConnection} connection @param {string} room @param {number} number */
export function say(connection, room, number) {
  const handle = authorOf(number);
  connection.publish(`chat.room.${room}.${handle}`, payloadOf(handle, textOf(number)));
}

/**
 * Says the messages 1 to `count`, and waits until all are stored.
 * @param {NatsConnection} connection
 * @param {string} room
 * @param {number} count
 */
export async function fill(connection, room, count) {
  for (let number = 1; number <= count; number += 1) {
    if (number % IN_FLIGHT !== 0 && number !== count) say(connection, room, number);
    else {
      const handle = authorOf(number);
      await connection.request(`chat.room.${room}.${handle}`, payloadOf(handle, textOf(number)), {
        timeout: PATIENCE_MS,
      });
    }
  }
}

/**
 * Says the messages from one number to another, evenly over so many milliseconds.
 * @param {NatsConnection} connection
 * @param {string} room
 * @param {readonly [first: number, last: number]} numbers
 * @param {number} milliseconds
 */
export async function sayEvenly(connection, room, [first, last], milliseconds) {
  const count = last - first + 1;
  const slices = Math.min(count, Math.ceil((SLICES * milliseconds) / 1000));
  const began = performance.now();
  for (let slice = 0; slice < slices; slice += 1) {
    await pause(began + (slice * milliseconds) / slices - performance.now());
    const from = first + Math.floor((count * slice) / slices);
    const to = first + Math.floor((count * (slice + 1)) / slices);
    for (let number = from; number < to; number += 1) say(connection, room, number);
    await connection.flush();
  }
}

/** @param {number} milliseconds */
export function pause(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, milliseconds));
  });
}
