// The one object the elements talk to: it holds what this tab knows and turns what the person does into what happens.
import { TEXT_MAX_BYTES } from '../protocol/streams.ts';
import { textBytes } from '../protocol/content.ts';
import { unreachable } from '../protocol/unreachable.ts';
import { changeRoom, initialChat, joinArrivals } from '../domain/chat.ts';
import type { ChatState, ConnectionState, Happening } from '../domain/chat.ts';
import { personaOf } from '../domain/identity.ts';
import type { Identity } from '../domain/identity.ts';
import type { LoginRefusal } from '../protocol/login.ts';
import { Connection } from '../transport/connection.ts';
import type { ConnectionEvent } from '../transport/connection.ts';
import type { EarlySocket } from '../transport/early-socket.ts';
import { UnansweredError } from '../transport/errors.ts';
import type { Memory } from '../storage/database.ts';
import { publicKeyOf } from '../transport/user-key.ts';
import { FrameQueue } from './frame-queue.ts';
import { newId } from '../protocol/new-id.ts';
import { refusalOf } from './login-check.ts';
import { Outbox } from './outbox.ts';
import { OwnProfile } from './own-profile.ts';
import { RoomFeed } from './room-feed.ts';

export interface SessionSettings {
  readonly me: Identity;
  /** The person's secret, `SU…`. */
  readonly seed: string;
  /** The installation's access code; empty if it has none. */
  readonly code: string;
  readonly servers: readonly string[];
  readonly early?: EarlySocket | undefined;
  readonly rooms: readonly string[];
  readonly current: string;
  readonly memory: Memory;
}

/** Something in `session.state` changed. */
export class SessionChangeEvent extends Event {
  static readonly type = 'session-change';
  constructor() {
    super(SessionChangeEvent.type);
  }
}

const ROUND_TRIP_EVERY_MS = 5000;
/** Before that, the page is busy with what it missed, and would measure itself. */
const FIRST_ROUND_TRIP_AFTER_MS = 1000;
/** A room that is not scrolled back is cut to so many messages once it has a hundred more; the stream has the others. */
const KEEP_MESSAGES = 300;
const TRIM_OVER = KEEP_MESSAGES + 100;

export class Session extends EventTarget {
  readonly #end = new AbortController();
  readonly #memory: Memory;
  readonly #connection: Connection;
  readonly #profile: OwnProfile;
  readonly #outbox = new Outbox((room, event) => this.#happened.add([room, event]));
  readonly #feeds = new Map<string, RoomFeed>();
  readonly #happened = new FrameQueue<Happening>((events) => this.#apply(events));
  #state: ChatState;

