// The person in the open room: seen to be there, heard to be writing, with a word on what it is about; and what goes on in it.
import { TOPIC_MAX_LENGTH } from '../protocol/room-words.ts';
import { RefusedError, UnansweredError } from '../transport/errors.ts';
import type { Link } from '../transport/link.ts';
import { announceTyping } from '../transport/presence.ts';
import { publishTopic } from '../transport/room-words.ts';
import type { ChatStore } from './chat-store.ts';
import { PresenceKeeper } from './presence-keeper.ts';
import { RoomWatch } from './room-watch.ts';

/** So often at most others are told that the person is writing, in milliseconds; they forget it after twice that. */
const TYPING_EVERY_MS = 3000;

export class Whereabouts {
  readonly #store: ChatStore;
  readonly #presence: PresenceKeeper;
  readonly #watch: RoomWatch;
  #link: Link | undefined;
  /** When the others were last told that the person is writing. */
  #lastTyping = 0;

  constructor(store: ChatStore) {
    this.#store = store;
    this.#presence = new PresenceKeeper(store);
    this.#watch = new RoomWatch(store, ({ lifetime }) => this.#presence.lives(lifetime));
  }

  /** Goes on over a new link, in the open room. */
  resume(link: Link): void {
    this.#link = link;
    this.#goInto(link);
  }

  /** Another room was opened. */
  moved(): void {
    this.#watch.forget();
    if (this.#link !== undefined && !this.#link.lost.aborted) this.#goInto(this.#link);
  }

  /** The tab is about to go, perhaps to come back: others see it at once. */
  leave(): void {
    this.#presence.leave();
  }

  /** The tab is back. */
  comeBack(): void {
    if (this.#link !== undefined) this.#presence.enter(this.#link, this.#store.state.current);
  }

  /** Watches no more, and is not there any more. */
  close(): void {
    this.#presence.leave();
    this.#watch.close();
  }

  /** The person has done nothing for a while, or does something again. */
  idle(idle: boolean): void {
    this.#presence.idle(idle);
  }

  /** The person is shown in another way from now on. */
  changed(): void {
    this.#presence.changed();
  }

  /** The person is writing in `room`, or gave it up. */
  writes(room: string, text: string): void {
    const link = this.#link;
    if (text === '') this.#lastTyping = 0;
    const now = Date.now();
    if (link === undefined || text === '' || now - this.#lastTyping < TYPING_EVERY_MS) return;
    this.#lastTyping = now;
    announceTyping(link, room);
  }

  /** Somebody said what they were writing. */
  said(handle: string): void {
    this.#watch.stopsWriting(handle);
  }

  /**
   * Says what `room` is about; '' takes the topic away.
   * @returns why that is not possible, as a sentence; `undefined` if it is done.
   */
  async setTopic(room: string, text: string): Promise<string | undefined> {
    const link = this.#link;
    if (text.length > TOPIC_MAX_LENGTH) return `A topic has at most ${TOPIC_MAX_LENGTH} characters.`;
    if (link === undefined || link.lost.aborted) return 'There is no connection: the topic is as it was.';
    try {
      await publishTopic(link, room, text);
      return undefined;
    } catch (error) {
      if (error instanceof RefusedError || error instanceof UnansweredError) return error.message;
      throw error;
    }
  }

  #goInto(link: Link): void {
    this.#presence.enter(link, this.#store.state.current);
    this.#watch.watch(link, this.#store.state.current);
  }
}
