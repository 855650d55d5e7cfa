// @ts-check
// What the page's JavaScript weighs, part by part, as the build compressed it.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../../launcher/setup.mjs';

const ASSETS = join(ROOT, 'dist/web/assets');

/** @typedef {{ name: string, initial: boolean, plain: number, gzip: number, brotli: number }} Part sizes in bytes */

/**
 * @param {readonly string[]} loaded the names of the files that a first load asked for
 * @returns {Promise<readonly Part[]>} the initial ones first, the largest first
 */
export async function scriptParts(loaded) {
  const names = (await readdir(ASSETS)).filter((name) => name.endsWith('.js'));
  const parts = await Promise.all(
    names.map(async (name) => {
      const [plain, gzip, brotli] = await Promise.all(['', '.gz', '.br'].map((end) => sizeOf(`${name}${end}`, name)));
      const short = name.replace(/-[\w-]{8}\.js$/, '');
      return { name: short, initial: loaded.includes(name), plain: plain ?? 0, gzip: gzip ?? 0, brotli: brotli ?? 0 };
    }),
  );
  return parts.toSorted((a, b) => Number(b.initial) - Number(a.initial) || b.gzip - a.gzip);
}

/** A part so small that compressing makes it no smaller is handed out as it is. @param {string} name @param {string} plain */
async function sizeOf(name, plain) {
  const { size } = await stat(join(ASSETS, name)).catch(() => stat(join(ASSETS, plain)));
  return size;
}
