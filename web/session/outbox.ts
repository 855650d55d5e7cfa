// Sends what the person wrote: in order, room by room, again and again under the same id until it is stored or refused for good.
import type { OwnMessage } from '../protocol/content.ts';
import type { Letter } from '../domain/letter.ts';
import type { Delivery, RoomEvent } from '../domain/room.ts';
import type { OutboxStore } from '../storage/outbox-store.ts';
import { backoff, pause } from '../transport/backoff.ts';
import { IdTakenError, RefusedError, UnansweredError } from '../transport/errors.ts';
import type { Link } from '../transport/link.ts';
import { findOwnMessage } from '../transport/own-message.ts';
import { publishMessage } from '../transport/publish.ts';
import { Letters } from './letters.ts';
import { TabRole } from './tab-role.ts';

export interface OutboxSettings {
  readonly handle: string;
  readonly store: OutboxStore;
  /** How far the stream has come, as far as this tab knows. */
  readonly seen: () => number;
  /** Is told what becomes of each message. */
  readonly report: (room: string, event: RoomEvent) => void;
}

/** How an attempt ended: a passing refusal is worth another one, as is no answer. */
type Outcome = 'done' | 'unanswered' | 'refused';

export class Outbox {
  readonly #settings: OutboxSettings;
  readonly #end = new AbortController();
  readonly #letters: Letters;
  /** Sends: the tab in which the person wrote last. */
  readonly #role: TabRole;
  /** Ids of letters that nobody ever tried to send. */
  readonly #fresh = new Set<string>();
  /** Rooms something is being sent to, each with what ends its pause. */
  readonly #busy = new Map<string, AbortController>();
  readonly #onDrained: (() => void)[] = [];
  #link: Link | undefined;

  constructor(settings: OutboxSettings) {
    const { store, handle } = settings;
    this.#settings = settings;
    this.#letters = new Letters({ ...settings, changed: () => this.#pumpAll() });
    this.#role = new TabRole(`${store.name} of ${handle}`, () => void this.#letters.sync(), this.#end.signal);
  }

  /** Goes on with what earlier visits and other tabs left. @returns the rooms of those letters. */
  async start(): Promise<ReadonlySet<string>> {
    await this.#letters.open(this.#end.signal);
    this.#role.start();
    return new Set(this.#letters.all.map(({ room }) => room));
  }

  /** Sends no more; what is on disk stays there. */
  stop(): void {
    this.#end.abort();
    for (const pausing of this.#busy.values()) pausing.abort();
  }

  /** Whether something is not on disk, and would be lost with the tab. */
  get hasUnkept(): boolean {
    return this.#letters.hasUnkept;
  }

  /** Sends what is waiting over `link`; without one everything waits. */
  useLink(link: Link | undefined): void {
    this.#link = link;
    if (link !== undefined) {
      for (const pausing of this.#busy.values()) pausing.abort(); // that was about the link before
      return this.#pumpAll();
    }
    for (const { room, content, failed } of this.#letters.all) {
      if (failed === undefined) this.#delivery(room, content.id, { type: 'waiting' });
    }
  }

  /** Sends `content` into `room` after everything that was written for that room before. @param time when it was written. */
  async add(room: string, content: OwnMessage, time: number): Promise<void> {
    const { handle, seen } = this.#settings;
    this.#fresh.add(content.id);
    await this.#letters.add({ room, handle, content, time, after: seen(), failed: undefined });
    this.#role.take();
    this.#pumpAll();
  }

  /** Tries again with a letter that failed, under the same id, so that it can never be there twice. */
  sendAgain(id: string): void {
    const letter = this.#letters.find(id);
    if (letter === undefined) return;
    if (letter.failed !== undefined) this.#letters.mark(letter, undefined);
    this.#delivery(letter.room, id, { type: 'waiting' });
    this.#role.take();
    this.#busy.get(letter.room)?.abort();
    this.#pumpAll();
  }

  /** Gives a letter up that failed. */
  discard(id: string): void {
    const letter = this.#letters.find(id);
    if (letter === undefined) return;
    this.#letters.discard(letter);
    this.#busy.get(letter.room)?.abort();
  }

  /** Resolves when nothing is waiting any more. */
  async drained(): Promise<void> {
    if (!this.#isDrained()) await new Promise<void>((resolve) => this.#onDrained.push(resolve));
  }

  #pumpAll(): void {
    for (const room of new Set(this.#letters.all.map((letter) => letter.room))) void this.#pump(room);
    if (this.#isDrained()) for (const resolve of this.#onDrained.splice(0)) resolve();
  }

  async #pump(room: string): Promise<void> {
    if (this.#busy.has(room)) return;
    let outcome: Outcome = 'done';
    for (let attempt = 0; ; attempt += 1) {
      const letter = this.#role.held && !this.#end.signal.aborted ? this.#letters.next(room) : undefined;
      if (letter === undefined || this.#link === undefined) break;
      const pausing = new AbortController();
      this.#busy.set(room, pausing);
      // What was refused for now stays marked so, until it is stored.
      if (outcome !== 'refused') this.#delivery(room, letter.content.id, { type: 'sending' });
      outcome = await this.#send(this.#link, letter);
      if (outcome === 'done') attempt = -1;
      else if (this.#link !== undefined) await pause(backoff(attempt, Math.random), pausing.signal);
    }
    this.#busy.delete(room);
    if (this.#isDrained()) for (const resolve of this.#onDrained.splice(0)) resolve();
  }

  /** One attempt. A letter that is not done with stays first. */
  async #send(link: Link, letter: Letter): Promise<Outcome> {
    const { room, content } = letter;
    try {
      const sequence = (await this.#find(link, letter)) ?? (await publishMessage(link, room, content));
      this.#letters.remove(content.id);
      this.#delivery(room, content.id, { type: 'stored', sequence });
      return 'done';
    } catch (error) {
      if (error instanceof UnansweredError) return 'unanswered';
      if (error instanceof IdTakenError) this.#letters.rename(letter);
      else return this.#refused(letter, error);
      return 'done';
    }
  }

  #refused(letter: Letter, error: unknown): Outcome {
    const reason = error instanceof RefusedError ? error.message : `It could not be sent: ${String(error)}`;
    this.#delivery(letter.room, letter.content.id, { type: 'failed', reason });
    if (error instanceof RefusedError && error.passing) return 'refused';
    this.#letters.mark(letter, reason);
    return 'done';
  }

  /** Where the letter is stored, if an earlier attempt got through and nobody heard of it. */
  async #find(link: Link, { room, content, after }: Letter): Promise<number | undefined> {
    if (this.#fresh.delete(content.id)) return undefined;
    try {
      return await findOwnMessage(link, room, content.id, after);
    } catch (error) {
      if (error instanceof RefusedError) return undefined; // then the attempt itself tells more
      throw error;
    }
  }

  #isDrained(): boolean {
    return this.#letters.all.every(({ failed }) => failed !== undefined);
  }

  #delivery(room: string, id: string, delivery: Delivery): void {
    this.#settings.report(room, { type: 'delivery', id, delivery });
  }
}
