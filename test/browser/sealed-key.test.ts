// A person on the way to another device: sealed with a passphrase, by the browser's own cryptography.
import { expect } from 'chai';
import { keyHash } from '../../web/domain/route.ts';
import { PASSPHRASE_MIN_LENGTH, seal, SealError, sealProblem, unseal } from '../../web/storage/sealed-key.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { overPlainHttp } from './support.ts';

const ADA = { identity: { name: 'Ada', emoji: '🦊', handle: 'ada', hue: 210 }, seed: newSeed() };
const PASSPHRASE = 'correct horse';
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const MARK = 'natter1.';

/** The sentence with which `attempt` fails. */
async function refusal(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof SealError) return error.message;
    throw error;
  }
  return 'It did not fail.';
}

const NO_KEY = 'This is no key of natter’s. It begins with “natter1.”.';
const NOT_OPENED = 'The passphrase is another one, or a part of the text is missing.';

it('a person comes out as they went in', async () => {
  expect(await unseal(await seal(ADA, PASSPHRASE), PASSPHRASE)).to.deep.equal(ADA);
  const { name, emoji, handle } = ADA.identity;
  const plain = { identity: { name, emoji, handle }, seed: newSeed() };
  expect(await unseal(await seal(plain, PASSPHRASE), PASSPHRASE)).to.deep.equal(plain);
});

it('the text is one line that fits into an address and a QR code, and says nothing of who it is', async () => {
  const sealed = await seal(ADA, PASSPHRASE);
  expect(sealed).to.match(/^natter1\.[A-Za-z0-9_-]+$/);
  expect(sealed.length).to.be.lessThan(400);
  expect(atob(sealed.slice(MARK.length).replaceAll('-', '+').replaceAll('_', '/'))).not.to.contain('ada');
});

it('the text is another one each time, for salt and nonce are', async () => {
  const [one, other] = [await seal(ADA, PASSPHRASE), await seal(ADA, PASSPHRASE)];
  const start = (text: string): string => text.slice(MARK.length, MARK.length + 37); // 28 bytes
  expect(start(one)).not.to.equal(start(other));
  expect(start(one).slice(0, 21)).not.to.equal(start(other).slice(0, 21)); // of the salt alone
});

it('an address that brings the text is as good as the text, and so is what stands around it', async () => {
  const sealed = await seal(ADA, PASSPHRASE);
  for (const text of [`https://chat.example:7331/${keyHash(sealed)}`, `  ${sealed}\n`, `key: ${sealed} .`]) {
    expect(await unseal(text, PASSPHRASE)).to.deep.equal(ADA);
  }
});

describe('a passphrase', () => {
  it('that is another one opens nothing, however like', async () => {
    const sealed = await seal(ADA, PASSPHRASE);
    for (const wrong of ['', 'correct hors', 'correct horse ', ' correct horse', 'Correct horse', 'correct  horse']) {
      expect(await refusal(unseal(sealed, wrong)), wrong).to.equal(NOT_OPENED);
    }
  });

  it('is the same however a keyboard composes its letters', async () => {
    const composed = 'Zoë ﬁndet 2² Äpfel'.normalize('NFC');
    const decomposed = composed.normalize('NFD');
    expect(composed).not.to.equal(decomposed);
    expect(await unseal(await seal(ADA, composed), decomposed)).to.deep.equal(ADA);
    expect(await unseal(await seal(ADA, decomposed), composed)).to.deep.equal(ADA);
    expect(await unseal(await seal(ADA, composed), composed.normalize('NFKC'))).to.deep.equal(ADA);
  });

  it('that is too short seals nothing', async () => {
    for (const short of ['', 'x', 'x'.repeat(PASSPHRASE_MIN_LENGTH - 1)]) {
      expect(await refusal(seal(ADA, short))).to.equal('A passphrase has at least 8 characters.');
    }
    expect(await seal(ADA, 'x'.repeat(PASSPHRASE_MIN_LENGTH))).to.contain(MARK);
  });

  it('may be long and of any script', async () => {
    const long = 'пароль 密码 🦊 '.repeat(100);
    expect(await unseal(await seal(ADA, long), long)).to.deep.equal(ADA);
  });
});

/** The mark, the salt's first and the tag's last characters, and every eleventh between: trying one takes a tenth of a second. */
const isTried = (place: number, length: number): boolean =>
  place < MARK.length + 2 || place >= length - 3 || place % 11 === 0;

