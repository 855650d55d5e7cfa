// @ts-check
// From what was measured in the page to one figure each, by names such as `sizes.1000.open`.
import { median, percentile } from '../numbers.mjs';

/** @typedef {Readonly<Record<string, readonly number[]>>} Measured */

/**
 * @typedef {object} Values of the parts that were measured
 * @property {{ times: Measured, scripts: readonly import('./scripts.mjs').Part[] } | undefined} loads
 * @property {Measured | undefined} writing
 * @property {Readonly<Record<string, Measured>> | undefined} sizes
 * @property {Readonly<Record<string, Measured>> | undefined} bursts
 * @property {Measured | undefined} rooms
 * @property {Measured | undefined} people
 * @property {readonly number[] | undefined} day
 */

/** @param {Values} values @returns {Readonly<Record<string, number>>} */
export function pageFigures({ loads, writing = {}, sizes = {}, bursts = {}, rooms = {}, people = {}, day = [] }) {
  return {
    ...medians('loads', loads?.times ?? {}),
    ...weights(loads?.scripts ?? []),
    ...spread('writing', writing),
    ...Object.assign({}, ...Object.entries(sizes).map(([size, some]) => medians(`sizes.${size}`, some))),
    ...Object.assign({}, ...Object.entries(bursts).map(([size, some]) => medians(`bursts.${size}`, some))),
    ...spread('rooms', rooms),
    ...medians('people', people),
    ...hours(day),
  };
}

/** What is lost even once counts. @param {string} name @param {Measured} measured */
function medians(name, measured) {
  const of = (/** @type {string} */ what, /** @type {readonly number[]} */ values) =>
    what === 'lost' ? Math.max(...values) : median(values);
  return Object.fromEntries(Object.entries(measured).map(([what, values]) => [`${name}.${what}`, of(what, values)]));
}

/** @param {string} name @param {Measured} measured */
function spread(name, measured) {
  return Object.fromEntries(
    Object.entries(measured).flatMap(([what, values]) => [
      [`${name}.${what}.p50`, percentile(values, 0.5)],
      [`${name}.${what}.p99`, percentile(values, 0.99)],
    ]),
  );
}

/** In kilobytes. @param {readonly import('./scripts.mjs').Part[]} parts */
function weights(parts) {
  if (parts.length === 0) return {};
  const sum = (/** @type {boolean} */ initial, /** @type {'gzip' | 'brotli'} */ way) =>
    parts.filter((part) => part.initial === initial).reduce((all, part) => all + part[way], 0) / 1000;
  return {
    'scripts.initial.gzip': sum(true, 'gzip'),
    'scripts.initial.brotli': sum(true, 'brotli'),
    'scripts.later.gzip': sum(false, 'gzip'),
    'scripts.later.brotli': sum(false, 'brotli'),
  };
}

/** @param {readonly number[]} heaps */
function hours(heaps) {
  const [begin, middle, end] = [heaps[0], heaps[Math.floor(heaps.length / 2)], heaps.at(-1)];
  if (begin === undefined || middle === undefined || end === undefined) return {};
  return { 'day.begin': begin, 'day.middle': middle, 'day.end': end };
}
