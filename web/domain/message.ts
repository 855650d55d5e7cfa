// A message as the stream stored it: the unit everything in this folder is made of.
import type { Content } from '../protocol/content.ts';
import type { Place } from '../protocol/subjects.ts';

export interface StoredMessage extends Place {
  /** The stream's sequence: gives the order, the same for everybody. */
  readonly sequence: number;
  /** When the server stored it, in milliseconds since 1970. */
  readonly time: number;
  readonly content: Content;
}

/**
 * What a message is known by while it is sent, stored and sent again: its handle and id. What has no id (the command
 * line, older clients) is known by its sequence.
 */
export function identityOf(message: Pick<StoredMessage, 'handle' | 'sequence' | 'content'>): string {
  const { content, handle, sequence } = message;
  return content.type === 'message' && content.id !== undefined ? identity(handle, content.id) : `#${sequence}`;
}

/** The identity of the message with this `id` of this `handle`. */
export function identity(handle: string, id: string): string {
  return `${handle}/${id}`;
}

/** What somebody said; `undefined` for what nobody can read. */
export function saidIn(content: Content): string | undefined {
  return content.type === 'message' || content.type === 'plain' ? content.text : undefined;
}
