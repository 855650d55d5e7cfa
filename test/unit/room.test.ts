// What a room knows after something happened in it.
import { describe, expect, test } from 'vitest';
import { emptyRoom, reduceRoom } from '../../web/domain/room.ts';
import type { RoomEvent, RoomState } from '../../web/domain/room.ts';
import type { StoredMessage } from '../../web/domain/message.ts';
import { idOf, outgoing, stored } from '../support/messages.ts';

const after = (...events: readonly RoomEvent[]): RoomState => events.reduce(reduceRoom, emptyRoom('Go'));
const arrived = (...messages: readonly StoredMessage[]): RoomEvent => ({ type: 'stored', messages, self: 'ada' });
const sent = (number: number): RoomEvent => ({ type: 'sent', message: outgoing(number), self: 'ada' });
const sequences = ({ messages }: RoomState): readonly number[] => messages.map(({ sequence }) => sequence);
const onTheirWay = (state: RoomState): readonly string[] => state.outgoing.map(({ content }) => content.id);

describe('messages', () => {
  test('a room nobody has looked into is empty, and not known to be', () => {
    expect(emptyRoom('Go')).toMatchObject({ messages: [], outgoing: [], history: { type: 'unloaded' } });
  });

  test('messages stand in the stream’s order, however they came', () => {
    expect(sequences(after(arrived(stored(5), stored(2)), arrived(stored(9)), arrived(stored(4))))).toEqual([
      2, 4, 5, 9,
    ]);
  });

  test('a message that comes twice is there once', () => {
    expect(sequences(after(arrived(stored(5)), arrived(stored(5), stored(6), stored(6))))).toEqual([5, 6]);
  });

  test('of a message that was stored twice the first one counts', () => {
    const [first, second] = [stored(3, { id: 7, text: 'first' }), stored(8, { id: 7, text: 'second' })];
    const once = expect.objectContaining({ messages: [first] });
    expect(after(arrived(first), arrived(second))).toEqual(once);
    expect(after(arrived(second), arrived(first))).toEqual(once);
    expect(after(arrived(second, first))).toEqual(once);
  });

  test('two people’s messages with the same id are two messages', () => {
    expect(sequences(after(arrived(stored(3, { id: 7 }), stored(8, { id: 7, handle: 'mallory' }))))).toEqual([3, 8]);
  });

  test('messages without an id are told apart by their place in the stream', () => {
    const content = { type: 'plain', text: 'tick' } as const;
    const [tick, tock] = [stored(3, { handle: 'cli', content }), stored(4, { handle: 'cli', content })];
    expect(sequences(after(arrived(tick), arrived(tick, tock)))).toEqual([3, 4]);
  });
});

describe('own messages on their way', () => {
  test('they stand in the order in which they were sent', () => {
    expect(onTheirWay(after(sent(2), sent(1)))).toEqual([idOf(2), idOf(1)]);
  });

  test('when the stream gives one back it is no longer on its way', () => {
    const state = after(sent(1), sent(2), arrived(stored(40, { id: 1 })));
    expect([sequences(state), onTheirWay(state)]).toEqual([[40], [idOf(2)]]);
  });

  test('when it comes back a second time while it still waits, it waits no longer', () => {
    expect(onTheirWay(after(arrived(stored(40, { id: 1 })), sent(1), arrived(stored(41, { id: 1 }))))).toEqual([]);
  });

  test('somebody else’s message with the same id does not take its place', () => {
    expect(onTheirWay(after(sent(1), arrived(stored(40, { id: 1, handle: 'mallory' }))))).toEqual([idOf(1)]);
  });

  test('what becomes of it is noted', () => {
    const failed = { type: 'failed', reason: 'The broker refused it.' } as const;
    const state = after(sent(1), sent(2), { type: 'delivery', id: idOf(2), delivery: failed });
    expect(state.outgoing.map(({ delivery }) => delivery)).toEqual([{ type: 'sending' }, failed]);
  });

  test('under a new id it is the same message in the same place', () => {
    const state = after(sent(1), sent(2), { type: 'renamed', id: idOf(1), newId: idOf(9) });
    expect(onTheirWay(state)).toEqual([idOf(9), idOf(2)]);
    expect(state.outgoing[0]?.content.text).toBe('message 1');
  });

  test('what another tab wrote is added, but not what the stream has given back already', () => {
    expect(onTheirWay(after(arrived(stored(40, { id: 1 })), sent(1), sent(2)))).toEqual([idOf(2)]);
  });

  test('what is added a second time stays as it is, in its place', () => {
    const delivery = { type: 'failed', reason: 'It is too large.' } as const;
    const before = after({ type: 'sent', message: outgoing(1, { delivery }), self: 'ada' }, sent(2));
    expect(reduceRoom(before, sent(1))).toBe(before);
  });

  test('somebody else’s message with its id keeps none from being shown', () => {
    expect(onTheirWay(after(arrived(stored(40, { id: 1, handle: 'mallory' })), sent(1)))).toEqual([idOf(1)]);
  });

  test('what is stored where everything has arrived, and did not arrive, is gone from the stream and waits no longer', () => {
    const isStored = (number: number, sequence: number): RoomEvent => ({
      type: 'delivery',
      id: idOf(number),
      delivery: { type: 'stored', sequence },
    });
    const before = after(sent(1), sent(2), sent(3), sent(4), isStored(1, 40), isStored(2, 41), isStored(3, 0));
    expect(onTheirWay(reduceRoom(before, { type: 'complete', upTo: 40 }))).toEqual([idOf(2), idOf(4)]);
    expect(reduceRoom(before, { type: 'complete', upTo: -1 })).toBe(before);
  });

  test('under a new id that is there already it is not there twice', () => {
    const state = after(sent(1), sent(2), sent(9), { type: 'renamed', id: idOf(1), newId: idOf(9) });
    expect(onTheirWay(state)).toEqual([idOf(2), idOf(9)]);
  });

  test('one that is discarded is gone, the others stay', () => {
    expect(onTheirWay(after(sent(1), sent(2), { type: 'discarded', id: idOf(1) }))).toEqual([idOf(2)]);
  });
});

