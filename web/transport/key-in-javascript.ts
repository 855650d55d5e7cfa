// A person's key without the browser's own Ed25519: where it has none, on plain HTTP from another machine, and in Node.
import { fromSeed } from '@nats-io/nkeys';
import type { UserKey } from './user-key.ts';

const bytes = new TextEncoder();

/**
 * The public key to `seed`, `U…`, at once; takes some dozens of milliseconds.
 * @throws NKeysError if it is no seed.
 */
export function publicKeyOf(seed: string): string {
  return fromSeed(bytes.encode(seed)).getPublicKey();
}

/** @throws NKeysError if it is no seed. */
export function keyInJavaScript(seed: string): UserKey {
  const pair = fromSeed(bytes.encode(seed));
  return { id: pair.getPublicKey(), sign: async (text) => pair.sign(bytes.encode(text)) };
}
