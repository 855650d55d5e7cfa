// Which rows of a long list stand in the page: a window of bounded size that moves with the reader.

/** Most rows in the page at once; measured in shared TOOLCHAIN: 1,000 rows render in 228 ms and scroll at 17 ms a frame. */
export const WINDOW_ROWS = 600;
/** How far the window moves at a time. */
export const WINDOW_STEP = 200;

export interface Window {
  /** Index of the first row in the page, and of the row behind the last. */
  readonly from: number;
  readonly to: number;
}

/**
 * @param count rows there are. @param skip rows left out at the newest end: counted from there, it stays true while older
 * rows are added.
 */
export function windowOf(count: number, skip: number): Window {
  const to = Math.max(0, count - skip);
  return { from: Math.max(0, to - WINDOW_ROWS), to };
}

/** How many rows were added at the newest end, found by the key of the row that was last before; 0 if it is gone. */
export function appendedSince(keys: readonly string[], last: string | undefined): number {
  const index = last === undefined ? -1 : keys.lastIndexOf(last);
  return index === -1 ? 0 : keys.length - 1 - index;
}
