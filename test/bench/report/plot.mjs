// @ts-check
// Bars, as an SVG that can be read in light and dark: it brings its own background, for a picture does not know the page's.
import { written } from '../numbers.mjs';

/**
 * @typedef {{ readonly series: number, readonly label: string, readonly value: number, readonly upTo?: number }} Bar
 *   `upTo` is drawn as a thin line behind the bar's end
 * @typedef {{ readonly title: string, readonly bars: readonly Bar[] }} Group
 */

const WIDTH = 760;
const LEFT = 170;
const RIGHT = 130;
const ROW = 22;
const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .card { fill: #ffffff; stroke: #d0d7de }
  .title { font-weight: 600; font-size: 15px }
  .group { font-weight: 600 }
  .s0 { fill: #0f766e } .s1 { fill: #b45309 } .s2 { fill: #d99a4e } .s3 { fill: #8b949e }
  .line { stroke: #57606a; stroke-width: 2 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .card { fill: #161b22; stroke: #3d444d }
    .s0 { fill: #2dd4bf } .s1 { fill: #f59e0b } .s2 { fill: #b7791f } .s3 { fill: #7d8590 }
    .line { stroke: #c9d1d9 }
  }`;

/**
 * @param {string} title
 * @param {string} note how to read it
 * @param {readonly Group[]} groups
 */
export function bars(title, note, groups) {
  const most = Math.max(...groups.flatMap((group) => group.bars.map(({ value, upTo = 0 }) => Math.max(value, upTo))));
  const length = (/** @type {number} */ value) => (value / most) * (WIDTH - LEFT - RIGHT);
  let y = 62;
  const parts = groups.map((group) => {
    const head = `<text class="group" x="16" y="${y + 14}">${escape(group.title)}</text>`;
    y += ROW;
    const rows = group.bars.map((bar) => {
      y += ROW;
      return row(bar, y - ROW, length);
    });
    y += 10;
    return [head, ...rows].join('\n');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y + 6}" role="img" aria-label="${escape(title)}">
<style>${STYLE}
</style>
<rect class="card" x="0.5" y="0.5" width="${WIDTH - 1}" height="${y + 5}" rx="8"/>
<text class="title" x="16" y="28">${escape(title)}</text>
<text x="16" y="48">${escape(note)}</text>
${parts.join('\n')}
</svg>
`;
}

/**
 * @param {Bar} bar
 * @param {number} y
 * @param {(value: number) => number} length
 */
function row({ series, label, value, upTo }, y, length) {
  const end = LEFT + length(Math.max(value, upTo ?? 0));
  const line =
    upTo === undefined ? '' : `<path class="line" d="M${LEFT + length(value)} ${y + 9}H${end}M${end} ${y + 4}v10"/>`;
  const text = upTo === undefined ? written(value) : `${written(value)} – ${written(upTo)}`;
  return [
    `<text x="${LEFT - 8}" y="${y + 14}" text-anchor="end">${escape(label)}</text>`,
    `<rect class="s${series}" x="${LEFT}" y="${y + 1}" width="${length(value).toFixed(1)}" height="16" rx="2"/>`,
    line,
    `<text x="${end + 8}" y="${y + 14}">${text}</text>`,
  ].join('');
}

/** @param {string} text */
function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
