// @ts-check
// A natter to be measured: launched as people launch it, in a data folder of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from '../../launcher/setup.mjs';
import { endsWithUs } from './machine.mjs';

export const LAUNCH = /** @type {const} */ (['launcher/start.mjs', 'launch']);

/**
 * Starts natter, and says how many milliseconds passed until its addresses stood there.
 * @param {string} data its folder
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} more environment
 * @param {string} root of the checkout
 */
export async function startNatter(data, command = process.execPath, args = LAUNCH, more = {}, root = ROOT) {
  const began = performance.now();
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, NATTER_DATA: data, NATTER_PORT: '0', NATTER_WS_PORT: '0', NATTER_NATS_PORT: '0', ...more },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const letGo = endsWithUs(-(child.pid ?? 0)); // the whole group, as Ctrl-C does
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
    process.kill(-(child.pid ?? 0), 'SIGINT');
    await ended;
    letGo();
  };
  return { took, pid: child.pid ?? 0, page: address('Page'), nats: address('NATS'), stop };
}
