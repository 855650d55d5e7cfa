// The README's nginx example, run by a real nginx; skipped, saying so, where that is not installed.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TlsFiles } from '../../launcher/options.ts';
import { ask } from '../support/ask.ts';
import { makeCertificate } from '../support/certificate.ts';
import { handshake } from '../support/handshake.ts';
import { launch, temporaryFolder } from '../support/launched.ts';
import type { Launched } from '../support/launched.ts';
import { freePort } from '../support/ports.ts';
import { TestTab } from '../support/tab.ts';
import { trustAnyCertificate } from '../support/trust.ts';
import { until } from '../support/wait.ts';

const hasNginx = spawnSync('nginx', ['-v']).status === 0;
if (!hasNginx) console.info('The test of the README’s nginx example is skipped: nginx is not installed.');

const [, EXAMPLE = ''] =
  /^```nginx\n([\s\S]*?)^```/m.exec(readFileSync(new URL('../../README.md', import.meta.url), 'utf8')) ?? [];

interface Nginx extends AsyncDisposable {
  /** What it wrote into its log of errors. */
  readonly complaints: () => string;
}

/** The example with another value in each place where a person would put theirs. */
function adapted(places: ReadonlyMap<string, string>): string {
  let text = EXAMPLE;
  for (const [theirs, ours] of places) {
    expect(text).toContain(theirs);
    text = text.replaceAll(theirs, ours);
  }
  return text;
}

/** Runs nginx with this server block, apart from any other. @returns once it listens on `port`. */
async function startNginx(folder: string, block: string, page: string, pem: string): Promise<Nginx> {
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${name};`);
  const around = `daemon off; master_process off; pid nginx.pid; error_log stderr; events {}
http { access_log off; ${paths.join(' ')}\n${block}}\n`;
  await writeFile(join(folder, 'nginx.conf'), around);
  const args = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'];
  const nginx = spawn('nginx', args, { stdio: ['ignore', 'inherit', 'pipe'] });
  let log = '';
  nginx.stderr.on('data', (chunk) => (log += String(chunk)));
  const ended = once(nginx, 'exit');
  const died = ended.then(() => Promise.reject(new Error(`nginx ended:\n${log}`)));
  died.catch(() => {});
  const listens = async (): Promise<boolean> => {
    const answer = await ask(page, '/config.json', {}, 'GET', { ca: pem }).catch(() => undefined);
    return answer?.status === 200;
  };
  await Promise.race([until('nginx to listen', listens), died]);
  return {
    complaints: () => log,
    [Symbol.asyncDispose]: async () => {
      nginx.kill('SIGTERM');
      await ended;
    },
  };
}

function placesOf(
  natter: Launched,
  localPage: string,
  port: number,
  { cert, key }: TlsFiles,
): ReadonlyMap<string, string> {
  return new Map([
    ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
    ['chat.example.org;', '127.0.0.1;'],
    ['/etc/ssl/chat.example.org/fullchain.pem', cert],
    ['/etc/ssl/chat.example.org/privkey.pem', key],
    ['http://127.0.0.1:7331', localPage],
    ['http://127.0.0.1:7332', natter.webSocket.replace('ws', 'http')],
  ]);
}

test.skipIf(!hasNginx)('behind nginx, set up as the README says, people chat on one port with TLS', async () => {
  await using folder = await temporaryFolder();
  const certificate = await makeCertificate(folder.path);
  const { pem } = certificate;
  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  const webSocket = `wss://127.0.0.1:${port}/nats`;
  await using natter = await launch(join(folder.path, 'data'), ['--public-url', url]);
  const block = adapted(placesOf(natter, await natter.localPage(), port, certificate));
  await using nginx = await startNginx(folder.path, block, url, pem);

  expect((await ask(url, '/', {}, 'GET', { ca: pem })).status).toBe(200);
  const config = await ask(url, '/config.json', {}, 'GET', { ca: pem });
  expect(JSON.parse(config.body.toString())).toMatchObject({ servers: [webSocket] });
  expect(await handshake(webSocket, url, pem)).toBe(101);
  expect(await handshake(webSocket, 'https://evil.example', pem)).toBe(403);

  using _ = trustAnyCertificate();
  using ada = await TestTab.open(webSocket, 'ada');
  using bob = await TestTab.open(webSocket, 'bob');
  await Promise.all([ada.enter('Go'), bob.enter('Go')]);
  ada.say('Go', 'through nginx');
  await until('bob to read it', () => bob.texts('Go').includes('through nginx'));
  expect(nginx.complaints()).toBe('');
});
