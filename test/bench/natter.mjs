// @ts-check
// A natter to be measured: launched as people launch it, in a data folder of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from '../../launcher/setup.mjs';

export const LAUNCH = /** @type {const} */ (['launcher/start.mjs', 'launch']);

/**
 * Starts natter, and says how many milliseconds passed until its addresses stood there.
 * @param {string} data its folder
 * @param {string} command
 * @param {readonly string[]} args
 */
export async function startNatter(data, command = process.execPath, args = LAUNCH) {
  const began = performance.now();
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, NATTER_DATA: data, NATTER_PORT: '0', NATTER_WS_PORT: '0', NATTER_NATS_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = once(child, 'exit');
  let output = '';
  await new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`natter did not start:\n${output}`)));
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      if (output.includes('Ctrl-C stops it.')) resolve(undefined);
    });
  });
  const took = performance.now() - began;
  const address = (/** @type {string} */ name) => new RegExp(`${name} +(\\S+)`).exec(output)?.[1] ?? '';
  const stop = async () => {
    process.kill(-(child.pid ?? 0), 'SIGINT'); // the whole group, as Ctrl-C does
    await ended;
  };
  return { took, page: address('Page'), nats: address('NATS'), stop };
}
