// Where the page's files come from: the built ones, or the sources with live reload.
import type { RequestListener } from 'node:http';
import sirv from 'sirv';
import { contentSecurityPolicy, setCacheHeaders } from './headers.ts';
import { answerText } from './answers.ts';
import type { Files, WebServer } from './site.ts';

/**
 * The built page, precompressed, from a list of files read once.
 * @param folder where the build put it. @param servers, port as in the page's configuration.
 */
export function builtFiles(folder: string, servers: readonly string[], port: number): Files {
  const serve = sirv(folder, { brotli: true, gzip: true, etag: true, setHeaders: setCacheHeaders });
  const answer: RequestListener = (request, response) => {
    response.setHeader('Content-Security-Policy', contentSecurityPolicy(request, servers, port));
    // The file may be gone, if somebody builds the page anew meanwhile; unheard, that error would end the launcher.
    response.once('pipe', (file) => file.once('error', () => response.destroy()));
    serve(request, response, () => answerText(response, 404, 'There is nothing here. The chat is at /\n'));
  };
  return { answer, close: () => Promise.resolve() };
}

/** The page from its sources by Vite, on the same port; Vite's live reload needs a looser policy than the built page. */
export async function sourceFiles(root: string, server: WebServer): Promise<Files> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    configFile: `${root}/vite.config.ts`,
    server: { middlewareMode: true, hmr: { server } },
    clearScreen: false,
  });
  return { answer: vite.middlewares, close: () => vite.close() };
}
