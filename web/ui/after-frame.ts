// Does something once what is in the page has been drawn, and a while has passed; asked again before that, it begins anew.

export class AfterFrame {
  readonly #work: () => void;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(work: () => void) {
    this.#work = work;
  }

  /** @param pause after the frame, in milliseconds. */
  begin(pause = 0): void {
    this.end();
    this.#frame = requestAnimationFrame(() => (this.#timer = setTimeout(this.#work, pause)));
  }

  end(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
  }
}
