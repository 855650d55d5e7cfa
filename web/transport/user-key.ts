// The key that is a person: an Ed25519 nkey. Its public half goes with the handle, its seed never leaves the device.
import { KEY_BYTES, secretOf, userKeyOf, userSeedOf } from '../protocol/nkey.ts';

export interface UserKey {
  /** The public key, `U…`. */
  readonly id: string;
  /** @param text such as what the broker asks to be signed. @returns the 64 bytes of the signature. */
  readonly sign: (text: string) => Promise<Uint8Array>;
}

/** What stands before the secret bytes in DER; source: RFC 8410, section 7. */
const SECRET_DER = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20] as const;

const bytes = new TextEncoder();

/** The seed of a new key, as NATS writes it: `SU…`, 58 characters. A secret. */
export function newSeed(): string {
  return userSeedOf(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
}

/**
 * The key to `seed`, by the browser's own Ed25519: in JavaScript it took 100 ms of a first visit. That still is the way where
 * the browser has none, and on plain HTTP from another machine.
 * @throws NKeysError if it is no seed.
 */
export async function openKey(seed: string): Promise<UserKey> {
  return (await nativeKey(seed)) ?? (await import('./key-in-javascript.ts')).keyInJavaScript(seed);
}

async function nativeKey(seed: string): Promise<UserKey | undefined> {
  if (!('subtle' in crypto)) return undefined;
  const { subtle } = crypto;
  try {
    const der = Uint8Array.of(...SECRET_DER, ...secretOf(seed));
    const key = await subtle.importKey('pkcs8', der, 'Ed25519', true, ['sign']);
    const { x = '' } = await subtle.exportKey('jwk', key);
    const id = userKeyOf(fromBase64Url(x));
    return { id, sign: async (text) => new Uint8Array(await subtle.sign('Ed25519', key, bytes.encode(text))) };
  } catch (error) {
    // NotSupportedError: a browser that does not know Ed25519. DataError: no seed, which the other way says better.
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

function fromBase64Url(text: string): Uint8Array {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (character) => character.codePointAt(0) ?? 0);
}