it('a text of which any one character is another is refused', async () => {
  const sealed = await seal(ADA, PASSPHRASE);
  for (const [place, letter] of Array.from(sealed).entries()) {
    if (!isTried(place, sealed.length)) continue;
    // Half the alphabet away, so that the last character, of which some bits mean nothing, changes too.
    const other = BASE64URL.includes(letter) ? (BASE64URL[BASE64URL.indexOf(letter) ^ 32] ?? '') : '-';
    const changed = sealed.slice(0, place) + other + sealed.slice(place + 1);
    const expected = place < MARK.length ? NO_KEY : NOT_OPENED;
    expect(await refusal(unseal(changed, PASSPHRASE)), `character ${place}`).to.equal(expected);
  }
});

it('a text that was cut off anywhere is refused', async () => {
  const sealed = await seal(ADA, PASSPHRASE);
  for (let length = 0; length < sealed.length; length += 1) {
    if (!isTried(length, sealed.length)) continue;
    expect(await refusal(unseal(sealed.slice(0, length), PASSPHRASE)), `${length}`).to.be.oneOf([NO_KEY, NOT_OPENED]);
  }
});

it('a text with something added at its end is refused', async () => {
  const sealed = await seal(ADA, PASSPHRASE);
  for (const more of ['A', 'AA', 'AAA', 'AAAA', '-', '_'.repeat(100)]) {
    expect(await refusal(unseal(sealed + more, PASSPHRASE)), more).to.be.oneOf([NO_KEY, NOT_OPENED]);
  }
});

for (const text of [
  '',
  'hello',
  'natter1.',
  'natter1',
  'natter2.AAAA',
  'natter1.!!!!',
  'https://chat.example/#/key/',
]) {
  it(`“${text}” is no key, and says what one looks like`, async () => {
    expect(await refusal(unseal(text, PASSPHRASE))).to.equal(NO_KEY);
  });
}

/** Seals anything, as somebody could who writes such texts by hand. */
async function sealAnything(plain: string, rounds = 600_000, mark = MARK): Promise<string> {
  const bytes = new TextEncoder();
  const [salt, iv] = [crypto.getRandomValues(new Uint8Array(16)), crypto.getRandomValues(new Uint8Array(12))];
  const material = await crypto.subtle.importKey('raw', bytes.encode(PASSPHRASE), 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  const key = await crypto.subtle.deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  const algorithm = { name: 'AES-GCM', iv, additionalData: bytes.encode(mark) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, bytes.encode(plain)));
  const text = btoa(String.fromCharCode(...salt, ...iv, ...sealed));
  return MARK + text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

describe('what is sealed', () => {
  const person = { ...ADA.identity, seed: ADA.seed };

  it('is as PROTOCOL.md says: PBKDF2 with 600,000 rounds of SHA-256, AES-GCM with the mark', async () => {
    expect(await unseal(await sealAnything(JSON.stringify(person)), PASSPHRASE)).to.deep.equal(ADA);
    const easier = await sealAnything(JSON.stringify(person), 599_999);
    expect(await refusal(unseal(easier, PASSPHRASE))).to.equal(NOT_OPENED);
    const ofAnotherVersion = await sealAnything(JSON.stringify(person), 600_000, 'natter2.');
    expect(await refusal(unseal(ofAnotherVersion, PASSPHRASE))).to.equal(NOT_OPENED);
  });

  const wrong: readonly unknown[] = [
    null,
    'ada',
    [person],
    {},
    { ...person, seed: undefined },
    { ...person, seed: 'SUNONSENSE' },
    { ...person, seed: [person.seed] },
    { ...person, handle: undefined },
    { ...person, handle: 'admin' },
    { ...person, handle: 'Not A Handle' },
    { ...person, name: 7 },
    { ...person, name: 'n'.repeat(65) },
    { ...person, hue: 360 },
  ];
  for (const value of wrong) {
    it(`and is no person is refused like a wrong passphrase: ${JSON.stringify(value)?.slice(0, 60)}`, async () => {
      expect(await refusal(unseal(await sealAnything(JSON.stringify(value)), PASSPHRASE))).to.equal(NOT_OPENED);
    });
  }
});

it('a page that came over HTTPS, or from this machine, can seal', () => {
  expect(isSecureContext).to.equal(true);
  expect(sealProblem()).to.equal(undefined);
});

it('a page that did not says what to do instead, and seals and opens nothing', async () => {
  const sealed = await seal(ADA, PASSPHRASE);
  await overPlainHttp(async () => {
    expect(sealProblem()).to.contain('Open it over HTTPS');
    expect(await refusal(seal(ADA, PASSPHRASE))).to.equal(sealProblem());
    expect(await refusal(unseal(sealed, PASSPHRASE))).to.equal(sealProblem());
  });
  expect(sealProblem()).to.equal(undefined);
});
