// @ts-check
// `npm run bench:page`: the page in headless Chromium, against a natter launched as people launch it. Writes its half of
// docs/performance.md. With --quick a short run, into dist/bench, to see whether the bench works; nothing is asserted.
import { mkdtemp, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensurePackages, ROOT } from '../../../launcher/setup.mjs';

checkNode();
ensurePackages();
await ensureBuilt();
const { connect } = await import('@nats-io/transport-node');
const { describeMachine } = await import('../machine.mjs');
const { startNatter } = await import('../natter.mjs');
const { writeHalf } = await import('../report/book.mjs');
const { pageHalf } = await import('../report/page.mjs');
const { pagePlots } = await import('../report/page-plots.mjs');
const { bursts } = await import('./bursts.mjs');
const { manyPeople, manyRooms } = await import('./crowds.mjs');
const { day } = await import('./day.mjs');
const { pageFigures } = await import('./figures.mjs');
const { loads } = await import('./loads.mjs');
const { scriptParts } = await import('./scripts.mjs');
const { roomOf, sizes } = await import('./sizes.mjs');
const { fill, textOf } = await import('./talk.mjs');
const { startBrowser } = await import('./visitor.mjs');
const { writing } = await import('./writing.mjs');

const quick = process.argv.includes('--quick');
/** The parts to measure, for whoever works at one of them: nothing is written then. All unless some are named. */
const only = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const WISH = quick
  ? {
      loads: { room: 'Size-1000', newest: textOf(1000), rounds: 2 },
      writing: { keys: 15, messages: 20 },
      sizes: { sizes: [50, 1000, 10_000], rounds: 1, scrollMs: 1500 },
      bursts: { sizes: [200, 1000], rounds: 1 },
      rooms: 40,
      people: 500,
      day: { messages: 2400, hourMs: 300 },
    }
  : {
      loads: { room: 'Size-1000', newest: textOf(1000), rounds: 6 },
      writing: { keys: 60, messages: 100 },
      sizes: { sizes: [50, 1000, 10_000, 100_000], rounds: 2, scrollMs: 2000 },
      bursts: { sizes: [200, 1000, 5000], rounds: 2 },
      rooms: 300,
      people: 2000,
      day: { messages: 16_000, hourMs: 4000 },
    };
const UNLIMITED = { NATTER_MAX_MSGS: '0', NATTER_MAX_AGE: '0' };
const folder = join(ROOT, quick ? 'dist/bench' : 'docs');
const data = await mkdtemp(join(tmpdir(), 'natter-bench-'));
const natter = await startNatter(data, undefined, undefined, UNLIMITED);
const connection = await connect({ servers: natter.nats });
const browsers = await Promise.all([startBrowser(), startBrowser()]);

try {
  const [browser] = browsers;
  const address = natter.page;
  await part('filling the rooms', async () => {
    await fill(connection, 'Lobby', 1);
    for (const size of WISH.sizes.sizes) await fill(connection, roomOf(size), size);
  });
  const values = {
    loads: await part('loads', () => firstLoads(browser, address)),
    writing: await part('writing', () => writing(browsers, address, WISH.writing)),
    sizes: await part('sizes', () => sizes(browser, address, connection, WISH.sizes)),
    bursts: await part('bursts', () => bursts(browser, address, connection, WISH.bursts)),
    rooms: await part('rooms', () => manyRooms(browser, address, connection, WISH.rooms)),
    people: await part('people', () => manyPeople(browser, address, connection, WISH.people)),
    day: await part('day', () => day(browser, address, connection, WISH.day)),
  };
  const raw = {
    date: new Date().toISOString().slice(0, 10),
    machine: { ...describeMachine(await natsServer()), browser: `Chromium ${browser.version()}` },
    wish: WISH,
    parts: values.loads?.scripts ?? [],
    figures: pageFigures(values),
    values,
  };
  if (only.length > 0) for (const figure of Object.entries(raw.figures)) say(figure.join(' '));
  else {
    const page = { raw, markdown: pageHalf(raw), plots: pagePlots(raw) };
    const changed = await writeHalf(folder, 'page', page);
    say(`\n${join(folder, 'performance.md')} is written.`);
    say(changed.length === 0 ? 'Nothing to compare with, or nothing changed by 10 %.' : changed.join('\n'));
  }
} finally {
  await Promise.all(browsers.map((browser) => browser.close()));
  await connection.close();
  await natter.stop();
  await rm(data, { recursive: true, force: true });
}

/** @param {import('playwright-core').Browser} browser @param {string} address */
async function firstLoads(browser, address) {
  const { times, scripts } = await loads(browser, address, WISH.loads);
  return { times, scripts: await scriptParts(scripts) };
}

/** The version of the one that natter found. */
async function natsServer() {
  const { pid } = JSON.parse(await readFile(join(data, 'nats-server.json'), 'utf8'));
  return /\d+\.\d+\.\d+/.exec(await readlink(`/proc/${pid}/exe`))?.[0] ?? '';
}

/**
 * @template Value
 * @param {string} name
 * @param {() => Promise<Value>} measure
 */
async function part(name, measure) {
  if (only.length > 0 && !only.includes(name) && !name.includes(' ')) return undefined;
  const began = performance.now();
  const value = await measure();
  say(`${name}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
  return value;
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
