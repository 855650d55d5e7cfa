// What the browser is told about every file: how long to keep it, and what the page may do.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';

const YEAR_SECONDS = 31_536_000;

/** Headers of every answer. */
export function setCommonHeaders(response: ServerResponse): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
}

/** Files with a hash in their name never change; everything else is asked for again. */
export function setCacheHeaders(response: ServerResponse, path: string): void {
  const hashed = path.startsWith('/assets/');
  response.setHeader('Cache-Control', hashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
}

/**
 * The page may load its own files and speak to its own NATS servers; nothing else, and no inline script or style.
 * @param servers full WebSocket addresses; empty where the page uses its own host name and `port`, by TLS
 * if it came by TLS.
 */
export function contentSecurityPolicy(request: IncomingMessage, servers: readonly string[], port: number): string {
  const sockets =
    servers.length > 0
      ? servers
      : [`${request.socket instanceof TLSSocket ? 'wss' : 'ws'}://${hostName(request)}:${port}`];
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "manifest-src 'self'",
    "worker-src 'self'",
    `connect-src 'self' ${sockets.map(source).join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The policy's language has no IPv6 addresses (Chromium ignores such a source): there any host will do, on that port. */
function source(address: string): string {
  const { protocol, host, port } = new URL(address);
  return host.startsWith('[') ? `${protocol}//*${port === '' ? '' : `:${port}`}` : `${protocol}//${host}`;
}

/** The host the browser asked, without its port; checked, for it goes into a header. */
function hostName(request: IncomingMessage): string {
  const match = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d+)?$/i.exec(request.headers.host ?? '');
  return match?.[1] ?? '127.0.0.1';
}
