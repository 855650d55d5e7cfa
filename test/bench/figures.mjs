// @ts-check
// From the rounds' values to one figure each: medians, by names such as `natter.1000.p50`.
import { median } from './numbers.mjs';

/**
 * @param {readonly Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>[]} rounds by
 *   contestant, size and what was measured
 * @param {Readonly<Record<string, Readonly<Record<string, number | readonly number[]>>>>} alone what only natter does
 */
export function figuresOf(rounds, alone) {
  /** @type {Map<string, number[]>} */
  const values = new Map();
  const add = (/** @type {string} */ name, /** @type {readonly number[]} */ more) =>
    values.set(name, [...(values.get(name) ?? []), ...more]);
  for (const round of rounds) {
    for (const [contestant, sizes] of Object.entries(round)) {
      for (const [size, measured] of Object.entries(sizes)) {
        for (const [what, value] of Object.entries(measured)) {
          add(what === 'startMs' ? `${contestant}.start` : `${contestant}.${size}.${what}`, [value]);
        }
      }
    }
  }
  for (const [part, measured] of Object.entries(alone)) {
    for (const [what, value] of Object.entries(measured)) add(`${part}.${what}`, [value].flat());
  }
  return Object.fromEntries([...values].map(([name, some]) => [name, median(some)]));
}
