// What there is beyond the rooms one is in: every room of the installation, and how many people are where.
import type { RoomCounts } from '../domain/directory.ts';
import { RefusedError, UnansweredError } from '../transport/errors.ts';
import type { Link } from '../transport/link.ts';

export class Directory {
  readonly #link: () => Link | undefined;

  constructor(link: () => Link | undefined) {
    this.#link = link;
  }

  /** How many messages each room of the installation has; `undefined` if the server does not say. */
  async rooms(): Promise<RoomCounts | undefined> {
    const { roomCounts } = await import('../transport/directory.ts');
    return this.#ask(roomCounts);
  }

  /** How many people are in each room where there is anybody; `undefined` if the server does not say. */
  async people(): Promise<ReadonlyMap<string, number> | undefined> {
    const { presentByRoom } = await import('../transport/directory.ts');
    return this.#ask(presentByRoom);
  }

  async #ask<Answer>(question: (link: Link) => Promise<Answer>): Promise<Answer | undefined> {
    const link = this.#link();
    try {
      return link && (await question(link));
    } catch (error) {
      if (error instanceof UnansweredError || error instanceof RefusedError) return undefined;
      throw error;
    }
  }
}
