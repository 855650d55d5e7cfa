// `npm run admin` as it is built, beside a launched natter.
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect } from '@nats-io/transport-node';
import { expect, test } from 'vitest';
import { newSeed } from '../../web/transport/user-key.ts';
import { launch, runLauncher, samePorts, temporaryFolder } from '../support/launched.ts';
import type { Run } from '../support/launched.ts';
import { TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';

const ADMIN = fileURLToPath(new URL('../../dist/launcher/admin.js', import.meta.url));

function admin(data: string, line: string): Run {
  return runLauncher(['--data', data, ...line.split(' ')], {}, ADMIN);
}

/** Runs a command to its end. */
async function give(data: string, line: string): Promise<{ readonly code: number; readonly output: string }> {
  const run = admin(data, line);
  return { code: await run.ended, output: run.output() };
}

/** A tab that takes being turned away as final. */
function tabOf(webSocket: string, handle: string, seed: string): TestTab {
  return new TestTab(webSocket, handle, {
    seed,
    whyRefused: () => Promise.resolve({ type: 'refused', reason: 'banned', free: [] }),
  });
}

test('the admin sees who is there, bans, unbans, releases and erases while people chat', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path);
  const [mallory, ada] = [newSeed(), newSeed()];
  using tab = tabOf(natter.webSocket, 'mallory', mallory);
  await tab.link();
  await tab.enter('Go');
  tab.say('Go', 'something nasty');
  await until('the message', () => tab.texts('Go').includes('something nasty'));
  expect(await give(folder.path, 'who')).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^mallory +WebSocket /m),
  });

  const ban = admin(folder.path, 'ban mallory');
  await tab.ended;
  expect(ban.output()).toContain('@mallory is banned.');
  expect(tab.connectionEvents).toEqual(['connected', 'disconnected', 'refused']);
  using again = tabOf(natter.webSocket, 'not-mallory', mallory);
  await again.ended;
  expect(again.connectionEvents).toEqual(['refused']);
  expect(await ban.ended).toBe(0);
  expect(ban.output()).toContain('1 connection ended.');

  expect(await give(folder.path, 'erase 1')).toMatchObject({
    code: 0,
    output: expect.stringContaining('something nasty'),
  });
  expect(await give(folder.path, 'unban mallory')).toEqual({ code: 0, output: '@mallory may come in again.\n' });
  expect(await give(folder.path, 'release mallory')).toMatchObject({ code: 0 });
  using owner = tabOf(natter.webSocket, 'mallory', ada);
  await owner.link();
  await owner.enter('Go');
  expect(owner.texts('Go')).toEqual([]);
  using old = tabOf(natter.webSocket, 'mallory', mallory);
  await old.ended;
  expect(old.connectionEvents).toEqual(['refused']);
});

test('a ban works without the launcher, and still holds when it is back', async () => {
  await using folder = await temporaryFolder();
  const first = await launch(folder.path);
  const seed = newSeed();
  using tab = tabOf(first.webSocket, 'mallory', seed);
  await tab.link();
  const cli = await connect({ servers: first.nats });
  await cli.request('chat.room.Go', 'said at the terminal');
  await cli.close();
  await first.kill();

  expect(await give(folder.path, 'who')).toMatchObject({ output: expect.stringContaining('1 person, 1 connection.') });
  expect(await give(folder.path, 'ban mallory')).toMatchObject({
    code: 0,
    output: expect.stringContaining('1 connection ended.'),
  });
  await tab.ended;
  expect(await give(folder.path, 'erase 1')).toMatchObject({ code: 0, output: expect.stringContaining('said at the') });
  await using second = await launch(folder.path, samePorts(first));
  using again = tabOf(second.webSocket, 'mallory', seed);
  await again.ended;
  expect(again.connectionEvents).toEqual(['refused']);
  expect((await give(folder.path, 'who')).output).toMatch(/^mallory .* the handle and its key$/m);
});

test('where natter does not run, the admin is told so, and nothing is made there', async () => {
  await using folder = await temporaryFolder();
  const nowhere = join(folder.path, 'nowhere');
  for (const line of ['who', 'ban ada', 'unban ada', 'release ada', 'erase 1']) {
    const { code, output } = await give(nowhere, line);
    expect([code, output]).toEqual([1, expect.stringContaining(`natter does not run in ${nowhere}.\nStart it`)]);
  }
  expect(await readdir(folder.path)).toEqual([]);

  const data = join(folder.path, 'data');
  const natter = await launch(data);
  const copy = join(folder.path, 'copy');
  await mkdir(copy);
  await cp(join(data, 'nats-server.json'), join(copy, 'nats-server.json'));
  expect((await give(copy, 'who')).output).toContain('natter does not run in');
  expect(await readdir(copy)).toEqual(['nats-server.json']);
  await cp(data, copy, { recursive: true });
  await natter.stop();
  expect((await give(copy, 'who')).output).toContain('natter does not run in');
  expect((await give(data, 'who')).output).toContain('natter does not run in');
});

test('another natter that has the port and even the same keys by now is left alone', async () => {
  await using folder = await temporaryFolder();
  const [data, copy] = [join(folder.path, 'data'), join(folder.path, 'copy')];
  const first = await launch(data);
  await cp(data, copy, { recursive: true, filter: (path) => !path.endsWith('launcher.json') });
  await first.stop();
  await rm(join(copy, 'jetstream'), { recursive: true });
  await using second = await launch(data, samePorts(first));
  expect(await give(copy, 'ban ada')).toMatchObject({
    code: 1,
    output: expect.stringContaining('natter does not run'),
  });
  expect(await give(data, 'who')).toEqual({ code: 0, output: 'Nobody is connected.\n' });
  expect(await second.stop()).toBe(0);
});

test('the help explains every command, and Ctrl-C ends one that waits', async () => {
  await using folder = await temporaryFolder();
  const help = await give(folder.path, '--help');
  for (const command of ['who', 'ban', 'unban', 'release', 'erase']) {
    expect(help).toMatchObject({ code: 0, output: expect.stringMatching(new RegExp(`^ {2}${command} `, 'm')) });
  }
  await using natter = await launch(folder.path);
  const ban = admin(natter.data, 'ban mallory');
  await until('the wait', () => ban.output().includes('looking again'));
  ban.signal('SIGINT');
  expect(await ban.ended).toBe(-1);
  expect((await give(natter.data, 'who')).output).toMatch(/^mallory .* the handle$/m);
  const reader = admin(natter.data, 'who');
  reader.stopReading();
  expect(await reader.ended).toBe(0);
});

test('a nats-server that hangs is one sentence, not a command that hangs too', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path);
  const { pid } = await natter.broker();
  process.kill(pid, 'SIGSTOP');
  const { code, output } = await give(folder.path, 'who');
  process.kill(pid, 'SIGCONT');
  expect([code, output]).toEqual([
    1,
    expect.stringContaining(`nats-server runs in ${folder.path}, but does not answer.`),
  ]);
});