describe('what is known of a room', () => {
  test('how far back the messages go is kept', () => {
    expect(after({ type: 'history', history: { type: 'complete' } }).history).toEqual({ type: 'complete' });
  });

  test('every attempt to look like the stream is counted', () => {
    expect(after({ type: 'dropped' }, { type: 'dropped' }).dropped).toBe(2);
  });

  test('how much of what was missed is still to come is known, until all is there', () => {
    expect(emptyRoom('Go').catchingUp).toBe(0);
    const still = (pending: number): RoomEvent => ({ type: 'catching-up', pending });
    expect(after(still(700)).catchingUp).toBe(700);
    expect(after(still(700), still(450), still(0)).catchingUp).toBe(0);
  });

  test('every place where something may be missing is known, each once', () => {
    const gaps = [100, 300, 100].map((before): RoomEvent => ({ type: 'gap', before }));
    expect(after(...gaps).gaps).toEqual([100, 300]);
  });

  test('a room that begins anew has none of its messages and gaps, and all that is on its way', () => {
    const state = after(
      arrived(stored(7), stored(8)),
      sent(2),
      { type: 'gap', before: 7 },
      { type: 'history', history: { type: 'complete' } },
      { type: 'emptied' },
    );
    expect(state).toMatchObject({ messages: [], gaps: [], history: { type: 'unloaded' } });
    expect(onTheirWay(state)).toEqual([idOf(2)]);
  });

  test('trimming keeps the newest messages, and knows that there are older ones', () => {
    const full = after(arrived(stored(1), stored(2), stored(3)), { type: 'history', history: { type: 'complete' } });
    const trimmed = reduceRoom(full, { type: 'trimmed', keep: 2 });
    expect([sequences(trimmed), trimmed.history]).toEqual([[2, 3], { type: 'partial' }]);
    expect(sequences(reduceRoom(full, { type: 'trimmed', keep: 0 }))).toEqual([]);
  });

  test('an older page goes before the message it was asked for', () => {
    const room = reduceRoom(emptyRoom('Go'), { type: 'stored', messages: [stored(5), stored(6)], self: 'ada' });
    const after = reduceRoom(room, { type: 'older', before: 5, messages: [stored(3), stored(4)], complete: true });
    expect(after.messages.map(({ sequence }) => sequence)).toEqual([3, 4, 5, 6]);
    expect(after.history).toEqual({ type: 'complete' });
  });

  test('an older page is left out if the message it was asked for was let go meanwhile, for it would leave a hole', () => {
    const messages = [5, 6, 7, 8].map((sequence) => stored(sequence));
    const room = reduceRoom(reduceRoom(emptyRoom('Go'), { type: 'stored', messages, self: 'ada' }), {
      type: 'trimmed',
      keep: 2,
    });
    const after = reduceRoom(room, { type: 'older', before: 5, messages: [stored(3), stored(4)], complete: true });
    expect(after.messages.map(({ sequence }) => sequence)).toEqual([7, 8]);
    expect(after.history).toEqual({ type: 'partial' });
  });

  test('trimming a short room changes nothing', () => {
    const short = after(arrived(stored(1), stored(2)));
    expect(reduceRoom(short, { type: 'trimmed', keep: 2 })).toBe(short);
  });
});

describe('a repeat changes nothing at all', () => {
  const delivery = { type: 'delivery', id: idOf(2), delivery: { type: 'stored', sequence: 9 } } as const;
  const repeats: readonly (readonly [what: string, event: RoomEvent])[] = [
    ['messages', arrived(stored(1), stored(2))],
    ['no messages', arrived()],
    ['loading', { type: 'history', history: { type: 'loading' } }],
    ['a failure to load', { type: 'history', history: { type: 'failed', reason: 'No answer.' } }],
    ['sending', sent(3)],
    ['a delivery', delivery],
    ['a new id', { type: 'renamed', id: idOf(2), newId: idOf(9) }],
    ['discarding', { type: 'discarded', id: idOf(2) }],
    ['trimming', { type: 'trimmed', keep: 1 }],
    ['catching up', { type: 'catching-up', pending: 250 }],
    ['a gap', { type: 'gap', before: 70 }],
    ['completeness', { type: 'complete', upTo: 80 }],
    ['beginning anew', { type: 'emptied' }],
  ];
  test.each(repeats)('%s, for the second time', (_what, event) => {
    const once = after(arrived(stored(70), stored(71)), sent(2), event);
    expect(reduceRoom(once, event)).toBe(once);
  });

  test('news of a message that is already back', () => {
    const state = after(sent(2), arrived(stored(40, { id: 2 })));
    expect(reduceRoom(state, delivery)).toBe(state);
  });

  test('what one room’s state was, it stays', () => {
    const before = after(arrived(stored(1)), sent(2));
    const copy = structuredClone(before);
    for (const [, event] of repeats) reduceRoom(before, event);
    expect(before).toEqual(copy);
  });
});
