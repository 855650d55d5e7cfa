// Asks a launcher on this machine for its /config.json, by HTTP or HTTPS.
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestByTls } from 'node:https';
import { text } from 'node:stream/consumers';

const PATIENCE_MS = 2000;

/**
 * Whatever its certificate says: it may be made out for another name, or by somebody nobody knows. So what comes back proves
 * nothing but who answers at this port. @param page its address. @throws Error if nobody answers HTTP there in two seconds.
 */
export async function fetchConfig(page: string): Promise<{ readonly ok: boolean; readonly body: string }> {
  const url = `${page}/config.json`;
  const options = { signal: AbortSignal.timeout(PATIENCE_MS), agent: false };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const asking = url.startsWith('https:')
      ? requestByTls(url, { ...options, rejectUnauthorized: false }, resolve)
      : request(url, options, resolve);
    asking.once('error', reject).end();
  });
  return { ok: response.statusCode === 200, body: await text(response) };
}
