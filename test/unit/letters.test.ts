// What a person wrote, in all of their tabs: none is lost, none comes back, and the order stays, whatever comes between.
import { describe, expect, test } from 'vitest';
import { newId } from '../../web/protocol/new-id.ts';
import type { Letter } from '../../web/domain/letter.ts';
import { emptyRoom, reduceRoom } from '../../web/domain/room.ts';
import type { Delivery, RoomEvent, RoomState } from '../../web/domain/room.ts';
import { Letters } from '../../web/session/letters.ts';
import { oneOf } from '../support/choose.ts';
import { ADA } from '../support/messages.ts';
import { random } from '../support/random.ts';
import type { Random } from '../support/random.ts';
import { SharedDisk } from '../support/shared-disk.ts';

const FOREVER = new AbortController().signal;

function letterOf(text: string, room = 'Go', handle = 'ada'): Letter {
  const content = { type: 'message', id: newId(), user: ADA, text } as const;
  return { room, handle, content, time: 0, after: 0, failed: undefined };
}

/** A tab of Ada's: its letters, and what its page shows of them. */
class Tab {
  readonly letters: Letters;
  readonly rooms = new Map<string, RoomState>();
  readonly #seen = new Set<string>();
  readonly #gone = new Set<string>();
  changes = 0;

  constructor(disk: SharedDisk) {
    this.letters = new Letters({
      handle: 'ada',
      store: disk.connect(),
      report: (room, event) => this.#report(room, event),
      changed: () => void (this.changes += 1),
    });
  }

  write(letter: Letter): void {
    const { room, content, time } = letter;
    const message = { content, time, delivery: { type: 'waiting' } } as const;
    this.#report(room, { type: 'sent', message, self: 'ada' });
    void this.letters.add(letter);
  }

  /** What the outbox says beside what it does with a letter. */
  told({ room, content }: Letter, delivery: Delivery): void {
    this.#report(room, { type: 'delivery', id: content.id, delivery });
  }

