// A disk and a channel that several tabs share, where each thing happens only when the test says so: any order of events can be had.
import type { Letter } from '../../web/domain/letter.ts';
import type { OutboxNews, OutboxStore } from '../../web/storage/outbox-store.ts';
import { oneOf } from './choose.ts';
import type { Random } from './random.ts';

/** Something that is about to happen; of one queue always the first one happens first. */
interface Queue {
  readonly tasks: (() => void)[];
}

export class SharedDisk {
  /** In the order in which they were added. */
  letters: readonly Letter[] = [];
  /** What `add` is told: that the disk is full. */
  full = false;
  /** How often all letters were read, by all tabs together. */
  reads = 0;
  readonly #queues: Queue[] = [];
  readonly #listeners: { readonly tab: number; readonly heard: (news: OutboxNews) => void }[] = [];
  #tabs = 0;

  /** What one more tab has of it. */
  connect(): OutboxStore {
    const tab = this.#tabs;
    this.#tabs += 1;
    const disk = this.#queue();
    const soon = <Result>(act: () => Result): Promise<Result> =>
      new Promise((resolve) => disk.tasks.push(() => resolve(act())));
    const change = async <Result>(act: () => Result): Promise<Result> => {
      const result = await soon(act);
      tell({ type: 'changed' });
      return result;
    };
    const channels = new Map<number, Queue>();
    const tell = (news: OutboxNews): void => {
      for (const listener of this.#listeners.filter((other) => other.tab !== tab)) {
        const channel = channels.get(listener.tab) ?? this.#queue();
        channels.set(listener.tab, channel);
        channel.tasks.push(() => listener.heard(news));
      }
    };
    return {
      name: 'shared',
      all: (handle) =>
        soon(() => {
          this.reads += 1;
          return this.letters.filter((letter) => letter.handle === handle);
        }),
      add: (letter) => change(() => this.#add(letter)),
      replace: (id, letter) =>
        change(() => void (this.letters = this.letters.map((each) => (each.content.id === id ? letter : each)))),
      remove: (id) => change(() => void (this.letters = this.letters.filter(({ content }) => content.id !== id))),
      tell,
      listen: (heard) => void this.#listeners.push({ tab, heard }),
    };
  }

  /** Whether anything is about to happen. */
  get busy(): boolean {
    return this.#queues.some(({ tasks }) => tasks.length > 0);
  }

  /** Lets one thing happen, chosen by chance. */
  happen(chance: Random): void {
    const ready = this.#queues.filter(({ tasks }) => tasks.length > 0);
    if (ready.length > 0) oneOf(ready, chance).tasks.shift()?.();
  }

  #add(letter: Letter): boolean {
    if (!this.full) this.letters = [...this.letters, letter];
    return !this.full;
  }

  #queue(): Queue {
    const queue = { tasks: [] };
    this.#queues.push(queue);
    return queue;
  }
}
