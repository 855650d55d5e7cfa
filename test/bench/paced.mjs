// @ts-check
// `node test/bench/paced.mjs 1000`: what nats-server's own settings change with so many people in a room and fifty messages a
// second. Prints a table, for docs/performance.md; --quick is one round.
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { checkNode, ensureBuilt, ensurePackages, ROOT } from '../../launcher/setup.mjs';

checkNode();
ensurePackages();
await ensureBuilt();
const { CONTESTANTS, startBroker } = await import('./contestants.mjs');
const { Helper } = await import('./helper.mjs');
const { cpuSeconds, residentBytes } = await import('./machine.mjs');
const { median } = await import('./numbers.mjs');

const ROUNDS = process.argv.includes('--quick') ? 1 : 3;
const PEOPLE = Number(process.argv[2] ?? 1000);
const SECONDS = 3;
const SETTLE_MS = 1500;

/**
 * @typedef {object} Variant
 * @property {Readonly<Record<string, string>>} [environment] of nats-server
 * @property {(configuration: string) => string} [configure] changes nats.conf
 * @property {boolean} [anyCore] the server may use the clients' core as well
 * @property {'memory' | 'durable'} [instead] of natter
 */

/** @type {Readonly<Record<string, Variant>>} */
const VARIANTS = {
  'as it is': {},
  'GOMAXPROCS=2 on one core': { environment: { GOMAXPROCS: '2' } },
  no_fast_producer_stall: { configure: (text) => `no_fast_producer_stall: true\n${text}` },
  'GOGC=30': { environment: { GOGC: '30' } },
  'GOGC=400': { environment: { GOGC: '400' } },
  'sync_interval: 2m (not durable)': {
    configure: (text) => text.replace('sync_interval: always', 'sync_interval: "2m"'),
  },
  'on both cores': { anyCore: true },
  'on both cores, GOMAXPROCS=1': { anyCore: true, environment: { GOMAXPROCS: '1' } },
  'Socket.IO, durable': { instead: 'durable' },
  'Socket.IO, durable, on both cores': { instead: 'durable', anyCore: true },
};

const data = await mkdtemp(join(tmpdir(), 'natter-bench-'));
try {
  const checkout = await copyOfTheCheckout();
  /** @type {Record<string, Record<string, number>[]>} */
  const results = {};
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const [name, variant] of Object.entries(VARIANTS)) {
      console.error(`round ${round} of ${ROUNDS}: ${name}`);
      (results[name] ??= []).push(await measure(checkout, variant));
    }
  }
  console.log('| | p50, ms | p99, ms | CPU, s a second | kB a connection |\n| --- | --: | --: | --: | --: |');
  for (const [name, rounds] of Object.entries(results)) {
    const columns = Object.keys(rounds[0] ?? {}).map((key) => median(rounds.map((each) => each[key] ?? NaN)));
    console.log(`| ${name} | ${columns.map((value) => value.toPrecision(3)).join(' | ')} |`);
  }
} finally {
  await rm(data, { recursive: true, force: true });
}

/** natter takes its configuration from where it is, and the checkout's own is not to be touched. */
async function copyOfTheCheckout() {
  const copy = join(data, 'natter');
  const left = new Set(['node_modules', 'data', '.git', 'docs'].map((name) => join(ROOT, name)));
  await cp(ROOT, copy, { recursive: true, filter: (path) => !left.has(path) });
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/**
 * @param {string} checkout
 * @param {Variant} variant
 */
async function measure(checkout, { environment = {}, configure = (text) => text, anyCore = false, instead }) {
  const configuration = await readFile(join(ROOT, 'nats.conf'), 'utf8');
  await writeFile(join(checkout, 'nats.conf'), configure(configuration));
  const folder = await mkdtemp(join(data, 'round-'));
  const server =
    instead === undefined ? await startBroker(folder, environment, checkout) : await CONTESTANTS[instead].start(folder);
  const { dialect } = CONTESTANTS[instead ?? 'natter'];
  const clients = new Helper('clients/main.mjs');
  const [holder = 0] = server.pids;
  try {
    if (anyCore) for (const pid of server.pids) spawnSync('taskset', ['-a', '-c', '-p', '0,1', String(pid)]);
    await delay(SETTLE_MS);
    const before = residentBytes(holder);
    await clients.ask('connect', dialect, server.port, PEOPLE);
    await delay(SETTLE_MS);
    const kilobytes = (residentBytes(holder) - before) / PEOPLE / 1000;
    await clients.ask('paced', 1);
    const taken = cpuSeconds(server.pids);
    const { p50, p99 } = await clients.ask('paced', SECONDS);
    return { p50, p99, cpu: (cpuSeconds(server.pids) - taken) / SECONDS, kilobytes };
  } finally {
    await clients.end();
    await server.stop();
  }
}
