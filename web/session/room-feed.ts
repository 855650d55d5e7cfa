// Keeps one room complete: shows what this browser remembers, listens, then fetches what it missed, after every loss of the
// connection, when a message shows that another is missing, and from time to time.
// Over 200 lines: what is missing, held, complete and remembered of a room is one state, and taken apart it could disagree.
import { backoff, pause } from '../transport/backoff.ts';
import { RefusedError, UnansweredError } from '../transport/errors.ts';
import { missedSince, newestPage, olderPage, roomEnds } from '../transport/history.ts';
import type { Ends } from '../transport/history.ts';
import type { Link } from '../transport/link.ts';
import { subscribeLive } from '../transport/live.ts';
import { streamState } from '../transport/stream-state.ts';
import type { StoredMessage } from '../domain/message.ts';
import type { RoomEvent } from '../domain/room.ts';
import type { MessageCache } from '../storage/message-cache.ts';

/** How many messages a page of history has, about. */
const PAGE_SIZE = 50;
/** Whoever missed more than this starts at the newest page. */
const MOST_MISSED = 10_000;

/** How far the stream has come, as the live messages of all rooms tell. One for all feeds of a connection. */
export interface Progress {
  seen: number;
}

export interface FeedSettings {
  readonly room: string;
  /** The reader's handle. */
  readonly self: string;
  readonly cache: MessageCache;
  readonly progress: Progress;
  /** Is told of every live message of others, also in a room nobody looked into. */
  readonly heard?: (message: StoredMessage) => void;
}

export class RoomFeed {
  readonly #room: string;
  readonly #self: string;
  readonly #cache: MessageCache;
  readonly #progress: Progress;
  readonly #heard: (message: StoredMessage) => void;
  readonly #report: (event: RoomEvent) => void;
  #link: Link | undefined;
  #unsubscribe: (() => void) | undefined;
  /** Resolves once what this browser remembers was shown; somebody looked into this room. Until then its messages are only
   *  noticed, not kept. */
  #opened: Promise<void> | undefined;
  #loaded = false;
  #loadingOlder = false;
  /** A page was wanted, before this sequence, and the connection was lost: it is fetched over the next one. */
  #olderWanted: number | undefined;
  readonly #closed = new AbortController();
  /** Ends the pause before the next attempt. */
  #attemptNow = new AbortController();
  /** Every message of the room up to this sequence has arrived. */
  #completeTo = 0;
  /** The stream had come so far when nothing of the room was missing; what it lets go of before that was seen here. */
  #seenTo = 0;
  /** Nothing was missing over this link, and its live messages leave nothing out. */
  #completeOver: Link | undefined;
  /** When the stream was made that the sequences are of. */
  #stream = '';
  /** Live messages that came while older ones were still missing; `undefined` when none are missing. */
  #held: StoredMessage[] | undefined = [];
  #catchingUpOver: Link | undefined;

  /** @param report is told what happens in the room, in order. */
  constructor({ room, self, cache, progress, heard = () => {} }: FeedSettings, report: (event: RoomEvent) => void) {
    this.#room = room;
    this.#self = self;
    this.#cache = cache;
    this.#progress = progress;
    this.#heard = heard;
    this.#report = (event) => {
      if (!this.#closed.signal.aborted) report(event);
    };
  }

