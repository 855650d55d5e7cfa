// @ts-check
// One contestant with so many subscribers: started, filled with idle people, paced, saturated, stopped.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Helper } from './helper.mjs';
import { residentBytes } from './machine.mjs';

export const SIZES = /** @type {const} */ ([1, 100, 1000]);
/** Messages on their way at once where it goes as fast as it can. */
export const WINDOW = 256;
/** Until a server has put in order what the logins left behind. */
const SETTLE_MS = 1500;

/** @typedef {{ paced: number, saturated: number, warmUp: number }} Seconds */

/**
 * @param {import('./contestants.mjs').Contestant} contestant
 * @param {(typeof SIZES)[number]} size
 * @param {string} data a folder
 * @param {Seconds} seconds
 * @returns {Promise<Readonly<Record<string, number>>>}
 */
export async function measure(contestant, size, data, seconds) {
  const folder = await mkdtemp(join(data, 'round-'));
  const server = await contestant.start(folder);
  const clients = new Helper('clients/main.mjs');
  try {
    const idle = await occupy(server, clients, contestant.dialect, size);
    await clients.ask('paced', 0.5);
    const { p50, p99 } = await clients.ask('paced', seconds.paced);
    const { saturated, warmUp } = seconds;
    const { pids } = server;
    const most = await clients.ask('saturated', { seconds: saturated, warmUp, window: WINDOW, pids });
    return { startMs: server.took, ...idle, p50, p99, ...most };
  } finally {
    await clients.end();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {import('./contestants.mjs').Running} server
 * @param {Helper} clients
 * @param {string} dialect
 * @param {number} size
 */
async function occupy({ port, pids: [holder = 0] }, clients, dialect, size) {
  if (size < 1000) {
    await clients.ask('connect', dialect, port, size);
    return {};
  }
  await delay(SETTLE_MS);
  const before = residentBytes(holder);
  const connectMs = await clients.ask('connect', dialect, port, size);
  await delay(SETTLE_MS);
  return { connectMs, bytesPerConnection: (residentBytes(holder) - before) / size };
}
