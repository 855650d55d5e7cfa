// natter with a certificate: page and WebSocket both, and nothing in the clear.
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../support/ask.ts';
import { makeCertificate } from '../support/certificate.ts';
import type { TestCertificate } from '../support/certificate.ts';
import { handshake } from '../support/handshake.ts';
import { FREE_PORTS, launch, runLauncher, samePorts, temporaryFolder } from '../support/launched.ts';
import type { TemporaryFolder } from '../support/launched.ts';
import { processesIn } from '../support/processes.ts';
import { TestTab } from '../support/tab.ts';
import { trustAnyCertificate } from '../support/trust.ts';
import { until } from '../support/wait.ts';

let certificates: TemporaryFolder;
let certificate: TestCertificate;

beforeAll(async () => {
  certificates = await temporaryFolder('tls-');
  certificate = await makeCertificate(certificates.path);
});

afterAll(() => certificates[Symbol.asyncDispose]());

test('page and WebSocket show my certificate, and let in the pages of https: only', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path, certificate.flags);
  expect(natter.page).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(natter.webSocket).toMatch(/^wss:\/\/127\.0\.0\.1:\d+$/);
  const { pem } = certificate;
  const page = await ask(natter.page, '/', {}, 'GET', { ca: pem });
  expect(page.status).toBe(200);
  expect(page.headers['content-security-policy']).toContain(`connect-src 'self' ${natter.webSocket};`);
  expect(page.headers).not.toHaveProperty('strict-transport-security');
  expect((await ask(natter.page, '/healthz', {}, 'GET', { ca: pem })).status).toBe(200);
  expect(await handshake(natter.webSocket, natter.page, pem)).toBe(101);
  expect(await handshake(natter.webSocket, natter.page.replace('127.0.0.1', 'localhost'), pem)).toBe(101);
  expect(await handshake(natter.webSocket, natter.page.replace('https', 'http'), pem)).toBe(403);
  expect(await handshake(natter.webSocket, 'https://evil.example', pem)).toBe(403);
  await expect(handshake(natter.webSocket.replace('wss', 'ws'), undefined)).resolves.toBe(400);
});

test('people chat over TLS', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path, certificate.flags);
  using _ = trustAnyCertificate();
  using ada = await TestTab.open(natter.webSocket, 'ada');
  using bob = await TestTab.open(natter.webSocket, 'bob');
  await Promise.all([ada.enter('Go'), bob.enter('Go')]);
  ada.say('Go', 'nobody listens in');
  await until('bob to read it', () => bob.texts('Go').includes('nobody listens in'));
});

test('what speaks no TLS to the page’s port, or says nothing, neither ends natter nor holds it up', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path, certificate.flags);
  const { port } = new URL(natter.page);
  for (const words of ['GET / HTTP/1.1\r\nHost: x\r\n\r\n', '\u0016\u0003\u0001', '\0'.repeat(999)]) {
    const socket = connect(Number(port), '127.0.0.1').on('error', () => {});
    socket.end(words);
    await once(socket.resume(), 'close');
  }
  const silent = connect(Number(port), '127.0.0.1').on('error', () => {});
  await once(silent, 'connect');
  expect((await ask(natter.page, '/', {}, 'GET', { ca: certificate.pem })).status).toBe(200);
  expect(await natter.stop()).toBe(0);
  silent.destroy();
});

test('a second launcher finds the first one, though nobody knows who signed its certificate', async () => {
  await using folder = await temporaryFolder();
  await using first = await launch(folder.path, certificate.flags);
  const second = runLauncher(['--data', folder.path, ...FREE_PORTS]);
  expect(await second.ended).toBe(1);
  expect(second.output().trim()).toMatch(new RegExp(`^natter already runs: ${first.page}\n`));
});

test('a nats-server left behind is taken over with the same certificate, and restarted with a new one', async () => {
  await using folder = await temporaryFolder();
  const renewed = await makeCertificate(certificates.path, 'renewed');
  const first = await launch(folder.path, renewed.flags);
  await first.kill();
  const second = await launch(folder.path, [...samePorts(first), ...renewed.flags]);
  expect(second.output()).toContain('taking it over');
  expect(await handshake(second.webSocket, second.page, renewed.pem)).toBe(101);
  await second.kill();
  const { pem } = await makeCertificate(certificates.path, 'renewed'); // in the same files
  await using third = await launch(folder.path, [...samePorts(first), ...renewed.flags]);
  expect(third.output()).toContain('with other settings; restarting it.');
  expect(await handshake(third.webSocket, third.page, pem)).toBe(101);
  await third.kill();
  await using plain = await launch(folder.path, samePorts(first));
  expect(plain.output()).toContain('with other settings; restarting it.');
  expect(await handshake(plain.webSocket, plain.page)).toBe(101);
});

test('an expired certificate is told in one line, and used', async () => {
  await using folder = await temporaryFolder();
  const expired = await makeCertificate(certificates.path, 'expired', { from: -9, to: -8 });
  await using natter = await launch(folder.path, expired.flags);
  expect(natter.output().split('\n')[0]).toMatch(/expired\.pem expired on \d{4}-\d\d-\d\d; browsers refuse it\.$/);
  await expect(ask(natter.page, '/', {}, 'GET', { ca: expired.pem })).rejects.toThrow('certificate has expired');
});

test('a certificate of no use is one sentence, before anything is begun', async () => {
  await using folder = await temporaryFolder();
  const data = join(folder.path, 'data');
  for (const also of [[], ['--print-env']]) {
    const flags = ['--tls-cert', certificate.cert, '--tls-key', join(folder.path, 'none'), ...also];
    const run = runLauncher(['--data', data, ...FREE_PORTS, ...flags]);
    expect(await run.ended).toBe(1);
    expect(run.output().trim()).toBe(
      `${join(folder.path, 'none')} does not exist.\nGive a file in PEM form with --tls-key.`,
    );
  }
  await expect(stat(data)).rejects.toThrow('ENOENT');
  expect(await processesIn(folder.path)).toEqual([]);
});

test('who lets others in is told what TLS would mend; with it, or alone, nobody is', async () => {
  const said = async (...flags: readonly string[]): Promise<string> => {
    await using folder = await temporaryFolder();
    await using natter = await launch(folder.path, flags);
    await natter.stop();
    return natter.output();
  };
  expect(await said('--host', '0.0.0.0')).toMatch(/Ctrl-C stops it\.\n\n {2}Without TLS, everything that is said/);
  for (const flags of [[], ['--host', '0.0.0.0', ...certificate.flags]]) {
    expect(await said(...flags)).not.toContain('Without TLS');
  }
});
