// A client that writes the NATS protocol byte by byte, over TCP or WebSocket, for what no client library would send.
// Source: docs.nats.io, client protocol.
import type { Signer } from '../../launcher/auth/nkey.ts';
import { operationReader } from './operations.ts';
import type { Delivery, OperationReader } from './operations.ts';
import { Waiting } from './waiting.ts';
import { openTcp, openWebSocket } from './wire.ts';
import type { Upgrade, Wire } from './wire.ts';

/** Where to connect: `nats` over TCP, or `webSocket`. */
export type Entrance = { readonly nats: number } | ({ readonly webSocket: number } & Upgrade);

export interface Publication {
  readonly payload?: string | Uint8Array;
  readonly reply?: string;
  /** A header block, sent as it is. */
  readonly headers?: string | undefined;
}

const CRLF = '\r\n';
/** What a client that hides nothing from itself asks for. */
const CONNECT = { headers: true, no_responders: true, verbose: false, pedantic: false };

export class RawClient {
  readonly wire: Wire;
  /** The lines behind `-ERR`. */
  readonly errors: readonly string[];
  /** What came on subscriptions. */
  readonly deliveries: readonly Delivery[];
  readonly #info: () => Readonly<Record<string, unknown>> | undefined;
  readonly #pongsReceived: () => number;
  readonly #waiting: Waiting;
  #pings = 0;
  #subscriptions = 0;
  #replies = 0;

  private constructor(wire: Wire, operations: OperationReader, waiting: Waiting) {
    this.wire = wire;
    this.#waiting = waiting;
    this.errors = operations.errors;
    this.deliveries = operations.deliveries;
    this.#info = operations.info;
    this.#pongsReceived = operations.pongs;
  }

  /** Connects and waits for the server's greeting; nothing is said yet. @throws NoUpgradeError */
  static async dial(entrance: Entrance): Promise<RawClient> {
    const operations = operationReader();
    const waiting = new Waiting();
    const receive = (bytes: Buffer | undefined): void => {
      if (bytes !== undefined) operations.read(bytes);
      waiting.somethingHappened();
    };
    const wire =
      'nats' in entrance
        ? await openTcp(entrance.nats, receive)
        : await openWebSocket(entrance.webSocket, receive, entrance);
    const client = new RawClient(wire, operations, waiting);
    await waiting.until('the INFO line', () => client.#info() !== undefined || wire.isClosed());
    return client;
  }

  /**
   * Connects over TCP and waits until the server has let it in, or not: what comes in one packet with the CONNECT command
   * is published past the account's mappings (seen on nats-server 2.15.1).
   * @param login fields of the CONNECT command; none is the person at this machine.
   */
  static async open(port: number, login: Readonly<Record<string, unknown>> = {}): Promise<RawClient> {
    const client = await RawClient.dial({ nats: port });
    client.connect(login);
    await client.flush();
    return client;
  }

  /** Connects as somebody with a key. @param more further fields of the CONNECT command, or other ones. */
  static async signedIn(
    entrance: Entrance,
    name: string,
    key: Signer,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<RawClient> {
    const client = await RawClient.dial(entrance);
    client.connect({ ...client.proof(name, key), ...more });
    if (!(await client.flush())) throw new Error(`${name} is not let in: ${client.errors.join(' ')}`);
    return client;
  }

  /** What the server wants to be signed. */
  get nonce(): string {
    const nonce = this.#info()?.['nonce'];
    return typeof nonce === 'string' ? nonce : '';
  }

  /** The fields of a CONNECT command that prove to be `name`. */
  proof(name: string, key: Signer): Readonly<Record<'name' | 'nkey' | 'sig', string>> {
    return { name, nkey: key.id, sig: key.sign(this.nonce).toString('base64url') };
  }

  connect(fields: Readonly<Record<string, unknown>>): void {
    this.write(`CONNECT ${JSON.stringify({ ...CONNECT, ...fields })}${CRLF}`);
  }

  /** @param bytes text goes out as UTF-8. */
  write(bytes: string | Uint8Array): void {
    this.wire.send(Buffer.from(bytes));
  }

  publish(subject: string, publication: Publication = {}): void {
    this.write(publishCommand(subject, publication));
  }

  /** @returns the subscription's number. */
  subscribe(subject: string, queue = ''): string {
    this.#subscriptions += 1;
    this.write(`SUB ${subject} ${queue} ${this.#subscriptions}${CRLF}`);
    return String(this.#subscriptions);
  }

  /** Publishes as a request. @returns the first answer to it. @param inbox where this client may listen. */
  async request(inbox: string, subject: string, publication: Publication = {}): Promise<Delivery> {
    this.#replies += 1;
    const reply = `${inbox}.${this.#replies}`;
    const subscription = this.subscribe(reply);
    this.publish(subject, { ...publication, reply });
    const answer = await this.until(`an answer from ${subject}`, () =>
      this.deliveries.find((delivery) => delivery.subject === reply),
    );
    this.write(`UNSUB ${subscription}${CRLF}`);
    return answer;
  }

  /** Waits until the server has handled everything so far. @returns false if it closed the connection instead. */
  async flush(): Promise<boolean> {
    this.#pings += 1;
    const wanted = this.#pings;
    this.write(`PING${CRLF}`);
    await this.until('the PONG', () => this.wire.isClosed() || this.#pongsReceived() >= wanted);
    return this.#pongsReceived() >= wanted;
  }

  /** Waits until the server has closed the connection. */
  async closed(): Promise<void> {
    await this.until('the server to close the connection', () => this.wire.isClosed());
  }

  /** Asks `condition` again whenever something came. */
  until<Value>(what: string, condition: () => Value): Promise<Exclude<Value, undefined | false>> {
    return this.#waiting.until(what, condition);
  }

  [Symbol.dispose](): void {
    this.wire.end();
  }
}

/** A PUB or HPUB with everything that belongs to it. */
export function publishCommand(subject: string, { payload = '', reply = '', headers }: Publication): Buffer {
  const body = Buffer.concat([Buffer.from(headers ?? ''), Buffer.from(payload)]);
  const sizes = headers === undefined ? `${body.length}` : `${Buffer.byteLength(headers)} ${body.length}`;
  const verb = headers === undefined ? 'PUB' : 'HPUB';
  return Buffer.concat([Buffer.from(`${verb} ${subject} ${reply} ${sizes}${CRLF}`), body, Buffer.from(CRLF)]);
}

/** A header block of these lines. */
export function headerBlock(headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}${CRLF}`);
  return `NATS/1.0${CRLF}${lines.join('')}${CRLF}`;
}
