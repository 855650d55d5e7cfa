// natter behind a reverse proxy with TLS: one port for page and WebSocket, and whose address counts.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { logTail } from '../../launcher/broker/log.ts';
import { decodeConfig } from '../../web/protocol/config.ts';
import { publicKeyOf } from '../../web/transport/key-in-javascript.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { ensureKeys } from '../../launcher/keys.ts';
import { askServer } from '../support/ask-server.ts';
import { ask } from '../support/ask.ts';
import { makeCertificate } from '../support/certificate.ts';
import type { TestCertificate } from '../support/certificate.ts';
import { handshake } from '../support/handshake.ts';
import { launch, temporaryFolder } from '../support/launched.ts';
import type { Launched, TemporaryFolder } from '../support/launched.ts';
import { TestTab } from '../support/tab.ts';
import { TlsProxy } from '../support/tls-proxy.ts';
import { trustAnyCertificate } from '../support/trust.ts';
import { until } from '../support/wait.ts';

const CODE = 'open sesame';
const JSON_TYPE = { 'content-type': 'application/json' };

let folder: TemporaryFolder;
let certificate: TestCertificate;
let proxy: TlsProxy;
let natter: Launched;
let localPage: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  certificate = await makeCertificate(folder.path);
  proxy = await TlsProxy.start(certificate);
  natter = await launch(folder.path, ['--public-url', proxy.url, '--access-code', CODE]);
  localPage = await natter.localPage();
  proxy.passTo({ page: localPage, webSocket: natter.webSocket });
});

beforeEach(() => {
  proxy.forwardedFor = '203.0.113.1';
});

afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  await natter.stop();
  await folder[Symbol.asyncDispose]();
});

/** Where the proxy has the WebSocket. */
function webSocket(): string {
  return `${proxy.url.replace('https', 'wss')}/nats`;
}

/** The address nats-server shows of somebody who is connected. */
async function addressOf(handle: string): Promise<string | undefined> {
  const asked = { port: Number(new URL(natter.nats).port), keys: await ensureKeys(natter.data) };
  const { connections } = await askServer<{ connections: readonly { name: string; ip: string }[] }>(asked, 'CONNZ');
  return connections.find(({ name }) => name === handle)?.ip;
}

/** Asks with a code whether somebody new would get in. @returns why not. */
async function guess(page: string, code: string, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const question = { handle: 'guesser', key: publicKeyOf(newSeed()), code };
  const { status, body } = await ask(page, '/login.json', { ...JSON_TYPE, ...headers }, 'POST', {
    ca: certificate.pem,
    body: JSON.stringify(question),
  });
  expect(status).toBe(200);
  return JSON.parse(body.toString()).reason;
}

test('people chat through the proxy, on the one port it has', async () => {
  const page = await ask(proxy.url, '/', {}, 'GET', { ca: certificate.pem });
  expect(page.status).toBe(200);
  expect(page.headers['content-security-policy']).toContain(`connect-src 'self' ${proxy.url.replace('https', 'wss')};`);
  const config = await ask(proxy.url, '/config.json', {}, 'GET', { ca: certificate.pem });
  const [server = ''] = decodeConfig(JSON.parse(config.body.toString())).servers;
  expect(server).toBe(webSocket());

  using _ = trustAnyCertificate();
  using ada = await TestTab.open(server, 'ada', { code: CODE });
  using bob = await TestTab.open(server, 'bob', { code: CODE });
  await Promise.all([ada.enter('Go'), bob.enter('Go')]);
  ada.say('Go', 'through the proxy');
  await until('bob to read it', () => bob.texts('Go').includes('through the proxy'));
});

test('the proxy’s page may connect, and pages of others may not', async () => {
  expect(await handshake(webSocket(), proxy.url, certificate.pem)).toBe(101);
  expect(await handshake(webSocket(), 'https://evil.example', certificate.pem)).toBe(403);
  expect(await handshake(webSocket(), proxy.url.replace('https', 'http'), certificate.pem)).toBe(403);
});

test('to nats-server, everybody has the address of the proxy', async () => {
  using _ = trustAnyCertificate();
  using tab = await TestTab.open(webSocket(), 'somebody', { code: CODE });
  expect(await addressOf(tab.handle)).toBe('127.0.0.1');
});

test('its log has the address that the proxy names beside it, if it names one and nothing else', async () => {
  using _ = trustAnyCertificate();
  const refusal = { type: 'refused', reason: 'code', free: [] } as const;
  const named = ['203.0.113.7', '2001:db8::7', '198.51.100.1, 203.0.113.8', 'unknown'];
  for (const [index, forwardedFor] of named.entries()) {
    proxy.forwardedFor = forwardedFor;
    using stranger = new TestTab(webSocket(), `stranger-${index}`, { whyRefused: () => Promise.resolve(refusal) });
    await until('the stranger to be refused', () => stranger.connectionEvents.includes('refused'));
  }
  const log = await logTail(natter.data, 1000);
  const shown = [...log.matchAll(/\[ERR\] (\S+):\d+ - wid:\d+ - authentication error/g)].map(([, address]) => address);
  expect([...new Set(shown)]).toEqual(['203.0.113.7/127.0.0.1', '[2001:db8::7]/127.0.0.1', '127.0.0.1']);
});

test('guessers of the access code are told apart by what the proxy says of them, not by what they say', async () => {
  for (let count = 0; count < 5; count += 1) {
    proxy.forwardedFor = `198.51.100.${count}, 203.0.113.20`; // a proxy that adds to what its client made up
    expect(await guess(proxy.url, 'wrong code')).toBe('code');
  }
  expect(await guess(proxy.url, 'wrong code')).toBe('patience');
  proxy.forwardedFor = '203.0.113.20';
  expect(await guess(proxy.url, CODE)).toBe('patience');
  proxy.forwardedFor = '203.0.113.21';
  expect(await guess(proxy.url, 'wrong code')).toBe('code');
  expect(await guess(proxy.url, CODE)).toBeUndefined();
});

test('without a proxy, nobody is believed who names another address', async () => {
  await using own = await temporaryFolder();
  await using direct = await launch(own.path, ['--access-code', CODE]);
  const reasons: unknown[] = [];
  for (let count = 0; count < 6; count += 1) {
    reasons.push(await guess(direct.page, 'wrong code', { 'x-forwarded-for': `203.0.113.${count}` }));
  }
  expect(reasons).toEqual(['code', 'code', 'code', 'code', 'code', 'patience']);
});
