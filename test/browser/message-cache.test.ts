// What this browser remembers of rooms, in a real IndexedDB.
import { openDB } from 'idb';
import { expect } from 'chai';
import type { StoredMessage } from '../../web/domain/message.ts';
import { openStores } from '../../web/storage/stores.ts';
import type { MessageCache } from '../../web/storage/message-cache.ts';
import { idOf, stored } from '../support/messages.ts';

/** A name no other test uses. */
const somebody = (): string => crypto.randomUUID();
const openCache = async (as: string): Promise<MessageCache> => (await openStores(as)).cache;
const mark = (completeTo: number): { completeTo: number; seenTo: number; stream: string } => ({
  completeTo,
  seenTo: completeTo + 1,
  stream: '2026-05-20T12:00:00Z',
});
const some = (from: number, to: number, room = 'Go'): readonly StoredMessage[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ ...stored(from + index), room }));

/** Waits until `room` is remembered up to this sequence. */
async function remembered(cache: MessageCache, room: string, completeTo: number): Promise<readonly StoredMessage[]> {
  for (const deadline = performance.now() + 5000; ; await new Promise(requestAnimationFrame)) {
    const entry = await cache.room(room);
    if (entry?.completeTo === completeTo) return entry.messages;
    if (performance.now() > deadline) throw new Error(`${room} was never remembered up to ${completeTo}.`);
  }
}

it('a room nobody looked into is not known', async () => {
  expect(await (await openCache(somebody())).room('Go')).to.equal(undefined);
});

it('a room is there again as it was, by its order, each kind of message, with how far it is known', async () => {
  const as = somebody();
  const cache = await openCache(as);
  const messages = [
    stored(9),
    stored(10, { content: { type: 'plain', text: '' }, handle: 'cli' }),
    stored(100, { content: { type: 'unsupported', kind: 'poll', raw: '{"v":1,"type":"poll"}' } }),
    stored(1000, { content: { type: 'malformed', problem: 'v: expected a number', raw: '{"type":"message"}' } }),
  ];
  cache.append('Go', messages.slice(0, 2), mark(10), 9);
  cache.append('Go', messages.slice(2), mark(1000), 11);
  await remembered(cache, 'Go', 1000);
  const entry = await (await openCache(as)).room('Go');
  expect(entry?.messages).to.deep.equal(messages);
  expect(entry).to.include(mark(1000));
});

it('rooms are apart, also those with a part of each other’s name', async () => {
  const cache = await openCache(somebody());
  for (const [index, room] of ['Go', 'Go-', 'G', 'constructor'].entries()) {
    cache.append(room, some(index + 1, index + 1, room), mark(index + 1), index + 1);
  }
  expect(await remembered(cache, 'Go', 1)).to.have.length(1);
  cache.clear('G');
  cache.append('Rust', [], mark(1), 1);
  await remembered(cache, 'Rust', 1);
  expect(await cache.room('G')).to.equal(undefined);
  expect((await cache.room('Go'))?.messages.map(({ sequence }) => sequence)).to.deep.equal([1]);
  expect((await cache.room('Go-'))?.messages.map(({ sequence }) => sequence)).to.deep.equal([2]);
});

it('a room that was forgotten begins anew', async () => {
  const cache = await openCache(somebody());
  cache.append('Go', some(1, 20), mark(20), 1);
  await remembered(cache, 'Go', 20);
  cache.clear('Go');
  cache.append('Go', some(5, 6), { ...mark(6), stream: 'another' }, 5);
  expect(await remembered(cache, 'Go', 6)).to.deep.equal(some(5, 6));
});

it('the newest 300 messages of a room stay', async () => {
  const cache = await openCache(somebody());
  cache.append('Go', some(1, 290), mark(290), 1);
  await remembered(cache, 'Go', 290);
  cache.append('Go', some(291, 310), mark(310), 291);
  expect(await remembered(cache, 'Go', 310)).to.deep.equal(some(11, 310));
});

it('what another tab still fetches, from before what is known, leaves no hole', async () => {
  const as = somebody();
  const [ahead, behind] = await Promise.all([openCache(as), openCache(as)]);
  ahead.append('Go', some(51, 100), mark(100), 51);
  await remembered(ahead, 'Go', 100);
  behind.append('Go', some(21, 30), mark(30), 21);
  behind.append('Rust', [], mark(1), 1);
  await remembered(behind, 'Rust', 1);
  expect(await remembered(behind, 'Go', 100)).to.deep.equal(some(51, 100));
});

it('what another tab knows that is further on takes the place of what does not reach it', async () => {
  const as = somebody();
  const [behind, ahead] = await Promise.all([openCache(as), openCache(as)]);
  behind.append('Go', some(21, 30), mark(30), 21);
  await remembered(behind, 'Go', 30);
  ahead.append('Go', some(51, 100), mark(100), 51);
  expect(await remembered(behind, 'Go', 100)).to.deep.equal(some(51, 100));
});

it('a browser that keeps nothing is not in the way', async () => {
  const as = somebody();
  (await openDB(`natter as ${as}`, 3)).close();
  const cache = await openCache(as);
  cache.append('Go', some(1, 2), mark(2), 1);
  cache.clear('Go');
  expect(await cache.room('Go')).to.equal(undefined);
});

/** Puts something into a room that natter did not write; everything else there is in order. */
async function spoiled(
  store: 'messages' | 'rooms',
  change: (entry: Record<string, unknown>) => object,
): Promise<MessageCache> {
  const as = somebody();
  const cache = await openCache(as);
  cache.append('Go', some(1, 3), mark(3), 1);
  await remembered(cache, 'Go', 3);
  const database = await openDB(`natter as ${as}`);
  const [entry] = await database.getAll(store);
  await database.put(store, change(entry));
  database.close();
  return openCache(as);
}

const rubbish: readonly (readonly ['messages' | 'rooms', object])[] = [
  ['rooms', { completeTo: '3' }],
  ['rooms', { seenTo: undefined }],
  ['rooms', { stream: 7 }],
  ['rooms', { from: null }],
  ['messages', { handle: 'Not A Handle' }],
  ['messages', { handle: undefined }],
  ['messages', { time: 'noon' }],
  ['messages', { payload: 7 }],
  ['messages', { payload: undefined }],
];
for (const [store, change] of rubbish) {
  it(`a room of which something makes no sense is not known, and can be known anew: ${store} ${JSON.stringify(change)}`, async () => {
    const cache = await spoiled(store, (entry) => ({ ...entry, ...change }));
    expect(await cache.room('Go')).to.equal(undefined);
    cache.clear('Go');
    cache.append('Go', some(7, 8), mark(8), 7);
    expect(await remembered(cache, 'Go', 8)).to.deep.equal(some(7, 8));
  });
}

it('a payload that makes no sense is a message that says so', async () => {
  const cache = await spoiled('messages', (entry) => ({ ...entry, payload: `{"type":"message","id":"${idOf(1)}"}` }));
  expect((await cache.room('Go'))?.messages[0]?.content.type).to.equal('malformed');
});
