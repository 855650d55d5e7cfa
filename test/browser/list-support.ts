// A message list of a certain size with a conversation in it, and what a reader does with one.
import { nextFrame } from '@open-wc/testing-helpers';
import { html } from 'lit';
import type { History } from '../../web/domain/room.ts';
import { emptyRoom } from '../../web/domain/room.ts';
import type { OutgoingMessage } from '../../web/domain/room.ts';
import type { StoredMessage } from '../../web/domain/message.ts';
import { timeline } from '../../web/domain/timeline.ts';
import type { Row } from '../../web/domain/timeline.ts';
import type { MessageList } from '../../web/ui/message-list.ts';
import '../../web/ui/message-list.ts';
import { BOB, idOf, stored } from '../support/messages.ts';
import { allInside, inside, show, until } from './support.ts';

/** The messages with these numbers, by Bob; some of one line, some of several. */
export function conversation(from: number, to: number): readonly StoredMessage[] {
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const text = `message ${from + index}${'\nand another line'.repeat((from + index) % 4)}`;
    return stored(from + index, { handle: 'bob', user: BOB, text });
  });
}

/** What the list shows of these messages to Ada. */
export function rowsOf(messages: readonly StoredMessage[], outgoing: readonly OutgoingMessage[] = []): readonly Row[] {
  return timeline({ ...emptyRoom('Go'), messages, outgoing }, 'ada');
}

/** A list of 480 pixels’ height. */
export async function openList(rows: readonly Row[], history: History = { type: 'complete' }): Promise<MessageList> {
  const frame = await show(html`<main style="width: 640px; height: 480px">
    <message-list style="height: 100%" room="Go" self="ada" .rows=${rows} .history=${history}></message-list>
  </main>`);
  const list = frame.querySelector('message-list');
  if (list === null) throw new Error('There is no list.');
  await frames(4);
  return list;
}

/** Lets the page draw `count` frames. */
export async function frames(count: number): Promise<void> {
  for (let drawn = 0; drawn < count; drawn += 1) await nextFrame();
}

export function scrollerOf(list: MessageList): HTMLElement {
  return inside(list, '.scroller');
}

/** The rows in the page, by their keys. */
export function keysIn(list: MessageList): readonly string[] {
  return allInside(list, '[data-key]').map(({ dataset }) => dataset['key'] ?? '');
}

/** The row of Bob’s message number `sequence`, if it is in the page. */
export function rowOf(list: MessageList, sequence: number): HTMLElement | undefined {
  return allInside(list, 'message-row').find(({ dataset }) => dataset['key'] === `bob/${idOf(sequence)}`);
}

/** Scrolls to `pixels` above the newest message, and lets the list see it. */
export async function scrollUp(list: MessageList, pixels: number): Promise<void> {
  scrollerOf(list).scrollTop = -pixels;
  await frames(2);
}

/** A message the reader has in view: its key, and how far below the list’s upper edge it begins, in pixels. */
export interface Reading {
  readonly key: string;
  readonly top: number;
}

/** The first message that is in view as a whole. */
export function readingIn(list: MessageList): Reading {
  const edge = scrollerOf(list).getBoundingClientRect().top;
  for (const row of allInside(list, 'message-row')) {
    const top = row.getBoundingClientRect().top - edge;
    if (top >= 0) return { key: row.dataset['key'] ?? '', top };
  }
  throw new Error('There is no message in view.');
}

/** By how many pixels what was read has moved since. @throws Error if it is no longer in the page. */
export function movedSince(list: MessageList, { key, top }: Reading): number {
  const row = allInside(list, 'message-row').find(({ dataset }) => dataset['key'] === key);
  if (row === undefined) throw new Error(`${key} is no longer in the page.`);
  return Math.abs(row.getBoundingClientRect().top - scrollerOf(list).getBoundingClientRect().top - top);
}

/**
 * Lets `change` happen to the list and follows what is read through the next frames.
 * @returns the most pixels it moved by in any frame that was drawn.
 */
export async function mostMovedBy(list: MessageList, change: () => void): Promise<number> {
  const reading = readingIn(list);
  change();
  const moved: number[] = [];
  for (let drawn = 0; drawn < 4; drawn += 1) {
    await nextFrame();
    moved.push(movedSince(list, reading));
  }
  return Math.max(...moved);
}

/** Scrolls to the oldest message there is, over as many windows as it takes; `look` is called in each. */
export async function scrollToOldest(list: MessageList, look: () => void = () => {}): Promise<void> {
  const oldest = list.rows[0]?.key;
  while (keysIn(list)[0] !== oldest) {
    const [first] = keysIn(list);
    scrollerOf(list).scrollTop = -scrollerOf(list).scrollHeight;
    await until('older messages come into the page', () => keysIn(list)[0] !== first);
    look();
  }
}

/** Scrolls back to the newest message, as far as it takes. */
export async function scrollToNewest(list: MessageList, look: () => void = () => {}): Promise<void> {
  const newest = list.rows.at(-1)?.key;
  while (keysIn(list).at(-1) !== newest) {
    const last = keysIn(list).at(-1);
    scrollerOf(list).scrollTop = 0;
    await until('newer messages come into the page', () => keysIn(list).at(-1) !== last);
    look();
  }
}
