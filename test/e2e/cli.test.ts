// The README's promise to people with a terminal, kept by the real nats CLI; skipped, saying so, where that is not installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { setStage } from '../support/stage.ts';
import { until } from '../support/wait.ts';

const stage = setStage();
const nats = ['nats', join(homedir(), 'go/bin/nats')].find(
  (path) => existsSync(path) || spawnSync(path, ['--version']).status === 0,
);
if (nats === undefined)
  console.log('The tests of the nats CLI are skipped: it is not installed (github.com/nats-io/natscli).');

/** Runs the CLI as the README does, with the address of this test's server. @returns what it printed. */
function cli(...args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(nats ?? 'nats', ['--server', stage.natter().nats, ...args], {
    encoding: 'utf8',
    timeout: 10_000,
    env: { ...process.env, HOME: stage.natter().data },
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

interface Listener {
  /** Resolves when it has printed all of this, however much else comes between. */
  readonly hears: (...sentences: readonly string[]) => Promise<void>;
}

/** Runs `nats sub`, returns once it is subscribed. */
async function listen(...args: readonly string[]): Promise<Listener> {
  const listener = spawn(nats ?? 'nats', ['--server', stage.natter().nats, ...args]);
  let output = '';
  for (const stream of [listener.stdout, listener.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  onTestFinished(() => void listener.kill());
  await until('the CLI to subscribe', () => output.includes('Subscribing on'));
  return {
    hears: async (...sentences) => {
      for (const sentence of sentences) await until(sentence, () => output.includes(sentence));
    },
  };
}

test.skipIf(nats === undefined)('nats pub says something in a room, and a tab sees it', async () => {
  const tab = await stage.open('/?as=Ada#/room/Go');
  await tab.page.getByText('Nobody has said anything here yet.').waitFor();
  cli('pub', 'chat.room.Go', 'hello');
  await tab.sees('hello');
});

/** The commands of the README's terminal session, without the `$ nats`. */
const COMMANDS = [
  ...readFileSync(new URL('../../README.md', import.meta.url), 'utf8').matchAll(/^\$ nats (.+)$/gm),
].map(([, words = '']) => words);

/** The words of a command line; a quoted one is one word. */
function words(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

test.skipIf(nats === undefined)('the README’s session in the terminal does what it shows', async () => {
  const [sub = '', pub = '', view = ''] = COMMANDS;
  expect([sub.slice(0, 4), pub.slice(0, 4), view]).toEqual(['sub ', 'pub ', 'stream view CHAT']);
  const tab = await stage.open('/?as=Ada#/room/Rust');
  await tab.page.getByText(/^NATS \d/).waitFor();
  const listener = await listen(...words(sub));
  await tab.say('Hello, terminal');
  await tab.sees('Hello, terminal');
  cli(...words(pub));
  await listener.hears('Received on "chat.live.Rust.ada"', 'Nats-Subject: chat.room.Rust.ada', 'Hello, terminal');
  await listener.hears('Received on "chat.live.Go.cli"');
});

test.skipIf(nats === undefined)('nats sub sees what a tab says twice: as published and as stored', async () => {
  const tab = await stage.open('/?as=Ada#/room/Twice');
  await tab.page.getByText(/^NATS \d/).waitFor();
  const listener = await listen('sub', 'chat.*.Twice.ada');
  await tab.say('once and again');
  await listener.hears('Received on "chat.typing.Twice.ada"');
  await listener.hears('Received on "chat.room.Twice.ada"', 'Received on "chat.live.Twice.ada"');
});

test.skipIf(nats === undefined)('nats stream shows what is kept, and Direct Get works as PROTOCOL.md says', () => {
  expect(cli('stream', 'ls')).toContain('CHAT');
  expect(cli('stream', 'get', 'CHAT', '1')).toContain('hello');
  expect(cli('stream', 'info', 'CHAT')).toMatch(/Republishing: chat\.room\.> to chat\.live\.>/);
  const document = readFileSync(new URL('../../PROTOCOL.md', import.meta.url), 'utf8');
  const request = /^nats (req .+)$/m.exec(document)?.[1] ?? '';
  expect(cli(...words(request))).toContain('hello');
});
