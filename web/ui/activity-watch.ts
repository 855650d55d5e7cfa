// Notices that the person does nothing for a while, or looks at something else.

/** Whoever did nothing for so long is away, in milliseconds. */
const IDLE_AFTER_MS = 5 * 60_000;
/** Whoever looks at another tab for so long is, too: less is a glance. */
const HIDDEN_AFTER_MS = 15_000;

export class ActivityWatch {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #idle = false;

  /** @param changed is told when the person goes idle, and when they are back. @param signal ends it. */
  watch(changed: (idle: boolean) => void, signal: AbortSignal): void {
    const become = (idle: boolean): void => {
      if (idle === this.#idle) return;
      this.#idle = idle;
      changed(idle);
    };
    const wait = (): void => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => become(true), document.hidden ? HIDDEN_AFTER_MS : IDLE_AFTER_MS);
    };
    const active = (): void => {
      if (!document.hidden) become(false);
      wait();
    };
    const options = { signal, passive: true };
    for (const type of ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart', 'focus'] as const) {
      window.addEventListener(type, active, options);
    }
    document.addEventListener('visibilitychange', active, options);
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
    wait();
  }
}
