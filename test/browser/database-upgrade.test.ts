// The database of the first natter becomes that of the second, with everything that is in it.
import { openDB } from 'idb';
import { expect } from 'chai';
import { openStores } from '../../web/storage/stores.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { until } from './support.ts';

const ADA = { name: 'Ada', emoji: '🦊', handle: 'ada', hue: 0 };
const STORES = ['drafts', 'messages', 'outbox', 'rooms', 'settings'];

const never = (): string => expect.fail('A seed was made although there is one.');

/** A database as natter made it before there were an outbox and a cache. @returns its name's part and the key in it. */
async function firstNatter(): Promise<{ readonly as: string; readonly seed: string }> {
  const [as, seed] = [crypto.randomUUID(), newSeed()];
  const database = await openDB(`natter as ${as}`, 1, { upgrade: (db) => void db.createObjectStore('settings') });
  const settings = { identity: ADA, unannounced: true, rooms: ['Go', '__proto__'], seed, code: 'open sesame' };
  for (const [key, value] of Object.entries(settings)) await database.put('settings', value, key);
  database.close();
  return { as, seed };
}

it('whoever was here before is the same person, in the same rooms, with the same key', async () => {
  const { as, seed } = await firstNatter();
  const { memory, outbox, drafts, cache } = await openStores(as);
  expect(await memory.identity()).to.deep.equal(ADA);
  expect([
    await memory.rooms(),
    await memory.seed(never),
    await memory.code(),
    await memory.unannounced(),
  ]).to.deep.equal([['Go', '__proto__'], seed, 'open sesame', true]);
  expect([await outbox.all('ada'), await drafts.all(), await cache.room('Go'), await memory.config()]).to.deep.equal([
    [],
    new Map(),
    undefined,
    undefined,
  ]);
  expect(memory.lost.aborted).to.equal(false);
});

it('has what a new one has', async () => {
  const { as } = await firstNatter();
  const fresh = crypto.randomUUID();
  await Promise.all([openStores(as), openStores(fresh)]);
  const shapes = await Promise.all([as, fresh].map((name) => shapeOf(`natter as ${name}`)));
  expect(shapes[0]).to.deep.equal(shapes[1]);
  expect(Object.keys(shapes[0] ?? {})).to.deep.equal(STORES);
});

interface Shape {
  readonly key: unknown;
  readonly counts: boolean;
  readonly indexes: readonly string[];
}

async function shapeOf(name: string): Promise<Readonly<Record<string, Shape>>> {
  const database = await openDB(name);
  const transaction = database.transaction([...database.objectStoreNames]);
  const shapes = [...database.objectStoreNames].map((store): [string, Shape] => {
    const { keyPath, autoIncrement, indexNames } = transaction.objectStore(store);
    return [store, { key: keyPath, counts: autoIncrement, indexes: [...indexNames] }];
  });
  database.close();
  return Object.fromEntries(shapes);
}

it('a tab of the first natter that is still open does not hold the second one up', async () => {
  const { as, seed } = await firstNatter();
  let closed = false;
  // As the first natter has it.
  await openDB(`natter as ${as}`, 1, {
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
      closed = true;
    },
  });
  const { memory } = await openStores(as);
  await until('the older tab to make way', () => closed);
  expect(await memory.seed(never)).to.equal(seed);
});

it('two tabs of the second natter that find the database of the first at the same moment both have it', async () => {
  const { as, seed } = await firstNatter();
  const tabs = await Promise.all([openStores(as), openStores(as), openStores(as)]);
  for (const { memory } of tabs) {
    expect(await memory.seed(never)).to.equal(seed);
    await memory.keepRooms(['Go']);
    expect(memory.lost.aborted).to.equal(false);
  }
});

it('goes with the person: nothing of it is left when they are forgotten', async () => {
  const { as } = await firstNatter();
  const { memory, outbox, drafts, cache } = await openStores(as);
  const content = { type: 'message', id: 'A'.repeat(22), user: { name: 'Ada', emoji: '' }, text: 'Hi' } as const;
  await outbox.add({ room: 'Go', handle: 'ada', content, time: 1, after: 0, failed: undefined });
  await drafts.keep('Go', 'half a thou');
  const message = { room: 'Go', handle: 'ada', sequence: 7, time: 1, content };
  cache.append('Go', [message], { completeTo: 7, seenTo: 7, stream: 's' }, 7);
  const isKept = async (): Promise<boolean> => (await cache.room('Go')) !== undefined;
  for (let kept = await isKept(); !kept; kept = await isKept()) await new Promise(requestAnimationFrame);
  await memory.forget();
  const database = await openDB(`natter as ${as}`);
  for (const store of STORES) expect(await database.getAllKeys(store), store).to.deep.equal([]);
  database.close();
});
