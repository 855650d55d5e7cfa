// The people of a room as they are listed, and how each is shown.
import { expect, test } from 'vitest';
import { callOf, countsBy, inOrder, nameOf } from '../../web/domain/members.ts';
import { personaFor } from '../../web/domain/people.ts';
import type { PresentPerson } from '../../web/domain/roster.ts';
import { ADA, BOB } from '../support/messages.ts';

const KEY = 'UNOBODY';
const member = (handle: string, state: PresentPerson['state'] = 'active', name = handle): PresentPerson => ({
  handle,
  state,
  status: '',
  user: { name, emoji: '' },
});

test('the active come first, then who is not to be disturbed, then who is away, each by name and not by capitals', () => {
  const members = [
    member('z', 'away', 'alpha'),
    member('y', 'dnd', 'Beta'),
    member('x', 'active', 'émile'),
    member('w', 'active', 'Zoë'),
    member('v', 'active', 'Eve 10'),
    member('u', 'active', 'eve 9'),
  ];
  expect(inOrder(members, new Map()).map(({ handle }) => handle)).toEqual(['x', 'u', 'v', 'w', 'y', 'z']);
  expect(countsBy(members)).toEqual({ active: 4, dnd: 1, away: 1 });
});

test('a new name counts before the one a tab still says, and somebody without one is called by the handle', () => {
  const people = new Map([['a', { name: 'Zoë', emoji: '', key: KEY }]]);
  expect(inOrder([member('a', 'active', 'Ada'), member('b')], people).map(({ handle }) => handle)).toEqual(['b', 'a']);
  expect(nameOf('a', member('a', 'active', 'Ada'), people)).toBe('Zoë');
  expect(nameOf('nobody', undefined, people)).toBe('nobody');
  expect([callOf('a', undefined, people), callOf('zoe', member('zoe', 'away', 'Zoë'), people)]).toEqual([
    'Zoë (@a)',
    'Zoë',
  ]);
  expect(nameOf('blank', member('blank', 'active', '\u200b \u202e'), people)).toBe('blank');
});

test('a long name does not push away whose it is', () => {
  const long = `Ada${'\u2800'.repeat(60)}`; // blanks that are no spaces
  expect(callOf('mallory', member('mallory', 'active', long), new Map())).toBe(`Ada${'\u2800'.repeat(17)}… (@mallory)`);
});

test('how somebody is shown now counts before what stands in their older message', () => {
  const people = new Map([['ada', { ...BOB, key: KEY }]]);
  expect(personaFor(people, 'ada', ADA)).toMatchObject(BOB);
  expect(personaFor(people, 'bob', ADA)).toBe(ADA);
  expect(personaFor(people, 'constructor', undefined)).toBe(undefined);
});
