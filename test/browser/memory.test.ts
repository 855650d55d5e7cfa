// What this browser remembers of a person, in a real IndexedDB.
import { openDB } from 'idb';
import { expect } from 'chai';
import { DEFAULT_PREFERENCES } from '../../web/domain/preferences.ts';
import type { Preferences } from '../../web/domain/preferences.ts';
import { mirroredLook } from '../../web/storage/look-mirror.ts';
import type { Memory } from '../../web/storage/memory.ts';
import { openStores } from '../../web/storage/stores.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { until } from './support.ts';

const ADA = { name: 'Ada', emoji: '🦊', handle: 'ada' };
const BOB = { name: 'Bob', emoji: '🐻', handle: 'bob' };

async function openMemory(as: string): Promise<Memory> {
  return (await openStores(as)).memory;
}

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

it('how a person wants each room is there again, whichever of two tabs kept it', async () => {
  const as = somebody();
  const [one, other] = [await openMemory(as), await openMemory(as)];
  const loved = { favourite: true, muted: false, level: 'all' } as const;
  const muted = { favourite: false, muted: true, level: 'nothing' } as const;
  await one.keepRoomSettings('constructor', loved);
  await other.keepRoomSettings('Go', muted);
  expect([...(await one.roomSettings())]).to.deep.equal([
    ['constructor', loved],
    ['Go', muted],
  ]);
  await smuggle(as, 'roomSettings', 'nonsense');
  expect([...(await one.roomSettings())]).to.deep.equal([]);
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

it('the colour somebody chose is there again, the first of the circle too', async () => {
  const as = somebody();
  await (await openMemory(as)).keepIdentity({ ...ADA, hue: 0 });
  expect(await (await openMemory(as)).identity()).to.deep.equal({ ...ADA, hue: 0 });
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
  { ...ADA, emoji: 7 },
  { ...ADA, hue: 360 },
  { ...ADA, hue: '210' },
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
  (await openDB(`natter as ${as}`, 3)).close();
  expect(await refusal(as)).to.equal('VersionError');
});

it('a database of somebody else’s is left alone', async () => {
  const as = somebody();
  (await openDB(`natter as ${as}`, 1, { upgrade: (database) => void database.createObjectStore('others') })).close();
  expect(await refusal(as)).to.equal('NotFoundError');
});

it('a browser that keeps nothing forgets, says so, and is not in the way', async () => {
  const as = somebody();
  (await openDB(`natter as ${as}`, 3)).close();
  const memory = await openMemory(as);
  await memory.keepIdentity(ADA);
  await memory.keepRooms(['Go']);
  expect([await memory.identity(), await memory.rooms()]).to.deep.equal([undefined, undefined]);
  expect(memory.lost.aborted).to.equal(true);
});

it('a later version of natter in another tab does not have to wait for this one', async () => {
  const as = somebody();
  const memory = await openMemory(as);
  (await openDB(`natter as ${as}`, 3)).close();
  expect(memory.lost.aborted).to.equal(false);
  await memory.keepRooms(['Go']);
  expect(memory.lost.aborted).to.equal(true);
});

/** A seed that was never asked for. */
const never = (): string => expect.fail('A seed was made although there is one.');

describe('the key', () => {
  it('is made on the first visit, kept, and the same on every later one', async () => {
    const as = somebody();
    const made = newSeed();
    const first = await openMemory(as);
    expect(await first.seed(() => made)).to.equal(made);
    expect(await first.seed(never)).to.equal(made);
    expect(await (await openMemory(as)).seed(never)).to.equal(made);
  });

  it('is one for all tabs that ask for the first time in the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const as = somebody();
      const tabs = await Promise.all([openMemory(as), openMemory(as), openMemory(as)]);
      const seeds = await Promise.all(tabs.map((tab) => tab.seed(newSeed)));
      expect(new Set(seeds).size, `round ${round}`).to.equal(1);
      expect(await (await openMemory(as)).seed(never)).to.equal(seeds[0]);
    }
  });

  it('of two people in one browser is not the same', async () => {
    const [ada, bob] = await Promise.all([openMemory(somebody()), openMemory(somebody())]);
    expect(await ada.seed(newSeed)).not.to.equal(await bob.seed(newSeed));
  });

  for (const value of [null, 7, '', 'SUNONSENSE', ['S'], newSeed().toLowerCase(), `${newSeed()}A`]) {
    it(`that is none is made anew: ${JSON.stringify(value)}`, async () => {
      const as = somebody();
      await smuggle(as, 'seed', value);
      const made = newSeed();
      expect(await (await openMemory(as)).seed(() => made)).to.equal(made);
      expect(await (await openMemory(as)).seed(never)).to.equal(made);
    });
  }

  it('of somebody from the time before keys is made, and who they are stays', async () => {
    const as = somebody();
    await smuggle(as, 'identity', ADA);
    const memory = await openMemory(as);
    const seed = await memory.seed(newSeed);
    expect([await memory.identity(), await (await openMemory(as)).seed(never)]).to.deep.equal([ADA, seed]);
  });

  it('is made for this visit where the browser keeps nothing', async () => {
    const as = somebody();
    (await openDB(`natter as ${as}`, 3)).close();
    const made = newSeed();
    expect(await (await openMemory(as)).seed(() => made)).to.equal(made);
  });
});

