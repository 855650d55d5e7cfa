// Keeps in place what somebody reads while the list around it changes: a row in view is measured before and after.

export interface Anchor {
  /** The row's `data-key`. */
  readonly key: string;
  /** Where it begins, in pixels from the top of the viewport. */
  readonly top: number;
}

/** The first row of `scroller` that can be seen; rows are its descendants with a `data-key`. */
export function findAnchor(scroller: HTMLElement): Anchor | undefined {
  const { top } = scroller.getBoundingClientRect();
  for (const row of scroller.querySelectorAll<HTMLElement>('[data-key]')) {
    const box = row.getBoundingClientRect();
    if (box.bottom > top) return { key: row.dataset['key'] ?? '', top: box.top };
  }
  return undefined;
}

/** Scrolls so that the row of `anchor` stands where it was; if it is gone, nothing happens. */
export function restoreAnchor(scroller: HTMLElement, anchor: Anchor): void {
  const rows = scroller.querySelectorAll<HTMLElement>('[data-key]');
  const row = [...rows].find(({ dataset }) => dataset['key'] === anchor.key);
  if (row !== undefined) scroller.scrollTop += row.getBoundingClientRect().top - anchor.top;
}
