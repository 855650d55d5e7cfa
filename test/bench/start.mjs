// @ts-check
// `npm run bench`: how long natter takes to start, and a page to show a room's history. Medians of ten; nothing is asserted.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensurePackages, ROOT } from '../../launcher/setup.mjs';

checkNode();
ensurePackages();
await ensureBuilt();
const { ensureChromium } = await import('../chromium.mjs');
const { chromium } = await import('playwright-core');
const { connect } = await import('@nats-io/transport-node');

const ROUNDS = 10;
const MESSAGES = 1000;
const data = await mkdtemp(join(tmpdir(), 'natter-bench-'));

/** What the tests fetched or found serves here too. */
const environment = { ...process.env, NATTER_DATA: data, NATTER_PORT: '0', NATTER_WS_PORT: '0', NATTER_NATS_PORT: '0' };

try {
  await (await start(process.execPath, ['launcher/start.mjs', 'launch'])).stop(); // finds or fetches nats-server once
  const node = await rounds(() => startTime(process.execPath, ['launcher/start.mjs', 'launch']));
  const npm = await rounds(() => startTime('npm', ['run', 'launch']));
  const load = await firstLoads();
  process.stdout.write(`
Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim()}); medians of ${ROUNDS}, in brackets the slowest

  start to ready, node launcher/start.mjs launch   ${milliseconds(node)}
  start to ready, npm run launch                   ${milliseconds(npm)}
  first load to history shown, cold                ${milliseconds(load.cold)}
  the same again, files from the browser's cache   ${milliseconds(load.warm)}
  JavaScript of the first load                     ${(load.gzip / 1000).toFixed(1)} kB gzip
`);
} finally {
  await rm(data, { recursive: true, force: true });
}

/** @param {() => Promise<number>} measure */
async function rounds(measure) {
  const results = [];
  for (let round = 0; round < ROUNDS; round += 1) results.push(await measure());
  return results;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
async function startTime(command, args) {
  const { took, stop } = await start(command, args);
  await stop();
  return took;
}

/**
 * Starts natter, and says how many milliseconds passed until its addresses stood there.
 * @param {string} command
 * @param {readonly string[]} args
 */
async function start(command, args) {
  const began = performance.now();
  const child = spawn(command, args, {
    cwd: ROOT,
    env: environment,
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

/** A room of a thousand messages, opened by a person who is known here, in a browser that never saw the page and again. */
async function firstLoads() {
  const { page: address, nats, stop } = await start(process.execPath, ['launcher/start.mjs', 'launch']);
  const connection = await connect({ servers: nats });
  for (let count = 1; count <= MESSAGES; count += 1) connection.publish('chat.room.Go', `message ${count}`);
  await connection.flush();
  await connection.close();
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: ['--no-sandbox'] });
  const cold = [];
  const warm = [];
  let gzip = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await browser.newContext();
    await context.addInitScript(watchForHistory, `message ${MESSAGES}`);
    const page = await context.newPage();
    await page.goto(`${address}/?as=Ada`);
    cold.push(await shown(page));
    gzip = await scriptBytes(page);
    await page.reload();
    warm.push(await shown(page));
    await context.close();
  }
  await browser.close();
  await stop();
  return { cold, warm, gzip };
}

/**
 * Runs in the page: notes when the newest message was painted, in milliseconds since the navigation began. It looks only
 * where that message will be, for looking costs time too.
 * @param {string} text
 */
function watchForHistory(text) {
  const path = ['chat-app', 'chat-room', 'message-list', 'message-row:last-of-type', 'message-text', '.text'];
  const newest = () => {
    /** @type {Document | ShadowRoot | Element | null | undefined} */
    let place = document;
    for (const step of path) place = (place instanceof Element ? place.shadowRoot : place)?.querySelector(step);
    return place?.textContent;
  };
  const look = () => {
    if (newest() !== text) requestAnimationFrame(look);
    else requestAnimationFrame(() => performance.mark('history shown'));
  };
  requestAnimationFrame(look);
}

/** @param {import('playwright-core').Page} page */
async function shown(page) {
  const mark = await page.waitForFunction(
    () => performance.getEntriesByName('history shown')[0]?.startTime,
    undefined,
    { polling: 100 },
  );
  return mark.jsonValue();
}

/** @param {import('playwright-core').Page} page */
function scriptBytes(page) {
  return page.evaluate(async () => {
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'));
    const answers = await Promise.all(scripts.map(({ name }) => fetch(name, { cache: 'no-store' })));
    const sizes = await Promise.all(
      answers.map(async (answer) =>
        new Response(answer.body?.pipeThrough(new CompressionStream('gzip'))).arrayBuffer(),
      ),
    );
    return sizes.reduce((sum, { byteLength }) => sum + byteLength, 0);
  });
}

/** @param {readonly number[]} results */
function milliseconds(results) {
  const sorted = results.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return `${median.toFixed(0).padStart(4)} ms   (${(sorted.at(-1) ?? 0).toFixed(0)} ms)`;
}