describe('the access code, and what others were not told', () => {
  it('are nothing at first, and there again later', async () => {
    const as = somebody();
    const memory = await openMemory(as);
    expect([await memory.code(), await memory.unannounced()]).to.deep.equal(['', false]);
    await memory.keepCode('open sesame');
    await memory.keepUnannounced(true);
    const again = await openMemory(as);
    expect([await again.code(), await again.unannounced()]).to.deep.equal(['open sesame', true]);
    await again.keepUnannounced(false);
    expect(await memory.unannounced()).to.equal(false);
  });

  for (const value of [null, 7, ['x'], { code: 'x' }]) {
    it(`that make no sense are nothing: ${JSON.stringify(value)}`, async () => {
      const as = somebody();
      await smuggle(as, 'code', value);
      await smuggle(as, 'unannounced', value);
      const memory = await openMemory(as);
      expect([await memory.code(), await memory.unannounced()]).to.deep.equal(['', false]);
    });
  }
});

const DARK: Preferences = {
  ...DEFAULT_PREFERENCES,
  theme: 'dark',
  textSize: 'large',
  clock: '24',
  notifications: { desktop: true, sound: false, keywords: ['deploy'] },
};

describe('preferences', () => {
  it('are the default at first, and there again later', async () => {
    const as = somebody();
    const memory = await openMemory(as);
    expect(await memory.preferences()).to.deep.equal(DEFAULT_PREFERENCES);
    await memory.keepPreferences(DARK);
    expect(await (await openMemory(as)).preferences()).to.deep.equal(DARK);
  });

  it('of two people in one browser do not meet, nor does how it looks for them', async () => {
    const [ada, bob] = [somebody(), somebody()];
    await (await openMemory(ada)).keepPreferences(DARK);
    expect(await (await openMemory(bob)).preferences()).to.deep.equal(DEFAULT_PREFERENCES);
    expect([mirroredLook(`natter as ${ada}`).theme, mirroredLook(`natter as ${bob}`).theme]).to.deep.equal([
      'dark',
      'system',
    ]);
  });

  for (const value of [null, 7, 'dark', ['dark'], { theme: 'sepia' }]) {
    it(`that make no sense are the default: ${JSON.stringify(value)}`, async () => {
      const as = somebody();
      await smuggle(as, 'preferences', value);
      expect(await (await openMemory(as)).preferences()).to.deep.equal(DEFAULT_PREFERENCES);
    });
  }

  it('are told to the other tabs of that person at once, and to nobody else', async () => {
    const as = somebody();
    const [mine, other, stranger] = await Promise.all([openMemory(as), openMemory(as), openMemory(somebody())]);
    const told = new Map<Memory, Preferences[]>([mine, other, stranger].map((memory) => [memory, []]));
    const end = new AbortController();
    for (const [memory, list] of told) memory.hearPreferences((preferences) => list.push(preferences), end.signal);
    await mine.keepPreferences(DARK);
    await until('the other tab to hear of it', () => told.get(other)?.length === 1);
    expect([...told.values()]).to.deep.equal([[], [DARK], []]);
    end.abort();
    await mine.keepPreferences(DEFAULT_PREFERENCES);
    const witness: Preferences[] = [];
    other.hearPreferences((preferences) => witness.push(preferences), new AbortController().signal);
    await mine.keepPreferences(DARK);
    await until('a listener who did not stop to hear', () => witness.length > 0);
    expect(told.get(other)).to.deep.equal([DARK]);
  });

  it('that another tab of an older natter tells are checked too', async () => {
    const as = somebody();
    const heard: Preferences[] = [];
    (await openMemory(as)).hearPreferences((preferences) => heard.push(preferences), new AbortController().signal);
    const channel = new BroadcastChannel(`natter as ${as} preferences`);
    channel.postMessage({ theme: 'dark', density: 7 });
    await until('the tab to hear', () => heard.length > 0);
    expect(heard).to.deep.equal([{ ...DEFAULT_PREFERENCES, theme: 'dark' }]);
    channel.close();
  });

  it('say how the page looks before the database answers, in step with it', async () => {
    const as = somebody();
    const memory = await openMemory(as);
    await memory.keepPreferences(DARK);
    const look = { theme: 'dark', density: 'comfortable', textSize: 'large', motion: 'system' };
    expect(mirroredLook(`natter as ${as}`)).to.deep.equal(look);
    // What private words there are stays in the database.
    expect(localStorage.getItem(`natter as ${as} look`)).not.to.contain('deploy');
    localStorage.setItem(`natter as ${as} look`, '{{');
    expect(mirroredLook(`natter as ${as}`).theme).to.equal('system');
    await memory.preferences();
    expect(mirroredLook(`natter as ${as}`)).to.deep.equal(look);
    await memory.forget();
    expect([mirroredLook(`natter as ${as}`).theme, localStorage.getItem(`natter as ${as} look`)]).to.deep.equal([
      'system',
      null,
    ]);
  });

  it('take effect in all tabs also where the browser keeps nothing', async () => {
    const as = somebody();
    (await openDB(`natter as ${as}`, 3)).close();
    const [mine, other] = await Promise.all([openMemory(as), openMemory(as)]);
    const heard: Preferences[] = [];
    other.hearPreferences((preferences) => heard.push(preferences), new AbortController().signal);
    await mine.keepPreferences(DARK);
    await until('the other tab to hear of it', () => heard.length > 0);
    expect(heard).to.deep.equal([DARK]);
  });
});

