// What a room's list shows, row by row: days, messages and who they are grouped under, and own messages on their way.
import type { Persona } from '../protocol/content.ts';
import type { Comings } from './comings.ts';
import { identity, identityOf } from './message.ts';
import type { StoredMessage } from './message.ts';
import type { OutgoingMessage, RoomState } from './room.ts';

export type Row =
  /** The first message of a day follows. `time` in milliseconds since 1970. */
  | { readonly type: 'day'; readonly key: string; readonly time: number }
  /** What follows came since the reader was here last. */
  | { readonly type: 'new'; readonly key: string }
  /** The server may have let go of messages here that were never seen. */
  | { readonly type: 'gap'; readonly key: string }
  /** Who came and who left between two messages. */
  | { readonly type: 'coming'; readonly key: string; readonly comings: Comings }
  | { readonly type: 'stored'; readonly key: string; readonly message: StoredMessage; readonly continues: boolean }
  | { readonly type: 'outgoing'; readonly key: string; readonly message: OutgoingMessage; readonly continues: boolean };

/** Messages of one author with less than this between them stand under one name. */
const GROUP_MS = 5 * 60_000;

interface Written {
  readonly handle: string;
  readonly user: Persona | undefined;
  readonly time: number;
  /** Stands by itself, for its author is part of the sentence. */
  readonly action: boolean;
}

/**
 * The rows of `state`, oldest first, days by the local time zone. A row's key stays the same while its message goes from
 * outgoing to stored.
 * @param self the handle of the person reading. @param newAfter what lies behind this sequence is new to them, but for their own.
 * @param comings by ascending sequence.
 */
export function timeline(
  state: RoomState,
  self: string,
  newAfter?: number,
  comings: readonly Comings[] = [],
): readonly Row[] {
  const rows: Row[] = [];
  let previous: Written | undefined;
  const beginDay = (time: number, key: string): void => {
    if (previous !== undefined && sameDay(previous.time, time)) return;
    rows.push({ type: 'day', key: `day of ${key}`, time });
    previous = undefined;
  };
  let passed = 0;
  const tellComings = (before: number): void => {
    for (let next = comings[passed]; next !== undefined && next.after < before; next = comings[passed]) {
      rows.push({ type: 'coming', key: `comings after ${next.after}`, comings: next });
      previous &&= { ...previous, handle: '' };
      passed += 1;
    }
  };
  let gaps = state.gaps;
  let isNew = newAfter === undefined;
  for (const message of state.messages) {
    const key = identityOf(message);
    tellComings(message.sequence);
    if (gaps[0] !== undefined && gaps[0] <= message.sequence) {
      gaps = gaps.filter((before) => before > message.sequence);
      if (rows.length > 0) rows.push({ type: 'gap', key: `gap before ${key}` });
      previous &&= { ...previous, handle: '' }; // nobody's: whoever follows is introduced anew
    }
    beginDay(message.time, key);
    if (!isNew && newAfter !== undefined && message.sequence > newAfter && message.handle !== self) {
      isNew = true;
      rows.push({ type: 'new', key: 'new' });
      previous &&= { ...previous, handle: '' };
    }
    const written = writtenBy(message);
    rows.push({ type: 'stored', key, message, continues: continues(previous, written) });
    previous = written;
  }
  tellComings(Infinity);
  for (const message of state.outgoing) {
    // A device's clock may be behind the server's; a message on its way is never older than what is stored.
    const time = Math.max(message.time, previous?.time ?? message.time);
    const key = identity(self, message.content.id);
    beginDay(time, key);
    const { user, action = false } = message.content;
    const written = { handle: self, user, time, action };
    rows.push({ type: 'outgoing', key, message, continues: continues(previous, written) });
    previous = written;
  }
  return rows;
}

function writtenBy({ handle, time, content }: StoredMessage): Written {
  const { user, action = false } = content.type === 'message' ? content : {};
  return { handle, time, user, action };
}

function continues(previous: Written | undefined, written: Written): boolean {
  return (
    previous !== undefined &&
    !previous.action &&
    !written.action &&
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
