// Whose page may connect: nats-server looks at the Origin that a browser tells, and a page cannot forge.
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { handshake } from '../support/handshake.ts';
import { launch, temporaryFolder } from '../support/launched.ts';
import { TestTab } from '../support/tab.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'));

test('pages of natter may connect under each name of this machine, pages of others may not', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path);
  const { port } = new URL(natter.page);
  for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
    expect([name, await handshake(natter.webSocket, `http://${name}:${port}`)]).toEqual([name, 101]);
  }
  const foreign = [
    'https://evil.example',
    `http://evil.example:${port}`,
    `https://127.0.0.1:${port}`,
    'http://127.0.0.1',
    `http://127.0.0.1:${Number(port) + 1}`,
    `http://127.0.0.1.evil.example:${port}`,
    'null',
  ];
  for (const origin of foreign) {
    expect([origin, await handshake(natter.webSocket, origin)]).toEqual([origin, 403]);
  }
});

test('a client that is no browser has no Origin and is let in', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path);
  expect(await handshake(natter.webSocket, undefined)).toBe(101);
});

test('--public-url lets the page behind the proxy in, and sends its tabs through the proxy', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path, ['--public-url', 'https://chat.example.org/natter/']);
  expect(natter.page).toBe('https://chat.example.org/natter');
  expect(await handshake(natter.webSocket, 'https://chat.example.org')).toBe(101);
  expect(await handshake(natter.webSocket, 'http://chat.example.org')).toBe(403);
  const local = await natter.localPage();
  const answer = await fetch(`${local}/config.json`);
  expect(await answer.json()).toMatchObject({ servers: ['wss://chat.example.org/natter/nats'] });
  const policy = (await fetch(local)).headers.get('content-security-policy');
  expect(policy).toContain("connect-src 'self' wss://chat.example.org;");
});

test('with --host 0.0.0.0, page and WebSocket are reached by every address of this machine, NATS by none', async () => {
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const other = own.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path, ['--host', '0.0.0.0']);
  const page = natter.page.replace('127.0.0.1', other);
  expect((await fetch(page)).status).toBe(200);
  const webSocket = natter.webSocket.replace('127.0.0.1', other);
  expect(await handshake(webSocket, page)).toBe(101);
  expect(await handshake(webSocket, `http://evil.example:${new URL(page).port}`)).toBe(403);
  if (other === '127.0.0.1') return;
  await expect(fetch(natter.nats.replace('nats://127.0.0.1', `http://${other}`))).rejects.toThrow();
});

test('with --host 127.0.0.1, nothing is reached by another address', async () => {
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const other = own.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path);
  if (other === undefined) return;
  await expect(fetch(natter.page.replace('127.0.0.1', other))).rejects.toThrow();
  await expect(handshake(natter.webSocket.replace('127.0.0.1', other), undefined)).rejects.toThrow();
});

test('with --host localhost, page and WebSocket are on the same one of its addresses', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path, ['--host', 'localhost']);
  expect(natter.page).toMatch(/^http:\/\/localhost:\d+$/);
  expect((await fetch(natter.page)).status).toBe(200);
  expect(await handshake(natter.webSocket, natter.page)).toBe(101);
});

if (!hasIpv6) console.info('The test of --host ::1 is skipped: this machine has no IPv6.');

test.skipIf(!hasIpv6)('with --host ::1, I can chat over IPv6', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path, ['--host', '::1']);
  expect(natter.page).toMatch(/^http:\/\/\[::1\]:\d+$/);
  expect((await fetch(natter.page)).status).toBe(200);
  expect(await handshake(natter.webSocket, natter.page)).toBe(101);
  using ada = await TestTab.open(natter.webSocket, 'ada');
  await ada.enter('Go');
  expect(ada.connectionEvents).toEqual(['connected']);
});