describe('somebody who leaves', () => {
  it('is forgotten, with the key, the rooms and all else: the next visit is a first one', async () => {
    const as = somebody();
    const memory = await openMemory(as);
    const seed = await memory.seed(newSeed);
    await memory.keepIdentity(ADA);
    await memory.keepRooms(['Go']);
    await memory.keepCode('open sesame');
    await memory.keepUnannounced(true);
    await memory.forget();
    const next = await openMemory(as);
    expect([await next.identity(), await next.rooms(), await next.code(), await next.unannounced()]).to.deep.equal([
      undefined,
      undefined,
      '',
      false,
    ]);
    const database = await openDB(`natter as ${as}`);
    expect(await database.getAllKeys('settings')).to.deep.equal([]);
    database.close();
    expect(await next.seed(newSeed)).not.to.equal(seed);
  });

  it('is told to the other tabs of that person, and to nobody else', async () => {
    const as = somebody();
    const [mine, other, stranger] = await Promise.all([openMemory(as), openMemory(as), openMemory(somebody())]);
    await mine.forget();
    await until('the other tab to hear of it', () => other.changedElsewhere.aborted);
    expect([mine.changedElsewhere.aborted, stranger.changedElsewhere.aborted]).to.deep.equal([false, false]);
  });
});

describe('somebody from another device', () => {
  it('is the person of this browser from then on', async () => {
    const as = somebody();
    const memory = await openMemory(as);
    await memory.seed(newSeed);
    await memory.keepIdentity(ADA);
    await memory.keepUnannounced(true);
    const seed = newSeed();
    await memory.keepPerson(BOB, seed);
    const next = await openMemory(as);
    // How they are shown was said on the other device; this one has nothing to add.
    expect([await next.identity(), await next.seed(never), await next.unannounced()]).to.deep.equal([BOB, seed, false]);
  });

  it('is told to the other tabs, which are somebody else’s now', async () => {
    const as = somebody();
    const [mine, other] = await Promise.all([openMemory(as), openMemory(as)]);
    await mine.keepPerson(BOB, newSeed());
    await until('the other tab to hear of it', () => other.changedElsewhere.aborted);
    expect(mine.changedElsewhere.aborted).to.equal(false);
    // When they are opened anew they find that person.
    expect(await (await openMemory(as)).identity()).to.deep.equal(BOB);
  });
});

it('the browser may be asked to keep this memory, whatever it answers', async () => {
  const memory = await openMemory(somebody());
  await memory.askToLast();
  await memory.askToLast();
  expect(memory.lost.aborted).to.equal(false);
});
