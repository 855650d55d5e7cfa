// What a half-written word could become.
import { describe, expect, test } from 'vitest';
import { accept, complete, speakersIn } from '../../web/domain/completion.ts';
import type { CompletionSources } from '../../web/domain/completion.ts';
import { stored } from '../support/messages.ts';

const KEY = `U${'A'.repeat(55)}`;
const SOURCES: CompletionSources = {
  speakers: ['bob', 'ada'],
  people: new Map([
    ['ada', { name: 'Ada Lovelace', emoji: '', key: KEY }],
    ['zoe', { name: 'Zoe', emoji: '', key: KEY }],
    ['bea', { name: 'Bea', emoji: '', key: KEY }],
    ['constructor', { name: 'Lord', emoji: '', key: KEY }],
  ]),
  rooms: ['Go', 'Golang', 'Rust', 'Django'],
};

/** What could stand there; the cursor is where | is. */
function offered(marked: string): readonly string[] {
  const caret = marked.indexOf('|');
  return complete(marked.replace('|', ''), caret, SOURCES)?.choices.map(({ insert }) => insert) ?? [];
}

/** The text after the first choice, with the cursor marked. */
function accepted(marked: string): string {
  const text = marked.replace('|', '');
  const completion = complete(text, marked.indexOf('|'), SOURCES);
  const [choice] = completion?.choices ?? [];
  if (completion === undefined || choice === undefined) throw new Error('Nothing is offered.');
  const after = accept(text, completion, choice);
  return `${after.text.slice(0, after.caret)}|${after.text.slice(after.caret)}`;
}

describe('behind @', () => {
  test('those who wrote last come first, then everybody else by handle', () => {
    expect(offered('@|')).toEqual(['@bob', '@ada', '@bea', '@constructor', '@zoe']);
  });

  test('the beginning of a handle counts, and of any of the names', () => {
    expect(offered('hello @b|')).toEqual(['@bob', '@bea']);
    expect(offered('(@L|')).toEqual(['@ada', '@constructor']);
    expect(offered('@x|')).toEqual([]);
  });

  test('an address is none', () => {
    expect(offered('ada@b|')).toEqual([]);
  });

  test('whoever is written out is not offered', () => {
    expect(offered('@zoe|')).toEqual([]);
  });
});

test('behind # rooms are found, those that begin so first', () => {
  expect(offered('#go|')).toEqual(['#Go', '#Golang', '#Django']);
  expect(offered('C#|')).toEqual([]);
});

test('behind a slash commands are found, but only at the very beginning', () => {
  expect(offered('/m|')).toEqual(['/me', '/mute']);
  expect(offered('/|')).toHaveLength(9);
  expect(offered('and /m|')).toEqual([]);
  expect(offered('//m|')).toEqual([]);
  expect(offered('/join G|')).toEqual([]);
});

test('what is chosen takes the place of the whole word, and one can go on writing', () => {
  expect(accepted('@b|')).toBe('@bob |');
  expect(accepted('hi @a|, you')).toBe('hi @ada |, you');
  expect(accepted('see #ru|st now')).toBe('see #Rust |now');
  expect(accepted('/jo|')).toBe('/join |');
  expect(accepted('/mu|')).toBe('/mute|');
});

test('who wrote last is known by what was written, each once, the command line never', () => {
  const messages = [
    stored(1, { handle: 'ada' }),
    stored(2, { handle: 'bob' }),
    stored(3, { handle: 'cli' }),
    stored(4, { handle: 'ada' }),
  ];
  expect(speakersIn(messages)).toEqual(['ada', 'bob']);
});
