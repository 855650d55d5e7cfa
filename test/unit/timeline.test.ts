// What the list shows: days, and who stands under one name with whom.
import { describe, expect, test } from 'vitest';
import { emptyRoom, reduceRoom } from '../../web/domain/room.ts';
import type { OutgoingMessage, RoomState } from '../../web/domain/room.ts';
import type { StoredMessage } from '../../web/domain/message.ts';
import { timeline } from '../../web/domain/timeline.ts';
import type { Row } from '../../web/domain/timeline.ts';
import { ADA, BOB, idOf, MINUTE, NOON, outgoing, SECOND, stored } from '../support/messages.ts';

const room = (messages: readonly StoredMessage[], waiting: readonly OutgoingMessage[] = []): RoomState => ({
  ...emptyRoom('Go'),
  messages,
  outgoing: waiting,
});
const rowsOf = (state: RoomState): readonly Row[] => timeline(state, 'ada');
const kinds = (state: RoomState): readonly string[] => rowsOf(state).map(({ type }) => type);
/** Whether each message stands under the name of the one above it. */
const continued = (state: RoomState): readonly boolean[] =>
  rowsOf(state).flatMap((row) => ('continues' in row ? [row.continues] : []));

test('an empty room has no rows', () => {
  expect(rowsOf(emptyRoom('Go'))).toEqual([]);
});

describe('days', () => {
  const late = new Date(2026, 4, 20, 23, 59, 59).getTime();
  const midnight = new Date(2026, 4, 21).getTime();

  test('a day begins with its first message, by the reader’s own clock', () => {
    const state = room([stored(1, { time: late }), stored(2, { time: midnight }), stored(3, { time: midnight + 1 })]);
    expect(kinds(state)).toEqual(['day', 'stored', 'day', 'stored', 'stored']);
  });

  test('a name is said again on a new day, seconds later though it is', () => {
    expect(continued(room([stored(1, { time: late }), stored(2, { time: midnight })]))).toEqual([false, false]);
  });

  test('a day can begin with a message that is on its way', () => {
    const state = room([stored(1, { time: late })], [outgoing(2, { time: midnight })]);
    expect(kinds(state)).toEqual(['day', 'stored', 'day', 'outgoing']);
  });

  test('days that are a year apart are two', () => {
    const state = room([stored(1, { time: new Date(2025, 4, 20, 12).getTime() }), stored(2)]);
    expect(kinds(state)).toEqual(['day', 'stored', 'day', 'stored']);
  });
});

