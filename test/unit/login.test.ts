// What is asked and answered at the door.
import { describe, expect, test } from 'vitest';
import { ProtocolError } from '../../web/protocol/check.ts';
import {
  CODE_MAX_LENGTH,
  decodeLoginAnswer,
  decodeLoginQuestion,
  isAboutCode,
  REFUSALS,
  refusalSentence,
  USER_KEY,
  USER_SEED,
} from '../../web/protocol/login.ts';

import type { Refusal } from '../../web/protocol/login.ts';
import { publicKeyOf } from '../../web/transport/key-in-javascript.ts';
import { newSeed } from '../../web/transport/user-key.ts';

const KEY = publicKeyOf(newSeed());
const QUESTION = { handle: 'ada', key: KEY, code: 'open sesame' };

describe('a question', () => {
  test('says handle, key and code', () => {
    expect(decodeLoginQuestion(QUESTION)).toEqual(QUESTION);
  });

  test('may leave the code out, and what it says beyond disturbs nothing', () => {
    expect(decodeLoginQuestion({ handle: 'ada', key: KEY, seed: 'SU…' })).toEqual({ ...QUESTION, code: '' });
  });

  test('about a handle nobody can have is one all the same: the door has a sentence for it', () => {
    for (const handle of ['', 'Not A Handle', '../..', 'h'.repeat(256)]) {
      expect(decodeLoginQuestion({ ...QUESTION, handle }).handle).toBe(handle);
    }
  });

  const wrong: readonly (readonly [field: string, what: string, value: unknown])[] = [
    ['question', 'nothing', undefined],
    ['question', 'null', null],
    ['question', 'a text', 'ada'],
    ['question', 'a list', [QUESTION]],
    ['handle', 'missing', { ...QUESTION, handle: undefined }],
    ['handle', 'a number', { ...QUESTION, handle: 7 }],
    ['handle', 'a list', { ...QUESTION, handle: ['ada'] }],
    ['handle', 'endless', { ...QUESTION, handle: 'h'.repeat(257) }],
    ['key', 'missing', { ...QUESTION, key: undefined }],
    ['key', 'empty', { ...QUESTION, key: '' }],
    ['key', 'a list', { ...QUESTION, key: [KEY] }],
    ['key', 'an account’s', { ...QUESTION, key: `A${KEY.slice(1)}` }],
    ['key', 'in small letters', { ...QUESTION, key: KEY.toLowerCase() }],
    ['key', 'too short', { ...QUESTION, key: KEY.slice(0, -1) }],
    ['key', 'too long', { ...QUESTION, key: `${KEY}A` }],
    ['key', 'followed by a line break', { ...QUESTION, key: `${KEY}\n` }],
    ['key', 'a subject’s wildcard', { ...QUESTION, key: `${KEY.slice(0, -1)}*` }],
    ['key', 'a seed', { ...QUESTION, key: newSeed() }],
    ['code', 'null', { ...QUESTION, code: null }],
    ['code', 'a number', { ...QUESTION, code: 12_345_678 }],
    ['code', 'endless', { ...QUESTION, code: 'c'.repeat(CODE_MAX_LENGTH + 1) }],
  ];
  test.each(wrong)('whose %s is %s is refused by its name', (field, _what, value) => {
    expect(() => decodeLoginQuestion(value)).toThrow(ProtocolError);
    expect(() => decodeLoginQuestion(value)).toThrow(new RegExp(`^${field}: expected `));
  });

  test('takes nothing that an object inherits', () => {
    expect(() => decodeLoginQuestion(Object.create(QUESTION))).toThrow('handle: expected a string');
  });
});

describe('an answer', () => {
  test('is a welcome', () => {
    expect(decodeLoginAnswer({ type: 'welcome', reason: 'taken' })).toEqual({ type: 'welcome' });
  });

  test.each(REFUSALS)('is a refusal because of “%s”, with what is free instead', (reason) => {
    const answer = { type: 'refused', reason, free: ['ada-2', 'ada-7'] };
    expect(decodeLoginAnswer(answer)).toEqual(answer);
  });

  test.each([undefined, null, 'ada', { 0: 'ada' }])('whose free handles are %j proposes none', (free) => {
    expect(decodeLoginAnswer({ type: 'refused', reason: 'taken', free })).toHaveProperty('free', []);
  });

  test('leaves out free handles that are none', () => {
    const free = ['ada-2', 7, null, ['ada-7'], 'ada-26'];
    expect(decodeLoginAnswer({ type: 'refused', reason: 'taken', free })).toHaveProperty('free', ['ada-2', 'ada-26']);
  });

  const wrong: readonly unknown[] = [
    undefined,
    null,
    'welcome',
    ['welcome'],
    {},
    { type: 'Welcome' },
    { type: 'refused' },
    { type: 'refused', reason: 'constructor' },
    { type: 'refused', reason: ['taken'] },
    { type: 'maybe', reason: 'taken' },
  ];
  test.each(wrong)('%j is none', (value) => {
    expect(() => decodeLoginAnswer(value)).toThrow(ProtocolError);
  });
});

test.each(REFUSALS)('a refusal because of “%s” is a sentence, and says whose it is where that matters', (reason) => {
  const sentence = refusalSentence(reason, 'ada');
  expect(sentence).toMatch(/^[@“A-Z].*\.$/);
  const names: readonly Refusal[] = ['reserved', 'banned', 'taken', 'released'];
  expect(sentence.includes('ada')).toBe(names.includes(reason));
});

test('another handle does not help where the code is wrong, and does everywhere else', () => {
  expect(REFUSALS.filter(isAboutCode)).toEqual(['code', 'patience']);
});

test('every new key is written like a key, and no key like a seed', () => {
  for (let round = 0; round < 20; round += 1) {
    const seed = newSeed();
    const key = publicKeyOf(seed);
    expect([USER_SEED.test(seed), USER_KEY.test(key)]).toEqual([true, true]);
    expect([USER_SEED.test(key), USER_KEY.test(seed)]).toEqual([false, false]);
  }
});
