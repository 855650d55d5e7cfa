// Which part of a long list is in the page, and what came at its newest end.
import { describe, expect, test } from 'vitest';
import { emptyRoom } from '../../web/domain/room.ts';
import type { OutgoingMessage } from '../../web/domain/room.ts';
import type { StoredMessage } from '../../web/domain/message.ts';
import { timeline } from '../../web/domain/timeline.ts';
import type { Row } from '../../web/domain/timeline.ts';
import { growthSince, WINDOW_ROWS, windowOf } from '../../web/ui/list-window.ts';
import { idOf, MINUTE, NOON, outgoing, stored } from '../support/messages.ts';

const cases: readonly (readonly [what: string, count: number, skip: number, from: number, to: number])[] = [
  ['an empty list has nothing in the page', 0, 0, 0, 0],
  ['a short list is there whole', 10, 0, 0, 10],
  ['a list as long as the window is there whole', WINDOW_ROWS, 0, 0, WINDOW_ROWS],
  ['of a long list the newest rows are there', 5000, 0, 5000 - WINDOW_ROWS, 5000],
  ['further back the window moves along', 5000, 1000, 4000 - WINDOW_ROWS, 4000],
  ['at the oldest end it ends', 5000, 4700, 0, 300],
  ['leaving out more than there is leaves nothing', 5, 9, 0, 0],
];
test.each(cases)('%s', (_what, count, skip, from, to) => {
  expect(windowOf(count, skip, WINDOW_ROWS)).toEqual({ from, to });
});

describe('what came at the newest end', () => {
  const rows = (messages: readonly StoredMessage[], waiting: readonly OutgoingMessage[] = []): readonly Row[] =>
    timeline({ ...emptyRoom('Go'), messages, outgoing: waiting }, 'ada');
  const growth = (before: readonly Row[], after: readonly Row[]): { readonly added: string[]; readonly by: number } => {
    const { added, by } = growthSince(before, after);
    return { added: added.map(({ key }) => key), by };
  };
  const ada = (number: number): string => `ada/${idOf(number)}`;
  const [two, three] = [
    [stored(1), stored(2)],
    [stored(1), stored(2), stored(3)],
  ];

  test('is nothing where nothing changed', () => {
    expect(growth(rows(two), rows(two))).toEqual({ added: [], by: 0 });
  });

  test('is what was appended, and no page of older messages', () => {
    expect(growth(rows([stored(2)]), rows(three))).toEqual({ added: [ada(3)], by: 1 });
  });

  test('is nothing when a room is loaded for the first time', () => {
    expect(growth([], rows(three))).toEqual({ added: [], by: 0 });
    expect(growth(rows([], [outgoing(90)]), rows(three, [outgoing(90)]))).toEqual({ added: [], by: 0 });
  });

  test('is what stands before an own message that waits', () => {
    expect(growth(rows(two, [outgoing(90)]), rows(three, [outgoing(90)]))).toEqual({ added: [ada(3)], by: 1 });
  });

  test('is an own message that was just written', () => {
    expect(growth(rows(two), rows(two, [outgoing(90)]))).toEqual({ added: [ada(90)], by: 1 });
  });

  test('is nothing when an own message becomes stored', () => {
    const after = rows([...two, stored(3, { id: 90 })], [outgoing(91)]);
    expect(growth(rows(two, [outgoing(90), outgoing(91)]), after)).toEqual({ added: [], by: 0 });
  });

  test('is less than nothing when an own message is discarded', () => {
    expect(growth(rows(two, [outgoing(90)]), rows(two))).toEqual({ added: [], by: -1 });
  });

  test('is a new day with its message', () => {
    const tomorrow = stored(3, { time: NOON + 24 * 60 * MINUTE });
    expect(growth(rows(two), rows([...two, tomorrow]))).toEqual({ added: [`day of ${ada(3)}`, ada(3)], by: 2 });
  });

  test('is unknown, so nothing, when the rows have nothing in common', () => {
    expect(growth(rows(two), rows([stored(8), stored(9)]))).toEqual({ added: [], by: 0 });
  });
});
