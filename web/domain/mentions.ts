// Whom a text calls: by their handle behind an @, or by a word they asked to be told of.

/** Somebody who can be called. */
export interface Called {
  readonly handle: string;
  /** Further words that call them, whatever their capitals. */
  readonly keywords: readonly string[];
}

/** Whom nothing calls. */
export const NOBODY: Called = { handle: '', keywords: [] };

/** An @ that begins a word, with the handle behind it. */
const MENTION = /(?<![\p{L}\p{N}_@.-])@([a-z0-9][a-z0-9_-]{0,31})(?![\p{L}\p{N}_@])/giu;

/** A place in a text where somebody is called. */
export interface Mention {
  readonly index: number;
  /** As it is written, with its @. */
  readonly text: string;
  /** In lower case. */
  readonly handle: string;
}

/** Where `text` calls whom. */
export function mentionsIn(text: string): readonly Mention[] {
  return [...text.matchAll(MENTION)].map(({ 0: written, index }) => ({
    index,
    text: written,
    handle: written.slice(1).toLowerCase(),
  }));
}

/** The handles `text` calls, in their order and in lower case. */
export function mentionedIn(text: string): readonly string[] {
  return mentionsIn(text).map(({ handle }) => handle);
}

/** Whether `text` calls them. */
export function mentions(text: string, { handle, keywords }: Called): boolean {
  // A hyphen or two behind a handle may be the sentence's own.
  if (mentionedIn(text).some((named) => named === handle || named.replace(/[-_]+$/, '') === handle)) return true;
  return keywords.some((word) => hasWord(text, word));
}

function hasWord(text: string, word: string): boolean {
  const wanted = word.trim();
  if (wanted === '') return false;
  const escaped = wanted.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}_])${escaped}(?![\p{L}\p{N}_])`, 'iu').test(text);
}
