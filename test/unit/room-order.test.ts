// The promise every tab relies on: the same messages give the same room, in whatever order and pieces they come.
import { expect, test } from 'vitest';
import { emptyRoom, reduceRoom } from '../../web/domain/room.ts';
import type { RoomState } from '../../web/domain/room.ts';
import type { StoredMessage } from '../../web/domain/message.ts';
import { inBatches, oneOf, shuffled } from '../support/choose.ts';
import { outgoing, stored } from '../support/messages.ts';
import { random } from '../support/random.ts';
import type { Random } from '../support/random.ts';

const ROUNDS = 300;

/** Messages of a few people, some of them stored more than once, some without an id. */
function conversation(chance: Random): readonly StoredMessage[] {
  return Array.from({ length: 1 + chance.under(40) }, (_, index) => {
    const handle = oneOf(['ada', 'bob', 'cli'], chance);
    const content = { type: 'plain', text: 'tick' } as const;
    return stored(index + 1, handle === 'cli' ? { handle, content } : { handle, id: chance.under(20) });
  });
}

function load(start: RoomState, batches: readonly (readonly StoredMessage[])[]): RoomState {
  return batches.reduce((state, messages) => reduceRoom(state, { type: 'stored', messages, self: 'ada' }), start);
}

test('messages loaded in any order, in any pieces, some again, give the same room', () => {
  const chance = random(1);
  for (let round = 0; round < ROUNDS; round += 1) {
    const messages = conversation(chance);
    const inOrder = load(emptyRoom('Go'), [messages]);
    const again = messages.filter(() => chance.next() < 0.2);
    expect(load(emptyRoom('Go'), inBatches(shuffled([...messages, ...again], chance), 6, chance))).toEqual(inOrder);
  }
});

test('of every message the first one stored is there, and nothing else', () => {
  const chance = random(2);
  for (let round = 0; round < ROUNDS; round += 1) {
    const messages = conversation(chance);
    const { messages: kept } = load(emptyRoom('Go'), inBatches(shuffled(messages, chance), 6, chance));
    const firsts = messages.filter(
      (message, index) => !messages.slice(0, index).some((earlier) => same(earlier, message)),
    );
    expect(kept).toEqual(firsts);
  }
});

test('an own message waits until it is back, whatever else comes meanwhile', () => {
  const chance = random(3);
  for (let round = 0; round < ROUNDS; round += 1) {
    const messages = conversation(chance);
    const waiting = [90, 91].map((number) => outgoing(number));
    const start = waiting.reduce<RoomState>(
      (state, message) => reduceRoom(state, { type: 'sent', message, self: 'ada' }),
      emptyRoom('Go'),
    );
    const back = stored(1000, { id: 90 });
    const state = load(start, inBatches(shuffled([...messages, back], chance), 6, chance));
    expect(state.outgoing).toEqual([outgoing(91)]);
    expect(state.messages.at(-1)).toBe(back);
  }
});

/** Said apart from the reducer’s own way to say it. */
function same(a: StoredMessage, b: StoredMessage): boolean {
  if (a.content.type !== 'message' || b.content.type !== 'message') return false;
  return a.handle === b.handle && a.content.id === b.content.id;
}
