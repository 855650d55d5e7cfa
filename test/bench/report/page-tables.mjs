// @ts-check
// The tables of the page's half of docs/performance.md.
import { written } from '../numbers.mjs';

/** @typedef {(name: string) => number} Of a figure by its name */
/** @typedef {import('../page/scripts.mjs').Part} Part */

/** @param {Of} of @param {readonly Part[]} parts */
export function scripts(of, parts) {
  const kilobytes = (/** @type {number} */ bytes) => written(bytes / 1000);
  const rows = parts.map((part) => [
    part.name,
    part.initial ? 'at once' : 'on demand',
    kilobytes(part.gzip),
    kilobytes(part.brotli),
  ]);
  const sum = (/** @type {string} */ when) => [
    written(of(`scripts.${when}.gzip`)),
    written(of(`scripts.${when}.brotli`)),
  ];
  return `JavaScript in kilobytes: ${sum('initial').join(' gzip, ')} brotli at once, ${sum('later').join(' gzip, ')} brotli on demand.

<details><summary>By part</summary>

${table(['part', 'loaded', 'gzip', 'brotli'], rows)}

</details>`;
}

/** @param {Of} of @param {readonly number[]} sizes */
export function sizeRows(of, sizes) {
  const row = (/** @type {string} */ title, /** @type {readonly string[]} */ names) => [
    title,
    ...sizes.map((size) => names.map((name) => written(of(`sizes.${size}.${name}`))).join(' / ')),
  ];
  return [
    row('open: the newest 50 there, a screen of them painted', ['open']),
    row('its longest task', ['openTask']),
    row('back to it from another room', ['again']),
    row('a message comes: work of its frame', ['append']),
    row('going back: a frame, p50 / p99', ['frame', 'frame99']),
    row('going back: longest task', ['scrollTask']),
    row('messages loaded then', ['loaded']),
    row('memory in MB, opened / gone back', ['heap', 'heapBack']),
  ];
}

/** @param {Of} of @param {readonly number[]} bursts */
export function burstRows(of, bursts) {
  const row = (/** @type {string} */ title, /** @type {readonly string[]} */ names) => [
    title,
    ...bursts.map((size) => names.map((name) => written(of(`bursts.${size}.${name}`))).join(' / ')),
  ];
  return [
    row('from the first published to the last painted', ['took']),
    row('longest task, at the newest message', ['task']),
    row('longest task, while scrolling', ['scrollTask']),
    row('a frame while scrolling, p50 / p99', ['scrollFrame', 'scrollFrame99']),
    row('lost', ['lost']),
    row('page opened after missing them: newest painted / longest task', ['back', 'backTask']),
  ];
}

/** @param {Of} of @param {string} name */
export function spread(of, name) {
  return ['p50', 'p99'].map((part) => written(of(`${name}.${part}`)));
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
export function table([first = '', ...columns], rows) {
  const head = [`| ${[first, ...columns].join(' | ')} |`, `| --- |${' --: |'.repeat(columns.length)}`];
  return [...head, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');
}
