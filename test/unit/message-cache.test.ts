// What several tabs remember of the same room together: a stretch without a hole that ends where it says it does.
import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StoredMessage } from '../../web/domain/message.ts';
import { openStorage } from '../../web/storage/database.ts';
import { messageCacheIn } from '../../web/storage/message-cache.ts';
import type { MessageCache } from '../../web/storage/message-cache.ts';
import { oneOf } from '../support/choose.ts';
import { stored } from '../support/messages.ts';
import { random } from '../support/random.ts';
import type { Random } from '../support/random.ts';

/** Longer than a cache waits before it writes. */
const LATER_MS = 1000;
const PAGE = 20;
const LIVES = 40;

// The caches' own pauses pass when a test says so; fake-indexeddb has no need of these.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** A stream, and what was said in one room of it. */
interface Stream {
  readonly created: string;
  last: number;
  readonly room: StoredMessage[];
}

/** As a feed of that room is, as far as it has to do with the cache. */
class Tab {
  readonly cache: MessageCache;
  stream: Stream | undefined;
  completeTo = 0;

  constructor(cache: MessageCache) {
    this.cache = cache;
  }

  static async open(name: string): Promise<Tab> {
    return new Tab(messageCacheIn(await openStorage(name)));
  }

  async enter(stream: Stream): Promise<void> {
    const remembered = await this.cache.room('Go');
    if (remembered === undefined || remembered.stream !== stream.created || remembered.messages.length === 0) {
      if (remembered !== undefined) this.cache.clear('Go');
      this.loadNewest(stream);
      return;
    }
    this.stream = stream;
    this.completeTo = remembered.completeTo;
  }

  loadNewest(stream: Stream): void {
    this.stream = stream;
    const page = stream.room.slice(-PAGE);
    this.completeTo = 0;
    this.#arrive(page, stream, page[0]?.sequence ?? 1);
  }

  startOver(stream: Stream): void {
    this.cache.clear('Go');
    this.loadNewest(stream);
  }

  /** The next messages of the stream that this tab knows. */
  follow(count: number): void {
    const { stream } = this;
    const missed = stream?.room.filter(({ sequence }) => sequence > this.completeTo) ?? [];
    if (stream !== undefined) this.#arrive(missed.slice(0, count), stream, this.completeTo + 1);
  }

  #arrive(messages: readonly StoredMessage[], { created, last }: Stream, from: number): void {
    this.completeTo = messages.at(-1)?.sequence ?? this.completeTo;
    this.cache.append('Go', messages, { completeTo: this.completeTo, seenTo: last, stream: created }, from);
  }
}

function say(stream: Stream, count: number, { under }: Random): void {
  for (let said = 0; said < count; said += 1) {
    stream.last += 1 + under(3); // others speak elsewhere
    stream.room.push(stored(stream.last, { text: `${stream.created} ${stream.last}` }));
  }
}

/** What is remembered once everything due is written, as a visitor finds it. */
async function written(name: string): ReturnType<MessageCache['room']> {
  vi.advanceTimersByTime(LATER_MS);
  return messageCacheIn(await openStorage(name)).room('Go');
}

async function liveThrough(seed: number): Promise<void> {
  const chance = random(seed);
  const name = randomUUID();
  const streams: Stream[] = [{ created: 'stream 0', last: 0, room: [] }];
  const current = (): Stream => streams.at(-1) ?? { created: '', last: 0, room: [] };
  const open = (): Promise<Tab> => Tab.open(name);
  const tabs = [await open(), await open(), await open()];
  for (let step = 0; step < 60; step += 1) {
    const index = chance.under(tabs.length);
    const tab = tabs[index] ?? (await open());
    const deeds: readonly (() => unknown)[] = [
      () => say(current(), 1 + chance.under(2 * PAGE), chance),
      () => say(current(), 1 + chance.under(2 * PAGE), chance),
      () => (tab.stream === undefined ? tab.enter(current()) : tab.follow(1 + chance.under(PAGE))),
      () => (tab.stream === undefined ? tab.enter(current()) : tab.follow(Infinity)),
      () => (tab.stream === undefined ? undefined : tab.follow(1)),
      () => (chance.under(3) === 0 ? tab.startOver(current()) : undefined),
      () => open().then((fresh) => (tabs[index] = fresh)),
      () => vi.advanceTimersByTime(LATER_MS),
      () => {
        if (chance.under(8) > 0) return;
        streams.push({ created: `stream ${streams.length}`, last: 0, room: [] });
      },
    ];
    await oneOf(deeds, chance)();
    if (chance.under(3) > 0) continue;
    const remembered = await written(name);
    if (remembered === undefined) continue;
    const { messages, completeTo, stream } = remembered;
    const { room } = streams.find(({ created }) => created === stream) ?? current();
    const first = messages[0]?.sequence ?? Infinity;
    const hint = `seed ${seed}, step ${step}`;
    expect(messages, hint).toEqual(room.filter(({ sequence }) => sequence >= first && sequence <= completeTo));
    expect(messages.length, hint).toBeLessThanOrEqual(300);
  }
}

test('whatever three tabs do with a room, what is remembered has no hole, and nothing of another stream', async () => {
  const { seed } = random();
  for (let life = 0; life < LIVES; life += 1) await liveThrough(seed + life);
}, 120_000);
