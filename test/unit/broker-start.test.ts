// What nats-server is started with, and when it must be started anew.
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPorts } from '../../launcher/broker/ports.ts';
import { brokerEnvironment } from '../../launcher/broker/settings.ts';
import type { BrokerSettings } from '../../launcher/broker/settings.ts';
import { describeWish } from '../../launcher/broker/start.ts';
import { ensureKeys } from '../../launcher/keys.ts';
import { helpText } from '../../launcher/options.ts';
import { temporaryFolder } from '../support/launched.ts';

const TLS = { files: { cert: '/my "cert".pem', key: '/my.key' }, fingerprint: 'AA:BB' };

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

/** The lines of the `websocket` block, without comments and blanks. */
function websocketBlock(name: string): readonly string[] {
  const [block = ''] = /^websocket \{\n[\s\S]*?^\}/m.exec(read(name)) ?? [];
  const lines = block.split('\n').map((line) => line.replace(/(^|\s)#.*/, '').trim());
  return lines.filter((line) => line !== '');
}

async function settingsIn(folder: string): Promise<BrokerSettings> {
  const ports = { wsPort: 0, natsPort: 0 };
  const origins = ['https://127.0.0.1:7331'];
  return { host: '127.0.0.1', ...ports, store: join(folder, 'jetstream'), origins, keys: await ensureKeys(folder) };
}

test('tls.conf is nats.conf with a certificate, and differs from it in nothing else', () => {
  const plain = websocketBlock('nats.conf').filter((line) => line !== 'no_tls: true');
  const text = websocketBlock('launcher/broker/tls.conf').join('\n');
  const tls = 'tls {\ncert_file: $NATTER_TLS_CERT_FILE\nkey_file: $NATTER_TLS_KEY_FILE\n}\n';
  expect(text).toContain(tls);
  expect(text.replace(tls, '').split('\n').toSorted()).toEqual(plain.toSorted());
  const rest = read('launcher/broker/tls.conf').replace(/^(#.*|\s*)\n/gm, '');
  expect(rest).toMatch(/^include "..\/..\/nats\.conf"\nwebsocket \{\n[^{}]*\{[^{}]*\}[^{}]*\}\n$/);
});

test('certificate and key are named to nats-server as its language writes text', async () => {
  await using folder = await temporaryFolder();
  const settings = await settingsIn(folder.path);
  expect(brokerEnvironment(settings)).not.toHaveProperty('NATTER_TLS_CERT_FILE');
  expect(brokerEnvironment({ ...settings, tls: TLS })).toMatchObject({
    NATTER_TLS_CERT_FILE: '"/my \\"cert\\".pem"',
    NATTER_TLS_KEY_FILE: '"/my.key"',
  });
});

test('no variable of nats.conf is a flag’s: a shell that has them may launch natter all the same', async () => {
  await using folder = await temporaryFolder();
  const names = Object.keys(brokerEnvironment({ ...(await settingsIn(folder.path)), tls: TLS }));
  const flags = [...helpText().matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name = '']) => name);
  expect(flags).toContain('tls-cert');
  for (const flag of flags) expect(names).not.toContain(`NATTER_${flag.toUpperCase().replaceAll('-', '_')}`);
});

test('another certificate, its removal, and a change in an included file need another nats-server', async () => {
  await using folder = await temporaryFolder();
  const settings = await settingsIn(folder.path);
  const configuration = join(folder.path, 'below', 'tls.conf');
  const included = join(folder.path, 'nats.conf');
  await mkdir(join(folder.path, 'below'));
  await writeFile(configuration, '# with TLS\n\ninclude "../nats.conf"\n');
  await writeFile(included, 'max_payload: 1KB\n');
  const { signal } = new AbortController();
  const start = { named: undefined, findBinary: () => Promise.resolve(''), configuration, folder: folder.path, signal };
  const wish = (tls: BrokerSettings['tls']): Promise<string> =>
    describeWish({ ...start, settings: { ...settings, tls } });
  const wishes = [await wish(TLS), await wish(undefined), await wish({ ...TLS, fingerprint: 'CC' })];
  expect(await wish(TLS)).toBe(wishes[0]);
  await writeFile(included, 'max_payload: 2KB\n');
  expect(new Set([...wishes, await wish(TLS)])).toHaveLength(4);
});

test('a port that is its scheme’s own is told too', async () => {
  await using folder = await temporaryFolder();
  const write = (websocket: string): Promise<void> =>
    writeFile(
      join(folder.path, 'nats-server_7.ports'),
      JSON.stringify({
        nats: ['nats://127.0.0.1:4222'],
        websocket: [websocket],
      }),
    );
  await write('wss://0.0.0.0:443');
  expect(await readPorts(folder.path, 7)).toEqual({ nats: 4222, ws: 443 });
  await write('ws://[::1]:80');
  expect(await readPorts(folder.path, 7)).toEqual({ nats: 4222, ws: 80 });
});
