// A person's key by the browser's own Ed25519 is the same key, and signs the same, as by the nkeys package.
import { createUser, fromPublic, fromSeed } from '@nats-io/nkeys';
import { afterEach, expect, test, vi } from 'vitest';
import { publicKeyOf } from '../../web/transport/key-in-javascript.ts';
import { newSeed, openKey } from '../../web/transport/user-key.ts';

const ROUNDS = 30;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

afterEach(() => void vi.unstubAllGlobals());

test('has the same public key and makes the same signatures, byte for byte', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const pair = createUser();
    const key = await openKey(new TextDecoder().decode(pair.getSeed()));
    expect(key.id).toBe(pair.getPublicKey());
    const text = `nonce ${round} …`;
    expect(Buffer.from(await key.sign(text))).toEqual(Buffer.from(pair.sign(bytes(text))));
    expect(fromPublic(key.id).verify(bytes(text), await key.sign(text))).toBe(true);
  }
});

test('a new seed is one that NATS can read', async () => {
  const seed = newSeed();
  expect(fromSeed(bytes(seed)).getPublicKey()).toBe((await openKey(seed)).id);
  expect(publicKeyOf(seed)).toBe((await openKey(seed)).id);
});

const poor: readonly (readonly [what: string, crypto: object])[] = [
  ['there is no own cryptography, as on plain HTTP', { getRandomValues: crypto.getRandomValues.bind(crypto) }],
  [
    'its own cryptography does not know Ed25519',
    { subtle: { importKey: () => Promise.reject(new DOMException('No.', 'NotSupportedError')) } },
  ],
];
test.each(poor)('where %s, it is the same key', async (_, instead) => {
  const seed = newSeed();
  const { id, sign } = await openKey(seed);
  const signature = Buffer.from(await sign('nonce'));
  vi.stubGlobal('crypto', instead);
  const key = await openKey(seed);
  expect(key.id).toBe(id);
  expect(Buffer.from(await key.sign('nonce'))).toEqual(signature);
});
