// The look, kept a second time where it can be read at once: the database answers only when the page has been painted already.
import { parseJson } from '../protocol/check.ts';
import { decodePreferences, lookOf } from '../domain/preferences.ts';
import type { Look, Preferences } from '../domain/preferences.ts';
import { lookKey } from './names.ts';

/** @param name of the database that keeps all preferences. @returns the system's look if none is kept. */
export function mirroredLook(name: string): Look {
  return lookOf(decodePreferences(readMirror(name)));
}

/** @param preferences `undefined` forgets the look. */
export function mirrorLook(name: string, preferences: Preferences | undefined): void {
  try {
    if (preferences === undefined) localStorage.removeItem(lookKey(name));
    else localStorage.setItem(lookKey(name), JSON.stringify(lookOf(preferences)));
  } catch {
    // This browser keeps nothing here; then the look comes a moment later, from the database.
  }
}

function readMirror(name: string): unknown {
  try {
    return parseJson(localStorage.getItem(lookKey(name)) ?? '');
  } catch {
    return undefined; // this browser keeps nothing here
  }
}
