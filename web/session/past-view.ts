// Leads to a message far back: shows it among its neighbours, further ones as the reader scrolls, until the newest are reached.
import { has, reaches, withNewer } from '../domain/past.ts';
import type { Past } from '../domain/past.ts';
import { emptyRoom, reduceRoom } from '../domain/room.ts';
import type { RoomState } from '../domain/room.ts';
import { RefusedError, UnansweredError } from '../transport/errors.ts';
import { firstAt, firstSince, olderPage } from '../transport/history.ts';
import type { Link } from '../transport/link.ts';
import { ChatChangeEvent } from './chat-store.ts';
import type { ChatStore } from './chat-store.ts';
import { persist } from './persist.ts';
import type { Rooms } from './rooms.ts';

const PAGE_SIZE = 50;

export class PastView {
  readonly #store: ChatStore;
  readonly #rooms: Rooms;
  #link: Link | undefined;
  /** Ends what is under way for another place. */
  #end = new AbortController();

  constructor(store: ChatStore, rooms: Rooms) {
    this.#store = store;
    this.#rooms = rooms;
  }

  /** Goes on over a new link. */
  resume(link: Link): void {
    this.#link = link;
  }

  /** Leads to the message of `room`, the open one, that has this sequence, or to the first after it. */
  goTo(room: string, sequence: number): void {
    this.#end.abort();
    this.#end = new AbortController();
    const { signal } = this.#end;
    this.#store.change({ target: { room, sequence }, past: undefined });
    const look = (): void => {
      const link = this.#link;
      const live = this.#store.state.rooms.get(room);
      // First the newest: they may be all there is, or reach that far.
      if (live === undefined || link === undefined || !isLoaded(live) || signal.aborted) return;
      this.#end.abort();
      this.#end = new AbortController();
      if (has(live, sequence)) return;
      const ended = AbortSignal.any([this.#end.signal, link.lost]);
      void persist(() => this.#open(link, room, sequence, ended), ended);
    };
    this.#store.addEventListener(ChatChangeEvent.type, look, { signal });
    look();
  }

  /**
   * The sequence of the first message of `room` at this time or after it.
   * @param time in milliseconds since 1970. @returns `undefined` if there is none, or no answer.
   */
  async sequenceAt(room: string, time: number): Promise<number | undefined> {
    try {
      return this.#link && (await firstAt(this.#link, room, time));
    } catch (error) {
      if (error instanceof UnansweredError || error instanceof RefusedError) return undefined;
      throw error;
    }
  }

  /** Back to the newest messages. */
  leave(): void {
    this.#end.abort();
    if (this.#store.state.past !== undefined) this.#store.change({ past: undefined, target: undefined });
  }

  /** Loads the page before what is shown. */
  async loadOlder(): Promise<void> {
    const [past, link] = [this.#store.state.past, this.#link];
    const before = past?.room.messages[0]?.sequence;
    if (past === undefined || link === undefined || before === undefined || past.room.history.type === 'loading')
      return;
    const { room } = past.room;
    this.#change((now) => reduceRoom(now, { type: 'history', history: { type: 'loading' } }));
    const { signal } = this.#end;
    try {
      const { messages, complete } = await olderPage(link, room, before, PAGE_SIZE);
      if (!signal.aborted) this.#change((now) => reduceRoom(now, { type: 'older', before, messages, complete }));
    } catch (error) {
      if (!(error instanceof UnansweredError) && !(error instanceof RefusedError)) throw error;
      this.#change((now) => reduceRoom(now, { type: 'history', history: { type: 'failed', reason: error.message } }));
    }
  }

  /** Loads the page after what is shown, and goes over into the newest messages where it reaches them. */
  async loadNewer(): Promise<void> {
    const [past, link] = [this.#store.state.past, this.#link];
    const last = past?.room.messages.at(-1)?.sequence;
    if (past === undefined || past.loadingNewer || link === undefined || last === undefined) return;
    this.#store.change({ past: { ...past, loadingNewer: true } });
    const { signal } = this.#end;
    const ended = AbortSignal.any([signal, link.lost]);
    await persist(async () => {
      const { messages } = await firstSince(link, past.room.room, last, PAGE_SIZE);
      const now = this.#store.state.past;
      if (!ended.aborted && now !== undefined) this.#show(withNewer(now, messages, this.#store.state.me.handle));
    }, ended);
    const now = this.#store.state.past;
    if (link.lost.aborted && now !== undefined) this.#store.change({ past: { ...now, loadingNewer: false } });
  }

  async #open(link: Link, room: string, sequence: number, ended: AbortSignal): Promise<void> {
    const [older, newer] = await Promise.all([
      olderPage(link, room, sequence, PAGE_SIZE),
      firstSince(link, room, sequence - 1, PAGE_SIZE),
    ]);
    if (ended.aborted || newer.messages.length === 0) return; // nothing from there on: the newest are all there is
    const messages = [...older.messages.slice(-PAGE_SIZE), ...newer.messages];
    const complete = older.complete && older.messages.length <= PAGE_SIZE;
    const stretch = reduceRoom(emptyRoom(room), { type: 'stored', messages, self: this.#store.state.me.handle });
    const history = { type: complete ? 'complete' : 'partial' } as const;
    this.#show({ room: reduceRoom(stretch, { type: 'history', history }), loadingNewer: false });
  }

  /** Shows a stretch; one that reaches the newest messages becomes a part of them. */
  #show(past: Past): void {
    const live = this.#store.state.rooms.get(past.room.room);
    if (live === undefined || !reaches(past, live)) return this.#store.change({ past });
    const { messages, history } = past.room;
    const before = live.messages[0]?.sequence;
    if (before !== undefined) {
      this.#rooms.act(live.room, { type: 'older', before, messages, complete: history.type === 'complete' });
    }
    this.#store.change({ past: undefined });
  }

  #change(change: (room: RoomState) => RoomState): void {
    const { past } = this.#store.state;
    if (past !== undefined) this.#store.change({ past: { ...past, room: change(past.room) } });
  }
}

/** Whether the newest messages are there, as far as there are any. */
function isLoaded({ history }: RoomState): boolean {
  return history.type === 'partial' || history.type === 'complete';
}
