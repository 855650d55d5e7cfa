// JetStream Direct Get by hand: one stateless request, answered with a batch of stored messages and no consumer made.
// Source: NATS ADR-31. nats.ws has a call of its own that knows no `next_by_subj` and stops at an empty payload.
import { createInbox } from 'nats.ws';
import type { Msg } from 'nats.ws';
import { directGetSubject } from '../protocol/streams.ts';
import type { StreamDefinition } from '../protocol/streams.ts';
import { inboxPrefix } from '../protocol/subjects.ts';
import { RefusedError, UnansweredError } from './errors.ts';
import { whileLinked } from './link.ts';
import type { Link } from './link.ts';
import { readPending, readServerHeaders, readStatus } from './server-headers.ts';
import type { ServerHeaders } from './server-headers.ts';

/** What to get: the next `batch` messages from sequence `seq` on whose subject matches, the last that matches, or one. */
export type DirectGetRequest =
  | { readonly seq: number; readonly batch: number; readonly next_by_subj: string }
  /** The first `batch` of those stored at `start_time` or after it. */
  | { readonly start_time: string; readonly batch: number; readonly next_by_subj: string }
  /** The last of each of these subjects. */
  | { readonly multi_last: readonly string[]; readonly batch: number }
  | { readonly last_by_subj: string }
  | { readonly seq: number };

/** One stored message, as it came. */
export interface Entry {
  readonly server: ServerHeaders;
  readonly payload: Uint8Array;
}

export interface Answer {
  /** By ascending sequence. */
  readonly entries: readonly Entry[];
  /** How many more match after the last one. */
  readonly pending: number;
}

/** How long to wait for the next answer of a batch. */
const PATIENCE_MS = 5000;
/** What a slow line can carry; left to itself, the server fills a connection's buffer until it must cut that off. */
const BATCH_MAX_BYTES = 1024 * 1024;
const END_OF_BATCH = 204;
const NOT_FOUND = 404;
const NO_RESPONDERS = 503;

/**
 * One round trip to `stream`. A batch of large messages may end early, with the others pending.
 * @throws UnansweredError if nothing comes for five seconds, or the connection is lost.
 * @throws RefusedError if the server does not allow it or the stream answers with an error.
 */
export async function directGet(link: Link, stream: StreamDefinition, request: DirectGetRequest): Promise<Answer> {
  const { nc, handle } = link;
  const inbox = createInbox(inboxPrefix(handle));
  const end = new AbortController();
  const answer = new Promise<Answer>((resolve, reject) => {
    const waiting = patience(() => reject(new UnansweredError('The history did not answer.')), end.signal);
    const receive = collectBatch('batch' in request, resolve, reject);
    const subscription = nc.subscribe(inbox, {
      callback: (error, message) => {
        waiting.renew();
        if (error === null) receive(message);
        else reject(new RefusedError('Reading the history is not allowed.', { cause: error }));
      },
    });
    end.signal.addEventListener('abort', () => subscription.unsubscribe());
    nc.publish(directGetSubject(stream), encodeRequest(request), { reply: inbox });
  });
  try {
    return await whileLinked(link, answer);
  } finally {
    end.abort();
  }
}

/** How many entries one answer brings when all are wanted. */
const ALL_BATCH = 1000;

/**
 * Everything in `stream` whose subject matches `filter`, by ascending sequence: for streams that keep one word of each.
 * @throws UnansweredError, RefusedError as `directGet`.
 */
export async function readAll(link: Link, stream: StreamDefinition, filter: string): Promise<readonly Entry[]> {
  const all: Entry[] = [];
  for (let seq = 1; ;) {
    const { entries, pending } = await directGet(link, stream, { seq, batch: ALL_BATCH, next_by_subj: filter });
    all.push(...entries);
    const last = entries.at(-1);
    if (pending === 0 || last === undefined) return all;
    seq = last.server.sequence + 1;
  }
}

function encodeRequest(request: DirectGetRequest): string {
  return JSON.stringify('batch' in request ? { ...request, max_bytes: BATCH_MAX_BYTES } : request);
}

/** Calls `lost` once nothing renewed it for five seconds, unless `signal` aborts first. */
function patience(lost: () => void, signal: AbortSignal): { readonly renew: () => void } {
  let timer = setTimeout(lost, PATIENCE_MS);
  signal.addEventListener('abort', () => clearTimeout(timer));
  return {
    renew: () => {
      clearTimeout(timer);
      if (!signal.aborted) timer = setTimeout(lost, PATIENCE_MS);
    },
  };
}

/** Gathers answers until the status that ends the batch: a message may be empty, so only the status does. */
function collectBatch(
  many: boolean,
  done: (answer: Answer) => void,
  failed: (error: Error) => void,
): (message: Msg) => void {
  const entries: Entry[] = [];
  let pending = 0;
  return (message) => {
    const server = readServerHeaders(message);
    const status = server === undefined ? readStatus(message) : undefined;
    if (server !== undefined) {
      entries.push({ server, payload: message.data });
      pending = readPending(message);
      if (!many) done({ entries, pending });
    } else if (status?.code === END_OF_BATCH || status?.code === NOT_FOUND) {
      done({ entries, pending });
    } else if (status !== undefined) {
      const reason = status.code === NO_RESPONDERS ? 'the chat’s stream is not there' : status.description;
      failed(new RefusedError(`The history cannot be read: ${reason}.`, { passing: status.code === NO_RESPONDERS }));
    }
  };
}
