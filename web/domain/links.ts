// Finds what can be clicked in a text: web addresses, and the handles of those it calls.
import { mentionsIn } from './mentions.ts';

export type Segment =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly href: string }
  /** Calls somebody. */
  | { readonly type: 'mention'; readonly text: string; readonly handle: string };

/** Only http and https, so no address can run a script; and nothing in it that turns the direction of reading. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`{}|\\^\p{Bidi_Control}]+/giu;

/** What at the end of an address belongs to the sentence around it. */
const MARKS = '.,;:!?…”’»';
const BRACKETS: readonly (readonly [open: string, close: string])[] = [
  ['(', ')'],
  ['[', ']'],
];

/** `text` in pieces; joined again they are the same text. */
export function segments(text: string): readonly Segment[] {
  const pieces: Segment[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTrailingMarks(match[0]);
    if (!URL.canParse(address)) continue;
    if (match.index > end) pieces.push(...withMentions(text.slice(end, match.index)));
    pieces.push({ type: 'link', text: address, href: new URL(address).href });
    end = match.index + address.length;
  }
  if (end < text.length || pieces.length === 0) pieces.push(...withMentions(text.slice(end)));
  return pieces;
}

/** A text without addresses, in pieces. */
function withMentions(text: string): readonly Segment[] {
  const pieces: Segment[] = [];
  let end = 0;
  for (const { index, text: written, handle } of mentionsIn(text)) {
    if (index > end) pieces.push({ type: 'text', text: text.slice(end, index) });
    pieces.push({ type: 'mention', text: written, handle });
    end = index + written.length;
  }
  if (end < text.length || pieces.length === 0) pieces.push({ type: 'text', text: text.slice(end) });
  return pieces;
}

/**
 * A full stop after an address ends the sentence, and a bracket that was not opened in it closes one that stood before it.
 * Takes one pass: anybody can send an address of 128 KiB of brackets.
 */
function withoutTrailingMarks(address: string): string {
  const unopened = new Map(BRACKETS.map(([open, close]) => [close, count(address, close) - count(address, open)]));
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1);
    const surplus = unopened.get(last) ?? 0;
    if (surplus > 0) unopened.set(last, surplus - 1);
    else if (!MARKS.includes(last)) break;
  }
  return address.slice(0, end);
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
