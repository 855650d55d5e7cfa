// What stands over a message: how its author wants to be shown, in a way that nobody passes for somebody else.
import type { Persona } from '../protocol/content.ts';
import { isBlank } from './blank.ts';

/** How an author is to be shown. */
export interface Byline {
  readonly name: string;
  readonly emoji: string;
  /** The handle, where the name does not already say it: so no display name can pass for somebody else. */
  readonly handle: string | undefined;
}

/** What stands over a message: its persona's name, or its handle; and the handle whenever the two differ. */
export function bylineOf(handle: string, persona: Persona | undefined): Byline {
  const name = visibleName(persona?.name ?? '');
  const emoji = persona?.emoji ?? '';
  if (name === '') return { name: handle, emoji, handle: undefined };
  return { name, emoji, handle: says(name, handle) ? undefined : handle };
}

/**
 * The name without control characters, also those that turn the direction of reading, and with single spaces; empty if
 * nothing of it can be seen.
 */
export function visibleName(name: string): string {
  const tidy = name
    .replaceAll(/\p{Bidi_Control}/gu, '')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return isBlank(tidy.replaceAll(/\p{M}/gu, '')) ? '' : tidy;
}

/**
 * Whether `name` is `handle`, but for capitals, accents and spaces, so that no reader takes it for another handle. Letters of
 * other scripts and marks that change a letter look like others; so does a capital I, which passes for an l.
 */
function says(name: string, handle: string): boolean {
  const composed = name.normalize('NFC');
  const letters = composed.normalize('NFD').replaceAll(/\p{M}/gu, '');
  if (/\p{M}/u.test(composed) || letters.includes('I')) return false;
  return letters.toLowerCase().replaceAll(' ', '-') === handle;
}