describe('names', () => {
  test('what one person says within five minutes stands under one name', () => {
    const times = [0, 5 * MINUTE - 1, 10 * MINUTE - 1, 15 * MINUTE].map((time) => NOON + time);
    expect(continued(room(times.map((time, index) => stored(index + 1, { time }))))).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  test('another person gets another name', () => {
    const bob = { handle: 'bob', user: BOB };
    expect(continued(room([stored(1), stored(2, bob), stored(3)]))).toEqual([false, false, false]);
  });

  test('somebody who borrows a name does not stand under it', () => {
    expect(continued(room([stored(1), stored(2, { handle: 'mallory', user: ADA })]))).toEqual([false, false]);
  });

  test.each([
    ['name', { ...ADA, name: 'Ada L.' }],
    ['emoji', { ...ADA, emoji: '🐻' }],
  ])('a person who takes another %s is introduced anew', (_what, user) => {
    expect(continued(room([stored(1), stored(2, { user })]))).toEqual([false, false]);
  });

  test('an own message on its way stands under the own name', () => {
    expect(continued(room([stored(1)], [outgoing(2), outgoing(3)]))).toEqual([false, true, true]);
  });

  test('what the command line says stands under its name, one below the other', () => {
    const cli = { handle: 'cli', content: { type: 'plain', text: 'tick' } } as const;
    expect(continued(room([stored(1, cli), stored(2, cli)]))).toEqual([false, true]);
  });

  test('what somebody does stands by itself, and so does what they say next', () => {
    const waves = { type: 'message', id: idOf(2), user: ADA, text: 'waves', action: true } as const;
    const messages = [stored(1), stored(2, { content: waves }), stored(3), stored(4)];
    expect(continued(room(messages))).toEqual([false, false, false, true]);
  });
});

describe('gaps', () => {
  const withGaps = (messages: readonly StoredMessage[], ...gaps: readonly number[]): RoomState => ({
    ...room(messages),
    gaps,
  });

  test('one stands before the first message that came after it', () => {
    expect(kinds(withGaps([stored(1), stored(9), stored(10)], 5))).toEqual([
      'day',
      'stored',
      'gap',
      'stored',
      'stored',
    ]);
    expect(kinds(withGaps([stored(1), stored(5)], 5))).toEqual(['day', 'stored', 'gap', 'stored']);
  });

  test('somebody who stands below one is introduced anew', () => {
    expect(continued(withGaps([stored(1), stored(2), stored(9), stored(10)], 5))).toEqual([false, true, false, true]);
  });

  test('two at the same place are one', () => {
    expect(kinds(withGaps([stored(1), stored(9)], 5, 7))).toEqual(['day', 'stored', 'gap', 'stored']);
  });

  test('each stands in its own place', () => {
    const state = withGaps([stored(1), stored(9), stored(20)], 5, 15);
    expect(kinds(state)).toEqual(['day', 'stored', 'gap', 'stored', 'gap', 'stored']);
    const keys = rowsOf(state).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('before everything there is none: what was said earlier is not shown anyway', () => {
    expect(kinds(withGaps([stored(9), stored(10)], 5))).toEqual(['day', 'stored', 'stored']);
    expect(kinds(withGaps([stored(9), stored(10)], 5, 6))).toEqual(['day', 'stored', 'stored']);
  });

  test('after everything there is none yet', () => {
    expect(kinds(withGaps([stored(1), stored(2)], 5))).toEqual(['day', 'stored', 'stored']);
  });

  test('on a new day one stands before that, and the day is named', () => {
    const tomorrow = { time: NOON + 24 * 60 * MINUTE };
    expect(kinds(withGaps([stored(1), stored(9, tomorrow)], 5))).toEqual(['day', 'stored', 'gap', 'day', 'stored']);
  });

  test('on the same day, the day is not named again', () => {
    const rows = rowsOf(withGaps([stored(1), stored(9)], 5));
    expect(rows.filter(({ type }) => type === 'day')).toHaveLength(1);
  });
});

describe('a device’s clock that is wrong', () => {
  const yesterday = { time: NOON - 24 * 60 * MINUTE };

  test('one that is a day behind begins no day of its own', () => {
    expect(kinds(room([stored(1)], [outgoing(2, yesterday)]))).toEqual(['day', 'stored', 'outgoing']);
  });

  test('one that is behind does not part what belongs together', () => {
    expect(continued(room([stored(1)], [outgoing(2, yesterday), outgoing(3, yesterday)]))).toEqual([false, true, true]);
  });

  test('it cannot change the order: what is on its way comes last', () => {
    const rows = rowsOf(room([stored(1), stored(2)], [outgoing(3, yesterday)]));
    expect(rows.at(-1)).toMatchObject({ type: 'outgoing' });
  });
});

describe('keys', () => {
  test('no two rows have the same one', () => {
    const plain = { type: 'plain', text: 'tick' } as const;
    const messages = [
      stored(1, { time: NOON - 48 * 60 * MINUTE }),
      stored(2, { handle: 'cli', content: plain, time: NOON - 24 * 60 * MINUTE }),
      stored(3, { handle: 'cli', content: plain }),
      stored(4, { handle: 'bob', id: 1 }),
      stored(5, { id: 2 }),
    ];
    const keys = rowsOf(room(messages, [outgoing(90), outgoing(91)])).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('a message keeps its key from on its way to stored', () => {
    const before = room([stored(1)], [outgoing(90, { time: NOON + SECOND }), outgoing(91)]);
    const after = reduceRoom(before, { type: 'stored', messages: [stored(40, { id: 90 })], self: 'ada' });
    expect(rowsOf(after).map(({ key }) => key)).toEqual(rowsOf(before).map(({ key }) => key));
  });

  test('older messages change no key of the newer ones', () => {
    const keys = rowsOf(room([stored(5), stored(6)])).map(({ key }) => key);
    const more = rowsOf(room([stored(3), stored(4), stored(5), stored(6)])).map(({ key }) => key);
    expect(more.slice(-2)).toEqual(keys.slice(-2));
  });
});
