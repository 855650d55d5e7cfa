// The elements in a real Chromium. Vite serves them: the same transforms as in the build.
import { chromeLauncher } from '@web/test-runner';
import { createServer } from 'vite';
import { CHROMIUM_FLAGS } from './test/chromium-flags.mjs';

/** Vite answers everything but the runner's own paths. */
let vite;

const startVite = () =>
  createServer({
    configFile: false,
    clearScreen: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    cacheDir: 'node_modules/.vite-wtr',
    // Discovery of dependencies on the way would load a second copy of Lit in a cold run.
    optimizeDeps: { noDiscovery: true, include: [] },
    plugins: [
      {
        name: 'natter-runner-paths',
        enforce: 'pre',
        resolveId: (id) => (id.startsWith('/__web') ? { id, external: true } : undefined),
      },
    ],
  });

async function viteMiddleware(context, next) {
  if (context.path === '/' || context.path.startsWith('/__web')) return next();
  vite ??= startVite();
  const { middlewares } = await vite;
  context.respond = false;
  context.status = 200;
  return new Promise((resolve) => {
    context.res.once('close', resolve);
    middlewares(context.req, context.res, () => {
      context.respond = true;
      resolve(next());
    });
  });
}

export default {
  files: ['test/browser/**/*.test.ts'],
  // However many processors there are: all files share one window, and only the tab in front of it gets frames and the focus.
  concurrency: 1,
  // Two seconds, which is the default, are not enough for axe-core on a busy machine; nor are ten, if that is a slow one.
  testFramework: { config: { timeout: 30_000 } },
  middleware: [viteMiddleware],
  plugins: [{ name: 'natter-vite-close', serverStop: async () => (await vite)?.close() }],
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath: process.env['CHROME_PATH'],
        args: CHROMIUM_FLAGS,
      },
    }),
  ],
};
