// Who came and who left: folded to one line between two messages.
import { describe, expect, test } from 'vitest';
import { withComings } from '../../web/domain/comings.ts';
import type { Comings } from '../../web/domain/comings.ts';
import { emptyRoom } from '../../web/domain/room.ts';
import { withTabs } from '../../web/domain/roster.ts';
import type { Roster } from '../../web/domain/roster.ts';
import { timeline } from '../../web/domain/timeline.ts';
import { comingsText } from '../../web/ui/comings-text.ts';
import { stored } from '../support/messages.ts';

/** The roster of a room with these in it, each in one tab. */
const room = (...handles: readonly string[]): Roster =>
  withTabs(
    new Map(),
    handles.map((handle, index) => ({
      handle,
      session: 'one',
      state: 'active',
      status: '',
      user: { name: handle.toUpperCase(), emoji: '' },
      time: index,
      sequence: index,
      until: Infinity,
    })),
  );
const written = (lines: readonly Comings[]): readonly string[] =>
  lines.map((line) => `${line.after}: ${comingsText(line, new Map()).replaceAll(/[\u2068\u2069]/g, '')}`);
/** The lines after the room was filled like this, one after the other; `ada` reads. */
const after = (steps: readonly (readonly [sequence: number, roster: Roster])[]): readonly string[] => {
  let [lines, before]: readonly [readonly Comings[], Roster] = [[], room('ada')];
  for (const [sequence, now] of steps) {
    lines = withComings(lines, [before, now], sequence, 'ada');
    before = now;
  }
  return written(lines);
};

describe('comings and goings', () => {
  test('between two messages are one line', () => {
    expect(
      after([
        [7, room('ada', 'bob')],
        [7, room('ada', 'bob', 'cleo')],
      ]),
    ).toEqual(['7: BOB and CLEO came']);
    expect(
      after([
        [7, room('ada', 'bob')],
        [8, room('ada', 'cleo')],
      ]),
    ).toEqual(['7: BOB came', '8: CLEO came, BOB left']);
  });

  test('of somebody who came and left cancel out, and of somebody who left and is back', () => {
    expect(
      after([
        [7, room('ada', 'bob')],
        [7, room('ada')],
      ]),
    ).toEqual([]);
    expect(
      after([
        [7, room('ada', 'bob')],
        [8, room('ada')],
        [8, room('ada', 'bob')],
      ]),
    ).toEqual(['7: BOB came']);
    expect(
      after([
        [7, room('ada', 'bob')],
        [7, room('ada', 'cleo')],
      ]),
    ).toEqual(['7: CLEO came']);
  });

  test('of oneself are no news', () => {
    expect(
      after([
        [7, room()],
        [7, room('ada')],
      ]),
    ).toEqual([]);
  });

  test('are none where fifty people are', () => {
    const crowd = Array.from({ length: 49 }, (_, index) => `guest-${index}`);
    const full = room('ada', ...crowd);
    expect(withComings([], [room('ada', ...crowd.slice(1)), full], 7, 'ada')).toEqual([]);
    const fewer = room('ada', ...crowd.slice(1));
    expect(written(withComings([], [room('ada', ...crowd.slice(2)), fewer], 7, 'ada'))).toEqual(['7: GUEST-1 came']);
  });

  test('of many are said in one line all the same', () => {
    expect(after([[7, room('ada', 'b', 'c', 'd', 'e', 'f', 'g', 'h')]])).toEqual(['7: B, C, D, E, F and 2 more came']);
  });

  test('stand where they happened, and whoever speaks after them is introduced anew', () => {
    const lines = withComings([], [room('ada'), room('ada', 'bob')], 1, 'ada');
    const rows = timeline({ ...emptyRoom('Go'), messages: [stored(1), stored(2)] }, 'bob', undefined, lines);
    expect(rows.map(({ type }) => type)).toEqual(['day', 'stored', 'coming', 'stored']);
    expect(rows.at(-1)).toMatchObject({ continues: false });
    const last = timeline({ ...emptyRoom('Go'), messages: [stored(1)] }, 'bob', undefined, lines);
    expect(last.map(({ type }) => type)).toEqual(['day', 'stored', 'coming']);
  });
});
