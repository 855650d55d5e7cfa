// Throwaway certificates for 127.0.0.1 and localhost, signed by themselves: DER as RFC 5280 has it, in as few fields as will do.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface TestCertificate {
  /** Paths. */
  readonly cert: string;
  readonly key: string;
  /** The certificate itself, for who is to trust it; PEM. */
  readonly pem: string;
  /** Flags for the launcher. */
  readonly flags: readonly string[];
}

/** In days from now; negative ones are past. */
export interface Validity {
  readonly from: number;
  readonly to: number;
}

/** Writes `name.pem` and `name.key` into `folder`. @param names the certificate is made out for, beside 127.0.0.1. */
export async function makeCertificate(
  folder: string,
  name = 'tls',
  { from, to }: Validity = { from: -1, to: 1 },
  names: readonly string[] = ['localhost'],
): Promise<TestCertificate> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = toPem('CERTIFICATE', certificateOf(privateKey, publicKey, { from, to }, names));
  const [cert, key] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
  await writeFile(cert, pem);
  await writeFile(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return { cert, key, pem, flags: ['--tls-cert', cert, '--tls-key', key] };
}

const SEQUENCE = 0x30;
const ECDSA_WITH_SHA256 = Buffer.from('06082a8648ce3d040302', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const SUBJECT_ALTERNATIVE_NAMES = Buffer.from('0603551d11', 'hex');

function certificateOf(key: KeyObject, publicKey: KeyObject, dates: Validity, names: readonly string[]): Buffer {
  const algorithm = der(SEQUENCE, ECDSA_WITH_SHA256);
  const subject = der(SEQUENCE, der(0x31, der(SEQUENCE, COMMON_NAME, der(0x0c, Buffer.from('natter test')))));
  const hosts = names.map((name) => der(0x82, Buffer.from(name)));
  const alternatives = der(SEQUENCE, ...hosts, der(0x87, Buffer.from([127, 0, 0, 1])));
  const extension = der(SEQUENCE, SUBJECT_ALTERNATIVE_NAMES, der(0x04, alternatives));
  const body = der(
    SEQUENCE,
    der(0xa0, der(0x02, Buffer.from([2]))), // version 3
    der(0x02, Buffer.from([1]), randomBytes(8)), // serial number; positive
    algorithm,
    subject,
    der(SEQUENCE, time(dates.from), time(dates.to)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(SEQUENCE, extension)),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, key));
  return der(SEQUENCE, body, algorithm, signature);
}

/** One element: its tag, how long it is, what is in it. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

/** UTCTime, which has two digits of the year. @param days from now. */
function time(days: number): Buffer {
  const text = new Date(Date.now() + days * 86_400_000).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return der(0x17, Buffer.from(text.slice(2)));
}

function toPem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
