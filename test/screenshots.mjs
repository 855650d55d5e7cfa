// @ts-check
// `npm run screenshots`: launches natter, lets a few people talk, and takes the pictures of docs/: light, dark, phone.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensurePackages, ROOT } from '../launcher/setup.mjs';
import { CHROMIUM_FLAGS } from './chromium-flags.mjs';

checkNode();
ensurePackages();
await ensureBuilt();
const { ensureChromium } = await import('./chromium.mjs');
const { chromium } = await import('playwright-core');

const TALK = [
  ['Swift Otter', 'Go', 'Morning! Has anybody moved their services to JetStream yet?'],
  ['Ada Lovelace', 'Go', 'Two of them. The stream is the source of truth now, the tables are only views of it.'],
  ['Ada Lovelace', 'Go', 'Best part: a restart is boring.'],
  ['Quiet Owl', 'Go', 'How do you page back through history without consumers?'],
  ['Ada Lovelace', 'Go', 'Direct Get, in batches. Stateless, any replica can answer: https://docs.nats.io'],
  ['Plucky Gopher', 'Go', 'A subject a day keeps the topology at bay.'],
  ['Swift Otter', 'Go', '🎉'],
  ['Quiet Owl', 'Go', 'So this tab really talks to the broker itself?\nNo server of ours in between?'],
  ['Ada Lovelace', 'Go', "Open the console and look. Or sit down at a terminal:\n\nnats sub 'chat.>'"],
  ['Ada Lovelace', 'Rust', 'Anybody here?'],
];

const data = await mkdtemp(join(tmpdir(), 'natter-screenshots-'));
const { page: address, stop, nats } = await launch();
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: CHROMIUM_FLAGS });
try {
  const otter = await known('/?as=Swift Otter');
  const others = await company();
  await talk();
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    await picture(`room-${colorScheme}`, '/?as=Swift Otter#/room/Go', { colorScheme, ...otter });
    await picture(`welcome-${colorScheme}`, '/', { colorScheme });
    await picture(`profile-${colorScheme}`, '/?as=Swift Otter#/room/Go', { colorScheme, ...otter }, async (page) => {
      await page.getByRole('button', { name: /@swift-otter/ }).click();
      await page.getByText('Your key').waitFor();
    });
    await picture(`person-${colorScheme}`, '/?as=Swift Otter#/room/Go', { colorScheme, ...otter }, async (page) => {
      await page
        .getByRole('button', { name: /Ada Lovelace/ })
        .last()
        .click();
      await page.getByText('Mention @ada-lovelace').waitFor();
    });
    await picture(`switcher-${colorScheme}`, '/?as=Swift Otter#/room/Go', { colorScheme, ...otter }, async (page) => {
      await page.keyboard.press('Control+K');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.type('r');
    });
    await picture(`rooms-${colorScheme}`, '/?as=Swift Otter#/room/Go', { colorScheme, ...otter }, async (page) => {
      await page.getByRole('button', { name: 'Browse rooms' }).click();
      await page.getByRole('dialog').getByText('Rust').waitFor();
    });
    await picture(
      `preferences-${colorScheme}`,
      '/?as=Swift Otter#/room/Go',
      { colorScheme, ...otter },
      async (page) => {
        await page.getByRole('button', { name: 'Preferences' }).click();
        await page.getByRole('dialog').waitFor();
      },
    );
  }
  const phone = {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    ...otter,
  };
  await picture('room-phone', '/?as=Swift Otter#/room/Go', phone);
  await picture('rooms-phone', '/?as=Swift Otter#/room/Go', phone, (page) =>
    page.getByRole('button', { name: 'Rooms and you' }).click(),
  );
  await picture('people-phone', '/?as=Swift Otter#/room/Go', phone, (page) =>
    page.getByRole('button', { name: /people here/ }).click(),
  );
  await Promise.all(others.map((page) => page.context().close()));
} finally {
  await browser.close();
  await stop();
  await rm(data, { recursive: true, force: true });
}

/** Others who are in the room, one of them busy, one about to say something. */
async function company() {
  const pages = [];
  for (const name of ['Ada Lovelace', 'Quiet Owl', 'Plucky Gopher']) {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${address}/?as=${name}#/room/Go`);
    await page.getByText(/^NATS \d.* ms$/).waitFor({ state: 'attached' });
    pages.push(page);
  }
  const [ada, owl] = pages;
  if (ada === undefined || owl === undefined) throw new Error('Nobody is there.');
  await say(ada, '/topic Channels, goroutines, and what they are good for');
  await say(owl, '/away reading the scheduler’s source');
  return pages;
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} text
 */
async function say(page, text) {
  const field = page.getByRole('textbox', { name: /^Message to/ });
  await field.fill(text);
  await field.press('Escape'); // no completion in the way
  await field.press('Enter');
}

async function talk() {
  const { connect } = await import('@nats-io/transport-node');
  const { createHash } = await import('node:crypto');
  const connection = await connect({ servers: nats });
  const emojis = new Map([
    ['Swift Otter', '🦦'],
    ['Ada Lovelace', '🦋'],
    ['Quiet Owl', '🦉'],
    ['Plucky Gopher', '🐹'],
  ]);
  for (const [index, [name = '', room = '', text = '']] of TALK.entries()) {
    const handle = name.toLowerCase().replaceAll(' ', '-');
    const id = createHash('sha256').update(String(index)).digest('base64url').slice(0, 22);
    const message = { v: 1, type: 'message', id, user: { name, emoji: emojis.get(name) }, text };
    await connection.request(`chat.room.${room}.${handle}`, JSON.stringify(message));
  }
  await connection.request('chat.room.Go', 'hello from a terminal');
  await connection.close();
}

/**
 * Somebody whose key is made and whose handle is taken: what their browser keeps, for the pictures of them.
 * @param {string} path
 */
async function known(path) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${address}${path}`);
  await page.getByText(/^NATS \d.* ms$/).waitFor({ state: 'attached' });
  const storageState = await context.storageState({ indexedDB: true });
  await context.close();
  return { storageState };
}

/**
 * @param {string} name of the file in docs/
 * @param {string} path
 * @param {import('playwright-core').BrowserContextOptions} options
 * @param {(page: import('playwright-core').Page) => Promise<void>} [act] before the picture is taken
 */
async function picture(name, path, options, act) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 760 }, ...options });
  const page = await context.newPage();
  await page.goto(`${address}${path}`);
  await page.getByText(path === '/' ? 'Start chatting' : 'hello from a terminal').waitFor();
  if (path !== '/') await page.getByText(/^NATS \d.* ms$/).waitFor({ state: 'attached' });
  await act?.(page);
  await page.screenshot({ path: join(ROOT, 'docs', `${name}.png`), animations: 'disabled' });
  await context.close();
}

async function launch() {
  const launcher = join(ROOT, 'dist', 'launcher', 'main.js');
  const free = ['--port', '0', '--ws-port', '0', '--nats-port', '0'];
  const child = spawn(process.execPath, [launcher, '--data', data, ...free], {
    env: { NATTER_NATS_SERVER: '', ...process.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of child.stdout) {
    output += chunk;
    if (output.includes('Ctrl-C stops it.')) break;
  }
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    page: /Page +(\S+)/.exec(output)?.[1] ?? '',
    nats: /NATS +(\S+)/.exec(output)?.[1] ?? '',
    stop: async () => {
      child.kill('SIGINT');
      await ended;
    },
  };
}
