// Certificate and key: what is said of those that are of no use, before anything starts.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { appendFile, chmod, copyFile, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LaunchError } from '../../launcher/errors.ts';
import type { TlsFiles } from '../../launcher/options.ts';
import { readTls } from '../../launcher/tls.ts';
import { makeCertificate } from '../support/certificate.ts';
import type { TestCertificate } from '../support/certificate.ts';
import { temporaryFolder } from '../support/launched.ts';
import type { TemporaryFolder } from '../support/launched.ts';

let folder: TemporaryFolder;
let good: TestCertificate;

beforeAll(async () => {
  folder = await temporaryFolder();
  good = await makeCertificate(folder.path);
});

afterAll(() => folder[Symbol.asyncDispose]());

/** Writes a file. @returns its path. */
async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder.path, name);
  await writeFile(path, content);
  return path;
}

/** The sentence about a mistake, with its remedy. */
async function complaint(files: Partial<TlsFiles>): Promise<string> {
  try {
    await readTls({ ...good, ...files });
  } catch (error) {
    if (error instanceof LaunchError) return `${error.message} ${error.remedy}`;
    throw error;
  }
  throw new Error('There is no complaint.');
}

test('a certificate and its key are taken, from where the person is, with absolute paths for nats-server', async () => {
  const here = { cert: relative(process.cwd(), good.cert), key: relative(process.cwd(), good.key) };
  const { files, cert, fingerprint, warning } = await readTls(here);
  expect(files).toEqual({ cert: good.cert, key: good.key });
  expect(cert.toString()).toBe(good.pem);
  expect(fingerprint).toBe(new X509Certificate(good.pem).fingerprint256);
  expect(warning).toBeUndefined();
});

test('one file may hold both, and a certificate its chain', async () => {
  const key = await readFile(good.key, 'utf8');
  const both = await file('both.pem', `${key}${good.pem}${good.pem}`);
  expect((await readTls({ cert: both, key: both })).warning).toBeUndefined();
});

test('a file that is missing, a folder, or not to be read is a mistake it names', async () => {
  const missing = join(folder.path, 'missing');
  expect(await complaint({ cert: missing })).toBe(
    `${missing} does not exist. Give a file in PEM form with --tls-cert.`,
  );
  expect(await complaint({ key: missing })).toBe(`${missing} does not exist. Give a file in PEM form with --tls-key.`);
  expect(await complaint({ key: join(good.cert, 'x') })).toContain('x does not exist.');
  expect(await complaint({ cert: folder.path })).toContain(`${folder.path} is a folder.`);
});

const isRoot = process.getuid?.() === 0;
if (isRoot) console.info('The test of a key one may not read is skipped: root may read anything.');

test.skipIf(isRoot)('a key I may not read is a mistake it names', async () => {
  const locked = join(folder.path, 'locked.key');
  await copyFile(good.key, locked);
  await chmod(locked, 0);
  expect(await complaint({ key: locked })).toContain(`${locked} may not be read by you.`);
});

test('what is no certificate or no key is a mistake it names', async () => {
  const noCertificate = 'holds no certificate in PEM form. Give one with --tls-cert';
  expect(await complaint({ cert: good.key })).toContain(`${good.key} ${noCertificate}`);
  expect(await complaint({ cert: await file('der', new X509Certificate(good.pem).raw) })).toContain(noCertificate);
  expect(await complaint({ cert: await file('empty', '') })).toContain(noCertificate);
  const broken = good.pem.replace(/.{9}(?=\n-----END)/, '');
  expect(await complaint({ cert: await file('broken.pem', broken) })).toContain(noCertificate);
  const noKey = 'holds no private key in PEM form. Give one with --tls-key';
  expect(await complaint({ key: good.cert })).toContain(`${good.cert} ${noKey}`);
});

test('no complaint ever shows a piece of a key', async () => {
  const key = await readFile(good.key, 'utf8');
  const [, secret = ''] = key.split('\n');
  const damaged = await file('damaged.key', key.replace(/.{9}(?=\n-----END)/, ''));
  const sentences = [await complaint({ key: damaged }), await complaint({ cert: good.key })];
  for (const sentence of sentences) expect(sentence).not.toContain(secret.slice(0, 8));
  const failure = await readTls({ ...good, key: damaged }).catch((error: unknown) => error);
  expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain(secret.slice(0, 8));
});

test('a key with a passphrase is refused, with the command that takes it off', async () => {
  const key = createPrivateKey(await readFile(good.key));
  for (const type of ['pkcs8', 'sec1'] as const) {
    const options = { type, format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' } as const;
    const path = await file(`${type}.key`, key.export(options));
    expect(await complaint({ key: path })).toContain(`The key ${path} has a passphrase.`);
    expect(await complaint({ key: path })).toContain(`openssl pkey -in ${path} -out FILE`);
  }
});

test('a key of another certificate is a mistake it names', async () => {
  const other = await makeCertificate(folder.path, 'other');
  expect(await complaint({ key: other.key })).toBe(
    `The certificate ${good.cert} and the key ${other.key} do not belong together. ` +
      'Give the key the certificate was made for, with --tls-key.',
  );
});

test('a chain that is damaged further down is a mistake it names', async () => {
  const { cert, key } = await makeCertificate(folder.path, 'chain');
  await appendFile(cert, '-----BEGIN CERTIFICATE-----\nxx\n-----END CERTIFICATE-----\n');
  expect(await complaint({ cert, key })).toContain(`The certificate ${cert} cannot be used for TLS: `);
});

test('a certificate that is not valid today is used, with one line of warning', async () => {
  const past = await makeCertificate(folder.path, 'past', { from: -20, to: -10 });
  expect((await readTls(past)).warning).toMatch(/past\.pem expired on \d{4}-\d\d-\d\d; browsers refuse it\.$/);
  const future = await makeCertificate(folder.path, 'future', { from: 10, to: 20 });
  expect((await readTls(future)).warning).toMatch(/future\.pem is valid only from \d{4}-\d\d-\d\d on; browsers refuse/);
});
