// Whom a text calls.
import { describe, expect, test } from 'vitest';
import { mentionedIn, mentions } from '../../web/domain/mentions.ts';

const ADA = { handle: 'ada', keywords: [] };

describe('a handle is called', () => {
  test.each([
    '@ada',
    'hi @ada!',
    '@ada: look',
    '(@ada)',
    '“@ada”',
    '@Ada',
    'hey\n@ada',
    '@ada, @bob and @cleo',
    '@ada-',
    '@ada_',
    '@ada—look',
    '你好，@ada。',
    '@ada’s compiler',
    '**@ada**',
  ])('in %j', (text) => {
    expect(mentions(text, ADA)).toBe(true);
  });
});

describe('nobody is called', () => {
  test.each([
    'ada',
    'ada@example.org',
    'mail to x.@ada',
    '@adam',
    '@ada_l',
    '@ada-lovelace',
    '@@ada',
    '@ada@example.org',
    '@ ada',
    'é@ada',
    'https://example.org/@adamant',
    '',
  ])('in %j', (text) => {
    expect(mentions(text, ADA)).toBe(false);
  });
});

test('all who are called are told, in their order and in lower case', () => {
  expect(mentionedIn('@Bob and @ada-l, then @bob again, not @-x')).toEqual(['bob', 'ada-l', 'bob']);
});

test('a handle has at most 32 characters, and a longer word calls nobody', () => {
  const handle = 'a'.repeat(32);
  expect(mentionedIn(`@${handle}`)).toEqual([handle]);
  expect(mentionedIn(`@${handle}a`)).toEqual([]);
});

test('a word one asked to be told of calls one whatever its capitals, as a whole word, and whatever it is made of', () => {
  const called = (text: string, ...keywords: string[]): boolean => mentions(text, { handle: 'ada', keywords });
  expect(called('The COMPILER!', 'compiler')).toBe(true);
  expect(called('compilers', 'compiler')).toBe(false);
  expect(called('I like C++ here', 'c++')).toBe(true);
  expect(called('überall', 'über')).toBe(false);
  expect(called('so über', ' über ')).toBe(true);
  expect(called('a+b', '.+')).toBe(false);
  expect(called('on call', 'on call')).toBe(true);
  expect(called('anything', '', '  ')).toBe(false);
});

test('a text made to take long is done within the test’s time, which the square of its length would not be', () => {
  const LENGTH = 1024 * 1024;
  expect(mentions('@'.repeat(LENGTH), ADA)).toBe(false);
  expect(mentions('@a'.repeat(LENGTH / 2), ADA)).toBe(false);
  expect(mentions('@adam'.repeat(LENGTH / 5), { handle: 'ada', keywords: ['(a+)+$', 'aaaa'] })).toBe(false);
  expect(mentions('a'.repeat(LENGTH), { handle: 'ada', keywords: ['a'.repeat(30)] })).toBe(false);
});
