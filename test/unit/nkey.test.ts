// Keys and signatures by node:crypto, held against the package that natter does not sign with.
import { createAccount, createServer, createUser, fromPublic } from '@nats-io/nkeys';
import type { KeyPair } from '@nats-io/nkeys';
import { describe, expect, test } from 'vitest';
import { isSignedBy, signerOf } from '../../launcher/auth/nkey.ts';
import { oneOf } from '../support/choose.ts';
import { random } from '../support/random.ts';
import type { Random } from '../support/random.ts';

const ROUNDS = 200;
/** The package signs and checks in JavaScript, some dozens of times slower. */
const THEIR_ROUNDS = 60;
const ALPHABET = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
/** Keys of all roles; the package takes its time to make one. */
const PAIRS: readonly KeyPair[] = Array.from({ length: 10 }, () => [
  createUser(),
  createAccount(),
  createServer(),
]).flat();

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Text of every length up to 200, with letters of all kinds. */
function anyText({ under }: Random): string {
  return String.fromCodePoint(...Array.from({ length: under(200) }, () => under(0x3000)));
}

/** `text` with another character at one place. */
function mutated(text: string, alphabet: readonly string[], chance: Random): string {
  const place = chance.under(text.length);
  const others = alphabet.filter((letter) => letter !== text[place]);
  return text.slice(0, place) + oneOf(others, chance) + text.slice(place + 1);
}

describe('what natter signs', () => {
  test('is what the nkeys package would have written, byte for byte, under the same name', () => {
    const chance = random();
    for (let round = 0; round < THEIR_ROUNDS; round += 1) {
      const pair = oneOf(PAIRS, chance);
      const signer = signerOf(pair.getSeed());
      const text = anyText(chance);
      expect(signer.id, `seed ${chance.seed}`).toBe(pair.getPublicKey());
      expect(signer.sign(text).equals(pair.sign(bytes(text))), `seed ${chance.seed}`).toBe(true);
    }
  });

  test('is checked by natter and by the package alike', () => {
    const chance = random();
    for (let round = 0; round < THEIR_ROUNDS; round += 1) {
      const signer = signerOf(oneOf(PAIRS, chance).getSeed());
      const text = anyText(chance);
      const signature = signer.sign(text);
      expect(isSignedBy(signer.id, text, signature), `seed ${chance.seed}`).toBe(true);
      expect(fromPublic(signer.id).verify(bytes(text), signature), `seed ${chance.seed}`).toBe(true);
    }
  });

  test('is signed with nothing but a seed', () => {
    const pair = createUser();
    expect(signerOf(pair.getSeed()).id).toBe(pair.getPublicKey());
    expect(() => signerOf(bytes('SUNONSENSE'))).toThrow();
    expect(() => signerOf(bytes(pair.getPublicKey()))).toThrow();
  });
});

describe('nobody signed', () => {
  test('what one bit of the signature less says', () => {
    const chance = random();
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id, sign } = signerOf(oneOf(PAIRS, chance).getSeed());
      const signature = sign('nonce');
      const place = chance.under(64);
      signature[place] = (signature[place] ?? 0) ^ (1 << chance.under(8));
      expect(isSignedBy(id, 'nonce', signature), `seed ${chance.seed}`).toBe(false);
    }
  });

  test('another text', () => {
    const chance = random();
    const { id, sign } = signerOf(createUser().getSeed());
    for (let round = 0; round < ROUNDS; round += 1) {
      const [one, other] = [anyText(chance), anyText(chance)];
      expect(isSignedBy(id, other, sign(one)), `seed ${chance.seed}`).toBe(one === other);
    }
  });

  test('with a key that has one wrong letter', () => {
    const chance = random();
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id, sign } = signerOf(oneOf(PAIRS, chance).getSeed());
      const wrong = mutated(id, ALPHABET, chance);
      expect(isSignedBy(wrong, 'nonce', sign('nonce')), `${wrong}, seed ${chance.seed}`).toBe(false);
    }
  });

  test('with somebody else’s key', () => {
    const [ada, bob] = [signerOf(createUser().getSeed()), signerOf(createUser().getSeed())];
    expect(isSignedBy(bob.id, 'nonce', ada.sign('nonce'))).toBe(false);
  });

  test('with what is no key', () => {
    const pair = createUser();
    const id = pair.getPublicKey();
    const { sign } = signerOf(pair.getSeed());
    const seed = new TextDecoder().decode(pair.getSeed());
    const none = ['', 'U', 'undefined', id.toLowerCase(), id.slice(0, -1), `${id}A`, ` ${id}`, `${id}=`, seed, '🦊'];
    for (const each of none) expect(isSignedBy(each, 'nonce', sign('nonce')), each).toBe(false);
  });

  test.each([0, 1, 63, 65, 128])('with a signature of %i bytes', (length) => {
    const { id, sign } = signerOf(createUser().getSeed());
    const signature = Buffer.alloc(length);
    sign('nonce').copy(signature);
    expect(isSignedBy(id, 'nonce', signature)).toBe(false);
  });
});

test('the two agree about signatures, right and wrong', () => {
  const chance = random();
  for (let round = 0; round < THEIR_ROUNDS; round += 1) {
    const pair = oneOf(PAIRS, chance);
    const text = anyText(chance);
    const signature = Buffer.from(pair.sign(bytes(text)));
    if (chance.next() < 0.5) signature[chance.under(64)] = chance.under(256);
    const theirs = fromPublic(pair.getPublicKey()).verify(bytes(text), signature);
    expect(isSignedBy(pair.getPublicKey(), text, signature), `seed ${chance.seed}`).toBe(theirs);
  }
});
