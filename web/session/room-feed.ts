// Keeps one room complete: listens first, then loads, then catches up after every loss of the connection.
import { backoff, pause } from '../transport/backoff.ts';
import { RefusedError, UnansweredError } from '../transport/errors.ts';
import { missedSince, newestPage, olderPage } from '../transport/history.ts';
import type { Link } from '../transport/link.ts';
import { subscribeLive } from '../transport/live.ts';
import type { StoredMessage } from '../domain/message.ts';
import type { RoomEvent } from '../domain/room.ts';

/** How many messages a page of history has, about. */
const PAGE_SIZE = 50;

export class RoomFeed {
  readonly #room: string;
  readonly #self: string;
  readonly #report: (event: RoomEvent) => void;
  #link: Link | undefined;
  /** The subscription outlives lost links: nats.ws renews it. */
  #unsubscribe: (() => void) | undefined;
  /** Somebody looked into this room; until then its messages are only noticed, not kept. */
  #opened = false;
  #loaded = false;
  #loadingOlder = false;
  /** A page was wanted, before this sequence, and the connection was lost: it is fetched over the next one. */
  #olderWanted: number | undefined;
  readonly #closed = new AbortController();
  /** Ends the pause before the next attempt. */
  #attemptNow = new AbortController();
  /** Every message of the room up to this sequence has arrived. */
  #completeTo = 0;
  /** Live messages that came while older ones were still missing; `undefined` when none are missing. */
  #held: StoredMessage[] | undefined = [];
  #catchingUpOver: Link | undefined;

  /** @param self the reader's handle. @param report is told what happens in the room, in order. */
  constructor(room: string, self: string, report: (event: RoomEvent) => void) {
    this.#room = room;
    this.#self = self;
    this.#report = (event) => {
      if (!this.#closed.signal.aborted) report(event);
    };
  }

  /** Listens, and goes on over a new link: what an opened room missed is fetched. */
  async resume(link: Link): Promise<void> {
    this.#link = link;
    if (this.#unsubscribe === undefined) {
      this.#unsubscribe = subscribeLive(link, this.#room, {
        message: (message) => this.#receive(message),
        dropped: () => this.#report({ type: 'dropped' }),
        failed: (error) => this.#historyFailed(error),
      });
    }
    if (this.#opened) await this.#catchUp(link);
    if (this.#olderWanted !== undefined) await this.loadOlder(this.#olderWanted);
  }

  /** Stops listening and says no more; the feed is of no further use. */
  close(): void {
    this.#closed.abort();
    this.#attemptNow.abort();
    this.#unsubscribe?.();
  }

  /** Loads the newest messages when the room is looked at for the first time; after that failed, tries again at once. */
  async open(): Promise<void> {
    if (this.#loaded) return;
    this.#opened = true;
    this.#attemptNow.abort();
    if (this.#link !== undefined) await this.#catchUp(this.#link);
  }

  /** Loads the page before the first message there is. @param before that message's sequence. */
  async loadOlder(before: number): Promise<void> {
    const link = this.#link;
    if (this.#loadingOlder) return;
    this.#olderWanted = before;
    if (link === undefined || link.lost.aborted) return;
    this.#loadingOlder = true;
    this.#report({ type: 'history', history: { type: 'loading' } });
    try {
      const { messages, complete } = await olderPage(link, this.#room, before, PAGE_SIZE);
      this.#olderWanted = undefined;
      this.#report({ type: 'older', before, messages, complete });
    } catch (error) {
      if (!link.lost.aborted) this.#historyFailed(error);
    } finally {
      this.#loadingOlder = false;
    }
  }

  /** Fetches what is missing, again and again until it has it or the link is lost; only one run a link. */
  async #catchUp(link: Link): Promise<void> {
    if (this.#catchingUpOver === link) return;
    this.#catchingUpOver = link;
    this.#held ??= [];
    for (let attempt = 0; !link.lost.aborted && !this.#closed.signal.aborted; attempt += 1) {
      try {
        if (this.#loaded) await this.#loadMissed(link);
        else await this.#loadNewest(link);
        if (attempt > 0) this.#historyIs(false); // no longer failed; whether there is more before is found out anew
        break;
      } catch (error) {
        if (link.lost.aborted) return;
        this.#historyFailed(error);
        this.#attemptNow = new AbortController();
        await pause(backoff(attempt, Math.random), this.#attemptNow.signal);
      }
    }
    if (link.lost.aborted) return;
    this.#catchingUpOver = undefined;
    this.#release();
  }

  async #loadNewest(link: Link): Promise<void> {
    this.#report({ type: 'history', history: { type: 'loading' } });
    const page = await newestPage(link, this.#room, PAGE_SIZE);
    const newest = page.messages.slice(-PAGE_SIZE); // what comes beyond is fetched again if somebody scrolls that far
    this.#arrive(newest);
    this.#loaded = true;
    this.#historyIs(page.complete && newest.length === page.messages.length);
  }

  async #loadMissed(link: Link): Promise<void> {
    for await (const messages of missedSince(link, this.#room, this.#completeTo)) {
      this.#arrive(messages);
      if (messages.some(({ handle }) => handle !== this.#self)) this.#report({ type: 'noticed' });
    }
  }

  /** Nothing is missing any more: the held messages follow, those that were not fetched already. */
  #release(): void {
    const held = (this.#held ?? []).filter((message) => this.#isNews(message));
    this.#held = undefined;
    if (held.length > 0) this.#arrive(held);
  }

  #receive(message: StoredMessage): void {
    if (message.handle !== this.#self) this.#report({ type: 'noticed' });
    if (!this.#opened) return;
    if (this.#held !== undefined) this.#held.push(message);
    else if (this.#isNews(message)) this.#arrive([message]);
  }

  /** Any client can have an old message sent to a room once more; in a tab that had not loaded that far it would hide a gap. */
  #isNews({ sequence }: StoredMessage): boolean {
    return sequence > this.#completeTo;
  }

  #arrive(messages: readonly StoredMessage[]): void {
    for (const { sequence } of messages) this.#completeTo = Math.max(this.#completeTo, sequence);
    this.#report({ type: 'stored', messages, self: this.#self });
  }

  #historyIs(complete: boolean): void {
    this.#report({ type: 'history', history: { type: complete ? 'complete' : 'partial' } });
  }

  #historyFailed(error: unknown): void {
    if (!(error instanceof UnansweredError) && !(error instanceof RefusedError)) throw error;
    this.#report({ type: 'history', history: { type: 'failed', reason: error.message } });
  }
}
