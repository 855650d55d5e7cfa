// Over TLS: page on https, WebSocket on wss, and a browser that finds nothing wrong with either.
import { afterAll, expect, test } from 'vitest';
import { makeCertificate } from '../support/certificate.ts';
import { temporaryFolder } from '../support/launched.ts';
import { setStage } from '../support/stage.ts';

const folder = await temporaryFolder('tls-');
afterAll(() => folder[Symbol.asyncDispose]());

const stage = setStage((await makeCertificate(folder.path)).flags);
/** Nobody knows who signed it. */
const ANYWAY = { ignoreHTTPSErrors: true };

test('two tabs chat over https and wss, in a secure context', async () => {
  const ada = await stage.open('/?as=Ada#/room/Go', ANYWAY);
  const opened: string[] = [];
  ada.page.on('websocket', (socket) => opened.push(socket.url()));
  await ada.page.reload();
  const bob = await stage.open('/?as=Bob#/room/Go', ANYWAY);
  await ada.say('over TLS');
  await bob.sees('over TLS');
  await bob.say('I see');
  await ada.sees('I see');
  expect(ada.page.url()).toMatch(/^https:/);
  expect(await ada.page.evaluate(() => window.isSecureContext)).toBe(true);
  expect(opened.map((url) => new URL(url).origin)).toContain(stage.natter().webSocket);
  expect(opened.filter((url) => !url.startsWith('wss:'))).toEqual([]);
});

test('under the name localhost, too', async () => {
  const tab = await stage.open('/?as=Cleo#/room/Names', ANYWAY);
  await tab.page.goto(`${stage.natter().page.replace('127.0.0.1', 'localhost')}/?as=Dora#/room/Names`);
  await tab.sayAndStore('hello, localhost');
});
