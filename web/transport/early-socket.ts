// A socket that is opened before somebody takes it over: as soon as the server's address is known, while the page still finds
// out who it belongs to, and until the server has said what it wants to have signed.

/** How many turns of the microtask queue to wait for a listener; nats.ws takes three. */
const TURNS = 100;

const utf8 = new TextDecoder();

export class EarlySocket {
  readonly #socket: WebSocket;
  readonly #missed: MessageEvent[] = [];
  readonly #listening = new AbortController();
  readonly #greeted: Promise<void>;

  /** @param url the server's WebSocket address. The server closes the socket if nobody logs in within a few seconds, see nats.conf. */
  constructor(url: string) {
    this.#socket = new WebSocket(url);
    this.#socket.binaryType = 'arraybuffer';
    const { signal } = this.#listening;
    this.#greeted = new Promise((resolve, reject) => {
      this.#socket.addEventListener(
        'message',
        (event) => {
          // Node's sockets were seen to keep a listener whose signal had aborted; it would hear its own repeating, for ever.
          if (signal.aborted) return;
          this.#missed.push(event);
          resolve();
        },
        { signal },
      );
      const fail = (): void => reject(new Error('The server closed the connection, or there is none.'));
      for (const type of ['error', 'close'] as const) this.#socket.addEventListener(type, fail, { signal });
    });
    this.#greeted.catch(() => {}); // whoever waits for it hears of it
  }

  get socket(): WebSocket {
    return this.#socket;
  }

  /** Whether it is of use for `url`: it was not taken, and the server has not lost patience, as far as this side knows. */
  fits(url: string): boolean {
    const isOpen = this.#socket.readyState <= WebSocket.OPEN;
    return !this.#listening.signal.aborted && isOpen && new URL(url).href === new URL(this.#socket.url).href;
  }

  /** What the server wants to have signed; '' if nothing. @throws Error if it closes the connection before it said so. */
  async nonce(): Promise<string> {
    await this.#greeted;
    const said: unknown = this.#missed[0]?.data;
    const greeting = said instanceof ArrayBuffer ? utf8.decode(said) : '';
    return /"nonce":"([^"\\]*)"/.exec(greeting)?.[1] ?? '';
  }

  /**
   * Hands the socket over, once. What the server said so far (its greeting, for it waits for the login) is said again as
   * soon as somebody listens by `onmessage`.
   */
  take(): WebSocket {
    this.#listening.abort();
    void this.#repeat();
    return this.#socket;
  }

  /** Closes a socket that nobody took. */
  drop(): void {
    if (!this.#listening.signal.aborted) this.#socket.close();
  }

  /** Within the same task, for the next one may be the page's first rendering, and the login need not wait for that. */
  async #repeat(): Promise<void> {
    const socket = this.#socket;
    for (let turn = 0; socket.onmessage === null && turn < TURNS; turn += 1) await Promise.resolve();
    for (const { data } of this.#missed) socket.dispatchEvent(new MessageEvent('message', { data }));
  }
}
