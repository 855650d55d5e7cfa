// A client that writes the NATS protocol byte by byte, for what no client library would send. Source: docs.nats.io, client protocol.
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { until } from './wait.ts';

const CRLF = '\r\n';

export class RawClient {
  readonly #socket: Socket;
  #received = '';
  #pongs = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => (this.#received += String(chunk)));
    socket.on('error', () => {}); // The server resets what it does not let in; `flush` then has no PONG to show.
  }

  /**
   * Connects over TCP and waits until the server has let it in, or not: what comes in one packet with the CONNECT command
   * is published past the account's mappings (seen on nats-server 2.15.1).
   * @param login fields of the CONNECT command; none is the person at this machine.
   */
  static async open(port: number, login: Readonly<Record<string, string>> = {}): Promise<RawClient> {
    const client = new RawClient(connect(port, '127.0.0.1'));
    await until('the INFO line', () => client.#received.includes(CRLF));
    client.#write(`CONNECT ${JSON.stringify({ headers: true, verbose: false, ...login })}${CRLF}`);
    await client.flush();
    return client;
  }

  /**
   * Connects and publishes in one packet, as a hasty program does, without waiting to be let in.
   * @returns the client, whose `flush` tells what the server answered to `_INBOX.hasty`.
   */
  static async hasty(port: number, subject: string, payload: string): Promise<RawClient> {
    const client = new RawClient(connect(port, '127.0.0.1'));
    await until('the INFO line', () => client.#received.includes(CRLF));
    const login = JSON.stringify({ headers: true, no_responders: true, verbose: false });
    const publish = `PUB ${subject} _INBOX.hasty ${Buffer.byteLength(payload)}${CRLF}${payload}`;
    client.#write([`CONNECT ${login}`, 'SUB _INBOX.hasty 1', publish, ''].join(CRLF));
    await client.flush();
    return client;
  }

  /** Publishes with this header block, sent as it is. */
  publish(subject: string, payload: string, headers: string): void {
    const size = Buffer.byteLength(headers) + Buffer.byteLength(payload);
    this.#write(`HPUB ${subject} ${Buffer.byteLength(headers)} ${size}${CRLF}${headers}${payload}${CRLF}`);
  }

  /** Waits until the server has handled everything so far. @returns what it sent since the connection was opened. */
  async flush(): Promise<string> {
    this.#pongs += 1;
    this.#write(`PING${CRLF}`);
    const closed = (): boolean => this.#socket.closed;
    await until('the PONG', () => closed() || this.#received.split(`PONG${CRLF}`).length > this.#pongs);
    return this.#received;
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  #write(text: string): void {
    this.#socket.write(text);
  }
}
