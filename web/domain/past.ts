// A part of a room far back, shown in place of its newest messages: where an address or a date led.
import { reduceRoom } from './room.ts';
import type { RoomState } from './room.ts';
import type { StoredMessage } from './message.ts';

export interface Past {
  /** The room as it is known there: a stretch of its messages without a gap. */
  readonly room: RoomState;
  /** Newer messages of it are being fetched. */
  readonly loadingNewer: boolean;
}

/** The message somebody was led to; another object every time they are. */
export interface Target {
  readonly room: string;
  /** The message of this sequence, or the first after it. */
  readonly sequence: number;
}

/** The stretch with newer messages at its end. */
export function withNewer(past: Past, messages: readonly StoredMessage[], self: string): Past {
  return { room: reduceRoom(past.room, { type: 'stored', messages, self }), loadingNewer: false };
}

/** Whether the stretch reaches the messages that `live` has, so that both are one. */
export function reaches({ room }: Past, live: RoomState): boolean {
  const [first, last] = [live.messages[0], room.messages.at(-1)];
  return first === undefined || (last !== undefined && last.sequence >= first.sequence);
}

/** Whether `live` has everything from `sequence` on. */
export function has(live: RoomState, sequence: number): boolean {
  const [first] = live.messages;
  return live.history.type === 'complete' || (first !== undefined && first.sequence <= sequence);
}
