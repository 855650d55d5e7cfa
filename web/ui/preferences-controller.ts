// Has the page look as the person wishes: the tokens follow what is set on <html>, the times what is set for the clock.
import type { ReactiveController } from 'lit';
import type { Look, Preferences } from '../domain/preferences.ts';
import { earlyLook } from '../session/boot.ts';
import { setClock } from './times.ts';

export class PreferencesController implements ReactiveController {
  readonly #preferences: () => Preferences | undefined;
  #applied: Preferences | undefined;
  #disconnected = new AbortController();

  /** @param preferences answers what the person chose; `undefined` while nobody knows it yet. */
  constructor(preferences: () => Preferences | undefined) {
    this.#preferences = preferences;
  }

  /** Before anything is painted, so that nothing is painted twice. */
  hostConnected(): void {
    this.#disconnected = new AbortController();
    applyLook(earlyLook(location));
    const options = { signal: this.#disconnected.signal };
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', colourBrowser, options);
  }

  hostDisconnected(): void {
    this.#disconnected.abort();
  }

  hostUpdate(): void {
    const preferences = this.#preferences();
    if (preferences === undefined || preferences === this.#applied) return;
    this.#applied = preferences;
    applyLook(preferences);
    setClock(preferences.clock);
  }
}

/** What tokens.css asks for. */
function applyLook({ theme, density, textSize, motion }: Look): void {
  Object.assign(document.documentElement.dataset, { theme, density, textSize, motion });
  colourBrowser();
}

/** Where the browser itself borders on the page, it takes on the page's colour. */
function colourBrowser(): void {
  const meta = document.querySelector('meta[name=theme-color]');
  meta?.setAttribute('content', getComputedStyle(document.body).backgroundColor);
}
