// Finds web addresses in a text, so that they can be clicked.

export type Segment =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly href: string };

/** Only http and https, so no address can run a script. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`{}|\\^]+/giu;

/** `text` in pieces; joined again they are the same text. */
export function segments(text: string): readonly Segment[] {
  const pieces: Segment[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTrailingMarks(match[0]);
    if (!URL.canParse(address)) continue;
    if (match.index > end) pieces.push({ type: 'text', text: text.slice(end, match.index) });
    pieces.push({ type: 'link', text: address, href: new URL(address).href });
    end = match.index + address.length;
  }
  if (end < text.length || pieces.length === 0) pieces.push({ type: 'text', text: text.slice(end) });
  return pieces;
}

/** A full stop after an address ends the sentence, and a bracket closes one that stood before it. */
function withoutTrailingMarks(address: string): string {
  const bare = address.replace(/[.,;:!?…]+$/u, '');
  const unbalanced = bare.endsWith(')') && !bare.includes('(');
  return unbalanced ? withoutTrailingMarks(bare.slice(0, -1)) : bare;
}
