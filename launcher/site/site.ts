// The page's HTTP server: static files, /config.json and /healthz. No message ever passes through it.
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { InstallationConfig } from '../../web/protocol/config.ts';
import { portError } from '../broker/ports.ts';
import { setCommonHeaders } from './headers.ts';

/** The page's files. */
export interface Files {
  readonly answer: RequestListener;
  readonly close: () => Promise<void>;
}

/** What the site offers once everything runs. */
export interface Offer {
  readonly config: InstallationConfig;
  readonly files: Files;
  /** Whether nats-server answers. */
  readonly healthy: () => Promise<boolean>;
}

export class Site {
  readonly server: Server;
  readonly #token: string;
  /** Upgraded ones too, of which the server itself loses sight. */
  readonly #sockets = new Set<Socket>();
  #offer: Offer | undefined;

  /** @param token names this launcher in /config.json, so that another one can tell whose port this is. */
  constructor(token: string) {
    this.#token = token;
    this.server = createServer((request, response) => {
      this.#answer(request, response).catch(() => giveUp(response));
    });
    this.server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  /**
   * Takes the port, so that its number is known before nats-server is told which pages may connect.
   * @returns the port. @throws LaunchError if it is taken.
   */
  async listen(host: string, port: number): Promise<number> {
    try {
      await new Promise<void>((resolve, reject) => {
        this.server.once('error', reject);
        this.server.listen({ host, port }, resolve);
      });
    } catch (error) {
      throw portError(error, host, port, 'port');
    }
    const address = this.server.address();
    return isAddressInfo(address) ? address.port : port;
  }

  /** From now on the page is served. */
  open(offer: Offer): void {
    this.#offer = offer;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
    await this.#offer?.files.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    setCommonHeaders(response);
    const offer = this.#offer;
    const [path] = (request.url ?? '/').split('?');
    if (path === '/config.json') {
      return answerJson(response, offer === undefined ? 503 : 200, { ...offer?.config, launcher: this.#token });
    }
    if (offer === undefined) return answerText(response, 503, 'natter is starting. Please try again in a moment.\n');
    if (path === '/healthz') {
      const healthy = await offer.healthy();
      return answerText(response, healthy ? 200 : 503, healthy ? 'ok\n' : 'nats-server does not answer\n');
    }
    return offer.files.answer(request, response);
  }
}

/** A request that makes a handler throw, such as one for the bytes 9 to 3 of a file, must not end the launcher. */
function giveUp(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else answerText(response, 400, 'This request makes no sense.\n');
}

function answerJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(value));
}

export function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(text);
}

function isAddressInfo(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
