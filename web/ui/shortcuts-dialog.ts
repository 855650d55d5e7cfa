// <shortcuts-dialog>: all keyboard shortcuts and commands. Loaded when somebody wants to see them.
import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { COMMANDS } from '../domain/commands.ts';
import { SHORTCUTS } from '../domain/shortcuts.ts';
import { dialogStyles } from './list-dialog-styles.ts';
import { closeIcon } from './icons.ts';
import { buttons, common } from './styles.ts';

const texts = {
  title: 'Keyboard shortcuts',
  commands: 'Commands',
  commandsNote: 'Written in the message field. To say something that begins with a slash, begin with two.',
  close: 'Close',
} as const;

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Keys as they stand on the keyboard. */
const KEY_NAMES: ReadonlyMap<string, string> = new Map([
  ['Mod', isMac ? '⌘' : 'Ctrl'],
  ['Alt', isMac ? '⌥' : 'Alt'],
  ['ArrowUp', '↑'],
  ['ArrowDown', '↓'],
  ['Escape', 'Esc'],
  ['k', 'K'],
]);

@customElement('shortcuts-dialog')
export class ShortcutsDialog extends LitElement {
  static override styles = [
    common,
    buttons,
    dialogStyles,
    css`
      h3 {
        margin: var(--space-4) var(--space-3) 0;
        font-size: var(--text-m);
      }

      p {
        margin: var(--space-1) var(--space-3) var(--space-2);
        color: var(--muted);
        font-size: var(--text-s);
      }

      dl {
        margin: 0;
      }

      dl div {
        display: flex;
        align-items: baseline;
        gap: var(--space-4);
        padding: var(--space-2) var(--space-3);
      }

      dl div + div {
        border-top: 1px solid var(--edge);
      }

      dt {
        flex: none;
        width: 11rem;
        overflow-wrap: anywhere;
      }

      dd {
        margin: 0;
        min-width: 0;
      }

      kbd {
        display: inline-block;
        min-width: 1.75rem;
        padding: 0 var(--space-2);
        border: 1px solid var(--edge-strong);
        border-radius: var(--radius-s);
        background: var(--sunken);
        font: var(--text-s) / 1.6 var(--font);
        text-align: center;
      }

      strong {
        font-weight: 650;
      }

      dt span {
        color: var(--muted);
      }

      @media (max-width: 40rem) {
        dt {
          width: 8.5rem;
        }
      }
    `,
  ];

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  /** Open from the moment it is on the page; it says `close` when it is to go. */
  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog
      aria-labelledby="title"
      @click=${this.#closeOutside}
      @close=${() => this.dispatchEvent(new Event('close'))}
    >
      <header>
        <h2 id="title">${texts.title}</h2>
        <button class="icon" type="button" aria-label=${texts.close} title=${texts.close} @click=${() => this.dialog.close()}>
          ${closeIcon}
        </button>
      </header>
      <div class="list" tabindex="0" role="region" aria-labelledby="title">
        <dl>
          ${SHORTCUTS.map(
            ({ keys, help }) =>
              html`<div>
                <dt>${keys.map((key, index) => html`${index > 0 ? ' + ' : ''}<kbd>${KEY_NAMES.get(key) ?? key}</kbd>`)}</dt>
                <dd>${help}</dd>
              </div>`,
          )}
        </dl>
        <h3>${texts.commands}</h3>
        <p>${texts.commandsNote}</p>
        <dl>
          ${COMMANDS.map(
            ({ name, takes, help }) =>
              html`<div>
                <dt><strong>/${name}</strong> <span>${takes}</span></dt>
                <dd>${help}</dd>
              </div>`,
          )}
        </dl>
      </div>
    </dialog>`;
  }

  #closeOutside(event: MouseEvent): void {
    if (event.target === this.dialog) this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'shortcuts-dialog': ShortcutsDialog;
  }
}
