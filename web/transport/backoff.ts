// How long to wait before the next attempt, and the waiting.

const FIRST_MS = 250;
const LONGEST_MS = 8000;

/**
 * Doubles with every attempt up to eight seconds. The jitter keeps a thousand tabs that lost the same server from coming
 * back in the same millisecond.
 * @param attempt how many attempts failed so far. @param random from 0 to 1. @returns milliseconds.
 */
export function backoff(attempt: number, random: () => number): number {
  const full = Math.min(FIRST_MS * 2 ** Math.min(attempt, 16), LONGEST_MS);
  return full * (0.5 + random() / 2);
}

/** Waits so many milliseconds, or until `signal` aborts. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const wake = (): void => {
      clearTimeout(timer);
      resolve();
    };
    if (signal?.aborted === true) wake();
    else signal?.addEventListener('abort', wake, { once: true });
  });
}
