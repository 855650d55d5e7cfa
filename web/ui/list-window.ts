// Which rows of a long list stand in the page: a window of bounded size that moves with the reader.
import type { Row } from '../domain/timeline.ts';

/** Most rows in the page at once, however far one scrolls: each costs something whenever the list changes. */
export const WINDOW_ROWS = 300;
/** So many rows come at a time as the reader gets near them; more would hold up a frame. */
export const STEP_ROWS = 16;
/** More new rows than these in one update are a flood: while it lasts only a screen of the newest is in the page. */
export const FLOOD_ROWS = 12;

/** Fewest rows with which a list begins. */
const FEWEST_ROWS = 12;
/** A row’s height where nothing is known of it, in pixels; and more does not count, for what is below may be lower. */
export const USUAL_ROW = 36;
const HIGH_ROW = 60;

/** Rows that fill a screen. @param height of the window. @param row what a row is high on average; both in pixels. */
export function screenful(height: number, row = USUAL_ROW): number {
  return Math.max(FEWEST_ROWS, Math.ceil(height / Math.min(row, HIGH_ROW)));
}

export interface Window {
  /** Index of the first row in the page, and of the row behind the last. */
  readonly from: number;
  readonly to: number;
}

/**
 * @param count rows there are. @param skip rows left out at the newest end: counted from there, it stays true while older
 * rows are added. @param most rows in the page.
 */
export function windowOf(count: number, skip: number, most: number): Window {
  const to = Math.max(0, count - skip);
  return { from: Math.max(0, to - most), to };
}

/** What happened at the newest end of a list. */
export interface Growth {
  /** The rows that are new there. */
  readonly added: readonly Row[];
  /** By how many rows that end is longer now; a message that was discarded makes it shorter. */
  readonly by: number;
}

const NO_GROWTH: Growth = { added: [], by: 0 };

/**
 * How a list grew at its newest end. Told from the last stored message of `before`: behind it own messages may wait, and new
 * ones come before those.
 */
export function growthSince(before: readonly Row[], after: readonly Row[]): Growth {
  const last = before.findLastIndex(({ type }) => type === 'stored');
  const key = before[last]?.key;
  const index = key === undefined ? -1 : after.findLastIndex((row) => row.key === key);
  if (index === -1) return NO_GROWTH;
  const known = new Set(before.slice(last).map((row) => row.key));
  const tail = after.slice(index + 1);
  return { added: tail.filter((row) => !known.has(row.key)), by: tail.length - (before.length - 1 - last) };
}
