// The directory: counted by room, merged from what is known, searched and put in order.
import { expect, test } from 'vitest';
import { countRooms, directory, searched } from '../../web/domain/directory.ts';

const KNOWN = directory({
  counts: new Map([
    ['Go', 12],
    ['golang', 90],
    ['Zig', 3],
    ['constructor', 0],
  ]),
  joined: ['Go', 'Elm'],
  present: new Map([
    ['Zig', 2],
    ['Quiet', 1],
  ]),
});
const names = (search: string, order: 'activity' | 'name'): readonly string[] =>
  searched(KNOWN, search, order).map(({ room }) => room);

test('what is stored counts for its room, whoever wrote it; what is no room’s does not', () => {
  const subjects = [
    ['chat.room.Go.ada', 2],
    ['chat.room.Go.bob', 3],
    ['chat.room.__proto__.ada', 1],
    ['chat.room.constructor.ada', 1],
    ['chat.profile.ada', 9],
    ['chat.room.Go', 9],
    ['chat.room.a b.ada', 9],
  ] as const;
  expect([...countRooms(subjects)]).toEqual([
    ['Go', 5],
    ['__proto__', 1],
    ['constructor', 1],
  ]);
});

test('a room is listed that was written in, joined, or has somebody in it, each once', () => {
  expect(KNOWN.map(({ room }) => room)).toEqual(['Go', 'Elm', 'golang', 'Zig', 'constructor', 'Quiet']);
  expect(KNOWN[0]).toEqual({ room: 'Go', joined: true, messages: 12, present: undefined });
  expect(KNOWN[3]).toEqual({ room: 'Zig', joined: false, messages: 3, present: 2 });
});

test('the busiest come first: where people are, then where most was said', () => {
  expect(names('', 'activity')).toEqual(['Zig', 'Quiet', 'golang', 'Go', 'constructor', 'Elm']);
});

test('by name, capitals do not count', () => {
  expect(names('', 'name')).toEqual(['constructor', 'Elm', 'Go', 'golang', 'Quiet', 'Zig']);
});

test('a search finds a part of a name in any spelling, with its # or without', () => {
  expect(names(' #GO ', 'name')).toEqual(['Go', 'golang']);
  expect(names('nothing', 'name')).toEqual([]);
});
