// What a tab knows: its rooms, and that the one change leaves the others alone.
import { expect, test } from 'vitest';
import { changeRoom, initialChat, joinArrivals, withRoom } from '../../web/domain/chat.ts';
import type { Happening } from '../../web/domain/chat.ts';
import { emptyRoom } from '../../web/domain/room.ts';
import { stored } from '../support/messages.ts';

const ME = { name: 'Ada', emoji: '🦊', handle: 'ada' };

test('the rooms are listed in their order, each once, with the open one among them', () => {
  expect([...initialChat(ME, ['Go', 'Rust', 'Go'], 'Rust', 0).rooms.keys()]).toEqual(['Go', 'Rust']);
  expect([...initialChat(ME, ['Go'], 'constructor', 0).rooms.keys()]).toEqual(['Go', 'constructor']);
});

test('it begins by connecting, at once, and says since when', () => {
  expect(initialChat(ME, [], 'Go', 7).connection).toEqual({ type: 'connecting', since: 7, retryAt: undefined });
});

test('nothing is wrong with the profile until somebody says so, and this browser remembers', () => {
  expect(initialChat(ME, [], 'Go', 0)).toMatchObject({ profileProblem: undefined, remembers: true });
});

test('what happens in one room leaves the others as they are', () => {
  const before = initialChat(ME, ['Go', 'Rust'], 'Go', 0);
  const after = changeRoom(before, 'Rust', { type: 'dropped' });
  expect(after.rooms.get('Rust')?.dropped).toBe(1);
  expect(after.rooms.get('Go')).toBe(before.rooms.get('Go'));
  expect([...after.rooms.keys()]).toEqual(['Go', 'Rust']);
});

test('what changes nothing in a room changes nothing at all', () => {
  const before = initialChat(ME, ['Go'], 'Go', 0);
  expect(changeRoom(before, 'Go', { type: 'emptied' })).toBe(before);
});

test('a room that is new joins the list, at its end', () => {
  const before = initialChat(ME, ['Go'], 'Go', 0);
  expect(withRoom(before, 'Go')).toBe(before);
  const after = withRoom(before, 'Rust');
  expect([...after.rooms]).toEqual([
    ['Go', emptyRoom('Go')],
    ['Rust', emptyRoom('Rust')],
  ]);
});

const arrival = (room: string, ...sequences: readonly number[]): Happening => [
  room,
  { type: 'stored', messages: sequences.map((sequence) => stored(sequence)), self: 'ada' },
];

test('a burst is one arrival in each room', () => {
  const burst = [arrival('Go', 1), arrival('Rust', 2), arrival('Go', 3), arrival('Go', 4, 5)];
  expect(joinArrivals(burst)).toEqual([arrival('Go', 1, 3, 4, 5), arrival('Rust', 2)]);
});

test('what else happens in a room stays between what arrived before and after', () => {
  const trimmed: Happening = ['Go', { type: 'trimmed', keep: 1 }];
  const events = [arrival('Go', 1), arrival('Go', 2), trimmed, arrival('Go', 3)];
  expect(joinArrivals(events)).toEqual([arrival('Go', 1, 2), trimmed, arrival('Go', 3)]);
});

test('joined or not, the rooms end alike', () => {
  const events = [arrival('Go', 3), arrival('Go', 1), arrival('Rust', 4), arrival('Go', 2, 3), arrival('Rust', 5)];
  const after = (happenings: readonly Happening[]): unknown =>
    happenings.reduce((state, [room, event]) => changeRoom(state, room, event), initialChat(ME, [], 'Go', 0));
  expect(after(joinArrivals(events))).toEqual(after(events));
});

test('messages that arrived before and after the room began anew stay apart', () => {
  const arrival = (sequence: number): Happening => [
    'Go',
    { type: 'stored', messages: [stored(sequence)], self: 'ada' },
  ];
  const happenings: readonly Happening[] = [arrival(7), ['Go', { type: 'emptied' }], arrival(1)];
  const after = joinArrivals(happenings).reduce(
    (state, [room, event]) => changeRoom(state, room, event),
    initialChat(ME, [], 'Go', 0),
  );
  expect(after.rooms.get('Go')?.messages.map(({ sequence }) => sequence)).toEqual([1]);
});
