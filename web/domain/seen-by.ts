// Under which message the others are: the last one each of them has read.
import { nameOf } from './members.ts';
import { identityOf } from './message.ts';
import type { StoredMessage } from './message.ts';
import type { People } from './people.ts';
import type { ReadMark } from '../protocol/room-words.ts';

/** Somebody who has read a message, and the name they are shown under. */
export interface Reader {
  readonly handle: string;
  readonly name: string;
}

/** Where nobody scrolls back to see who has read it, nobody is looked for. */
const LAST_MESSAGES = 30;

/**
 * The readers under each of the last messages, by its identity: not oneself, nor whoever wrote it, for that goes without saying.
 * @param messages by ascending sequence. @param stream when the stream was made that they are of: a mark of another one says nothing.
 */
export function seenAt(
  messages: readonly StoredMessage[],
  seenBy: ReadonlyMap<string, ReadMark>,
  self: string,
  people: People,
  stream: string,
): ReadonlyMap<string, readonly Reader[]> {
  const readers = new Map<string, Reader[]>();
  const last = messages.slice(-LAST_MESSAGES);
  for (const [handle, { sequence, stream: of }] of seenBy) {
    if (handle === self || of !== stream) continue;
    const message = last.findLast((each) => each.sequence <= sequence);
    if (message === undefined || message.handle === handle) continue;
    const key = identityOf(message);
    const reader = { handle, name: nameOf(handle, undefined, people) };
    const present = readers.get(key);
    if (present === undefined) readers.set(key, [reader]);
    else present.push(reader);
  }
  return readers;
}
