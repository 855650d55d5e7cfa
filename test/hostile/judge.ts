// What a reader that keeps to PROTOCOL.md would believe of what reaches its subscriptions, whatever natter's page does yet.
import type { Delivery } from '../support/operations.ts';
import { lastHeader } from './record.ts';

/** How a reader takes a delivery. */
export type Verdict =
  /** It carries the word of a stream, which stored it. */
  | { readonly type: 'stored' }
  /** Somebody types; only who has this handle may publish so. */
  | { readonly type: 'typing'; readonly handle: string }
  | { readonly type: 'dropped' }
  /** An answer, to whoever waits for it under a random name. */
  | { readonly type: 'answer' };

/** What is republished where: family by family. */
const SOURCES: readonly (readonly [shown: string, stored: string])[] = [
  ['chat.live.', 'chat.room.'],
  ['chat.here.', 'chat.presence.'],
  ['chat.state.', 'chat.'],
];

export function judge(delivery: Delivery): Verdict {
  const { subject, headers } = delivery;
  if (subject.startsWith('_INBOX.')) return { type: 'answer' };
  if (subject.startsWith('chat.typing.')) {
    return isTyping(delivery) ? { type: 'typing', handle: subject.split('.').at(-1) ?? '' } : { type: 'dropped' };
  }
  const source = SOURCES.find(([shown]) => subject.startsWith(shown));
  const stored = source === undefined ? undefined : source[1] + subject.slice(source[0].length);
  const sequence = lastHeader(headers, 'Nats-Sequence');
  const believed =
    stored !== undefined && lastHeader(headers, 'Nats-Subject') === stored && /^[1-9]\d*$/.test(sequence);
  return believed ? { type: 'stored' } : { type: 'dropped' };
}

/**
 * No headers and a payload that says so: an acknowledgement or a stream's description that somebody has sent there has no
 * headers either.
 */
function isTyping({ headers, payload }: Delivery): boolean {
  if (headers !== '') return false;
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'object' && value !== null && Reflect.get(value, 'type') === 'typing';
  } catch {
    return false;
  }
}
