// One unbroken stretch of connection: what the other files here need to speak over it, and when it ended.
import { ErrorCode, NatsError } from 'nats.ws';
import type { NatsConnection } from 'nats.ws';
import { UnansweredError } from './errors.ts';

export interface Link {
  readonly nc: NatsConnection;
  /** The handle this tab speaks as. */
  readonly handle: string;
  /** Aborted when this stretch ends. nats.ws itself only lets its requests run into their timeouts. */
  readonly lost: AbortSignal;
}

const LOST = 'The connection was lost before the server answered.';

/**
 * Waits for `answer`, but no longer than the link lasts.
 * @throws UnansweredError when the link is lost first; else what `answer` throws.
 */
export async function whileLinked<Answer>(link: Link, answer: Promise<Answer>): Promise<Answer> {
  const end = new AbortController();
  const loss = new Promise<never>((_, reject) => {
    const giveUp = (): void => reject(new UnansweredError(LOST));
    if (link.lost.aborted) giveUp();
    else link.lost.addEventListener('abort', giveUp, { signal: end.signal });
  });
  try {
    return await Promise.race([answer, loss]);
  } catch (error) {
    throw isLoss(error) ? new UnansweredError(LOST, { cause: error }) : error;
  } finally {
    end.abort();
  }
}

/** nats.ws says it in its own words to whoever waits for a PONG, before it reports the loss itself. */
function isLoss(error: unknown): boolean {
  return (
    error instanceof NatsError && (error.code === ErrorCode.Disconnect || error.code === ErrorCode.ConnectionClosed)
  );
}
