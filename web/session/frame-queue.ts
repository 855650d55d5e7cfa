// Gathers what happens and hands it on once a frame, however much it is: a burst of messages is one update of the page.

const HIDDEN_PATIENCE_MS = 200;
/** What comes alone has had nothing before it for so long; in a burst the page would otherwise be changed twice a frame. */
const ALONE_MS = 100;

export class FrameQueue<Item> {
  readonly #drain: (items: readonly Item[]) => void;
  #items: Item[] = [];
  #handedOn = -Infinity;

  /** @param drain gets everything added since the last frame, in order. */
  constructor(drain: (items: readonly Item[]) => void) {
    this.#drain = drain;
  }

  /** Hands on with the next frame. */
  add(item: Item): void {
    this.#items.push(item);
    if (this.#items.length === 1) this.#awaitFrame();
  }

  /** Hands on at once what comes alone, so that the page is ready when the next frame comes; the rest with that. */
  addNow(item: Item): void {
    const alone = this.#items.length === 0 && performance.now() - this.#handedOn > ALONE_MS;
    if (alone) this.#handOn([item]);
    else this.add(item);
  }

  /** A hidden tab gets no frames, so a timer stands behind: whichever comes first. */
  #awaitFrame(): void {
    const run = (): void => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      const items = this.#items;
      this.#items = [];
      this.#handOn(items);
    };
    const frame = requestAnimationFrame(run);
    const timer = setTimeout(run, HIDDEN_PATIENCE_MS);
  }

  #handOn(items: readonly Item[]): void {
    this.#handedOn = performance.now();
    this.#drain(items);
  }
}
