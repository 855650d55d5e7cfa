// Ctrl-C and its relatives, at every moment: natter ends with exit code 0, says nothing, and leaves no process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect } from '@nats-io/transport-node';
import { describe, expect, inject, test } from 'vitest';
import { logTail } from '../../launcher/broker/log.ts';
import { FREE_PORTS, launch, runLauncher, temporaryFolder } from '../support/launched.ts';
import { processesIn } from '../support/processes.ts';
import { neverListens } from '../support/stand-ins.ts';
import { until } from '../support/wait.ts';

const KEPT = ['jetstream', 'keys', 'nats-server.log'];

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s stops everything gently', async (signal) => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path);
  const [page, tab] = await Promise.all([fetch(natter.page), connect({ servers: natter.nats, reconnect: false })]);
  const before = natter.output();
  process.kill(natter.pid, signal);
  expect(await natter.ended).toBe(0);
  expect(natter.output()).toBe(before);
  expect(page.status).toBe(200);
  await tab.closed();
  expect(await logTail(folder.path, 1)).toContain('Server Exiting');
  expect(await processesIn(folder.path)).toEqual([]);
  expect(await readdir(folder.path)).toEqual(KEPT);
});

test('an impatient second Ctrl-C changes nothing', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path);
  for (let press = 0; press < 3; press += 1) process.kill(natter.pid, 'SIGINT');
  expect(await natter.ended).toBe(0);
  expect(await processesIn(folder.path)).toEqual([]);
  expect(await readdir(folder.path)).toEqual(KEPT);
});

test('Ctrl-C still stops everything when somebody has removed the data folder', async () => {
  await using folder = await temporaryFolder();
  const data = join(folder.path, 'data');
  await using natter = await launch(data);
  await rm(data, { recursive: true });
  expect(await natter.stop()).toBe(0);
  expect(await processesIn(folder.path)).toEqual([]);
});

test('Ctrl-C stops natter also while it serves the page from its sources and a tab waits for changes', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path, ['--dev']);
  const client = await (await fetch(`${natter.page}/@vite/client`)).text();
  const token = /wsToken = "([^"]+)"/.exec(client)?.[1] ?? '';
  const tab = new WebSocket(`${natter.page.replace('http', 'ws')}/?token=${token}`, 'vite-hmr');
  await once(tab, 'open');
  expect(await natter.stop()).toBe(0);
  expect(await processesIn(folder.path)).toEqual([]);
});

describe('Ctrl-C during the start', () => {
  test.each([
    ['the lock is taken', 'launcher.json'],
    ['the keys are there', 'keys'],
    ['nats-server is started', 'nats-server.log'],
    ['nats-server is noted', 'nats-server.json'],
    ['nats-server made its folder', 'jetstream'],
  ])('as soon as %s ends it and leaves no process and no lock', async (_what, name) => {
    await using folder = await temporaryFolder();
    const run = runLauncher(['--data', folder.path, ...FREE_PORTS]);
    await until(name, async () => (await readdir(folder.path)).includes(name));
    run.signal('SIGINT');
    expect(await run.ended).toBe(0);
    expect(await processesIn(folder.path)).toEqual([]);
    expect(KEPT).toEqual(expect.arrayContaining(await readdir(folder.path)));
  });

  test('does not wait for a nats-server that takes its time', async () => {
    await using folder = await temporaryFolder();
    const data = join(folder.path, 'data');
    const run = runLauncher(['--data', data, ...FREE_PORTS, '--nats-server', await neverListens(folder.path)]);
    await until('nats-server to take its time', async () => (await logTail(data)) === 'recovering');
    const begin = performance.now();
    run.signal('SIGINT');
    expect(await run.ended).toBe(0);
    expect(performance.now() - begin, 'milliseconds, where nats-server gets five seconds').toBeLessThan(5000);
    expect(run.output()).toBe('');
    expect(await processesIn(folder.path)).toEqual([]);
  });
});

test('natter ends when the npm that started it was told to end', async () => {
  await using folder = await temporaryFolder();
  const launcher = fileURLToPath(new URL('../../dist/launcher/main.js', import.meta.url));
  // npm runs a script in a shell, to which alone it passes SIGTERM on; a trailing command keeps the shell there.
  const command = `"${process.execPath}" "${launcher}" ${FREE_PORTS.join(' ')}; true`;
  const environment = {
    NATTER_DATA: folder.path,
    NATTER_NATS_SERVER: inject('natsServer'),
    npm_lifecycle_event: 'launch',
  };
  const shell = spawn('sh', ['-c', command], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  shell.stdout.on('data', (chunk) => (output += String(chunk)));
  await until('natter to be ready', () => output.includes('Ctrl-C stops it.'), 30_000);
  const closed = once(shell, 'close');
  shell.kill('SIGTERM');
  await closed; // its output is closed only when natter, which has it too, has ended
  await until('every process to end', async () => (await processesIn(folder.path)).length === 0);
  expect(await readdir(folder.path)).toEqual(KEPT);
});
