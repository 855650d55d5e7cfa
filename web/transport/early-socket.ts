// A socket opened as soon as the server's address is known, while the page still finds out who it belongs to.

export class EarlySocket {
  readonly #socket: WebSocket;
  readonly #missed: MessageEvent[] = [];
  readonly #listening = new AbortController();

  /** @param url the server's WebSocket address. The server closes the socket if nobody logs in within two seconds. */
  constructor(url: string) {
    this.#socket = new WebSocket(url);
    this.#socket.binaryType = 'arraybuffer';
    const { signal } = this.#listening;
    this.#socket.addEventListener('message', (event) => this.#missed.push(event), { signal });
  }

  /**
   * Hands the socket over, once. Whoever takes it must listen before the next task: then what the server said so far (its
   * greeting, for it waits for the login) is said again.
   * @returns `undefined` if it leads elsewhere, was taken, or is closed already.
   */
  take(url: string): WebSocket | undefined {
    const socket = this.#socket;
    const usable = !this.#listening.signal.aborted && socket.readyState <= WebSocket.OPEN;
    this.#listening.abort();
    if (!usable || new URL(url).href !== new URL(socket.url).href) {
      socket.close();
      return undefined;
    }
    setTimeout(() => {
      for (const { data } of this.#missed) socket.dispatchEvent(new MessageEvent('message', { data }));
    });
    return socket;
  }
}
