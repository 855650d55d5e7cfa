// Work over a link that is tried until it is done: what is not answered, or refused for now, is asked again, what is refused for good stays undone.
import { backoff, pause } from '../transport/backoff.ts';
import { RefusedError, UnansweredError } from '../transport/errors.ts';

/**
 * @param work is safe to repeat. @param signal ends the attempts.
 * @returns why it was refused, as a sentence; `undefined` if it was done, or nobody waits for it any more.
 */
export async function persist(work: () => Promise<unknown>, signal: AbortSignal): Promise<string | undefined> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      await work();
      return undefined;
    } catch (error) {
      if (error instanceof RefusedError && !error.passing) return error.message;
      if (!(error instanceof UnansweredError) && !(error instanceof RefusedError)) throw error;
      await pause(backoff(attempt, Math.random), signal);
    }
  }
  return undefined;
}
