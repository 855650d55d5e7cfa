// Who is in a room, by what their tabs said.
import { expect, test } from 'vitest';
import { nextExpiry, peopleIn, withoutExpired, withTabs } from '../../web/domain/roster.ts';
import type { PresentTab, Roster } from '../../web/domain/roster.ts';
import { shuffled } from '../support/choose.ts';
import { ADA, BOB } from '../support/messages.ts';
import { random } from '../support/random.ts';

const NOBODY: Roster = new Map();

/** A tab of Ada's that is active, if nothing else is said. */
function tab(time: number, changes: Partial<PresentTab> = {}): PresentTab {
  const { handle = 'ada' } = changes;
  const user = handle === 'ada' ? ADA : BOB;
  return {
    handle,
    session: '1',
    time,
    sequence: time,
    until: time + 100,
    state: 'active',
    status: '',
    user,
    ...changes,
  };
}

const states = (roster: Roster): readonly string[] => peopleIn(roster).map(({ handle, state }) => `${handle} ${state}`);

test('somebody with many tabs is one person, there until the last one is gone', () => {
  const two = withTabs(NOBODY, [tab(1), tab(2, { session: '2' })]);
  expect(states(two)).toEqual(['ada active']);
  const one = withTabs(two, [tab(3, { state: 'gone' })]);
  expect(states(one)).toEqual(['ada active']);
  expect(states(withTabs(one, [tab(4, { session: '2', state: 'gone' })]))).toEqual([]);
});

test('not to be disturbed in one tab is so, active in one is, and away is who is away in all', () => {
  const away = withTabs(NOBODY, [tab(1, { state: 'away' }), tab(2, { session: '2', state: 'away' })]);
  expect(states(away)).toEqual(['ada away']);
  const active = withTabs(away, [tab(3)]);
  expect(states(active)).toEqual(['ada active']);
  const dnd = withTabs(active, [tab(4, { session: '3', state: 'dnd', status: 'writing' })]);
  expect(peopleIn(dnd)).toEqual([{ handle: 'ada', state: 'dnd', status: 'writing', user: ADA }]);
});

test('of two tabs that say the same, the one that spoke last tells how the person is shown', () => {
  const old = tab(1, { status: 'old' });
  const recent = tab(2, { session: '2', status: 'new' });
  for (const tabs of [
    [old, recent],
    [recent, old],
  ])
    expect(peopleIn(withTabs(NOBODY, tabs))[0]?.status).toBe('new');
});

test('the last word of a tab counts, in whatever order the words come', () => {
  const chance = random(11);
  const words = [
    tab(1),
    tab(2, { state: 'away' }),
    tab(3, { state: 'gone' }),
    tab(3, { state: 'dnd', sequence: 4 }), // within the same millisecond
    tab(1, { handle: 'bob' }),
    tab(5, { handle: 'bob', state: 'away', sequence: 1 }), // the stream in memory began anew
  ];
  for (let round = 0; round < 50; round += 1) {
    const roster = shuffled(words, chance).reduce((so, word) => withTabs(so, [word]), NOBODY);
    expect(states(roster)).toEqual(['ada dnd', 'bob away']);
  }
});

test('a word that is no news changes nothing, so that nothing is drawn anew', () => {
  const roster = withTabs(NOBODY, [tab(5)]);
  expect(withTabs(roster, [])).toBe(roster);
  expect(withTabs(roster, [tab(5), tab(4, { state: 'gone' })])).toBe(roster);
  expect(withoutExpired(roster, 104)).toBe(roster);
  expect(nextExpiry(NOBODY)).toBe(undefined);
});

test('a word that is not repeated lapses at its time, and not before', () => {
  const roster = withTabs(NOBODY, [tab(1), tab(50, { handle: 'bob' })]);
  expect(nextExpiry(roster)).toBe(101);
  expect(states(withoutExpired(roster, 100))).toEqual(['ada active', 'bob active']);
  expect(states(withoutExpired(roster, 101))).toEqual(['bob active']);
  expect(withoutExpired(roster, 1000).size).toBe(0);
});

test('a person called constructor or __proto__ is one like any other', () => {
  const odd = ['constructor', '__proto__', 'to-string'].map((handle, index) => tab(index, { handle }));
  expect(peopleIn(withTabs(NOBODY, odd)).map(({ handle }) => handle)).toEqual([
    '__proto__',
    'constructor',
    'to-string',
  ]);
});

test('somebody with thousands of tabs takes no more memory than with a few, and is as they last said', () => {
  const storm = Array.from({ length: 5000 }, (_, index) => tab(index, { session: `${index}`, state: 'away' }));
  const roster = withTabs(withTabs(NOBODY, [tab(1, { handle: 'bob' })]), shuffled(storm, random(3)));
  expect(roster.size).toBe(33);
  expect(states(roster)).toEqual(['ada away', 'bob active']);
  const active = withTabs(roster, [tab(9000, { session: 'new' })]);
  expect([active.size, states(active)[0]]).toEqual([33, 'ada active']);
});

test('the people of a room of 2,000, with three tabs each, are all told', () => {
  const tabs = Array.from({ length: 6000 }, (_, index) =>
    tab(index, { handle: `person-${index % 2000}`, session: String(index), user: BOB }),
  );
  const roster = withTabs(NOBODY, tabs);
  expect(peopleIn(roster)).toHaveLength(2000);
  expect(peopleIn(withTabs(roster, [tab(9000, { session: 'new' })]))).toHaveLength(2001);
});
