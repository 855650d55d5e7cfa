// How the page is built: one folder of static files, each also compressed, so that the launcher only has to hand them out.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

const OUT = join(import.meta.dirname, 'dist/web');
const WORTH_COMPRESSING = /\.(js|css|html|svg|json|webmanifest)$/;
const gzipBest = promisify(gzip);
const brotliBest = promisify(brotliCompress);

/** Writes `file.br` and `file.gz` beside every file they are smaller than. */
function precompress(): Plugin {
  return {
    name: 'natter-precompress',
    apply: 'build',
    closeBundle: async () => {
      const names = await readdir(OUT, { recursive: true });
      await Promise.all(names.filter((name) => WORTH_COMPRESSING.test(name)).map((name) => compress(join(OUT, name))));
    },
  };
}

async function compress(file: string): Promise<void> {
  const content = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  const [br, gz] = await Promise.all([brotliBest(content, { params }), gzipBest(content, { level: 9 })]);
  if (br.length < content.length) await writeFile(`${file}.br`, br);
  if (gz.length < content.length) await writeFile(`${file}.gz`, gz);
}

export default defineConfig({
  root: join(import.meta.dirname, 'web'),
  base: './',
  plugins: [precompress()],
  // nats.ws mentions Node's crypto in a branch no browser takes.
  resolve: { alias: { crypto: join(import.meta.dirname, 'web/transport/no-crypto.ts') } },
  build: { outDir: OUT, emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
});
