// Who a first visitor could be, and which handle a name suggests.
import { describe, expect, test } from 'vitest';
import {
  ANIMALS,
  fingerprintOf,
  handleFrom,
  HUES,
  hueOf,
  identityAs,
  personaOf,
  proposeIdentity,
} from '../../web/domain/identity.ts';
import { NAME_MAX_LENGTH } from '../../web/protocol/content.ts';
import { handleProblem } from '../../web/protocol/subjects.ts';
import { publicKeyOf } from '../../web/transport/key-in-javascript.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { random } from '../support/random.ts';

describe('proposals', () => {
  test('every one of them can be taken as it is', () => {
    const { next } = random(4);
    for (let round = 0; round < 2000; round += 1) {
      const { name, emoji, handle } = proposeIdentity(next);
      expect(name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
      expect(handle).toBe(name.toLowerCase().replace(' ', '-'));
      expect(handleProblem(handle)).toBeUndefined();
      expect(ANIMALS.map(([, animal]) => animal)).toContain(emoji);
    }
  });

  test('the first and the last of them are proposals too', () => {
    expect(proposeIdentity(() => 0)).toEqual({ name: 'Bold Badger', emoji: '🦡', handle: 'bold-badger' });
    expect(proposeIdentity(() => 1 - Number.EPSILON)).toEqual({
      name: 'Witty Whale',
      emoji: '🐳',
      handle: 'witty-whale',
    });
  });

  test('there are enough of them that a small team seldom meets itself', () => {
    const { next } = random(5);
    expect(new Set(Array.from({ length: 5000 }, () => proposeIdentity(next).handle)).size).toBeGreaterThan(800);
  });
});

describe('the handle a name suggests', () => {
  const suggestions: readonly (readonly [name: string, handle: string])[] = [
    ['Ada', 'ada'],
    ['Swift Otter', 'swift-otter'],
    ['Zoë O’Neil', 'zoe-o-neil'],
    ['  Ada  Lovelace  ', 'ada-lovelace'],
    ['Ångström', 'angstrom'],
    ['Łukasz', 'lukasz'],
    ['Søren Kierkegård', 'soren-kierkegard'],
    ['Strauß', 'strauss'],
    ['Þórr Æsir', 'thorr-aesir'],
    ['Işık', 'isik'],
    ['İpek', 'ipek'],
    ['Ａｄａ', 'ada'],
    ['user_42', 'user_42'],
    ['_ada_', 'ada_'],
    ['--ada--', 'ada'],
    ['Ada 🦊', 'ada'],
    ['Ada 李', 'ada'],
    ['李小龍', ''],
    ['Мария', ''],
    ['🦊', ''],
    ['   ', ''],
    ['', ''],
  ];
  test.each(suggestions)('%j suggests %j', (name, handle) => {
    expect(handleFrom(name)).toBe(handle);
  });

  test('a long name suggests a handle of the length a handle may have', () => {
    expect(handleFrom('n'.repeat(64))).toBe('n'.repeat(32));
    expect(handleFrom(`${'n'.repeat(31)} more`)).toBe('n'.repeat(31));
  });

  test('whatever the name, its suggestion is empty, reserved or can be taken', () => {
    const { next } = random(6);
    for (let round = 0; round < 5000; round += 1) {
      const name = String.fromCodePoint(...Array.from({ length: 40 }, () => Math.floor(next() * 0x3000)));
      const handle = handleFrom(name);
      if (handle !== '') expect(handleProblem(handle)).toBeUndefined();
    }
  });
});

describe('a tab opened as somebody', () => {
  test('the same name is the same person every time', () => {
    expect(identityAs('Ada Lovelace')).toEqual(identityAs('Ada Lovelace'));
    expect(identityAs(' Ada Lovelace ')).toMatchObject({ name: 'Ada Lovelace', handle: 'ada-lovelace' });
  });

  test.each(['', '   ', '🦊', 'admin', 'CLI'])('%j is nobody one could be', (name) => {
    expect(identityAs(name)).toBeUndefined();
  });

  test('an endless name is cut, and no emoji in two', () => {
    const name = identityAs(`${'n'.repeat(NAME_MAX_LENGTH - 1)}🦊`)?.name;
    expect(name).toBe('n'.repeat(NAME_MAX_LENGTH - 1));
  });
});

test('a handle always has the same colour, and different ones mostly differ', () => {
  const { next } = random(7);
  const handles = Array.from({ length: 200 }, () => proposeIdentity(next).handle);
  const hues = handles.map(hueOf);
  expect(handles.map(hueOf)).toEqual(hues);
  expect(hues.every((hue) => Number.isInteger(hue) && hue >= 0 && hue < 360)).toBe(true);
  expect(new Set(hues).size).toBeGreaterThan(120);
});

test('a tab opened as an animal gets that animal', () => {
  expect(identityAs('Swift Otter')).toEqual({ name: 'Swift Otter', emoji: '🦦', handle: 'swift-otter' });
});

test('the colours to choose from are those a message may say', () => {
  expect(HUES.every((hue) => Number.isInteger(hue) && hue >= 0 && hue < 360)).toBe(true);
  expect(new Set(HUES).size).toBe(HUES.length);
});

test('how somebody is shown says nothing of who they are, and no colour where none was chosen', () => {
  const ada = { name: 'Ada', emoji: '🦊', handle: 'ada' };
  expect(personaOf(ada)).toStrictEqual({ name: 'Ada', emoji: '🦊' });
  expect(personaOf({ ...ada, hue: undefined })).toStrictEqual({ name: 'Ada', emoji: '🦊' });
  expect(personaOf({ ...ada, hue: 0 })).toStrictEqual({ name: 'Ada', emoji: '🦊', hue: 0 });
});

describe('a fingerprint', () => {
  test('is four times four characters of the key, those after what every key begins with', () => {
    const key = `UAABCDEFGHIJKLMNOP${'Z'.repeat(38)}`;
    expect(fingerprintOf(key)).toBe('ABCD EFGH IJKL MNOP');
  });

  test('is the same for the same key, and another for every other', () => {
    const keys = Array.from({ length: 40 }, () => publicKeyOf(newSeed()));
    expect(keys.map(fingerprintOf)).toEqual(keys.map(fingerprintOf));
    expect(new Set(keys.map(fingerprintOf)).size).toBe(40);
    for (const key of keys) expect(fingerprintOf(key)).toMatch(/^([A-Z2-7]{4} ){3}[A-Z2-7]{4}$/);
  });

  test('of no key is none', () => {
    expect(fingerprintOf('')).toBe('');
  });
});
