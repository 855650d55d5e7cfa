// The key that is a person: an Ed25519 nkey. Its public half goes with the handle, its seed never leaves the device.
import { nkeys } from 'nats.ws';

const utf8 = new TextDecoder();
const bytes = new TextEncoder();

/** The seed of a new key, as NATS writes it: `SU…`, 58 characters. A secret. */
export function newSeed(): string {
  return utf8.decode(nkeys.createUser().getSeed());
}

/**
 * The public key to `seed`, `U…`; takes some milliseconds, for the browser's own Ed25519 is not everywhere yet.
 * @throws NKeysError if it is no seed.
 */
export function publicKeyOf(seed: string): string {
  return nkeys.fromSeed(bytes.encode(seed)).getPublicKey();
}
