// A tab without a page: the code by which a tab speaks to the broker, put together as the session does, and all it reported.
import type { MessageContent } from '../../web/protocol/content.ts';
import { newId } from '../../web/protocol/new-id.ts';
import { emptyRoom, reduceRoom } from '../../web/domain/room.ts';
import type { Delivery, RoomEvent, RoomState } from '../../web/domain/room.ts';
import { Connection } from '../../web/transport/connection.ts';
import type { ConnectionEvent, ConnectionSettings } from '../../web/transport/connection.ts';
import type { Link } from '../../web/transport/link.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { Outbox } from '../../web/session/outbox.ts';
import { RoomFeed } from '../../web/session/room-feed.ts';
import { until } from './wait.ts';

/** A message as its author's tab sends it. */
export function letter(text: string, id = newId()): Required<MessageContent> {
  return { type: 'message', id, user: { name: 'Somebody', emoji: '🦦' }, text };
}

export class TestTab {
  readonly handle: string;
  readonly connection: Connection;
  /** In the order in which they were reported. */
  readonly connectionEvents: ConnectionEvent['type'][] = [];
  readonly outbox = new Outbox((room, event) => this.#happened(room, event));
  readonly #feeds = new Map<string, RoomFeed>();
  readonly #rooms = new Map<string, RoomState>();
  readonly #events = new Map<string, RoomEvent[]>();
  readonly #end = new AbortController();
  /** Resolves once the tab has given up its connection. */
  readonly ended: Promise<void>;

  /** Starts to connect. @param settings others than those of somebody new. */
  constructor(server: string, handle: string, settings: Partial<ConnectionSettings> = {}) {
    this.handle = handle;
    this.connection = new Connection(
      { servers: [server], handle, seed: newSeed(), code: '', whyRefused: async () => undefined, ...settings },
      (event) => this.#connectionChanged(event),
    );
    this.ended = this.connection.run(this.#end.signal);
  }

  /** Opens a tab and waits until it is connected. @param server address of a WebSocket listener. */
  static async open(server: string, handle: string, settings?: Partial<ConnectionSettings>): Promise<TestTab> {
    const tab = new TestTab(server, handle, settings);
    await tab.link();
    return tab;
  }

  /** The link, once there is one. */
  link(): Promise<Link> {
    return until(`${this.handle} to be connected`, () => this.connection.link);
  }

  /** Opens `room` and waits until its newest messages are there. */
  async enter(room: string): Promise<RoomFeed> {
    const feed = this.#feeds.get(room) ?? new RoomFeed(room, this.handle, (event) => this.#happened(room, event));
    this.#feeds.set(room, feed);
    if (this.connection.link !== undefined) await feed.resume(this.connection.link);
    await feed.open();
    return feed;
  }

  /** Writes `text` as the composer does. @returns the message's id. */
  say(room: string, text: string, id = newId()): string {
    const content = letter(text, id);
    this.#happened(room, { type: 'sent', message: { content, time: Date.now(), delivery: { type: 'waiting' } } });
    this.outbox.add(room, content);
    return id;
  }

  room(room: string): RoomState {
    return this.#rooms.get(room) ?? emptyRoom(room);
  }

  /** The texts of the stored messages the tab has, oldest first. */
  texts(room: string): readonly string[] {
    return this.room(room).messages.map(({ content }) => ('text' in content ? content.text : content.raw));
  }

  /** The sequences of all messages that were reported, as they came, repeats included. */
  arrivals(room: string): readonly number[] {
    const events = this.#events.get(room) ?? [];
    return events.flatMap((event) => (event.type === 'stored' ? event.messages.map(({ sequence }) => sequence) : []));
  }

  /** The sequence under which each message was acknowledged, by its id. */
  acknowledged(room: string): ReadonlyMap<string, number> {
    const sequences = new Map<string, number>();
    for (const event of this.#events.get(room) ?? []) {
      if (event.type === 'delivery' && event.delivery.type === 'stored')
        sequences.set(event.id, event.delivery.sequence);
    }
    return sequences;
  }

  /** What became of the messages the tab sent into `room`, step by step. */
  deliveries(room: string): readonly Delivery['type'][] {
    const events = this.#events.get(room) ?? [];
    return events.flatMap((event) => (event.type === 'delivery' ? [event.delivery.type] : []));
  }

  /** Closes the tab. */
  [Symbol.dispose](): void {
    this.#end.abort();
  }

  #connectionChanged(event: ConnectionEvent): void {
    this.connectionEvents.push(event.type);
    this.outbox.useLink(event.type === 'connected' ? event.link : undefined);
    if (event.type === 'connected') for (const feed of this.#feeds.values()) void feed.resume(event.link);
  }

  #happened(room: string, event: RoomEvent): void {
    this.#events.set(room, [...(this.#events.get(room) ?? []), event]);
    this.#rooms.set(room, reduceRoom(this.room(room), event));
  }
}
