// Under which message the others are.
import { expect, test } from 'vitest';
import { seenAt } from '../../web/domain/seen-by.ts';
import { identityOf } from '../../web/domain/message.ts';
import { stored } from '../support/messages.ts';

const STREAM = '2026-01-01T00:00:00Z';
const messages = [1, 2, 4, 7].map((sequence) => stored(sequence, { handle: sequence === 4 ? 'bob' : 'ada' }));
const key = (index: number): string => identityOf(messages[index] ?? stored(0));

function seen(marks: Readonly<Record<string, number>>, stream = STREAM): ReadonlyMap<string, readonly string[]> {
  const seenBy = new Map(Object.entries(marks).map(([handle, sequence]) => [handle, { sequence, stream }]));
  const found = seenAt(messages, seenBy, 'ada', new Map(), STREAM);
  return new Map([...found].map(([at, readers]) => [at, readers.map(({ handle }) => handle)]));
}

test('each of the others is under the last message they have read, in this room', () => {
  expect(seen({ cleo: 3, dan: 7, eve: 3 })).toEqual(
    new Map([
      [key(1), ['cleo', 'eve']],
      [key(3), ['dan']],
    ]),
  );
});

test('oneself is not there, nor who wrote the message, nor who has read none of them', () => {
  expect(seen({ ada: 7, bob: 5, cleo: 0 })).toEqual(new Map());
});

test('a mark of another stream says nothing, and one beyond the end stands at the end', () => {
  expect(seen({ cleo: 4 }, 'another')).toEqual(new Map());
  expect(seen({ cleo: Number.MAX_SAFE_INTEGER })).toEqual(new Map([[key(3), ['cleo']]]));
});

test('they stand there by the name they are shown under now', () => {
  const people = new Map([['cleo', { name: 'Cleo', emoji: '🦉', key: 'U' }]]);
  const found = seenAt(messages, new Map([['cleo', { sequence: 7, stream: STREAM }]]), 'ada', people, STREAM);
  expect(found.get(key(3))).toEqual([{ handle: 'cleo', name: 'Cleo' }]);
});

test('nobody is looked for among older messages than the last thirty', () => {
  const long = Array.from({ length: 40 }, (_, index) => stored(index + 1));
  const at = (sequence: number): number =>
    seenAt(long, new Map([['bob', { sequence, stream: STREAM }]]), 'ada', new Map(), STREAM).size;
  expect([at(10), at(11)]).toEqual([0, 1]);
});

test('in an empty room nobody has seen anything', () => {
  expect(seenAt([], new Map([['bob', { sequence: 3, stream: STREAM }]]), 'ada', new Map(), STREAM)).toEqual(new Map());
});
