// Chance that can be had again: the same seed gives the same numbers.

export interface Random {
  /** From 0 (included) to 1 (excluded). */
  readonly next: () => number;
  /** A whole number from 0 to `below` − 1. */
  readonly under: (below: number) => number;
  readonly seed: number;
}

/** @param seed a whole number; one of its own if none is given, or NATTER_SEED of the environment. */
export function random(seed = Number(process.env['NATTER_SEED'] ?? Math.floor(Math.random() * 2 ** 31))): Random {
  let state = seed;
  // Mulberry32, by Tommy Ettinger; public domain.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, under: (below) => Math.floor(next() * below), seed };
}
