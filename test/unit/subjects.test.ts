// Which names rooms and people can have, and how they are put into subjects and taken out again.
import { describe, expect, test } from 'vitest';
import {
  handleProblem,
  inboxPrefix,
  isHandle,
  isRoom,
  liveFilter,
  liveSubjectOf,
  placeOf,
  RESERVED_HANDLES,
  roomFilter,
  roomProblem,
  roomSubject,
} from '../../web/protocol/subjects.ts';

const ROOMS = ['Go', 'go', 'C', '42', 'a_b-c', '-', '_', 'constructor', '__proto__', 'r'.repeat(64)];
const HANDLES = ['ada', 'a', '7', 'swift-otter', 'a_b', 'constructor', 'h'.repeat(32)];

describe('rooms', () => {
  test.each(ROOMS)('a room can be called %s', (room) => {
    expect(isRoom(room)).toBe(true);
    expect(roomProblem(room)).toBeUndefined();
  });

  const ONE_WORD = 'A room’s name is one word of letters A–Z, digits, - and _.';
  const wrong: readonly (readonly [name: string, sentence: string])[] = [
    ['', 'A room needs a name.'],
    ['r'.repeat(65), 'A room’s name has at most 64 characters.'],
    ...['two words', 'a.b', '*', '>', 'Gö', '🦊', 'Go\n', '#Go', '../Go'].map((name) => [name, ONE_WORD] as const),
  ];
  test.each(wrong)('a room cannot be called %j, and the person is told why', (name, sentence) => {
    expect(isRoom(name)).toBe(false);
    expect(roomProblem(name)).toBe(sentence);
  });

  test.each([undefined, null, 7, ['Go'], { toString: () => 'Go' }])('%o is no room', (value) => {
    expect(isRoom(value)).toBe(false);
  });
});

describe('handles', () => {
  test.each(HANDLES)('somebody can be called %s', (handle) => {
    expect(isHandle(handle)).toBe(true);
    expect(handleProblem(handle)).toBeUndefined();
  });

  const LETTERS = 'A handle is lower-case letters a–z, digits, - and _, and starts with a letter or digit.';
  const wrong: readonly (readonly [handle: string, sentence: string])[] = [
    ['', 'You need a handle, so that others can tell you apart.'],
    ['h'.repeat(33), 'A handle has at most 32 characters.'],
    ...['Ada', '-ada', '_ada', 'a da', 'a.da', 'ada*', '>', 'zoë', 'ada\n', '@ada'].map((it) => [it, LETTERS] as const),
  ];
  test.each(wrong)('nobody can be called %j, and the person is told why', (handle, sentence) => {
    expect(isHandle(handle)).toBe(false);
    expect(handleProblem(handle)).toBe(sentence);
  });

  test.each([...RESERVED_HANDLES])('nobody can be called %s, for the house is', (handle) => {
    expect(isHandle(handle)).toBe(true);
    expect(handleProblem(handle)).toBe(`“${handle}” is reserved. Please choose another handle.`);
  });

  test('the command line’s handle is reserved', () => {
    expect(RESERVED_HANDLES.has('cli')).toBe(true);
  });

  test('undefined is no handle, although its letters would be', () => {
    expect(isHandle(undefined)).toBe(false);
  });
});

describe('subjects', () => {
  test('every room and handle comes out of its subject as it went in', () => {
    for (const room of ROOMS) {
      for (const handle of HANDLES) expect(placeOf(roomSubject(room, handle))).toEqual({ room, handle });
    }
  });

  const hostile = [
    '',
    'chat',
    'chat.room.Go',
    'chat.room.Go.',
    'chat.room..ada',
    'chat.room.Go.ada.',
    'chat.room.Go.ada.more',
    'chat.live.Go.ada',
    'Chat.room.Go.ada',
    'chat.room.Go.*',
    'chat.room.*.ada',
    'chat.room.Go.>',
    'chat.room.Go.Ada',
    'chat.room.Go.ada ',
    'chat.room.Go.ada\r\n',
    `chat.room.${'r'.repeat(65)}.ada`,
    `chat.room.Go.${'h'.repeat(33)}`,
    '$JS.API.STREAM.DELETE.CHAT',
  ];
  test.each(hostile)('%j is the place of no message', (subject) => {
    expect(placeOf(subject)).toBeUndefined();
    expect(liveSubjectOf(subject)).toBeUndefined();
  });

  test('what is stored in a room comes out live in the same room, by the same author', () => {
    expect(liveSubjectOf('chat.room.Go.ada')).toBe('chat.live.Go.ada');
  });

  test('a room is asked for and listened to as a whole, whoever writes', () => {
    expect([roomFilter('Go'), liveFilter('Go')]).toEqual(['chat.room.Go.*', 'chat.live.Go.*']);
  });

  test('everybody gets replies under a name of their own', () => {
    expect(inboxPrefix('ada')).toBe('_INBOX.ada');
  });
});