  readonly #report = (room: string, event: RoomEvent): void => {
    this.rooms.set(room, reduceRoom(this.rooms.get(room) ?? emptyRoom(room), event));
  };

  /** Fails if something is there that was gone before. */
  expectNoneBack(seed: number): void {
    const { texts } = this;
    expect(
      texts.filter((text) => this.#gone.has(text)),
      `back, seed ${seed}`,
    ).toEqual([]);
    for (const text of this.#seen) if (!texts.includes(text)) this.#gone.add(text);
    for (const text of texts) this.#seen.add(text);
  }

  get texts(): readonly string[] {
    return this.letters.all.map(({ content }) => content.text);
  }

  /** What the page shows as not stored yet, with what it says about each, by text. */
  get shown(): ReadonlyMap<string, string> {
    const outgoing = [...this.rooms.values()].flatMap((room) => room.outgoing);
    const open = outgoing.filter(({ delivery }) => delivery.type !== 'stored');
    return new Map(open.map(({ content, delivery }) => [`${content.id} ${content.text}`, delivery.type]));
  }
}

const FEW = random(1);
/** What a tab does on disk comes before what the others hear of it, or after. */
const [FIRST, LAST] = [
  { ...FEW, under: () => 0 },
  { ...FEW, under: (below: number) => below - 1 },
];
/** What follows from what happened, before the next thing happens. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Lets everything happen that is about to. */
async function drain(disk: SharedDisk, chance: Random = FEW): Promise<void> {
  await settled();
  while (disk.busy) {
    disk.happen(chance);
    await settled();
  }
}

async function openTabs(disk: SharedDisk, count: number): Promise<readonly Tab[]> {
  const tabs = Array.from({ length: count }, () => new Tab(disk));
  for (const tab of tabs) void tab.letters.open(FOREVER);
  await drain(disk);
  return tabs;
}

async function openTab(disk: SharedDisk): Promise<Tab> {
  const tab = new Tab(disk);
  void tab.letters.open(FOREVER);
  await drain(disk);
  return tab;
}

describe('one tab', () => {
  test('sends nothing before its writing to the disk has begun, nor what was written after it', async () => {
    const disk = new SharedDisk();
    const tab = await openTab(disk);
    const first = letterOf('first');
    tab.write(first);
    tab.write(letterOf('second'));
    expect(tab.letters.next('Go')).toBe(undefined);
    await settled();
    expect([tab.letters.next('Go')?.content.text, tab.letters.hasUnkept]).toEqual(['first', true]);
    tab.letters.remove(first.content.id); // the disk is slow, and the server has it
    await settled();
    expect(tab.letters.next('Go')).toBe(undefined);
    await drain(disk);
    expect([tab.letters.next('Go')?.content.text, tab.letters.hasUnkept]).toEqual(['second', false]);
    expect(disk.letters.map(({ content }) => content.text)).toEqual(['second']);
  });

  test('goes on with what an earlier one left, in its order, failures as failures', async () => {
    const disk = new SharedDisk();
    const first = await openTab(disk);
    for (const text of ['a', 'b', 'c']) first.write(letterOf(text));
    await drain(disk);
    const [a] = first.letters.all;
    if (a !== undefined) first.letters.mark(a, 'It is too large.');
    await drain(disk);
    const later = await openTab(disk);
    expect(later.texts).toEqual(['a', 'b', 'c']);
    expect([...later.shown.values()]).toEqual(['failed', 'waiting', 'waiting']);
    expect(later.letters.next('Go')?.content.text).toBe('b');
    expect(later.changes).toBeGreaterThan(0);
  });

  test('leaves what was written as somebody else alone', async () => {
    const disk = new SharedDisk();
    disk.letters = [letterOf('of Bob’s', 'Go', 'bob')];
    const tab = await openTab(disk);
    tab.write(letterOf('mine'));
    await drain(disk);
    expect(tab.texts).toEqual(['mine']);
    expect(disk.letters.map(({ content }) => content.text)).toEqual(['of Bob’s', 'mine']);
  });

  test('whose disk is full keeps what was written as long as it is open, in its order, and says so', async () => {
    const disk = new SharedDisk();
    const [tab, other] = await openTabs(disk, 2);
    tab?.write(letterOf('kept 1'));
    await drain(disk);
    disk.full = true;
    tab?.write(letterOf('not kept'));
    await drain(disk);
    disk.full = false;
    tab?.write(letterOf('kept 2'));
    other?.write(letterOf('another tab’s'));
    await drain(disk);
    expect(tab?.texts.filter((text) => text !== 'another tab’s')).toEqual(['kept 1', 'not kept', 'kept 2']);
    expect(tab?.texts).toContain('another tab’s');
    expect(tab?.letters.hasUnkept).toBe(true);
    expect(other?.texts).not.toContain('not kept');
    const id = tab?.letters.all.find(({ content }) => content.text === 'not kept')?.content.id ?? '';
    tab?.letters.remove(id);
    await drain(disk);
    expect(tab?.letters.hasUnkept).toBe(false);
    expect(tab?.texts).not.toContain('not kept');
  });

  test('that hears of many changes at once does not read the disk for each of them', async () => {
    const disk = new SharedDisk();
    const [tab, other] = await openTabs(disk, 2);
    const reads = disk.reads;
    for (let count = 0; count < 50; count += 1) tab?.write(letterOf(`${count}`));
    for (; disk.letters.length < 50; await settled()) disk.happen(FIRST);
    await drain(disk, LAST);
    expect(other?.texts).toEqual(tab?.texts);
    // Once for the first one, and once for all that came while that was being read.
    expect(disk.reads - reads).toBe(2);
  });

  test('whose letter was renamed before another tab heard of it is not sent under both ids', async () => {
    const disk = new SharedDisk();
    const [tab, other] = await openTabs(disk, 2);
    tab?.write(letterOf('hello'));
    await drain(disk);
    const [letter] = tab?.letters.all ?? [];
    if (letter !== undefined) tab?.letters.rename(letter);
    await drain(disk);
    expect(other?.letters.all).toEqual(tab?.letters.all);
    expect(other?.letters.all[0]?.content.id).not.toBe(letter?.content.id);
    expect([...(other?.shown.keys() ?? [])]).toEqual([...(tab?.shown.keys() ?? [])]);
  });
});

/** What was done with the letters so far, by their texts, which are all different. */
interface Story {
  readonly written: Map<Tab, string[]>;
  readonly over: Set<string>;
  readonly renamed: Set<string>;
  readonly hitches: boolean;
  count: number;
}

const ROOMS = ['Go', 'Rust'];

/** The person writes, or something becomes of what they wrote, in one of the tabs. */
function act(tab: Tab, story: Story, disk: SharedDisk, chance: Random): void {
  const write = (): void => {
    story.count += 1;
    const text = `${story.count}`;
    story.written.get(tab)?.push(text);
    tab.write(letterOf(text, oneOf(ROOMS, chance)));
  };
  const known = tab.letters.all.filter(({ content }) => !story.renamed.has(content.text));
  if (known.length === 0 || chance.under(3) === 0) return write();
  const letter = oneOf(known, chance);
  const { id, text } = letter.content;
  const deeds: readonly (() => void)[] = [
    () => {
      story.over.add(text);
      tab.letters.remove(id);
      tab.told(letter, { type: 'stored', sequence: 1 });
    },
    () => {
      story.over.add(text);
      tab.letters.discard(letter);
    },
    () => {
      tab.letters.mark(letter, letter.failed === undefined ? 'No.' : undefined);
      tab.told(letter, letter.failed === undefined ? { type: 'failed', reason: 'No.' } : { type: 'waiting' });
    },
    () => void tab.letters.sync(),
    () => {
      // By the one tab that sends; another one can do nothing with it before it knows the new id.
      if (story.hitches || story.over.has(text) || !disk.letters.some(({ content }) => content.id === id)) return;
      story.renamed.add(text);
      tab.letters.rename(letter);
    },
  ];
  oneOf(deeds, chance)();
}

const rank = (texts: readonly string[]): readonly string[] => texts.toSorted((a, b) => Number(a) - Number(b));

/** @param hitches how often the disk is full, of a hundred; nothing is renamed then, for that would need both to be rare enough. */
async function liveThrough(seed: number, hitches: number): Promise<void> {
  const chance = random(seed);
  const disk = new SharedDisk();
  const tabs = [...(await openTabs(disk, 2 + chance.under(2)))];
  const story: Story = {
    written: new Map(tabs.map((tab) => [tab, []])),
    over: new Set(),
    renamed: new Set(),
    hitches: hitches > 0,
    count: 0,
  };
  for (let step = 0; step < 60; step += 1) {
    disk.full = chance.under(100) < hitches;
    const tab = oneOf(tabs, chance);
    if (chance.under(2) === 0) act(tab, story, disk, chance);
    else disk.happen(chance);
    if (chance.under(4) > 0) await settled();
    for (const each of tabs) {
      expectOwnInOrder(each, story, seed);
      each.expectNoneBack(seed);
    }
  }
  await drain(disk, chance);

  const onDisk = disk.letters.map(({ content }) => content.text);
  const kept = new Set(onDisk);
  const known = new Set(tabs.flatMap(({ texts }) => texts));
  const left = Array.from({ length: story.count }, (_, index) => `${index + 1}`).filter(
    (text) => !story.over.has(text),
  );
  expect(rank([...known]), `lost or back, seed ${seed}`).toEqual(left);
  expect(onDisk.length, `twice, seed ${seed}`).toBe(kept.size);
  for (const tab of tabs) {
    const shared = tab.letters.all.filter(({ content }) => kept.has(content.text));
    expect(shared, `another list than on disk, seed ${seed}`).toEqual(disk.letters);
    expectOwnInOrder(tab, story, seed);
    const listed = tab.letters.all.map(({ content, failed }) => {
      return `${content.id} ${content.text} ${failed === undefined ? 'waiting' : 'failed'}`;
    });
    const shown = [...tab.shown].map(([key, type]) => `${key} ${type}`);
    expect(shown.toSorted(), `another list than shown, seed ${seed}`).toEqual(listed.toSorted());
  }
  if (hitches === 0) expect(rank(onDisk), `on disk, seed ${seed}`).toEqual(left);
}

/** What was written in a tab stands there in that order. */
function expectOwnInOrder({ texts }: Tab, { written }: Story, seed: number): void {
  for (const own of written.values()) {
    const present = texts.filter((text) => own.includes(text));
    expect(present, `order, seed ${seed}`).toEqual(own.filter((text) => texts.includes(text)));
  }
}

const LIVES = 100;

test('in two or three tabs, whatever the order of events, no letter is lost, none comes back, and the order stays', async () => {
  const { seed } = random();
  for (let life = 0; life < LIVES; life += 1) await liveThrough(seed + life, 0);
}, 120_000);

test('and the same where the disk is full from time to time', async () => {
  const { seed } = random();
  for (let life = 0; life < LIVES; life += 1) await liveThrough(seed + life, 30);
}, 120_000);
