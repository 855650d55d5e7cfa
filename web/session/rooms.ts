// The rooms a person is in: each has a feed, and what happens in them changes the state once a frame.
import { changeRoom, joinArrivals, withRoom } from '../domain/chat.ts';
import type { ChatState, Happening } from '../domain/chat.ts';
import type { StoredMessage } from '../domain/message.ts';
import type { RoomEvent } from '../domain/room.ts';
import type { Stores } from '../storage/stores.ts';
import type { Link } from '../transport/link.ts';
import type { ChatStore } from './chat-store.ts';
import { FrameQueue } from './frame-queue.ts';
import { RoomFeed } from './room-feed.ts';
import type { Progress } from './room-feed.ts';

/**
 * A room whose newest message the reader has before them keeps so many messages, and one they do not look into so many; cut
 * once it has a hundred more. The stream has the others.
 */
const KEEP_HERE = 300;
const KEEP_ELSEWHERE = 150;
const LEEWAY = 100;

export class Rooms {
  readonly #store: ChatStore;
  readonly #stores: Stores;
  readonly #heard: (message: StoredMessage) => void;
  readonly #progress: Progress = { seen: 0 };
  readonly #feeds = new Map<string, RoomFeed>();
  readonly #happened = new FrameQueue<Happening>((events) => this.#apply(events));
  #link: Link | undefined;

  /** @param heard is told of every live message of others. */
  constructor(store: ChatStore, stores: Stores, heard: (message: StoredMessage) => void) {
    this.#store = store;
    this.#stores = stores;
    this.#heard = heard;
    for (const room of store.state.rooms.keys()) this.#addFeed(room);
  }

  /** How far the stream has come, as far as this tab knows. */
  get seen(): number {
    return this.#progress.seen;
  }

  /** Goes on over a new link. */
  resume(link: Link): void {
    this.#link = link;
    for (const feed of this.#feeds.values()) void feed.resume(link);
  }

  /** Listens no more. */
  close(): void {
    for (const feed of this.#feeds.values()) feed.close();
    this.#feeds.clear();
  }

  /** Something happened in `room`; it shows with the next frame. */
  report(room: string, event: RoomEvent): void {
    this.#happened.add([room, event]);
  }

  /** Something the person did in `room`; the page changes at once. */
  act(room: string, event: RoomEvent): void {
    this.#store.become(changeRoom(this.#store.state, room, event));
  }

  /** Puts `room` on the list, if it is not there. @returns whether it was not. */
  add(room: string): boolean {
    if (this.#feeds.has(room)) return false;
    this.#store.become(withRoom(this.#store.state, room));
    this.#addFeed(room);
    return true;
  }

  /** Opens `room`, which joins the list if it is new. */
  enter(room: string): void {
    const feed = this.#feeds.get(room) ?? this.#addFeed(room);
    const { state } = this.#store;
    // However far somebody scrolled back in the one they leave, they come back to its newest message.
    this.#store.become({ ...withRoom(trimmed(state, state.current, KEEP_HERE), room), current: room });
    this.#keep();
    void feed.open();
  }

  /** Takes `room` off the list; its messages stay where they are. */
  leave(room: string): void {
    const rooms = new Map(this.#store.state.rooms);
    rooms.delete(room);
    this.#feeds.get(room)?.close();
    this.#feeds.delete(room);
    this.#store.change({ rooms });
    this.#keep();
  }

  /** Lists the rooms in this order; those it does not name come last. */
  arrange(names: readonly string[]): void {
    const { rooms } = this.#store.state;
    const order = names.flatMap((name) => rooms.get(name) ?? []).map((room) => [room.room, room] as const);
    this.#store.change({ rooms: new Map([...order, ...rooms]) });
    this.#keep();
  }

  /** Live messages can be missed without a sign; so every room that was opened asks what it has missed. */
  check(): void {
    for (const feed of this.#feeds.values()) void feed.check();
  }

  /** Loads the page before what `room` shows; the first one if there is none yet. */
  loadOlder(room: string): void {
    const first = this.#store.state.rooms.get(room)?.messages[0];
    const feed = this.#feeds.get(room);
    if (first === undefined) void feed?.open();
    else void feed?.loadOlder(first.sequence);
  }

  /** The reader is at the newest message of `room`: what lies far back need not be kept. */
  atNewest(room: string): void {
    this.#store.become(trimmed(this.#store.state, room, KEEP_HERE));
  }

  #addFeed(room: string): RoomFeed {
    const { handle: self } = this.#store.state.me;
    const settings = { room, self, cache: this.#stores.cache, progress: this.#progress, heard: this.#heard };
    const feed = new RoomFeed(settings, (event) => this.#happened.addNow([room, event]));
    this.#feeds.set(room, feed);
    if (this.#link !== undefined && !this.#link.lost.aborted) void feed.resume(this.#link);
    return feed;
  }

  /** What happened since the last frame, as one change. A room that was left meanwhile stays left. */
  #apply(events: readonly Happening[]): void {
    let { state } = this.#store;
    for (const [room, event] of joinArrivals(events)) {
      if (!state.rooms.has(room)) continue;
      state = changeRoom(state, room, event);
      if (room !== state.current) state = trimmed(state, room, KEEP_ELSEWHERE);
    }
    this.#store.become(state);
  }

  #keep(): void {
    void this.#stores.memory.keepRooms([...this.#store.state.rooms.keys()]);
  }
}

/** `state` with a room that has many more messages than `keep` cut to so many. */
function trimmed(state: ChatState, room: string, keep: number): ChatState {
  const count = state.rooms.get(room)?.messages.length ?? 0;
  return count > keep + LEEWAY ? changeRoom(state, room, { type: 'trimmed', keep }) : state;
}