  /** Listens, and goes on over a new link: what an opened room missed is fetched. */
  async resume(link: Link): Promise<void> {
    // Over one connection, messages of all rooms come in the order of the stream.
    if (this.#link !== undefined && this.#completeOver === this.#link)
      this.#seenTo = Math.max(this.#seenTo, this.#progress.seen);
    this.#link = link;
    if (this.#closed.signal.aborted) return;
    this.#unsubscribe = subscribeLive(link, this.#room, {
      message: (message, previous) => this.#receive(message, previous),
      dropped: () => this.#report({ type: 'dropped' }),
      failed: (error) => this.#historyFailed(error),
    });
    await this.check();
    if (this.#olderWanted !== undefined) await this.loadOlder(this.#olderWanted);
  }

  /** Stops listening and says no more; the feed is of no further use. */
  close(): void {
    this.#closed.abort();
    this.#attemptNow.abort();
    this.#unsubscribe?.();
  }

  /** Shows the newest messages when the room is looked at for the first time; after that failed, tries again at once. */
  async open(): Promise<void> {
    this.#opened ??= this.#restore();
    this.#attemptNow.abort();
    if (!this.#loaded || this.#catchingUpOver !== undefined) await this.check();
  }

  /** Fetches whatever an opened room has missed. */
  async check(): Promise<void> {
    await this.#opened;
    if (this.#opened !== undefined && this.#link !== undefined) await this.#catchUp(this.#link);
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

  /** What this browser remembers of the room. */
  async #restore(): Promise<void> {
    const remembered = await this.#cache.room(this.#room);
    if (remembered === undefined || remembered.messages.length === 0) return; // nothing to show: as on a first visit
    const { messages, completeTo, seenTo, stream } = remembered;
    this.#loaded = true;
    this.#completeTo = completeTo;
    this.#seenTo = seenTo;
    this.#stream = stream;
    this.#report({ type: 'stored', messages, self: this.#self });
    this.#historyIs(false);
  }

  /** Fetches what is missing, again and again until it has it or the link is lost; only one run a link. */
  async #catchUp(link: Link): Promise<void> {
    if (this.#catchingUpOver === link || link.lost.aborted) return;
    this.#catchingUpOver = link;
    this.#held ??= [];
    for (let attempt = 0; !link.lost.aborted && !this.#closed.signal.aborted; attempt += 1) {
      try {
        await this.#fetch(link);
        if (attempt > 0) this.#historyIs(false); // no longer failed; whether there is more before is found out anew
        break;
      } catch (error) {
        if (link.lost.aborted) break;
        this.#historyFailed(error);
        this.#attemptNow = new AbortController();
        await pause(backoff(attempt, Math.random), this.#attemptNow.signal);
      }
    }
    if (this.#catchingUpOver !== link) return; // over a newer link by now
    this.#catchingUpOver = undefined;
    this.#report({ type: 'catching-up', pending: 0 });
    if (!link.lost.aborted) this.#release();
  }

  async #fetch(link: Link): Promise<void> {
    // What a first look needs does not depend on what the stream has, so both are asked for at once.
    const [{ created, first, last }, ends] = await Promise.all([
      streamState(link),
      this.#loaded ? undefined : roomEnds(link, this.#room, PAGE_SIZE),
    ]);
    const another = this.#loaded && (created !== this.#stream || last < this.#completeTo);
    this.#stream = created;
    if (another) {
      this.#progress.seen = 0;
      this.#startOver();
    }
    if (this.#loaded) await this.#loadMissed(link, first);
    if (!this.#loaded) await this.#loadNewest(link, ends);
    this.#completeOver = link;
    this.#seenTo = last;
    this.#keep([], this.#completeTo + 1);
    this.#report({ type: 'complete', upTo: last });
  }

  /** @param ends as they were asked for before what the stream has was known; what it had by then is fetched, too. */
  async #loadNewest(link: Link, ends: Ends | undefined): Promise<void> {
    this.#report({ type: 'history', history: { type: 'loading' } });
    const page = await newestPage(link, this.#room, PAGE_SIZE, ends);
    const newest = page.messages.slice(-PAGE_SIZE); // what comes beyond is fetched again if somebody scrolls that far
    this.#arrive(newest, newest[0]?.sequence ?? 1);
    this.#loaded = true;
    this.#historyIs(page.complete && newest.length === page.messages.length);
    if (ends !== undefined && page.complete) await this.#loadSince(link);
  }

  /** @param first the oldest sequence the stream has. */
  async #loadMissed(link: Link, first: number): Promise<void> {
    const seenTo = Math.max(this.#completeTo, this.#seenTo);
    if (this.#completeOver !== link && first > seenTo + 1) this.#report({ type: 'gap', before: first });
    await this.#loadSince(link);
  }

  async #loadSince(link: Link): Promise<void> {
    for await (const { messages, pending } of missedSince(link, this.#room, this.#completeTo)) {
      if (pending > MOST_MISSED) return this.#startOver();
      this.#report({ type: 'catching-up', pending });
      this.#arrive(messages);
    }
  }

  #startOver(): void {
    this.#loaded = false;
    this.#completeTo = 0;
    this.#seenTo = 0;
    this.#cache.clear(this.#room);
    this.#report({ type: 'emptied' });
  }

  /** Nothing is missing any more: the held messages follow, those that were not fetched already. */
  #release(): void {
    const held = (this.#held ?? []).filter((message) => this.#isNews(message));
    this.#held = undefined;
    if (held.length > 0) this.#arrive(held);
  }

  /** @param previous the sequence of the message before it under the same subject. */
  #receive(message: StoredMessage, previous: number): void {
    this.#progress.seen = Math.max(this.#progress.seen, message.sequence);
    if (message.handle !== this.#self) this.#heard(message);
    if (this.#opened === undefined) return;
    const missing = this.#held === undefined && previous > this.#completeTo && previous < message.sequence;
    if (missing) {
      this.#held = [];
      this.#completeOver = undefined;
    }
    if (this.#held !== undefined) this.#held.push(message);
    else if (this.#isNews(message)) this.#arrive([message]);
    if (missing) void this.check();
  }

  /** Any client can have an old message sent to a room once more; in a tab that had not loaded that far it would hide a gap. */
  #isNews({ sequence }: StoredMessage): boolean {
    return sequence > this.#completeTo;
  }

  /** @param from from this sequence on they leave nothing out. */
  #arrive(messages: readonly StoredMessage[], from = this.#completeTo + 1): void {
    for (const { sequence } of messages) this.#completeTo = Math.max(this.#completeTo, sequence);
    this.#keep(messages, from);
    this.#report({ type: 'stored', messages, self: this.#self });
  }

  #keep(messages: readonly StoredMessage[], from: number): void {
    const mark = { completeTo: this.#completeTo, seenTo: this.#seenTo, stream: this.#stream };
    this.#cache.append(this.#room, messages, mark, from);
  }

  #historyIs(complete: boolean): void {
    this.#report({ type: 'history', history: { type: complete ? 'complete' : 'partial' } });
  }

  #historyFailed(error: unknown): void {
    if (!(error instanceof UnansweredError) && !(error instanceof RefusedError)) throw error;
    this.#report({ type: 'history', history: { type: 'failed', reason: error.message } });
  }
}
