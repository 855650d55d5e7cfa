// An HTTP request byte for byte as a test wants it; `fetch` would tidy up its path and headers first.
import { request } from 'node:http';
import { request as requestByTls } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Extras {
  /** The certificate to trust; PEM. */
  readonly ca?: string;
  readonly body?: string;
}

/** @param page address of the server. @param path sent as it stands. */
export function ask(
  page: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  method: string,
  { ca, body = '' }: Extras = {},
): Promise<Answer> {
  const { hostname, port, protocol } = new URL(page);
  const send = protocol === 'https:' ? requestByTls : request;
  return new Promise((resolve, reject) => {
    const asking = send({ hostname, port, path, headers, method, ca, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      });
      response.on('error', reject);
    });
    asking.on('error', reject);
    asking.end(body);
  });
}
