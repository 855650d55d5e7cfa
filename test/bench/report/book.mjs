// @ts-check
// docs/performance.md and docs/performance.json: both benches write into them, each its own half and nothing else.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { written } from '../numbers.mjs';

/** @typedef {'server' | 'page'} Half */
/** @typedef {{ readonly figures: Readonly<Record<string, number>> }} Raw what else it has is the half's own */

const COMMANDS = { server: 'npm run bench', page: 'npm run bench:page' };
const HEAD = `# How fast natter is

What stands between the marks was written by \`npm run bench\` and \`npm run bench:page\`; run them again and they replace their
half, and say what changed. The raw numbers are in [performance.json](performance.json).
`;
/** A smaller change than this says nothing. */
const NOISE = 0.1;

/**
 * @param {string} folder
 * @param {Half} half
 * @param {{ raw: Raw, markdown: string, plots?: Readonly<Record<string, string>> }} written the plots by their file's name
 * @returns {Promise<readonly string[]>} what changed against the last time, in lines
 */
export async function writeHalf(folder, half, { raw, markdown, plots = {} }) {
  await mkdir(folder, { recursive: true });
  const [json, page] = ['performance.json', 'performance.md'].map((name) => join(folder, name));
  const before = JSON.parse(await readOr(json ?? '', '{}'));
  await writeFile(json ?? '', `${JSON.stringify({ ...before, [half]: raw }, undefined, 1)}\n`);
  const text = withMarks(await readOr(page ?? '', HEAD));
  await writeFile(page ?? '', replaced(text, half, markdown));
  for (const [name, svg] of Object.entries(plots)) await writeFile(join(folder, name), svg);
  return changes(before[half]?.figures ?? {}, raw.figures);
}

/**
 * @param {string} file
 * @param {string} otherwise
 */
function readOr(file, otherwise) {
  return readFile(file, 'utf8').catch(() => otherwise);
}

/** @param {Half} half */
function marks(half) {
  return /** @type {const} */ ([`<!-- ${COMMANDS[half]} -->`, `<!-- end of ${COMMANDS[half]} -->`]);
}

/** @param {string} text */
function withMarks(text) {
  const missing = /** @type {const} */ (['server', 'page']).filter((half) => !text.includes(marks(half)[0]));
  return missing.reduce((all, half) => `${all}\n${marks(half).join('\n')}\n`, text);
}

/**
 * @param {string} text
 * @param {Half} half
 * @param {string} markdown
 */
function replaced(text, half, markdown) {
  const [begin, end] = marks(half);
  return `${text.slice(0, text.indexOf(begin))}${begin}\n\n${markdown.trim()}\n\n${text.slice(text.indexOf(end))}`;
}

/**
 * @param {Readonly<Record<string, number>>} before
 * @param {Readonly<Record<string, number>>} after
 */
function changes(before, after) {
  return Object.entries(after).flatMap(([name, now]) => {
    const then = before[name];
    if (then === undefined || then === 0 || Math.abs(now / then - 1) < NOISE) return [];
    const percent = Math.round((now / then - 1) * 100);
    return [`${name}: ${written(then)} before, ${written(now)} now (${percent > 0 ? '+' : ''}${percent} %)`];
  });
}
