// A socket opened as soon as the server's address is known, while the page still finds out who it belongs to.

/** How many turns of the microtask queue to wait for a listener; nats.ws takes three. */
const TURNS = 100;

export class EarlySocket {
  readonly #socket: WebSocket;
  readonly #missed: MessageEvent[] = [];
  readonly #listening = new AbortController();

  /** @param url the server's WebSocket address. The server closes the socket if nobody logs in within a few seconds, see nats.conf. */
  constructor(url: string) {
    this.#socket = new WebSocket(url);
    this.#socket.binaryType = 'arraybuffer';
    const { signal } = this.#listening;
    this.#socket.addEventListener('message', (event) => this.#missed.push(event), { signal });
  }

  /** Whether it is of use: the server has not lost patience, as far as this side knows. */
  get isAlive(): boolean {
    return this.#socket.readyState <= WebSocket.OPEN;
  }

  /**
   * Hands the socket over, once. What the server said so far (its greeting, for it waits for the login) is said again as
   * soon as somebody listens by `onmessage`.
   * @returns `undefined` if it leads elsewhere, was taken, or is closed already.
   */
  take(url: string): WebSocket | undefined {
    const socket = this.#socket;
    if (this.#listening.signal.aborted) return undefined; // somebody else's by now
    this.#listening.abort();
    if (!this.isAlive || new URL(url).href !== new URL(socket.url).href) {
      socket.close();
      return undefined;
    }
    void this.#repeat(socket);
    return socket;
  }

  /** Within the same task, for the next one may be the page's first rendering, and the login need not wait for that. */
  async #repeat(socket: WebSocket): Promise<void> {
    for (let turn = 0; socket.onmessage === null && turn < TURNS; turn += 1) await Promise.resolve();
    for (const { data } of this.#missed) socket.dispatchEvent(new MessageEvent('message', { data }));
  }
}
