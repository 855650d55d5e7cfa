// What somebody has not read in a room.
import { expect, test } from 'vitest';
import { countOf, countText, NOTHING_UNREAD, readTo, UNREAD_LIMIT, withUnread } from '../../web/domain/unread.ts';
import type { StoredMessage } from '../../web/domain/message.ts';
import { inBatches, shuffled } from '../support/choose.ts';
import { stored } from '../support/messages.ts';
import { random } from '../support/random.ts';

const ME = { handle: 'ada', keywords: ['compiler'] };
const of = (sequence: number, text = `message ${sequence}`): StoredMessage => stored(sequence, { handle: 'bob', text });
const many = (count: number): readonly StoredMessage[] => Array.from({ length: count }, (_, index) => of(index + 1));

test('what others say is counted, and apart from it what calls the reader by handle or by a word of theirs', () => {
  const unread = withUnread(NOTHING_UNREAD, [of(1), of(2, 'hi @ada'), of(3, 'a Compiler!'), of(4, 'compilers')], ME);
  expect(countOf(unread)).toEqual({ count: 4, calls: 2 });
});

test('one’s own messages are not counted, nor what nobody has said', () => {
  const nothing = [
    stored(1),
    stored(2, { handle: 'bob', content: { type: 'unsupported', kind: 'reaction', raw: '{}' } }),
    stored(3, { handle: 'bob', content: { type: 'malformed', problem: 'text: expected a string', raw: '{}' } }),
  ];
  expect(withUnread(NOTHING_UNREAD, nothing, ME)).toBe(NOTHING_UNREAD);
  const fromTheShell = stored(4, { handle: 'cli', content: { type: 'plain', text: '@ada?' } });
  expect(countOf(withUnread(NOTHING_UNREAD, [...nothing, fromTheShell], ME))).toEqual({ count: 1, calls: 1 });
});

test('a message that comes twice, or again under another number, is counted once', () => {
  const once = withUnread(NOTHING_UNREAD, [of(1), of(1)], ME);
  expect(countOf(once).count).toBe(1);
  expect(withUnread(once, [of(1), stored(9, { handle: 'bob', id: 1 })], ME)).toBe(once);
});

test('what was read is not counted, and what was read stays so', () => {
  const unread = withUnread(readTo(NOTHING_UNREAD, 3), many(5), ME);
  expect(countOf(unread).count).toBe(2);
  const further = readTo(unread, 4);
  expect([further.mark, countOf(further).count]).toEqual([4, 1]);
  expect(readTo(further, 4)).toBe(further);
  expect(readTo(further, 1)).toBe(further);
  expect(withUnread(further, many(4), ME)).toBe(further);
});

test('the count is the same in whatever order and batches the messages and the marks come', () => {
  const chance = random(5);
  for (let round = 0; round < 100; round += 1) {
    const mark = chance.under(30);
    let unread = NOTHING_UNREAD;
    const batches = inBatches(shuffled([...many(30), ...many(10)], chance), 7, chance);
    const marked = chance.under(batches.length);
    for (const [index, batch] of batches.entries()) {
      unread = withUnread(unread, batch, ME);
      if (index === marked) unread = readTo(unread, mark);
    }
    expect(countOf(unread).count).toBe(30 - mark);
  }
});

test('a hundred are counted and shown as more than anybody counts; the first ones, so that reading on is exact', () => {
  const full = withUnread(NOTHING_UNREAD, many(UNREAD_LIMIT), ME);
  expect([full.more, countText(countOf(full).count), countText(99)]).toEqual([false, '99+', '99']);
  const more = withUnread(full, [of(101)], ME);
  expect([more.more, countOf(more).count]).toEqual([true, UNREAD_LIMIT]);
  expect(withUnread(NOTHING_UNREAD, many(150).toReversed(), ME)).toMatchObject({ more: true });
  expect(countOf(readTo(withUnread(NOTHING_UNREAD, many(150).toReversed(), ME), 40)).count).toBe(60);
});
