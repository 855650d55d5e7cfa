// How far somebody has read, by the marks of all their devices.
import { expect, test } from 'vitest';
import { furthestMarks } from '../../web/domain/read-marks.ts';

const STREAM = { created: '2026-01-01T00:00:00Z', last: 50 };
const mark = (sequence: number, stream = STREAM.created) => ({ sequence, stream });

test('of all devices the one that read furthest counts, room by room', () => {
  const marks = [
    ['Go', mark(7)],
    ['Rust', mark(3)],
    ['Go', mark(9)],
    ['Go', mark(8)],
  ] as const;
  expect(furthestMarks(marks, STREAM)).toEqual(
    new Map([
      ['Go', 9],
      ['Rust', 3],
    ]),
  );
});

test('a mark of another stream, or beyond the end of this one, is none', () => {
  const marks = [
    ['Go', mark(7)],
    ['Go', mark(51)],
    ['Go', mark(20, 'another')],
    ['Rust', mark(Number.MAX_SAFE_INTEGER)],
    ['constructor', mark(50)],
  ] as const;
  expect([...furthestMarks(marks, STREAM)]).toEqual([
    ['Go', 7],
    ['constructor', 50],
  ]);
});
