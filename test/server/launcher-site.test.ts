// What the browser is given: files, their headers, and nothing else. One natter for all tests of this file.
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../support/ask.ts';
import type { Answer } from '../support/ask.ts';
import { launch, temporaryFolder } from '../support/launched.ts';
import type { Launched, TemporaryFolder } from '../support/launched.ts';

let folder: TemporaryFolder;
let natter: Launched;

beforeAll(async () => {
  folder = await temporaryFolder();
  natter = await launch(folder.path);
});

afterAll(async () => {
  await natter.stop();
  await folder[Symbol.asyncDispose]();
});

function get(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Answer> {
  return ask(natter.page, path, headers, method);
}

async function asset(ending: string): Promise<string> {
  const names = await readdir(new URL('../../dist/web/assets', import.meta.url));
  const name = names.find((each) => each.endsWith(ending));
  if (name === undefined) throw new Error(`The built page has no ${ending}`);
  return `/assets/${name}`;
}

test('the page is asked for anew each time, and costs nothing if it is the same', async () => {
  const page = await get('/');
  expect(page.status).toBe(200);
  expect(page.headers['content-type']).toBe('text/html;charset=utf-8');
  expect(page.headers['cache-control']).toBe('no-cache');
  const again = await get('/', { 'if-none-match': String(page.headers.etag) });
  expect([again.status, again.body.length]).toEqual([304, 0]);
});

test('files with a hash in their name are kept for a year, others not', async () => {
  for (const ending of ['.js', '.css']) {
    const { status, headers } = await get(await asset(ending));
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  }
  const icon = await get('/icon.svg');
  expect([icon.status, icon.headers['cache-control']]).toEqual([200, 'no-cache']);
});

test('a browser is given the smallest form of a file that it takes', async () => {
  for (const path of ['/', await asset('.js'), await asset('.css')]) {
    const plain = await get(path);
    const gzip = await get(path, { 'accept-encoding': 'gzip, deflate' });
    const brotli = await get(path, { 'accept-encoding': 'gzip, deflate, br, zstd' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
    expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true);
    expect(brotli.body.length).toBeLessThan(gzip.body.length);
    expect(gzip.body.length).toBeLessThan(plain.body.length);
    for (const { headers } of [plain, gzip, brotli]) {
      expect(headers['content-type']).toBe(plain.headers['content-type']);
      expect(headers.vary).toBe('Accept-Encoding');
    }
  }
});

test('every answer forbids guessing its type and telling where the reader came from', async () => {
  for (const path of ['/', await asset('.js'), '/config.json', '/healthz', '/nothing', '/%']) {
    const { headers } = await get(path);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
  }
});

describe('the Content-Security-Policy', () => {
  /** Its directives. */
  async function policy(host?: string): Promise<ReadonlyMap<string, string>> {
    const { headers } = await get('/', host === undefined ? {} : { host });
    const directives = String(headers['content-security-policy']).split('; ');
    return new Map(directives.map((text) => [text.split(' ', 1)[0] ?? '', text.slice(text.indexOf(' ') + 1)]));
  }

  test('lets the page run its own scripts only: nothing inline, no eval', async () => {
    const directives = await policy();
    expect(directives.get('default-src')).toBe("'none'");
    expect(directives.get('script-src')).toBe("'self'");
    expect([...directives.values()].join()).not.toContain('unsafe');
    for (const name of ['base-uri', 'form-action', 'frame-ancestors']) expect(directives.get(name)).toBe("'none'");
    expect((await get('/')).body.toString()).not.toMatch(/<script(?![^>]* src=)|<style|javascript:| on\w+=/i);
  });

  test('lets it speak to its own NATS server only, under the name by which it was opened', async () => {
    const { port } = new URL(natter.webSocket);
    expect((await policy()).get('connect-src')).toBe(`'self' ws://127.0.0.1:${port}`);
    expect((await policy('localhost:7331')).get('connect-src')).toBe(`'self' ws://localhost:${port}`);
    expect((await policy('my-box')).get('connect-src')).toBe(`'self' ws://my-box:${port}`);
  });

  test('names no IPv6 address, which its language lacks, but the port on any host', async () => {
    expect((await policy('[::1]:7331')).get('connect-src')).toBe(`'self' ws://*:${new URL(natter.webSocket).port}`);
  });

  test('takes nothing else from the Host header', async () => {
    const { port } = new URL(natter.webSocket);
    for (const host of ['evil; script-src *', "a 'unsafe-inline'", '*', 'a/b', 'a:b:c', '[x]']) {
      expect((await policy(host)).get('connect-src')).toBe(`'self' ws://127.0.0.1:${port}`);
    }
  });
});

test('what is not there is 404, and says where the chat is', async () => {
  for (const path of [
    '/nothing',
    '/assets/',
    '/assets',
    '/assets/missing.js',
    '/main.ts',
    '/__proto__',
    '/.web-stamp',
  ]) {
    const { status, body, headers } = await get(path);
    expect([path, status]).toEqual([path, 404]);
    expect(body.toString()).toBe('There is nothing here. The chat is at /\n');
    expect(headers['cache-control']).toBe('no-store');
  }
});

test('no path leads out of the page’s folder', async () => {
  const out = ['../launcher/main.js', '../../package.json', '../../data/keys/launcher.nk', '.launcher-stamp'];
  const ways = ['/', '/assets/../', '/assets/%2e%2e/', '/%2e%2e/', '/..%2f', '/\\..\\', '//', '/./'];
  for (const path of ways.flatMap((way) => out.map((end) => `${way}${end}`))) {
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  }
});

test('a request that makes no sense does not end natter', async () => {
  const big = { range: 'bytes=99999999-' };
  const odd: readonly Promise<Answer>[] = [
    get('/%'),
    get('/%E0%A4%A'),
    get('//'),
    get('/?'),
    get('/', { range: 'bytes=9-3' }),
    get('/', { range: 'bytes=-' }),
    get('/', { range: 'lines=1-2' }),
    get('/', big),
    get('/config.json', big),
    get('/', {}, 'DELETE'),
    get('/', { host: '' }),
  ];
  await Promise.allSettled(odd);
  const { hostname, port } = new URL(natter.page);
  const socket = connect(Number(port), hostname);
  socket.end('this is not HTTP\r\n\r\n');
  await new Promise((resolve) => socket.resume().once('close', resolve));
  expect((await get('/')).status).toBe(200);
  expect((await get('/healthz')).status).toBe(200);
});

test('HEAD is answered like GET, without the body', async () => {
  const [head, whole] = await Promise.all([get('/', {}, 'HEAD'), get('/')]);
  expect(head.status).toBe(200);
  expect(head.headers['content-length']).toBe(whole.headers['content-length']);
  expect(head.body.length).toBe(0);
});

test('/config.json and /healthz are never kept', async () => {
  const [config, health] = await Promise.all([get('/config.json?x'), get('/healthz?x')]);
  expect(config.headers['content-type']).toBe('application/json');
  expect(JSON.parse(config.body.toString())).toEqual({
    version: '0.1.0',
    servers: [],
    port: Number(new URL(natter.webSocket).port),
    accessCode: false,
    launcher: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect([health.status, health.body.toString()]).toEqual([200, 'ok\n']);
  for (const { headers } of [config, health]) expect(headers['cache-control']).toBe('no-store');
});
