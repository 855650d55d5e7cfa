// Of several tabs of one person one does something for all: the one that has the role, or another when that goes.

/** Held by one tab at a time, by a lock of the browser. Where there are none, every tab holds it: a repeat must be harmless. */
export class TabRole {
  readonly #name: string;
  readonly #changed: () => void;
  readonly #end: AbortSignal;
  #held = false;
  /** The lock is about to be taken from another tab. */
  #taking = false;
  /** Ends the waiting for another tab to go. */
  #queueing = new AbortController();

  /** @param name the same in all tabs of one person. @param changed is called when this tab gets the role. */
  constructor(name: string, changed: () => void, end: AbortSignal) {
    this.#name = name;
    this.#changed = changed;
    this.#end = end;
  }

  get held(): boolean {
    return this.#held;
  }

  /** Waits for its turn, and again after another tab took the role. */
  start(): void {
    if (!hasLocks()) this.#get();
    else if (!this.#held && !this.#taking) void this.#hold({ signal: this.#queueing.signal });
  }

  /** Takes the role from whichever tab has it: its timers may be slowed down, for nobody looks at it. */
  take(): void {
    if (this.#held || this.#taking || this.#end.aborted || !hasLocks()) return;
    this.#queueing.abort();
    this.#taking = true;
    void this.#hold({ steal: true });
  }

  async #hold(options: LockOptions): Promise<void> {
    try {
      await navigator.locks.request(this.#name, options, async () => {
        this.#get();
        await ended(this.#end);
      });
    } catch (error) {
      // Stolen by another tab, or no longer waited for.
      if (!(error instanceof DOMException) || error.name !== 'AbortError') throw error;
      const queueing = options.signal?.aborted === true;
      if (!queueing) this.#held = false;
      if (queueing || this.#end.aborted) return;
    }
    if (this.#end.aborted) return;
    this.#queueing = new AbortController();
    void this.#hold({ signal: this.#queueing.signal });
  }

  #get(): void {
    this.#held = true;
    this.#taking = false;
    this.#changed();
  }
}

/** On plain HTTP from another machine browsers offer none. */
export function hasLocks(): boolean {
  return 'locks' in navigator;
}

/** Resolves once `signal` is aborted. */
export function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
