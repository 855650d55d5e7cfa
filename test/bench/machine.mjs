// @ts-check
// The machine: what it is, what a process has taken of it, and how servers and clients are kept out of each other's way.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';

const TICKS_A_SECOND = 100; // USER_HZ is 100 on every Linux
const PAGE_BYTES = 4096;
const LOAD_BEFORE = loadavg()[0] ?? 0;

/** Whether servers get one core and clients another. */
export const pinned = cpus().length >= 2 && spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/** @typedef {'server' | 'clients'} Side */

/**
 * @param {Side} side
 * @param {readonly string[]} args of Node
 * @returns {readonly [command: string, args: readonly string[]]}
 */
export function nodeOn(side, args) {
  if (!pinned) return [process.execPath, args];
  return ['taskset', ['-c', side === 'server' ? '0' : '1', process.execPath, ...args]];
}

/**
 * Seconds of CPU that these processes have taken so far, in user and kernel. Source: proc(5), fields 14 and 15 of `stat`.
 * @param {readonly number[]} pids
 */
export function cpuSeconds(pids) {
  const ticks = pids.map((pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, some) => sum + some, 0) / TICKS_A_SECOND;
}

/**
 * Bytes of memory a process has at the moment.
 * @param {number} pid
 */
export function residentBytes(pid) {
  return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
}

/** @param {string} natsServer its version */
export function describeMachine(natsServer) {
  const [first] = cpus();
  return {
    cpu: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 1024 ** 3)} GB`,
    system: `${process.platform} ${release()}`,
    node: process.versions.node,
    natsServer,
    pinned,
    /** What others had it do in the minute before: above a few tenths, the figures are not to be trusted. */
    loadBefore: LOAD_BEFORE,
  };
}

/** @type {Set<number>} */
const ours = new Set();
process.on('exit', () => {
  for (const pid of ours) stopQuietly(pid);
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => process.exit(1));

/**
 * A process that must not outlive this one, however that ends.
 * @param {number} pid negative for a whole group
 * @returns {() => void} to be called once it has ended
 */
export function endsWithUs(pid) {
  ours.add(pid);
  return () => void ours.delete(pid);
}

/** @param {number} pid */
function stopQuietly(pid) {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // it has ended already
  }
}
