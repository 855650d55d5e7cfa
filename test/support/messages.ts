// Messages for tests: what a test does not care about is filled in.
import type { StoredMessage } from '../../web/domain/message.ts';
import type { OutgoingMessage } from '../../web/domain/room.ts';
import type { Content, Persona } from '../../web/protocol/content.ts';

/** A well-formed id that says its number. */
export function idOf(number: number): string {
  return String(number).padStart(22, '0');
}

/** Noon of a day, by the clock of the machine the test runs on. */
export const NOON = new Date(2026, 4, 20, 12).getTime();
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

export const ADA: Persona = { name: 'Ada', emoji: '🦊' };
export const BOB: Persona = { name: 'Bob', emoji: '🐻' };

interface Written {
  readonly handle?: string;
  readonly text?: string;
  readonly id?: number;
  readonly user?: Persona;
  readonly time?: number;
  /** Instead of a message with `text`, `id` and `user`. */
  readonly content?: Content;
}

/** What the stream stored as number `sequence`: by Ada, a second after the one before, if nothing else is said. */
export function stored(sequence: number, written: Written = {}): StoredMessage {
  const { handle = 'ada', text = `message ${sequence}`, id = sequence, user = ADA } = written;
  const content = written.content ?? { type: 'message', id: idOf(id), user, text };
  return { room: 'Go', handle, sequence, time: written.time ?? NOON + sequence * SECOND, content };
}

/** What Ada sent and the stream has not given back, with the id of `stored(number)`. */
export function outgoing(
  number: number,
  changes: Partial<OutgoingMessage> & { readonly text?: string } = {},
): OutgoingMessage {
  const { text = `message ${number}`, ...rest } = changes;
  const content = { type: 'message', id: idOf(number), user: ADA, text } as const;
  return { content, time: NOON + number * SECOND, delivery: { type: 'sending' }, ...rest };
}
