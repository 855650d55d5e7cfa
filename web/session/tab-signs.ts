// Signs that the tabs of one browser show each other: shared locks of the browser, which none leaves behind, however it ends.
import { ended, hasLocks } from './tab-role.ts';

/** One sign of this tab: up or down, and what it says. */
export class TabSign {
  readonly #end: AbortSignal;
  #says: string | undefined;
  #showing = new AbortController();

  /** @param end takes it down for good. */
  constructor(end: AbortSignal) {
    this.#end = end;
  }

  /** @param says what it says from now on; `undefined` takes it down. */
  show(says: string | undefined): void {
    if (says === this.#says) return;
    this.#says = says;
    this.#showing.abort();
    this.#showing = new AbortController();
    if (says === undefined || !hasLocks() || this.#end.aborted) return;
    const signal = AbortSignal.any([this.#showing.signal, this.#end]);
    navigator.locks
      .request(says, { mode: 'shared', signal }, () => ended(signal))
      .catch((error: unknown) => {
        if (!signal.aborted) throw error; // else it was taken down before it was up
      });
  }
}

/** All that tabs of this browser show now; where there are no locks, nothing. */
export async function signsShown(): Promise<ReadonlySet<string>> {
  if (!hasLocks()) return new Set();
  const { held = [] } = await navigator.locks.query();
  return new Set(held.flatMap(({ name }) => name ?? []));
}
