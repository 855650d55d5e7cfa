// Gathers what arrives and hands it on once a frame, however much it is: a burst of messages is one update of the page.

const HIDDEN_PATIENCE_MS = 200;

export class FrameQueue<Item> {
  readonly #drain: (items: readonly Item[]) => void;
  #items: Item[] = [];

  /** @param drain gets everything added since the last frame, in order. */
  constructor(drain: (items: readonly Item[]) => void) {
    this.#drain = drain;
  }

  add(item: Item): void {
    this.#items.push(item);
    if (this.#items.length === 1) this.#schedule();
  }

  /** A hidden tab gets no frames, so a timer stands behind: whichever comes first. */
  #schedule(): void {
    const run = (): void => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      const items = this.#items;
      this.#items = [];
      this.#drain(items);
    };
    const frame = requestAnimationFrame(run);
    const timer = setTimeout(run, HIDDEN_PATIENCE_MS);
  }
}
