// Says in the open room that the person is there, and how available: at once when that changes, and again before it lapses.
import type { Presence } from '../protocol/presence.ts';
import { newId } from '../protocol/new-id.ts';
import { PRESENCE_SECONDS } from '../protocol/streams.ts';
import { personaOf } from '../domain/identity.ts';
import type { Link } from '../transport/link.ts';
import { announceLeaving, announcePresence } from '../transport/presence.ts';
import type { ChatStore } from './chat-store.ts';
import { persist } from './persist.ts';

/** A word is repeated after this part of its life: twice, for a hidden tab's timers run once a minute. */
const BEAT = 0.4;

export class PresenceKeeper {
  /** This tab among all tabs of the person. */
  readonly session = newId();
  readonly #store: ChatStore;
  #where: { readonly link: Link; readonly room: string } | undefined;
  #again = new AbortController();
  #idle = false;
  #beat: ReturnType<typeof setTimeout> | undefined;
  #lifetime = PRESENCE_SECONDS * 1000;

  constructor(store: ChatStore) {
    this.#store = store;
  }

  /** @param lifetime how long a word holds here, in milliseconds. */
  lives(lifetime: number): void {
    if (lifetime === this.#lifetime || lifetime <= 0) return;
    this.#lifetime = lifetime;
    if (this.#where !== undefined) this.#say();
  }

  /** The person is in `room` now, and no longer where they were. */
  enter(link: Link, room: string): void {
    const before = this.#where;
    this.#where = { link, room };
    if (before !== undefined && before.room !== room && !before.link.lost.aborted) {
      announceLeaving(before.link, before.room, this.session, this.#presence());
    }
    this.#say();
  }

  /** The person has done nothing for a while, or does something again. */
  idle(idle: boolean): void {
    if (idle === this.#idle) return;
    this.#idle = idle;
    this.#say();
  }

  /** The person chose how available they are, or how they are shown. */
  changed(): void {
    this.#say();
  }

  /** The tab is being closed, or its person is another one. */
  leave(): void {
    clearTimeout(this.#beat);
    this.#again.abort();
    const where = this.#where;
    this.#where = undefined;
    if (where !== undefined && !where.link.lost.aborted) {
      announceLeaving(where.link, where.room, this.session, this.#presence());
    }
  }

  #presence(): Presence {
    const { me, preferences } = this.#store.state;
    const { availability, status } = preferences;
    const state = availability !== 'auto' ? availability : this.#idle ? 'away' : 'active';
    return { state, status, user: personaOf(me) };
  }

  #say(): void {
    this.#again.abort();
    clearTimeout(this.#beat);
    const where = this.#where;
    if (where === undefined || where.link.lost.aborted) return;
    this.#again = new AbortController();
    const signal = AbortSignal.any([this.#again.signal, where.link.lost]);
    void persist(() => announcePresence(where.link, where.room, this.session, this.#presence()), signal);
    this.#beat = setTimeout(() => this.#say(), this.#lifetime * BEAT);
  }
}
