// @ts-check
// What natter's tabs ask of the past, by their own code: the newest page of a room, unread counts, what was missed.
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import { runnerImport } from 'vite';
import { ROOT } from '../../launcher/setup.mjs';
import { linkTo } from './clients/link.mjs';
import { startBroker } from './contestants.mjs';
import { median } from './numbers.mjs';

const PAGE_SIZE = 50;
const UNREAD_LIMIT = 100;
const ROOMS = 50;
const UNREAD_ROOMS = 100;
const UNREAD_IN_A_ROOM = 30;
const MISSED = 5000;
const UNLIMITED = { NATTER_MAX_MSGS: '0', NATTER_MAX_AGE: '0' };

/** @typedef {import('../support/stream-filler.ts').CountedLink} CountedLink */

/**
 * @param {string} folder
 * @param {{ messages: number, rounds: number }} wish
 */
export async function history(folder, { messages, rounds }) {
  const { past, filler } = await modules();
  const server = await startBroker(folder, UNLIMITED);
  const cli = await connect({ servers: server.nats });
  const end = new AbortController();
  try {
    await filler.fill(cli, unevenly(messages));
    await filler.fill(cli, rotating(UNREAD_ROOMS * UNREAD_IN_A_ROOM));
    await filler.fill(
      cli,
      Array.from({ length: MISSED }, () => 'Missed'),
    );
    const link = await linkTo(server.port, end.signal);
    const counted = () => filler.countRequests(link);
    const newest = await newestPages(past, counted, rounds);
    const unread = await repeated(rounds, () => unreadCounts(past, link, messages));
    const catchUp = await repeated(rounds, () => caughtUp(past, link, messages));
    return { ...newest, unreadMs: median(unread), catchUpMs: median(catchUp) };
  } finally {
    end.abort();
    await cli.close();
    await server.stop();
  }
}

async function modules() {
  /** @type {{ module: typeof import('../../web/transport/history.ts') }} */
  const { module: past } = await runnerImport(join(ROOT, 'web/transport/history.ts'));
  /** @type {{ module: typeof import('../support/stream-filler.ts') }} */
  const { module: filler } = await runnerImport(join(ROOT, 'test/support/stream-filler.ts'));
  return { past, filler };
}

/** So many messages over the rooms: the second has half as many as the first, the third a third. @param {number} count */
function unevenly(count) {
  const weights = Array.from({ length: ROOMS }, (_, index) => 1 / (index + 1));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let state = 1; // Park and Miller's generator: the same rooms in every run
  return Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    let left = (state / 2_147_483_647) * all;
    const room = weights.findIndex((weight) => (left -= weight) < 0);
    return `Room-${room === -1 ? 0 : room}`;
  });
}

/** @param {number} count */
function rotating(count) {
  return Array.from({ length: count }, (_, index) => `Unread-${index % UNREAD_ROOMS}`);
}

/**
 * @param {typeof import('../../web/transport/history.ts')} past
 * @param {() => CountedLink} counted
 * @param {number} rounds
 */
async function newestPages(past, counted, rounds) {
  const times = [];
  const trips = [];
  for (let round = 0; round < rounds; round += 1) {
    for (let room = 0; room < ROOMS; room += 1) {
      const { link, roundTrips } = counted();
      const began = performance.now();
      const { messages } = await past.newestPage(link, `Room-${room}`, PAGE_SIZE);
      times.push(performance.now() - began);
      trips.push(roundTrips());
      if (messages.length < PAGE_SIZE) throw new Error(`Room-${room} has ${messages.length} messages only.`);
    }
  }
  return {
    newestMs: median(times),
    newestSlowestMs: Math.max(...times),
    newestRoundTrips: median(trips),
    newestMostRoundTrips: Math.max(...trips),
  };
}

/**
 * @param {typeof import('../../web/transport/history.ts')} past
 * @param {import('../../web/transport/link.ts').Link} link
 * @param {number} after a sequence
 */
async function unreadCounts(past, link, after) {
  const rooms = Array.from({ length: UNREAD_ROOMS }, (_, index) => `Unread-${index}`);
  const answers = await Promise.all(rooms.map((room) => past.firstSince(link, room, after, UNREAD_LIMIT)));
  if (answers.some(({ messages }) => messages.length !== UNREAD_IN_A_ROOM)) throw new Error('Wrong counts.');
}

/**
 * @param {typeof import('../../web/transport/history.ts')} past
 * @param {import('../../web/transport/link.ts').Link} link
 * @param {number} after a sequence
 */
async function caughtUp(past, link, after) {
  let count = 0;
  for await (const { messages } of past.missedSince(link, 'Missed', after)) count += messages.length;
  if (count !== MISSED) throw new Error(`${count} messages of ${MISSED} came.`);
}

/**
 * @param {number} rounds
 * @param {() => Promise<void>} work
 */
async function repeated(rounds, work) {
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return times;
}
