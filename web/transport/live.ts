// Messages as the stream republishes them, for one room: the only way by which any tab, the sender's too, gets to see them.
import type { Msg } from 'nats.ws';
import { liveFilter, liveSubjectOf } from '../protocol/subjects.ts';
import type { StoredMessage } from '../domain/message.ts';
import { RefusedError } from './errors.ts';
import type { Link } from './link.ts';
import { readServerHeaders } from './server-headers.ts';
import { storedMessage } from './stored-message.ts';

export interface LiveHandlers {
  /** `previous` is the sequence of the message before it under the same subject; 0 if there was none. */
  readonly message: (message: StoredMessage, previous: number) => void;
  /** Something arrived that the stream did not republish: another client's attempt to look like it. */
  readonly dropped: () => void;
  readonly failed: (error: Error) => void;
}

/** Listens to `room` for as long as the link lasts. @returns what ends it before. */
export function subscribeLive(link: Link, room: string, handlers: LiveHandlers): () => void {
  const subscription = link.nc.subscribe(liveFilter(room), {
    callback: (error, message) => {
      if (error === null) receive(message, handlers);
      else handlers.failed(new RefusedError(`You may not read the room ${room}.`, { cause: error }));
    },
  });
  return () => {
    if (!link.lost.aborted) subscription.unsubscribe();
  };
}

function receive(message: Msg, handlers: LiveHandlers): void {
  const server = readServerHeaders(message);
  const republished = server !== undefined && liveSubjectOf(server.subject) === message.subject;
  const stored = republished ? storedMessage(server, message.data) : undefined;
  if (server === undefined || stored === undefined) handlers.dropped();
  else handlers.message(stored, server.previous);
}
