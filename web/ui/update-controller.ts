// The offline shell: has the browser keep the page, and notices when there is a newer one. It never reloads by itself, for
// something may be half written.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const LOOK_EVERY_MS = 3_600_000;

export class UpdateController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #disconnected = new AbortController();
  #ready = false;
  #looked = Date.now();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** A newer page is there, and shows after a reload. */
  get ready(): boolean {
    return this.#ready;
  }

  hostConnected(): void {
    // Not in development, where the sources change; and plain HTTP from another machine has no service workers.
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
    this.#disconnected = new AbortController();
    void this.#register(this.#disconnected.signal);
  }

  hostDisconnected(): void {
    this.#disconnected.abort();
  }

  async #register(signal: AbortSignal): Promise<void> {
    try {
      const registration = await navigator.serviceWorker.register('./sw.js');
      const changed = (): void => void this.#compare();
      navigator.serviceWorker.addEventListener('controllerchange', changed, { signal });
      const look = (): void => {
        if (document.hidden || Date.now() - this.#looked < LOOK_EVERY_MS) return;
        this.#looked = Date.now();
        registration.update().catch(() => {}); // without the network there is nothing new
      };
      document.addEventListener('visibilitychange', look, { signal });
    } catch {
      // The browser keeps no pages, as in some private windows; then it needs the network, as every page does.
    }
  }

  /** Another version took over; this page may be of it already. */
  async #compare(): Promise<void> {
    const response = await fetch('./', { cache: 'no-cache' }).catch(() => undefined);
    const page = await response?.text();
    const own = document.querySelector('script[type=module]')?.getAttribute('src');
    this.#ready = page !== undefined && typeof own === 'string' && !page.includes(own);
    this.#host.requestUpdate();
  }
}
