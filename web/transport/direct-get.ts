// JetStream Direct Get by hand: one stateless request, answered with a batch of stored messages and no consumer made.
// Source: NATS ADR-31. nats.ws has a call of its own that knows no `next_by_subj` and stops at an empty payload.
import { createInbox } from 'nats.ws';
import type { Msg } from 'nats.ws';
import { CHAT_STREAM, directGetSubject } from '../protocol/streams.ts';
import { inboxPrefix } from '../protocol/subjects.ts';
import type { StoredMessage } from '../domain/message.ts';
import { RefusedError, UnansweredError } from './errors.ts';
import { whileLinked } from './link.ts';
import type { Link } from './link.ts';
import { readPending, readStatus } from './server-headers.ts';
import { readStoredMessage } from './stored-message.ts';

/** What to get: the next `batch` messages from sequence `seq` on whose subject matches, the last that matches, or one. */
export type DirectGetRequest =
  | { readonly seq: number; readonly batch: number; readonly next_by_subj: string }
  | { readonly last_by_subj: string }
  | { readonly seq: number };

export interface Batch {
  /** By ascending sequence. */
  readonly messages: readonly StoredMessage[];
  /** How many more match after the last one. */
  readonly pending: number;
}

const SUBJECT = directGetSubject(CHAT_STREAM);
const PATIENCE_MS = 5000;
const END_OF_BATCH = 204;
const NOT_FOUND = 404;

/**
 * One round trip to the CHAT stream.
 * @throws UnansweredError if the answer is not complete after five seconds, or the connection is lost.
 * @throws RefusedError if the server does not allow it or the stream answers with an error.
 */
export async function directGet(link: Link, request: DirectGetRequest): Promise<Batch> {
  const { nc, handle } = link;
  const inbox = createInbox(inboxPrefix(handle));
  const end = new AbortController();
  const answer = new Promise<Batch>((resolve, reject) => {
    const receive = collectBatch('batch' in request, resolve, reject);
    const subscription = nc.subscribe(inbox, {
      callback: (error, message) => (error === null ? receive(message) : reject(refused(error))),
    });
    const timer = setTimeout(() => reject(new UnansweredError('The history did not answer.')), PATIENCE_MS);
    end.signal.addEventListener('abort', () => {
      clearTimeout(timer);
      subscription.unsubscribe();
    });
    nc.publish(SUBJECT, JSON.stringify(request), { reply: inbox });
  });
  try {
    return await whileLinked(link, answer);
  } finally {
    end.abort();
  }
}

function refused(cause: Error): RefusedError {
  return new RefusedError('Reading the history is not allowed.', { cause });
}

/** Gathers answers until the status that ends the batch: a message may be empty, so only the status does. */
function collectBatch(
  many: boolean,
  done: (batch: Batch) => void,
  failed: (error: Error) => void,
): (message: Msg) => void {
  const messages: StoredMessage[] = [];
  let pending = 0;
  return (message) => {
    const status = readStatus(message);
    if (status === undefined) {
      const stored = readStoredMessage(message, () => true);
      if (stored !== undefined) messages.push(stored);
      pending = readPending(message);
      if (!many) done({ messages, pending });
    } else if (status.code === END_OF_BATCH || status.code === NOT_FOUND) {
      done({ messages, pending });
    } else {
      failed(new RefusedError(`The history cannot be read: ${status.description}.`));
    }
  };
}
