// The README's promise to people with a terminal, kept by the real nats CLI; skipped, saying so, where that is not installed.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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

test.skipIf(nats === undefined)('nats pub says something in a room, and a tab sees it', async () => {
  const tab = await stage.open('/?as=Ada#/room/Go');
  await tab.page.getByText('Nobody has said anything here yet.').waitFor();
  cli('pub', 'chat.room.Go', 'hello');
  await tab.sees('hello');
});

test.skipIf(nats === undefined)('nats sub sees what a tab says, as published and as stored', async () => {
  const tab = await stage.open('/?as=Ada#/room/Rust');
  await tab.page.getByText(/^NATS \d/).waitFor();
  const listener = spawn(nats ?? 'nats', ['--server', stage.natter().nats, 'sub', 'chat.>', '--count', '2']);
  let heard = '';
  for (const stream of [listener.stdout, listener.stderr]) stream.on('data', (chunk) => (heard += String(chunk)));
  await until('the CLI to subscribe', () => heard.includes('Subscribing on chat.>'));
  const ended = once(listener, 'close');
  await tab.say('can you hear me');
  await ended;
  expect(heard).toContain('Received on "chat.room.Rust.ada"');
  expect(heard).toContain('Received on "chat.live.Rust.ada"');
  expect(heard).toContain('can you hear me');
});

test.skipIf(nats === undefined)('nats stream shows what is kept', () => {
  expect(cli('stream', 'ls')).toContain('CHAT');
  expect(cli('stream', 'get', 'CHAT', '1')).toContain('hello');
  expect(cli('stream', 'info', 'CHAT')).toMatch(/Republishing: chat\.room\.> to chat\.live\.>/);
});
