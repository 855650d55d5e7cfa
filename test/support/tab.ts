// A tab without a page: the code by which a tab speaks to the broker, put together as the session does, and all it reported.
import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import type { OwnMessage } from '../../web/protocol/content.ts';
import { newId } from '../../web/protocol/new-id.ts';
import { emptyRoom, reduceRoom } from '../../web/domain/room.ts';
import type { Delivery, RoomEvent, RoomState } from '../../web/domain/room.ts';
import { Connection } from '../../web/transport/connection.ts';
import type { ConnectionEvent, ConnectionSettings } from '../../web/transport/connection.ts';
import type { Link } from '../../web/transport/link.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { Outbox } from '../../web/session/outbox.ts';
import { RoomFeed } from '../../web/session/room-feed.ts';
import type { Progress } from '../../web/session/room-feed.ts';
import { openStorage } from '../../web/storage/database.ts';
import type { Storage } from '../../web/storage/database.ts';
import { messageCacheIn } from '../../web/storage/message-cache.ts';
import type { MessageCache } from '../../web/storage/message-cache.ts';
import { outboxStoreIn } from '../../web/storage/outbox-store.ts';
import { until } from './wait.ts';

// Node has neither locks nor, before 21, the object that browsers have them in: every tab may send, as on plain HTTP.
if (!('navigator' in globalThis)) Object.defineProperty(globalThis, 'navigator', { value: {} });

/** What a browser keeps, in memory: IndexedDB as its specification has it. */
function storageOf(browser: string): Storage {
  const opening = openStorage(browser);
  const lost = new AbortController();
  return { name: browser, trying: async (operation) => (await opening).trying(operation), lost: lost.signal };
}

/** A message as its author's tab sends it. */
export function letter(text: string, id = newId()): OwnMessage {
  return { type: 'message', id, user: { name: 'Somebody', emoji: '🦦' }, text };
}

export class TestTab {
  readonly handle: string;
  readonly connection: Connection;
  /** In the order in which they were reported. */
  readonly connectionEvents: ConnectionEvent['type'][] = [];
  readonly outbox: Outbox;
  /** What this browser remembers of rooms. */
  readonly cache: MessageCache;
  /** What lies between this tab's rooms and their link; nothing unless given. */
  through: (link: Link) => Link = (link) => link;
  readonly #progress: Progress = { seen: 0 };
  readonly #feeds = new Map<string, RoomFeed>();
  readonly #rooms = new Map<string, RoomState>();
  readonly #events = new Map<string, RoomEvent[]>();
  readonly #end = new AbortController();
  /** Resolves once the tab has given up its connection. */
  readonly ended: Promise<void>;

  /**
   * Starts to connect. @param settings others than those of somebody new.
   * @param browser tabs with the same one share what it keeps; one of its own unless given.
   */
  constructor(
    server: string,
    handle: string,
    settings: Partial<ConnectionSettings> = {},
    browser: string = randomUUID(),
  ) {
    this.handle = handle;
    const storage = storageOf(browser);
    this.cache = messageCacheIn(storage);
    this.outbox = new Outbox({
      handle,
      store: outboxStoreIn(storage),
      seen: () => this.#progress.seen,
      report: (room, event) => this.#happened(room, event),
    });
    void this.outbox.start();
    this.connection = new Connection(
      { servers: [server], handle, seed: newSeed(), code: '', whyRefused: async () => undefined, ...settings },
      (event) => this.#connectionChanged(event),
    );
    this.ended = this.connection.run(this.#end.signal);
  }

  /** Opens a tab and waits until it is connected. @param server address of a WebSocket listener. */
  static async open(
    server: string,
    handle: string,
    settings?: Partial<ConnectionSettings>,
    browser?: string,
  ): Promise<TestTab> {
    const tab = new TestTab(server, handle, settings, browser);
    await tab.link();
    return tab;
  }

  /** The link, once there is one. */
  link(): Promise<Link> {
    return until(`${this.handle} to be connected`, () => this.connection.link);
  }

  /** Opens `room` and waits until its newest messages are there. */
  async enter(room: string): Promise<RoomFeed> {
    const feed = this.#feeds.get(room) ?? (await this.#listen(room));
    await feed.open();
    return feed;
  }

  async #listen(room: string): Promise<RoomFeed> {
    const settings = { room, self: this.handle, cache: this.cache, progress: this.#progress };
    const feed = new RoomFeed(settings, (event) => this.#happened(room, event));
    this.#feeds.set(room, feed);
    if (this.connection.link !== undefined) await feed.resume(this.through(this.connection.link));
    return feed;
  }

  /** Writes `text` as the composer does. @returns the message's id. */
  say(room: string, text: string, id = newId()): string {
    const content = letter(text, id);
    const time = Date.now();
    const message = { content, time, delivery: { type: 'waiting' } } as const;
    this.#happened(room, { type: 'sent', message, self: this.handle });
    void this.outbox.add(room, content, time);
    return id;
  }

  room(room: string): RoomState {
    return this.#rooms.get(room) ?? emptyRoom(room);
  }

  /** Everything that happened in `room`, in order. */
  events(room: string): readonly RoomEvent[] {
    return this.#events.get(room) ?? [];
  }

  /** The texts of the stored messages the tab has, oldest first. */
  texts(room: string): readonly string[] {
    return this.room(room).messages.map(({ content }) => ('text' in content ? content.text : content.raw));
  }

  /** The sequences of all messages that were reported, as they came, repeats included. */
  arrivals(room: string): readonly number[] {
    return this.events(room).flatMap((event) =>
      event.type === 'stored' ? event.messages.map(({ sequence }) => sequence) : [],
    );
  }

  /** The sequence under which each message was acknowledged, by its id. */
  acknowledged(room: string): ReadonlyMap<string, number> {
    const sequences = new Map<string, number>();
    for (const event of this.events(room)) {
      if (event.type === 'delivery' && event.delivery.type === 'stored')
        sequences.set(event.id, event.delivery.sequence);
    }
    return sequences;
  }

  /** What became of the messages the tab sent into `room`, step by step. */
  deliveries(room: string): readonly Delivery['type'][] {
    return this.events(room).flatMap((event) => (event.type === 'delivery' ? [event.delivery.type] : []));
  }

  /** Closes the tab. */
  [Symbol.dispose](): void {
    this.#end.abort();
    this.outbox.stop();
    for (const feed of this.#feeds.values()) feed.close();
  }

  #connectionChanged(event: ConnectionEvent): void {
    this.connectionEvents.push(event.type);
    this.outbox.useLink(event.type === 'connected' ? event.link : undefined);
    if (event.type === 'connected') for (const feed of this.#feeds.values()) void feed.resume(this.through(event.link));
  }

  #happened(room: string, event: RoomEvent): void {
    this.#events.set(room, [...(this.#events.get(room) ?? []), event]);
    this.#rooms.set(room, reduceRoom(this.room(room), event));
  }
}
