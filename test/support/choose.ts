// What a test over many cases does with chance: pick, shuffle, cut into pieces.
import type { Random } from './random.ts';

/** One of `items`, which has one. */
export function oneOf<Item>(items: readonly Item[], { under }: Random): Item {
  const item = items[under(items.length)];
  if (item === undefined) throw new RangeError('There is nothing to choose from.');
  return item;
}

/** The same items in another order. */
export function shuffled<Item>(items: readonly Item[], { next }: Random): readonly Item[] {
  return items
    .map((item) => ({ item, rank: next() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

/** The same items in the same order, in batches of one to `most`. */
export function inBatches<Item>(items: readonly Item[], most: number, { under }: Random): readonly Item[][] {
  const batches: Item[][] = [];
  for (let start = 0; start < items.length;) {
    const size = 1 + under(most);
    batches.push(items.slice(start, start + size));
    start += size;
  }
  return batches;
}
