// What this browser remembers of a person, in a real IndexedDB.
import { openDB } from 'idb';
import { expect } from 'chai';
import { openMemory } from '../../web/storage/database.ts';

const ADA = { name: 'Ada', emoji: '🦊', handle: 'ada' };
const BOB = { name: 'Bob', emoji: '🐻', handle: 'bob' };

/** A name no other test uses. */
const somebody = (): string => crypto.randomUUID();

/** Puts something into the memory of `as` that natter did not write. */
async function smuggle(as: string, key: string, value: unknown): Promise<void> {
  await openMemory(as);
  const database = await openDB(`natter as ${as}`);
  await database.put('settings', value, key);
  database.close();
}

it('a first visitor is nobody, in no rooms', async () => {
  const memory = await openMemory(somebody());
  expect([await memory.identity(), await memory.rooms()]).to.deep.equal([undefined, undefined]);
});

it('a person and their rooms are there again when the page is opened again', async () => {
  const as = somebody();
  const memory = await openMemory(as);
  await memory.keepIdentity(ADA);
  await memory.keepRooms(['Go', 'constructor']);
  const again = await openMemory(as);
  expect([await again.identity(), await again.rooms()]).to.deep.equal([ADA, ['Go', 'constructor']]);
});

it('the last change counts', async () => {
  const as = somebody();
  const memory = await openMemory(as);
  await memory.keepIdentity(ADA);
  await memory.keepIdentity(BOB);
  await memory.keepRooms(['Go', 'Rust']);
  await memory.keepRooms([]);
  expect([await memory.identity(), await memory.rooms()]).to.deep.equal([BOB, []]);
});

it('two people in one browser do not meet', async () => {
  const [ada, bob] = await Promise.all([openMemory(somebody()), openMemory(somebody())]);
  await ada.keepIdentity(ADA);
  await ada.keepRooms(['Go']);
  expect([await bob.identity(), await bob.rooms()]).to.deep.equal([undefined, undefined]);
});

it('nobody in particular is not somebody who is called that', async () => {
  const [browsers, named] = await Promise.all([openMemory(''), openMemory('natter')]);
  await browsers.keepIdentity(ADA);
  await named.keepIdentity(BOB);
  expect([await browsers.identity(), await named.identity()]).to.deep.equal([ADA, BOB]);
});

const rubbish: readonly unknown[] = [
  null,
  7,
  'ada',
  ['ada'],
  {},
  { handle: 'ada' },
  { ...ADA, name: 7 },
  { ...ADA, name: 'n'.repeat(65) },
  { ...ADA, emoji: undefined },
  { ...ADA, handle: 'Not A Handle' },
  { ...ADA, handle: 'admin' },
  { ...ADA, handle: ['ada'] },
  new Map([['handle', 'ada']]),
];
for (const value of rubbish) {
  it(`somebody who makes no sense is asked again who they are: ${JSON.stringify(value)}`, async () => {
    const as = somebody();
    await smuggle(as, 'identity', value);
    expect(await (await openMemory(as)).identity()).to.equal(undefined);
  });
}

it('rooms that are none are left out', async () => {
  const as = somebody();
  await smuggle(as, 'rooms', ['Go', 7, null, 'two words', '', ['Rust'], 'Rust', '__proto__']);
  expect(await (await openMemory(as)).rooms()).to.deep.equal(['Go', 'Rust', '__proto__']);
});

for (const value of [null, 7, 'Go', { 0: 'Go' }]) {
  it(`a list of rooms that is none is a first visit: ${JSON.stringify(value)}`, async () => {
    const as = somebody();
    await smuggle(as, 'rooms', value);
    expect(await (await openMemory(as)).rooms()).to.equal(undefined);
  });
}

/** Why the memory of `as` keeps nothing; `none` if it keeps things. */
async function refusal(as: string): Promise<string> {
  const { lost } = await openMemory(as);
  if (!lost.aborted) return 'none';
  return lost.reason instanceof DOMException ? lost.reason.name : String(lost.reason);
}

it('a database of a later natter is left alone', async () => {
  const as = somebody();
  (await openDB(`natter as ${as}`, 2)).close();
  expect(await refusal(as)).to.equal('VersionError');
});

it('a database of somebody else’s is left alone', async () => {
  const as = somebody();
  (await openDB(`natter as ${as}`, 1, { upgrade: (database) => void database.createObjectStore('others') })).close();
  expect(await refusal(as)).to.equal('NotFoundError');
});

it('a browser that keeps nothing forgets, says so, and is not in the way', async () => {
  const as = somebody();
  (await openDB(`natter as ${as}`, 2)).close();
  const memory = await openMemory(as);
  await memory.keepIdentity(ADA);
  await memory.keepRooms(['Go']);
  expect([await memory.identity(), await memory.rooms()]).to.deep.equal([undefined, undefined]);
  expect(memory.lost.aborted).to.equal(true);
});

it('a later version of natter in another tab does not have to wait for this one', async () => {
  const as = somebody();
  const memory = await openMemory(as);
  (await openDB(`natter as ${as}`, 2)).close();
  expect(memory.lost.aborted).to.equal(false);
  await memory.keepRooms(['Go']);
  expect(memory.lost.aborted).to.equal(true);
});
