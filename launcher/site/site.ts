// The page's HTTP server: static files, /config.json, /login.json and /healthz. No message ever passes through it.
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Server as TlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { InstallationConfig } from '../../web/protocol/config.ts';
import { portError } from '../broker/ports.ts';
import type { Tls } from '../tls.ts';
import { answerJson, answerText } from './answers.ts';
import { setCommonHeaders } from './headers.ts';
import { answerLogin } from './login.ts';
import type { LoginCheck } from './login.ts';

export type WebServer = Server | TlsServer;

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
  readonly login: LoginCheck;
  /** A proxy stands before it, and says for whom it asks. */
  readonly behindProxy: boolean;
}

export class Site {
  readonly server: WebServer;
  readonly #token: string;
  /** Upgraded ones too, of which the server itself loses sight. */
  readonly #sockets = new Set<Socket>();
  #offer: Offer | undefined;

  /**
   * @param token names this launcher in /config.json, so that another one can tell whose port this is.
   * @param tls makes it an HTTPS server.
   */
  constructor(token: string, tls: Tls | undefined) {
    this.#token = token;
    const listener: RequestListener = (request, response) => {
      this.#answer(request, response).catch(() => giveUp(response));
    };
    this.server =
      tls === undefined ? createServer(listener) : createTlsServer({ cert: tls.cert, key: tls.key }, listener);
    // A connection whose handshake goes on, and the one it becomes: either may be all there is when natter ends.
    for (const event of ['connection', 'secureConnection'])
      this.server.on(event, (socket: Socket) => this.#keep(socket));
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

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    setCommonHeaders(response);
    const offer = this.#offer;
    const [path] = (request.url ?? '/').split('?');
    if (path === '/config.json') {
      return answerJson(response, offer === undefined ? 503 : 200, { ...offer?.config, launcher: this.#token });
    }
    if (offer === undefined) return answerText(response, 503, 'natter is starting. Please try again in a moment.\n');
    if (path === '/login.json') return answerLogin(request, response, offer);
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

function isAddressInfo(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
