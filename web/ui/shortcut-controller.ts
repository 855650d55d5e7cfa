// Hears the keyboard shortcuts, wherever the cursor is; not while something lies over the page or an input method composes.
import type { ReactiveController } from 'lit';
import { actionOf } from '../domain/shortcuts.ts';
import type { ShortcutAction } from '../domain/shortcuts.ts';

export class ShortcutController implements ReactiveController {
  readonly #act: (action: ShortcutAction) => void;
  #disconnected = new AbortController();

  constructor(act: (action: ShortcutAction) => void) {
    this.#act = act;
  }

  hostConnected(): void {
    this.#disconnected = new AbortController();
    window.addEventListener('keydown', (event) => this.#keydown(event), { signal: this.#disconnected.signal });
  }

  hostDisconnected(): void {
    this.#disconnected.abort();
  }

  #keydown(event: KeyboardEvent): void {
    // Whoever had a use for the key said so; Safari tells of a composing input method only by the key code.
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    const action = actionOf(event, isField(event.composedPath()[0]));
    if (action === undefined || isCovered(document)) return;
    event.preventDefault();
    this.#act(action);
  }
}

function isField(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}

/** Whether a dialog, a menu or a drawer lies over the page: its keys are its own. */
function isCovered(root: Document | ShadowRoot): boolean {
  if (root.querySelector(':modal, :popover-open') !== null) return true;
  return [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot !== null && isCovered(shadowRoot));
}
