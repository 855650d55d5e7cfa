// What the person wrote and the stream has not acknowledged yet: sent in order, room by room, again and again under the
// same id until it is stored or refused.
import type { MessageContent } from '../protocol/content.ts';
import type { RoomEvent } from '../domain/room.ts';
import { backoff, pause } from '../transport/backoff.ts';
import { IdTakenError, RefusedError, UnansweredError } from '../transport/errors.ts';
import type { Link } from '../transport/link.ts';
import { publishMessage } from '../transport/publish.ts';
import { newId } from '../protocol/new-id.ts';

type Letter = Required<MessageContent>;

export class Outbox {
  readonly #report: (room: string, event: RoomEvent) => void;
  readonly #queues = new Map<string, Letter[]>();
  readonly #busy = new Set<string>();
  readonly #onDrained: (() => void)[] = [];
  #link: Link | undefined;

  /** @param report is told what becomes of each message. */
  constructor(report: (room: string, event: RoomEvent) => void) {
    this.#report = report;
  }

  /** Sends what is waiting over `link`; without one everything waits. */
  useLink(link: Link | undefined): void {
    this.#link = link;
    for (const [room, queue] of this.#queues) {
      if (link === undefined) this.#wait(room, queue);
      else void this.#pump(room);
    }
  }

  /** Sends `letter` into `room` after everything that was given for that room before. */
  add(room: string, letter: Letter): void {
    const queue = this.#queues.get(room) ?? [];
    this.#queues.set(room, [...queue, letter]);
    if (this.#link === undefined) this.#wait(room, [letter]);
    else void this.#pump(room);
  }

  /** Resolves when nothing is waiting any more. */
  async drained(): Promise<void> {
    if (this.#isEmpty()) return;
    await new Promise<void>((resolve) => this.#onDrained.push(resolve));
  }

  async #pump(room: string): Promise<void> {
    if (this.#busy.has(room)) return;
    this.#busy.add(room);
    try {
      for (let attempt = 0; ; attempt += 1) {
        const letter = this.#queues.get(room)?.[0];
        if (letter === undefined || this.#link === undefined) return;
        const answered = await this.#send(this.#link, room, letter);
        if (answered) attempt = 0;
        else if (this.#link !== undefined) await pause(backoff(attempt, Math.random));
      }
    } finally {
      this.#busy.delete(room);
    }
  }

  /** One attempt. @returns whether there was an answer; without one the message stays first in its queue. */
  async #send(link: Link, room: string, letter: Letter): Promise<boolean> {
    const { id } = letter;
    this.#report(room, { type: 'delivery', id, delivery: { type: 'sending' } });
    try {
      const sequence = await publishMessage(link, room, letter);
      this.#remove(room);
      this.#report(room, { type: 'delivery', id, delivery: { type: 'stored', sequence } });
      return true;
    } catch (error) {
      if (error instanceof UnansweredError) return false;
      if (error instanceof IdTakenError) this.#rename(room, letter);
      else this.#fail(room, letter, error);
      return true;
    }
  }

  #fail(room: string, { id }: Letter, error: unknown): void {
    const reason = error instanceof RefusedError ? error.message : `It could not be sent: ${String(error)}`;
    this.#remove(room);
    this.#report(room, { type: 'delivery', id, delivery: { type: 'failed', reason } });
  }

  #rename(room: string, letter: Letter): void {
    const renamed = { ...letter, id: newId() };
    this.#queues.set(room, [renamed, ...(this.#queues.get(room) ?? []).slice(1)]);
    this.#report(room, { type: 'renamed', id: letter.id, newId: renamed.id });
  }

  #remove(room: string): void {
    this.#queues.set(room, (this.#queues.get(room) ?? []).slice(1));
    if (this.#isEmpty()) for (const resolve of this.#onDrained.splice(0)) resolve();
  }

  #isEmpty(): boolean {
    return [...this.#queues.values()].every((queue) => queue.length === 0);
  }

  #wait(room: string, letters: readonly Letter[]): void {
    for (const { id } of letters) this.#report(room, { type: 'delivery', id, delivery: { type: 'waiting' } });
  }
}
