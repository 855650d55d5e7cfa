// @ts-check
// Numbers, and how they are written for people.

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[middle] ?? NaN;
  return ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** With three digits that count, and commas: 756,000 or 8.31. @param {number} value */
export function written(value) {
  if (!Number.isFinite(value)) return '–';
  const short = Number(value.toPrecision(3));
  const digits = Math.abs(short) >= 100 ? 0 : Math.abs(short) >= 10 ? 1 : 2;
  return short.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** The value that this part of all does not exceed. @param {readonly number[]} values @param {number} part from 0 to 1 */
export function percentile(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? NaN;
}
