// What a person is told of a message, and what one tab believes of another.
import { expect, test } from 'vitest';
import { isLater, noticeOf, readNotice } from '../../web/domain/notice.ts';
import { NOON, stored } from '../support/messages.ts';

test('a notice says who wrote what, and where', () => {
  expect(noticeOf(stored(7, { text: ' hello\nBob ' }), new Map())).toEqual({
    room: 'Go',
    handle: 'ada',
    sequence: 7,
    time: stored(7).time,
    name: 'Ada',
    text: 'hello\nBob',
  });
});

test('a name that could pass for somebody else’s has its handle beside it', () => {
  expect(noticeOf(stored(1, { handle: 'mallory' }), new Map()).name).toBe('Ada @mallory');
});

test('a new name counts also for what was said under the old one', () => {
  const people = new Map([['ada', { name: 'Lovelace', emoji: '', key: '' }]]);
  expect(noticeOf(stored(1), people).name).toBe('Lovelace @ada');
});

test('what somebody does is a sentence', () => {
  const content = { type: 'message', user: { name: 'Ada', emoji: '' }, text: 'waves', action: true } as const;
  expect(noticeOf(stored(1, { content }), new Map()).text).toBe('Ada waves');
});

test('a long text is cut, and not through an emoji', () => {
  expect(noticeOf(stored(1, { text: 'a'.repeat(200) }), new Map()).text).toBe('a'.repeat(200));
  expect(noticeOf(stored(1, { text: 'a'.repeat(201) }), new Map()).text).toBe(`${'a'.repeat(199)}…`);
  expect(noticeOf(stored(1, { text: `${'a'.repeat(198)}🦊🦊` }), new Map()).text).toBe(`${'a'.repeat(198)}…`);
});

test('of two notices the one of the later message counts, also after the server began to count anew', () => {
  const notice = (sequence: number, time: number): ReturnType<typeof noticeOf> =>
    noticeOf(stored(sequence, { time }), new Map());
  expect(isLater(notice(2, NOON), notice(1, NOON))).toBe(true);
  expect(isLater(notice(1, NOON), notice(1, NOON))).toBe(false);
  expect(isLater(notice(1, NOON + 1), notice(900, NOON))).toBe(true);
});

test('another tab’s notice is read as it was said', () => {
  const notice = noticeOf(stored(1), new Map());
  expect(readNotice(structuredClone(notice))).toEqual(notice);
});

test.each([undefined, 'Go', {}, { room: 'a b' }, { ...noticeOf(stored(1), new Map()), name: 7 }])(
  'what is none is none: %j',
  (value) => {
    expect(readNotice(value)).toBe(undefined);
  },
);
