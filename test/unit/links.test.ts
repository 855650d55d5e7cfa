// Which addresses in a text can be clicked.
import { describe, expect, test } from 'vitest';
import { segments } from '../../web/domain/links.ts';
import { oneOf } from '../support/choose.ts';
import { random } from '../support/random.ts';

const links = (text: string): readonly string[] =>
  segments(text).flatMap((segment) => (segment.type === 'link' ? [segment.text] : []));
const joined = (text: string): string =>
  segments(text)
    .map((segment) => segment.text)
    .join('');

describe('an address can be clicked', () => {
  const found: readonly (readonly [text: string, address: string])[] = [
    ['https://nats.io', 'https://nats.io'],
    ['see http://127.0.0.1:7331/?as=Ada#/room/Go now', 'http://127.0.0.1:7331/?as=Ada#/room/Go'],
    ['HTTPS://NATS.IO/', 'HTTPS://NATS.IO/'],
    ['http://[::1]:7331/', 'http://[::1]:7331/'],
    ['http://[::1]', 'http://[::1]'],
    ['看https://nats.io/文', 'https://nats.io/文'],
    ['Look at https://nats.io.', 'https://nats.io'],
    ['https://nats.io?!…', 'https://nats.io'],
    ['https://nats.io, https', 'https://nats.io'],
    ['(https://nats.io)', 'https://nats.io'],
    ['(see https://nats.io).', 'https://nats.io'],
    ['[https://nats.io]', 'https://nats.io'],
    ['“https://nats.io”', 'https://nats.io'],
    ['"https://nats.io"', 'https://nats.io'],
    ['<https://nats.io>', 'https://nats.io'],
    ['https://en.wikipedia.org/wiki/NATS_(software)', 'https://en.wikipedia.org/wiki/NATS_(software)'],
    ['(https://en.wikipedia.org/wiki/NATS_(software))', 'https://en.wikipedia.org/wiki/NATS_(software)'],
    ['[docs](https://docs.nats.io/)', 'https://docs.nats.io/'],
    ['https://nats.io/\u202egpj.exe', 'https://nats.io/'],
  ];
  test.each(found)('in %j it is %j', (text, address) => {
    expect(links(text)).toEqual([address]);
    expect(joined(text)).toBe(text);
  });

  test('several of them in one text, each by itself', () => {
    const text = 'https://a.example\nhttps://b.example/ and https://c.example!';
    expect(segments(text)).toEqual([
      { type: 'link', text: 'https://a.example', href: 'https://a.example/' },
      { type: 'text', text: '\n' },
      { type: 'link', text: 'https://b.example/', href: 'https://b.example/' },
      { type: 'text', text: ' and ' },
      { type: 'link', text: 'https://c.example', href: 'https://c.example/' },
      { type: 'text', text: '!' },
    ]);
  });
});

describe('everything else is text', () => {
  const never = [
    '',
    'Hello',
    'javascript:alert(1)',
    'JavaScript://nats.io/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://nats.io',
    'xhttps://nats.io',
    'https://',
    'https://...',
    'http://javascript:alert(1)',
    'https:// nats.io',
    'nats.io',
  ];
  test.each(never)('%j has no link', (text) => {
    expect(segments(text)).toEqual([{ type: 'text', text }]);
  });
});

const PARTS = [
  'http://',
  'https://',
  'a.example',
  '/x',
  '?q=1',
  '(',
  ')',
  '[',
  ']',
  '.',
  '!',
  ' ',
  '\n',
  '🦊',
  '\u202e',
  '"',
  '@',
  ':80',
  'javascript:',
];

test('five thousand odd texts come out as they went in, and link only to the web', () => {
  const chance = random(9);
  for (let round = 0; round < 5000; round += 1) {
    const text = Array.from({ length: chance.under(14) }, () => oneOf(PARTS, chance)).join('');
    expect(joined(text)).toBe(text);
    for (const segment of segments(text)) {
      if (segment.type === 'link') expect(['http:', 'https:']).toContain(new URL(segment.href).protocol);
    }
  }
});

describe('no address is so odd that it holds up the page', () => {
  /** Its square is more than a test has time for. */
  const LENGTH = 1024 * 1024;
  const odd: readonly (readonly [of: string, text: string])[] = [
    ['brackets', `https://a.example/${')'.repeat(LENGTH)}`],
    ['exclamation marks', `https://a.example/${'!'.repeat(LENGTH)}x`],
    ['marks and brackets in turn', `https://a.example/${'.)'.repeat(LENGTH / 2)}`],
    ['beginnings', 'http://'.repeat(LENGTH / 7)],
    ['addresses', 'http://a '.repeat(LENGTH / 9)],
  ];
  test.each(odd)('1 MiB of %s is done within the test’s time', (_of, text) => {
    expect(joined(text)).toBe(text);
  });
});

describe('who is called can be clicked', () => {
  const called = (text: string): readonly string[] =>
    segments(text).flatMap((segment) => (segment.type === 'mention' ? [`${segment.text} ${segment.handle}`] : []));
  const found: readonly (readonly [text: string, called: readonly string[]])[] = [
    ['@ada', ['@ada ada']],
    ['(@Ada), and @bob-2!', ['@Ada ada', '@bob-2 bob-2']],
    ['see https://nats.io/@bob and @ada', ['@ada ada']],
    ['https://nats.io @ada https://nats.io', ['@ada ada']],
    ['ada@example.com @@ada @ ada @-', []],
    ['nobody', []],
  ];
  test.each(found)('in %j it is %j', (text, expected) => {
    expect(called(text)).toEqual(expected);
    expect(joined(text)).toBe(text);
  });
});
