// Asks, as long as the directory is wanted, which rooms there are: a room that begins elsewhere shows within seconds.
import type { ReactiveControllerHost } from 'lit';
import type { RoomCounts } from '../domain/directory.ts';
import type { Session } from '../session/session.ts';

const EVERY_MS = 3000;

const texts = {
  problem: 'The server does not answer, so this list may not be complete.',
} as const;

export class DirectoryController {
  readonly #host: ReactiveControllerHost;
  readonly #session: () => Session | undefined;
  #counts: RoomCounts | undefined;
  #present: ReadonlyMap<string, number> = new Map();
  #problem: string | undefined;
  #end = new AbortController();

  constructor(host: ReactiveControllerHost, session: () => Session | undefined) {
    this.#host = host;
    this.#session = session;
  }

  /** What the server said last; `undefined` until it did. */
  get counts(): RoomCounts | undefined {
    return this.#counts;
  }

  /** How many people are in each room where there is anybody. */
  get present(): ReadonlyMap<string, number> {
    return this.#present;
  }

  /** Why there may be more rooms, as a sentence. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Asks now, and again and again until `stop`. */
  start(): void {
    this.stop();
    this.#end = new AbortController();
    const asking = setInterval(() => void this.#ask(), EVERY_MS);
    this.#end.signal.addEventListener('abort', () => clearInterval(asking));
    void this.#ask();
  }

  stop(): void {
    this.#end.abort();
  }

  async #ask(): Promise<void> {
    const { signal } = this.#end;
    const directory = this.#session()?.directory;
    const [counts, present] = await Promise.all([directory?.rooms(), directory?.people()]);
    if (signal.aborted) return;
    this.#present = present ?? this.#present;
    this.#counts = counts ?? this.#counts;
    this.#problem = counts === undefined ? texts.problem : undefined;
    this.#host.requestUpdate();
  }
}
