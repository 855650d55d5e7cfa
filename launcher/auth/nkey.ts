// Signing and checking with nkeys by node:crypto. The nkeys package reads and writes them, but signs in JavaScript: 6 ms a
// signature on the machine it was measured on, against 0.03 ms here, and every login takes several.
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { fromPublic, fromSeed } from '@nats-io/nkeys';
import { fromBase32, KEY_BYTES, secretOf } from '../../web/protocol/nkey.ts';

export interface Signer {
  /** The public key, such as `A…`. */
  readonly id: string;
  readonly sign: (data: string) => Buffer;
}

/** What stands before the secret bytes and before the public ones in DER; source: RFC 8410, sections 4 and 7. */
const SECRET_DER = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_DER = Buffer.from('302a300506032b6570032100', 'hex');
/** The nkeys package reads a key with a letter too many as well (seen in 2.0.3): one key would have several names. */
const PUBLIC_KEY = /^[A-Z2-7]{56}$/;

/** @param seed as NATS writes it, `S…`. @throws NKeysError if it is none. */
export function signerOf(seed: Uint8Array): Signer {
  const id = fromSeed(seed).getPublicKey();
  const secret = secretOf(Buffer.from(seed).toString().trim());
  const key = createPrivateKey({ key: Buffer.concat([SECRET_DER, secret]), format: 'der', type: 'pkcs8' });
  return { id, sign: (data) => sign(null, Buffer.from(data), key) };
}

/** Whether `signature` over `data` was made with the secret of the public key `id`. Of what is no key, nothing was. */
export function isSignedBy(id: string, data: string, signature: Uint8Array): boolean {
  const key = keyOf(id);
  return key !== undefined && verify(null, Buffer.from(data), key, signature);
}

/** Reading a key takes longer than checking a signature with it, and a server's own comes with every login. */
const known = new Map<string, KeyObject>();
const MOST_KNOWN = 256;

function keyOf(id: string): KeyObject | undefined {
  const present = known.get(id);
  if (present !== undefined) return present;
  if (!PUBLIC_KEY.test(id)) return undefined;
  try {
    fromPublic(id); // checks prefix and checksum
  } catch {
    return undefined;
  }
  const bytes = fromBase32(id).subarray(1, 1 + KEY_BYTES);
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_DER, bytes]), format: 'der', type: 'spki' });
  known.set(id, key);
  const [oldest] = known.size > MOST_KNOWN ? known.keys() : [];
  if (oldest !== undefined) known.delete(oldest);
  return key;
}