  constructor({ me, seed, code, servers, early, rooms, current, memory }: SessionSettings) {
    super();
    const { handle } = me;
    this.#memory = memory;
    this.#state = initialChat(me, rooms, current, Date.now());
    const whyRefused = (): Promise<LoginRefusal | undefined> => refusalOf({ handle, key: publicKeyOf(seed), code });
    const settings = { servers, handle, seed, code, whyRefused, early };
    this.#connection = new Connection(settings, (event) => this.#connectionChanged(event));
    this.#profile = new OwnProfile(me, () => publicKeyOf(seed), memory, {
      changed: (changed) => this.#become({ ...this.#state, me: changed }),
      problem: (profileProblem) => this.#become({ ...this.#state, profileProblem }),
    });
  }

  get state(): ChatState {
    return this.#state;
  }

  /** Whether something was said that the stream does not have yet; it would be lost with the tab. */
  get hasUnsent(): boolean {
    return [...this.#state.rooms.values()].some(({ outgoing }) => outgoing.length > 0);
  }

  /** Connects and stays connected until `stop`. */
  start(): void {
    const forget = (): void => this.#become({ ...this.#state, remembers: false });
    if (this.#memory.lost.aborted) forget();
    else this.#memory.lost.addEventListener('abort', forget, { signal: this.#end.signal });
    for (const room of this.#state.rooms.keys()) this.#addFeed(room);
    this.enterRoom(this.#state.current);
    void this.#connection.run(this.#end.signal);
    const measuring = setInterval(() => void this.#measureRoundTrip(), ROUND_TRIP_EVERY_MS);
    this.#end.signal.addEventListener('abort', () => clearInterval(measuring));
  }

  /** Listens no more, and ends once everything that was said has been sent; for somebody who goes on as somebody else. */
  async retire(): Promise<void> {
    for (const feed of this.#feeds.values()) feed.close();
    this.#feeds.clear();
    this.#profile.close();
    if (this.#state.connection.type !== 'refused') await this.#outbox.drained();
    this.stop();
  }

  /** Ends the connection; the session is of no further use. */
  stop(): void {
    this.#end.abort();
  }

  /** The tab may have slept: finds out whether the connection still lives. */
  wake(): void {
    void this.#connection.probe();
  }

  /** Opens `room`, which joins the list if it is new. @param room a valid room's name, see `roomProblem`. */
  enterRoom(room: string): void {
    const feed = this.#feeds.get(room) ?? this.#addFeed(room);
    this.#become({ ...changeRoom(this.#state, room, { type: 'seen' }), current: room });
    this.#keepRooms();
    void feed.open();
  }

  /** Takes `room` off the list; its messages stay where they are, and it can be entered again. */
  leaveRoom(room: string): void {
    const rooms = new Map(this.#state.rooms);
    rooms.delete(room);
    this.#feeds.get(room)?.close();
    this.#feeds.delete(room);
    this.#become({ ...this.#state, rooms });
    this.#keepRooms();
  }

  /**
   * Says `text` in `room`: it shows at once as on its way and is sent until the stream has stored it.
   * @throws RangeError with a sentence for the writer if the text is empty or too long.
   */
  say(room: string, text: string): void {
    if (text.trim() === '') throw new RangeError('There is nothing to send yet.');
    if (textBytes(text) > TEXT_MAX_BYTES) throw new RangeError('That is too long: a message has at most 16 KiB.');
    const content = { type: 'message', id: newId(), user: personaOf(this.#state.me), text } as const;
    const message = { content, time: Date.now(), delivery: { type: 'waiting' } } as const;
    this.#become(changeRoom(this.#state, room, { type: 'sent', message }));
    this.#outbox.add(room, content);
  }

  /** Sends a message that failed again, under the same id, so that it can never be there twice. */
  sendAgain(room: string, id: string): void {
    const message = this.#state.rooms.get(room)?.outgoing.find(({ content }) => content.id === id);
    if (message?.delivery.type !== 'failed') return;
    this.#become(changeRoom(this.#state, room, { type: 'delivery', id, delivery: { type: 'waiting' } }));
    this.#outbox.add(room, message.content);
  }

  /** Forgets a message that failed. */
  discard(room: string, id: string): void {
    this.#become(changeRoom(this.#state, room, { type: 'discarded', id }));
  }

  /** Loads the page before what `room` shows; the first one if there is none yet. */
  loadOlder(room: string): void {
    const first = this.#state.rooms.get(room)?.messages[0];
    const feed = this.#feeds.get(room);
    if (first === undefined) void feed?.open();
    else void feed?.loadOlder(first.sequence);
  }

  /** The reader is at the newest message of `room`: what lies far back need not be kept. */
  atNewest(room: string): void {
    const count = this.#state.rooms.get(room)?.messages.length ?? 0;
    if (count > TRIM_OVER) this.#become(changeRoom(this.#state, room, { type: 'trimmed', keep: KEEP_MESSAGES }));
  }

  #addFeed(room: string): RoomFeed {
    const feed = new RoomFeed(room, this.#state.me.handle, (event) => this.#happened.add([room, event]));
    this.#feeds.set(room, feed);
    const { link } = this.#connection;
    if (link !== undefined) void feed.resume(link);
    return feed;
  }

  #connectionChanged(event: ConnectionEvent): void {
    switch (event.type) {
      case 'connected':
        this.#connectionIs({ type: 'live', server: event.server.name, version: event.server.version });
        for (const feed of this.#feeds.values()) void feed.resume(event.link);
        this.#outbox.useLink(event.link);
        void this.#profile.resume(event.link);
        setTimeout(() => void this.#measureRoundTrip(), FIRST_ROUND_TRIP_AFTER_MS);
        return;
      case 'disconnected':
        this.#outbox.useLink(undefined);
        if (this.#state.connection.type === 'live') this.#connectionIs({ type: 'offline', since: Date.now() });
        return;
      case 'refused':
        this.#connectionIs({ type: 'refused', refusal: event.refusal });
        return;
      default:
        unreachable(event);
    }
  }

  #connectionIs(connection: ConnectionState): void {
    this.#become({ ...this.#state, connection });
  }

  async #measureRoundTrip(): Promise<void> {
    try {
      const roundTrip = await this.#connection.roundTrip();
      this.#become({ ...this.#state, roundTrip });
    } catch (error) {
      if (!(error instanceof UnansweredError)) throw error;
    }
  }

  /** What happened since the last frame, as one change. A room that was left meanwhile stays left. */
  #apply(events: readonly Happening[]): void {
    let state = this.#state;
    for (const [room, event] of joinArrivals(events)) {
      if (!state.rooms.has(room)) continue;
      if (event.type === 'noticed' && room === state.current) continue;
      state = changeRoom(state, room, event);
    }
    this.#become(state);
  }

  #become(state: ChatState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.dispatchEvent(new SessionChangeEvent());
  }

  #keepRooms(): void {
    void this.#memory.keepRooms([...this.#state.rooms.keys()]);
  }
}
