// @ts-check
// Who is measured: natter as it is launched, and what people would pick instead, each as one would write it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../launcher/setup.mjs';
import { endsWithUs, nodeOn } from './machine.mjs';
import { LAUNCH, startNatter } from './natter.mjs';

/**
 * @typedef {object} Running
 * @property {number} port of the WebSocket
 * @property {number} took milliseconds until it listened
 * @property {readonly number[]} pids of all its processes, the one that holds the connections first
 * @property {() => Promise<void>} stop
 *
 * @typedef {object} Contestant
 * @property {string} title
 * @property {import('./clients/load.mjs').Dialect} dialect
 * @property {(folder: string) => Promise<Running>} start
 */

const peer = (/** @type {string} */ name) => fileURLToPath(new URL(`peers/${name}.mjs`, import.meta.url));

/** In the order of the tables. */
export const NAMES = /** @type {const} */ (['natter', 'durable', 'memory', 'plain']);

/** @type {Readonly<Record<(typeof NAMES)[number], Contestant>>} */
export const CONTESTANTS = {
  natter: { title: 'natter', dialect: 'nats', start: startBroker },
  durable: {
    title: 'Socket.IO, durable',
    dialect: 'rooms',
    start: (folder) => startPeer([peer('rooms'), folder]),
  },
  memory: { title: 'Socket.IO, in memory', dialect: 'rooms', start: () => startPeer([peer('rooms')]) },
  plain: { title: 'bare ws loop', dialect: 'plain', start: () => startPeer([peer('plain')]) },
};

/**
 * @param {string} folder
 * @param {Readonly<Record<string, string>>} [more] environment
 * @param {string} [root] of the checkout
 * @returns {Promise<Running & { nats: string }>}
 */
export async function startBroker(folder, more = {}, root = ROOT) {
  const [command, args] = nodeOn('server', LAUNCH);
  const { took, pid, nats, stop } = await startNatter(folder, command, args, more, root);
  const record = JSON.parse(await readFile(join(folder, 'nats-server.json'), 'utf8'));
  return { port: record.ports.ws, nats, took, pids: [record.pid, pid], stop };
}

/**
 * @param {readonly string[]} nodeArgs
 * @returns {Promise<Running>}
 */
async function startPeer(nodeArgs) {
  const began = performance.now();
  const [command, args] = nodeOn('server', nodeArgs);
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const letGo = endsWithUs(child.pid ?? 0);
  const ended = once(child, 'exit');
  const port = await new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`${nodeArgs[0]} did not start.`)));
    child.stdout.on('data', (chunk) => resolve(Number(/listening on (\d+)/.exec(String(chunk))?.[1])));
  });
  const stop = async () => {
    child.kill();
    await ended;
    letGo();
  };
  return { port, took: performance.now() - began, pids: [child.pid ?? 0], stop };
}
