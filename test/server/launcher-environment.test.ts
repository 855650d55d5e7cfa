// natter without a terminal: environment variables, --help, and a nats-server that is started by hand.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import { expect, inject, test } from 'vitest';
import { gone } from '../../launcher/broker/pids.ts';
import { makeCertificate } from '../support/certificate.ts';
import { handshake } from '../support/handshake.ts';
import { launch, runLauncher, temporaryFolder } from '../support/launched.ts';
import { freePort } from '../support/ports.ts';
import { processesIn } from '../support/processes.ts';
import { TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';

/** Runs nats-server by what `--print-env` printed, and nothing else. @returns its log, once `action` has ended. */
async function withBareServer(printed: string, action: () => Promise<void>): Promise<string> {
  const [, words] = /^# nats-server (.+)$/m.exec(printed) ?? [];
  const script = `${printed}exec "$0" ${words}`;
  const shell = spawn('/bin/sh', ['-c', script, inject('natsServer')], { env: {}, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (chunk) => (log += String(chunk)));
  try {
    const started = until('nats-server to be ready', () => log.includes('Server is ready'));
    await Promise.race([started, once(shell, 'exit').then(() => Promise.reject(new Error(log)))]);
    await action();
    return log;
  } finally {
    shell.kill('SIGTERM');
    await gone(shell.pid ?? 0, 5);
  }
}

test('environment variables do what the flags do, and a flag wins', async () => {
  await using folder = await temporaryFolder();
  const [port, ws, nats] = [await freePort(), await freePort(), await freePort()];
  const environment = {
    NATTER_DATA: folder.path,
    NATTER_PORT: String(port),
    NATTER_WS_PORT: '1',
    NATTER_NATS_PORT: String(nats),
    NATTER_MAX_MSGS: '5',
    NATTER_MAX_AGE: '7d',
  };
  const run = runLauncher(['--ws-port', String(ws)], environment);
  await until('natter to be ready', () => run.output().includes('Ctrl-C stops it.'), 30_000);
  expect(run.output()).toContain(`Page       http://127.0.0.1:${port}\n`);
  expect(run.output()).toContain(`WebSocket  ws://127.0.0.1:${ws}\n`);
  expect(run.output()).toContain(`NATS       nats://127.0.0.1:${nats}\n`);
  expect(run.output()).toContain(`the newest 5 messages of the last 7 days, in ${folder.path}\n`);
  run.signal('SIGTERM');
  expect(await run.ended).toBe(0);
});

test('--help is printed without starting anything', async () => {
  await using folder = await temporaryFolder();
  const run = runLauncher(['--help', '--data', join(folder.path, 'none')]);
  expect(await run.ended).toBe(0);
  expect(run.output()).toMatch(/^npm run launch -- \[flags\]/);
  expect(run.output()).toContain('--max-msgs COUNT');
  await expect(processesIn(folder.path)).resolves.toEqual([]);
});

test('what --print-env prints makes a shell start a nats-server from nats.conf alone', async () => {
  await using folder = await temporaryFolder(`it's "my" `);
  const ports = ['--ws-port', String(await freePort()), '--nats-port', String(await freePort())];
  const args = ['--data', folder.path, '--port', '7555', ...ports];
  const printed = runLauncher([...args, '--print-env']);
  expect(await printed.ended).toBe(0);

  const log = await withBareServer(printed.output(), async () => {
    const cli = await connect({ servers: `127.0.0.1:${ports[3]}` });
    expect(cli.info?.jetstream).toBe(true);
    await cli.close();
  });
  expect(log).toContain(`Store Directory: "${folder.path}/jetstream/jetstream"`);
  expect(log).toMatch(/Using configuration file: .+\/nats\.conf /);

  // And it is the same installation: what was said there is here.
  await using natter = await launch(folder.path, ports);
  using ada = await TestTab.open(natter.webSocket, 'ada');
  await ada.enter('Go');
  expect(ada.connectionEvents).toEqual(['connected']);
});

test('with a certificate, --print-env makes a shell start one whose WebSocket has TLS', async () => {
  await using folder = await temporaryFolder(`it's "tls" `);
  const { flags, pem } = await makeCertificate(folder.path);
  const [ws, nats] = [await freePort(), await freePort()];
  const ports = ['--port', '7555', '--ws-port', String(ws), '--nats-port', String(nats)];
  const printed = runLauncher(['--data', folder.path, ...ports, ...flags, '--print-env']);
  expect(await printed.ended).toBe(0);
  const log = await withBareServer(printed.output(), async () => {
    const status = await handshake(`wss://127.0.0.1:${ws}`, 'https://127.0.0.1:7555', pem);
    expect(status).toBe(101);
  });
  expect(log).toMatch(/Using configuration file: .+\/launcher\/broker\/tls\.conf /);
});

test('--print-env prints nothing but lines for a shell, also while natter runs', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path);
  const run = runLauncher(['--data', folder.path, '--host', '0.0.0.0', '--print-env']);
  expect(await run.ended).toBe(0);
  const lines = run.output().trimEnd().split('\n');
  expect(lines.pop()).toMatch(/^# nats-server -c '.+\/nats\.conf'$/);
  for (const line of lines) expect(line).toMatch(/^export NATTER_[A-Z_]+='.+'$/);
  expect(lines).toContain(`export NATTER_WS_LISTEN='"0.0.0.0:7332"'`);
  expect(lines).toContain(`export NATTER_NATS_LISTEN='"127.0.0.1:4222"'`);
  expect((await fetch(`${natter.page}/healthz`)).status).toBe(200);
});
