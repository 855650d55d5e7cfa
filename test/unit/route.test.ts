// The page's address, and the room it opens.
import { expect, test } from 'vitest';
import { FIRST_ROOM, keyHash, messageHash, parseRoute, roomHash, STARTING_ROOMS } from '../../web/domain/route.ts';
import { isRoom } from '../../web/protocol/subjects.ts';

test.each(['Go', 'C', 'constructor', 'a_b-c', '42'])('the address of the room %s opens it', (room) => {
  expect(parseRoute(roomHash(room))).toEqual({ type: 'room', room });
});

test('the address of a message opens its room there', () => {
  expect(parseRoute(messageHash('Go', 42))).toEqual({ type: 'room', room: 'Go', sequence: 42 });
  expect(parseRoute('#/room/42/7')).toEqual({ type: 'room', room: '42', sequence: 7 });
  expect(parseRoute('#/room/Go/-1')).toEqual({ type: 'invalid', text: 'Go/-1' });
  expect(parseRoute('#/room/Go/1/2')).toEqual({ type: 'invalid', text: 'Go/1/2' });
});

test.each(['', '#', '#/', '#/room', '#room/Go', '#/people/ada', '/room/Go'])('%j names no room', (hash) => {
  expect(parseRoute(hash)).toEqual({ type: 'none' });
});

const wrong: readonly (readonly [hash: string, text: string])[] = [
  ['#/room/', ''],
  ['#/room/two%20words', 'two words'],
  ['#/room/Go/more', 'Go/more'],
  ['#/room/Go%2Fmore', 'Go/more'],
  ['#/room/Go%0A', 'Go\n'],
  ['#/room/Go\nmore', 'Go\nmore'],
  ['#/room/G%C3%B6', 'Gö'],
  ['#/room/%3Cscript%3E', '<script>'],
  ['#/room/100%', '100%'],
  [`#/room/${'r'.repeat(65)}`, 'r'.repeat(65)],
];
test.each(wrong)('%j names something that is no room, and says what', (hash, text) => {
  expect(parseRoute(hash)).toEqual({ type: 'invalid', text });
});

test('the address that brings a person from another device is told from that of a room', () => {
  expect(parseRoute(keyHash('natter1.Ab_9-'))).toEqual({ type: 'key', sealed: 'natter1.Ab_9-' });
  expect(parseRoute('#/key/%%')).toEqual({ type: 'key', sealed: '%%' }); // judged where it is opened
  expect(parseRoute('#/room/key')).toEqual({ type: 'room', room: 'key' });
});

test.each(['#/key', '#/key/'])('%j brings nobody', (hash) => {
  expect(parseRoute(hash)).toEqual({ type: 'none' });
});

test('the rooms everybody finds at first are rooms, and one of them is open', () => {
  expect(STARTING_ROOMS.every(isRoom)).toBe(true);
  expect(FIRST_ROOM).toBe('Go');
});
