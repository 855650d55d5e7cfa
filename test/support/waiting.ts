// Waiting for a named condition that can only come true when something happens: asked then, and not all the time.

const LIMIT_MS = 10_000;

export class Waiting {
  readonly #conditions = new Set<() => void>();

  /** Asks all conditions that are waited for. */
  somethingHappened(): void {
    for (const ask of this.#conditions) ask();
  }

  /** Resolves with what `condition` answers once that is neither undefined nor false. @param what names it in the error. */
  async until<Value>(what: string, condition: () => Value): Promise<Exclude<Value, undefined | false>> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#conditions.delete(ask);
      };
      const ask = (): void => {
        const value = condition();
        if (!isMet(value)) return;
        done();
        resolve(value);
      };
      const timer = setTimeout(() => {
        done();
        reject(new Error(`Waited ${LIMIT_MS} ms in vain for: ${what}`));
      }, LIMIT_MS);
      this.#conditions.add(ask);
      ask();
    });
  }
}

function isMet<Value>(value: Value): value is Exclude<Value, undefined | false> {
  return value !== undefined && value !== false;
}
