// What a room's list shows, row by row: days, messages and who they are grouped under, and own messages on their way.
import type { Persona } from '../protocol/content.ts';
import { identity, identityOf } from './message.ts';
import type { StoredMessage } from './message.ts';
import type { OutgoingMessage, RoomState } from './room.ts';

export type Row =
  /** The first message of a day follows. `time` in milliseconds since 1970. */
  | { readonly type: 'day'; readonly key: string; readonly time: number }
  | { readonly type: 'stored'; readonly key: string; readonly message: StoredMessage; readonly continues: boolean }
  | { readonly type: 'outgoing'; readonly key: string; readonly message: OutgoingMessage; readonly continues: boolean };

/** Messages of one author with less than this between them stand under one name. */
const GROUP_MS = 5 * 60_000;

interface Written {
  readonly handle: string;
  readonly user: Persona | undefined;
  readonly time: number;
}

/**
 * The rows of `state`, oldest first, days by the local time zone. A row's key stays the same while its message goes from
 * outgoing to stored.
 * @param self the handle of the person reading.
 */
export function timeline(state: RoomState, self: string): readonly Row[] {
  const rows: Row[] = [];
  let previous: Written | undefined;
  const beginDay = (time: number, key: string): void => {
    if (previous !== undefined && sameDay(previous.time, time)) return;
    rows.push({ type: 'day', key: `day of ${key}`, time });
    previous = undefined;
  };
  for (const message of state.messages) {
    const key = identityOf(message);
    beginDay(message.time, key);
    const written = writtenBy(message);
    rows.push({ type: 'stored', key, message, continues: continues(previous, written) });
    previous = written;
  }
  for (const message of state.outgoing) {
    // A device's clock may be behind the server's; a message on its way is never older than what is stored.
    const time = Math.max(message.time, previous?.time ?? message.time);
    const key = identity(self, message.content.id);
    beginDay(time, key);
    const written = { handle: self, user: message.content.user, time };
    rows.push({ type: 'outgoing', key, message, continues: continues(previous, written) });
    previous = written;
  }
  return rows;
}

function writtenBy({ handle, time, content }: StoredMessage): Written {
  return { handle, time, user: content.type === 'message' ? content.user : undefined };
}

function continues(previous: Written | undefined, written: Written): boolean {
  return (
    previous !== undefined &&
    previous.handle === written.handle &&
    previous.user?.name === written.user?.name &&
    previous.user?.emoji === written.user?.emoji &&
    previous.user?.hue === written.user?.hue &&
    written.time - previous.time < GROUP_MS
  );
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
