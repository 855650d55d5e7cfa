// @ts-check
// `npm run bench`: how long natter takes to start, a page to show a room's history, and a thousand people
// to get in. Medians; nothing is asserted.
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensurePackages } from '../../launcher/setup.mjs';
import { LAUNCH, startNatter } from './natter.mjs';

checkNode();
ensurePackages();
await ensureBuilt();
const { ensureChromium } = await import('../chromium.mjs');
const { chromium } = await import('playwright-core');
const { connect } = await import('@nats-io/transport-node');

const ROUNDS = 10;
const LOGIN_ROUNDS = 3;
const MESSAGES = 1000;
const data = await mkdtemp(join(tmpdir(), 'natter-bench-'));

try {
  await (await startNatter(data)).stop(); // finds or fetches nats-server once
  const node = await rounds(() => startTime(process.execPath, LAUNCH));
  const npm = await rounds(() => startTime('npm', ['run', 'launch']));
  const load = await firstLoads();
  const { logins } = await import('./logins.mjs');
  const people = await logins(data, LOGIN_ROUNDS);
  process.stdout.write(`
Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim()}); medians of ${ROUNDS}, in brackets the slowest

  start to ready, node launcher/start.mjs launch   ${milliseconds(node)}
  start to ready, npm run launch                   ${milliseconds(npm)}
  first load to history shown, cold                ${milliseconds(load.cold)}
  the same again, files from the browser's cache   ${milliseconds(load.warm)}
  JavaScript of the first load                     ${(load.gzip / 1000).toFixed(1)} kB gzip

  1,000 people log in, all new                     ${milliseconds(people.first)}
  1,000 people log in who were here before         ${milliseconds(people.again)}
  nats-server killed: all 1,000 are in again       ${milliseconds(people.back)}
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
  const { took, stop } = await startNatter(data, command, args);
  await stop();
  return took;
}

/** A room of a thousand messages, opened by a person who is known here, in a browser that never saw the page and again. */
async function firstLoads() {
  const { page: address, nats, stop } = await startNatter(data);
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
    await page.goto(`${address}/?as=Ada ${round}`);
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
