// What somebody has not read in a room: counted as a reader would, up to a hundred.
import { identityOf, saidIn } from './message.ts';
import type { StoredMessage } from './message.ts';
import { mentions } from './mentions.ts';
import type { Called } from './mentions.ts';

export interface UnreadMessage {
  readonly sequence: number;
  /** It calls the reader. */
  readonly calls: boolean;
}

export interface Unread {
  /** Everything up to this sequence has been read. */
  readonly mark: number;
  /** The first messages of others after the mark, by identity. */
  readonly messages: ReadonlyMap<string, UnreadMessage>;
  /** There are more than those. */
  readonly more: boolean;
}

/** So many are counted; beyond, "99+" says enough. */
export const UNREAD_LIMIT = 100;

export const NOTHING_UNREAD: Unread = { mark: 0, messages: new Map(), more: false };

/** How many messages are unread, and how many of them call the reader. */
export interface UnreadCount {
  readonly count: number;
  readonly calls: number;
}

export function countOf({ messages }: Unread): UnreadCount {
  return { count: messages.size, calls: [...messages.values()].filter(({ calls }) => calls).length };
}

/** A count as it is shown: 100 stands for more than anybody counts. */
export function countText(count: number): string {
  return count >= UNREAD_LIMIT ? `${UNREAD_LIMIT - 1}+` : String(count);
}

/** After these messages arrived or were fetched, some perhaps known already. @param me who reads. */
export function withUnread(unread: Unread, arrived: readonly StoredMessage[], me: Called): Unread {
  const news = arrived.filter(
    (message) =>
      message.sequence > unread.mark && counts(message, me.handle) && !unread.messages.has(identityOf(message)),
  );
  if (news.length === 0) return unread;
  const all = [
    ...unread.messages,
    ...news.map((message) => [identityOf(message), unreadMessage(message, me)] as const),
  ];
  const sorted = all.toSorted(([, a], [, b]) => a.sequence - b.sequence);
  return {
    ...unread,
    messages: new Map(sorted.slice(0, UNREAD_LIMIT)),
    more: unread.more || sorted.length > UNREAD_LIMIT,
  };
}

/** After everything up to `mark` was read; a mark never goes back. */
export function readTo(unread: Unread, mark: number): Unread {
  if (mark <= unread.mark) return unread;
  const rest = [...unread.messages].filter(([, { sequence }]) => sequence > mark);
  return { mark, messages: new Map(rest), more: unread.more };
}

/** Whether a reader would count it: somebody else's, and something that was said. */
function counts({ handle, content }: StoredMessage, self: string): boolean {
  return handle !== self && saidIn(content) !== undefined;
}

function unreadMessage({ sequence, content }: StoredMessage, me: Called): UnreadMessage {
  return { sequence, calls: mentions(saidIn(content) ?? '', me) };
}
