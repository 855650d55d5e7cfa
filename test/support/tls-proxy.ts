// A reverse proxy with TLS, such as README describes: everything on one port, `/nats` to the WebSocket, the rest to the page.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { Duplex } from 'node:stream';
import type { TestCertificate } from './certificate.ts';

/** Addresses on this machine. */
export interface Behind {
  readonly page: string;
  readonly webSocket: string;
}

export class TlsProxy {
  /** What it says of who asks, in X-Forwarded-For; `undefined` passes on what they say themselves. */
  forwardedFor: string | undefined;
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();
  #behind: Behind | undefined;

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (asked, answer) => this.#answer(asked, answer));
    server.on('upgrade', (asked, socket) => this.#upgrade(asked, socket));
    server.on('secureConnection', (socket) => this.#keep(socket));
  }

  /** On a port of its own. */
  static async start({ pem, key }: TestCertificate): Promise<TlsProxy> {
    const proxy = new TlsProxy(createServer({ cert: pem, key: await readFile(key) }));
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  /** Where people reach it. */
  get url(): string {
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('The proxy has no port.');
    return `https://127.0.0.1:${address.port}`;
  }

  /** From now on there is something behind it. */
  passTo(behind: Behind): void {
    this.#behind = behind;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #answer(asked: IncomingMessage, answer: ServerResponse): void {
    const asking = this.#ask(asked).once('response', (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    asking.once('error', () => answer.destroy());
    asked.pipe(asking);
  }

  #upgrade(asked: IncomingMessage, near: Duplex): void {
    const asking = this.#ask(asked).once('error', () => near.destroy());
    asking.once('response', (refusal) => near.end(head(refusal)));
    asking.once('upgrade', (given, far, first) => {
      this.#keep(far);
      near.write(Buffer.concat([Buffer.from(head(given)), first]));
      near.pipe(far).pipe(near);
      near.once('close', () => far.destroy());
      far.once('close', () => near.destroy());
    });
    asking.end();
  }

  /** The same of what is behind. */
  #ask({ url = '/', method, headers }: IncomingMessage): ClientRequest {
    if (this.#behind === undefined) throw new Error('There is nothing behind the proxy.');
    const { page, webSocket } = this.#behind;
    const added = this.forwardedFor === undefined ? {} : { 'x-forwarded-for': this.forwardedFor };
    const target = new URL(url, url === '/nats' ? webSocket.replace('ws', 'http') : page);
    return request(target, { method, headers: { ...headers, ...added }, agent: false });
  }

  #keep(socket: Duplex): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy()).once('close', () => this.#sockets.delete(socket));
  }
}

/** The first lines of an answer, as they came. */
function head({ statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  const lines = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : []));
  return [`HTTP/1.1 ${statusCode} ${statusMessage}`, ...lines, '', ''].join('\r\n');
}
