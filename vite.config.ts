// How the page is built: one folder of static files, each also compressed, so that the launcher only has to hand them out.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig, transformWithOxc } from 'vite';
import type { Plugin } from 'vite';

const OUT = join(import.meta.dirname, 'dist/web');
const WORKER = join(import.meta.dirname, 'web/worker/service-worker.ts');
const KEPT_OFFLINE = /^(assets[/\\].*|.*\.(svg|webmanifest))$/;
const WORTH_COMPRESSING = /\.(js|css|html|svg|json|webmanifest)$/;
const gzipBest = promisify(gzip);
const brotliBest = promisify(brotliCompress);

/** Writes sw.js, the service worker, with the list of the files that were built. */
function serviceWorker(): Plugin {
  return {
    name: 'natter-service-worker',
    apply: 'build',
    closeBundle: async () => {
      const names = (await readdir(OUT, { recursive: true })).filter((name) => KEPT_OFFLINE.test(name)).toSorted();
      const page = await readFile(join(OUT, 'index.html'));
      const version = createHash('sha256').update(page).update(names.join()).digest('hex').slice(0, 12);
      const files = names.map((name) => `./${name.replaceAll('\\', '/')}`);
      const { code } = await transformWithOxc(await readFile(WORKER, 'utf8'), WORKER);
      const constants = `const VERSION = ${JSON.stringify(version)};\nconst FILES = ${JSON.stringify(files)};\n`;
      await writeFile(join(OUT, 'sw.js'), constants + code);
    },
  };
}

/** What nats.ws has and the page never asks for: each from here to there, and what stands there instead. */
const UNUSED = [
  // What the connection offers: JetStream's consumers, key-value stores, services.
  ['return new JetStreamClientImpl(this, opts);', '', ''],
  ['const adm = new JetStreamManagerImpl(this, opts);', '', 'const adm = undefined;'],
  ['this._services = new ServicesFactory(this);', '', ''],
  // Cryptography in JavaScript: the keys' (see web/transport/user-key.ts), and the object store's checksums.
  ['(function(nacl) {', 'randomBytes: nacl.randomBytes\n};', 'const denoHelper = {};'],
  ['k = x, function() {', 'J = x.exports.sha256;', 'const J = undefined;'],
] as const;

/**
 * nats.ws is one file, of which a bundler can leave out only what nothing names. The page speaks to JetStream by messages of its
 * own (see web/transport/direct-get.ts), so what the connection would make for others is not named: a fifth of the page's code.
 */
function leanNats(): Plugin {
  return {
    name: 'natter-lean-nats',
    apply: 'build',
    transform: (code, id) => {
      if (!/nats\.ws[/\\]esm[/\\]nats\.js$/.test(id)) return undefined;
      let lean = code;
      for (const [from, to, instead] of UNUSED) {
        const begin = lean.indexOf(from);
        const end = lean.indexOf(to, begin);
        if (begin < 0 || end < 0) throw new Error(`nats.ws is not what it was: “${from}” … “${to}” is not in it.`);
        lean = lean.slice(0, begin) + instead + lean.slice(Math.max(end + to.length, begin + from.length));
      }
      return { code: lean, map: null, moduleSideEffects: false };
    },
  };
}

/** The styles in the elements' templates without their indentation, which no minifier looks at. */
function leanStyles(): Plugin {
  return {
    name: 'natter-lean-styles',
    apply: 'build',
    transform: (code, id) => {
      if (!/[/\\]web[/\\]ui[/\\].*\.ts$/.test(id)) return undefined;
      return { code: code.replaceAll(/css`[^`]*`/g, (styles) => styles.replaceAll(/\s+/g, ' ')), map: null };
    },
  };
}

/** What everybody needs at once, although the page's first lines load it by script. */
const APP = /[/\\]web[/\\]ui[/\\]chat-app\.ts$/;

/** Has the browser fetch the page's main part beside its first lines, not once those have run. */
function preloadApp(): Plugin {
  return {
    name: 'natter-preload-app',
    apply: 'build',
    transformIndexHtml: (html, { bundle = {} }) => {
      const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
      const app = chunks.find(({ facadeModuleId }) => APP.test(facadeModuleId ?? ''));
      if (app === undefined) throw new Error('<chat-app> is no part of its own any more.');
      const files = [app.fileName, ...app.imports].filter((name) => !html.includes(name));
      return files.map((name) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `./${name}` },
        injectTo: 'head',
      }));
    },
  };
}

/** Writes `file.br` and `file.gz` beside every file they are smaller than. */
function precompress(): Plugin {
  return {
    name: 'natter-precompress',
    apply: 'build',
    closeBundle: {
      order: 'post',
      sequential: true,
      handler: async () => {
        const names = await readdir(OUT, { recursive: true });
        await Promise.all(
          names.filter((name) => WORTH_COMPRESSING.test(name)).map((name) => compress(join(OUT, name))),
        );
      },
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
  plugins: [leanNats(), leanStyles(), preloadApp(), serviceWorker(), precompress()],
  // nats.ws mentions Node's crypto in a branch no browser takes.
  resolve: { alias: { crypto: join(import.meta.dirname, 'web/transport/no-crypto.ts') } },
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // What several parts share is one file: apart it was a dozen, most of them below 1 kB, each with its own way to the browser.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] } } },
  },
});
