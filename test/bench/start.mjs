// @ts-check
// `npm run bench`: natter's server beside what people would pick instead, in turns, and what only natter does. Writes
// docs/performance.md. With --quick one short round, into dist/bench, to see whether the bench works; nothing is asserted.
import { mkdtemp, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensurePackages, ROOT } from '../../launcher/setup.mjs';

checkNode();
ensurePackages();
await ensureBuilt();
const { CONTESTANTS, startBroker } = await import('./contestants.mjs');
const { describeMachine } = await import('./machine.mjs');
const { startNatter } = await import('./natter.mjs');
const { figuresOf } = await import('./figures.mjs');
const { Helper } = await import('./helper.mjs');
const { logins } = await import('./logins.mjs');
const { measure, SIZES } = await import('./round.mjs');
const { writeHalf } = await import('./report/book.mjs');
const { serverHalf, serverPlots } = await import('./report/server.mjs');

const quick = process.argv.includes('--quick');
const ROUNDS = quick ? 1 : 3;
const SECONDS = quick ? { paced: 1, saturated: 1, warmUp: 0.5 } : { paced: 3, saturated: 2, warmUp: 1 };
const HISTORY = quick ? { messages: 20_000, rounds: 1 } : { messages: 100_000, rounds: 5 };
const READER_FLAGS = ['--experimental-websocket', '--no-warnings']; // Node 20 has a WebSocket only behind a flag
const folder = join(ROOT, quick ? 'dist/bench' : 'docs');
const data = await mkdtemp(join(tmpdir(), 'natter-bench-'));

try {
  const natsServer = await findNatsServer();
  const rounds = [];
  for (let round = 1; round <= ROUNDS; round += 1) rounds.push(await takeTurns(round));
  say('history');
  const reader = new Helper('clients/reader.mjs', READER_FLAGS);
  const history = await reader.ask('history', join(data, 'history'), HISTORY);
  await reader.end();
  say('logins');
  const people = await logins(join(data, 'logins'), ROUNDS);
  say('starts');
  const start = { npm: await startTimes('npm', ['run', 'launch']) };
  const alone = { history, logins: people, start };
  const raw = {
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(natsServer),
    rounds: ROUNDS,
    seconds: SECONDS,
    figures: figuresOf(rounds, alone),
    values: { rounds, ...alone },
  };
  const changed = await writeHalf(folder, 'server', {
    raw,
    markdown: serverHalf(raw),
    plots: serverPlots(raw.figures),
  });
  say(`\n${join(folder, 'performance.md')} is written.`);
  say(changed.length === 0 ? 'Nothing to compare with, or nothing changed by 10 %.' : changed.join('\n'));
} finally {
  await rm(data, { recursive: true, force: true });
}

/** Has natter find or fetch nats-server once, for all that start later. @returns its version */
async function findNatsServer() {
  const { pids, stop } = await startBroker(join(data, 'first'));
  const binary = await readlink(`/proc/${pids[0]}/exe`);
  await stop();
  process.env['NATTER_NATS_SERVER'] = binary;
  return /\d+\.\d+\.\d+/.exec(binary)?.[0] ?? '';
}

/** @param {number} round */
async function takeTurns(round) {
  /** @type {Record<string, Record<string, Readonly<Record<string, number>>>>} */
  const results = {};
  for (const size of SIZES) {
    for (const [name, contestant] of Object.entries(CONTESTANTS)) {
      say(`round ${round} of ${ROUNDS}: ${contestant.title}, ${size} in the room`);
      (results[name] ??= {})[size] = await measure(contestant, size, data, SECONDS);
    }
  }
  return results;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
async function startTimes(command, args) {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { took, stop } = await startNatter(join(data, 'starts'), command, args);
    await stop();
    times.push(took);
  }
  return times;
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
