// Certificate and key for page and WebSocket: checked before anything starts, for a browser would only say "not secure" and
// nats-server would not start.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { LaunchError } from './errors.ts';
import type { TlsFiles } from './options.ts';

/** A certificate and its key, which belong together. */
export interface Tls {
  /** Absolute paths, for nats-server. */
  readonly files: TlsFiles;
  /** The contents, for the page; PEM. */
  readonly cert: Buffer;
  readonly key: Buffer;
  /** Names the certificate: another one needs another start of nats-server. */
  readonly fingerprint: string;
  /** A sentence about a certificate that browsers will not accept; `undefined` if its dates are fine. */
  readonly warning: string | undefined;
}

const REFUSALS: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'does not exist'],
  ['ENOTDIR', 'does not exist'],
  ['EACCES', 'may not be read by you'],
  ['EPERM', 'may not be read by you'],
  ['EISDIR', 'is a folder'],
]);

/** @throws LaunchError if one of the files is missing or of no use, or they do not belong together; never with a key in it. */
export async function readTls(given: TlsFiles): Promise<Tls> {
  const files = { cert: resolve(given.cert), key: resolve(given.key) };
  const cert = await read(files.cert, '--tls-cert');
  const key = await read(files.key, '--tls-key');
  const certificate = certificateIn(cert, files.cert);
  if (!certificate.checkPrivateKey(keyIn(key, files.key))) {
    const problem = `The certificate ${files.cert} and the key ${files.key} do not belong together.`;
    throw new LaunchError(problem, 'Give the key the certificate was made for, with --tls-key.');
  }
  refuseIfUnfit(cert, key, files);
  return { files, cert, key, fingerprint: certificate.fingerprint256, warning: dateWarning(certificate, files.cert) };
}

async function read(path: string, flag: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const why = REFUSALS.get(code) ?? `cannot be read (${String(code)})`;
    throw new LaunchError(`${path} ${why}.`, `Give a file in PEM form with ${flag}.`, { cause: error });
  }
}

function certificateIn(content: Buffer, path: string): X509Certificate {
  try {
    // Node reads DER too, nats-server does not.
    if (content.includes('-----BEGIN CERTIFICATE-----')) return new X509Certificate(content);
  } catch {
    // as one that is not there
  }
  throw new LaunchError(
    `${path} holds no certificate in PEM form.`,
    'Give one with --tls-cert; its file has a line “-----BEGIN CERTIFICATE-----”.',
  );
}

function keyIn(content: Buffer, path: string): KeyObject {
  if (content.includes('ENCRYPTED')) {
    const remedy = `nats-server could not ask for it; a key without one makes: openssl pkey -in ${path} -out FILE`;
    throw new LaunchError(`The key ${path} has a passphrase.`, remedy);
  }
  try {
    if (content.includes('PRIVATE KEY-----')) return createPrivateKey(content);
  } catch {
    // as one that is not there
  }
  throw new LaunchError(
    `${path} holds no private key in PEM form.`,
    'Give one with --tls-key; its file has a line “-----BEGIN PRIVATE KEY-----”.',
  );
}

/** A key may be too short for today's rules, and a second certificate in the file damaged. */
function refuseIfUnfit(cert: Buffer, key: Buffer, files: TlsFiles): void {
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    const reason = error instanceof Error && 'reason' in error ? String(error.reason) : 'it is damaged';
    const problem = `The certificate ${files.cert} cannot be used for TLS: ${reason}.`;
    throw new LaunchError(problem, 'Have a new one made, and give it with --tls-cert and --tls-key.', { cause: error });
  }
}

function dateWarning({ validFrom, validTo }: X509Certificate, path: string): string | undefined {
  const day = (date: string): string => new Date(date).toISOString().slice(0, 10);
  if (Date.parse(validTo) < Date.now())
    return `The certificate ${path} expired on ${day(validTo)}; browsers refuse it.`;
  if (Date.parse(validFrom) <= Date.now()) return undefined;
  return `The certificate ${path} is valid only from ${day(validFrom)} on; browsers refuse it until then.`;
}
