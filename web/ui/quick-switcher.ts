// <quick-switcher>: one field that leads everywhere: rooms, people, commands, actions. Loaded with the first Ctrl+K.
import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { destinations, findDestinations } from '../domain/switcher.ts';
import type { Action, Destination } from '../domain/switcher.ts';
import type { People } from '../domain/people.ts';
import { dialogStyles } from './list-dialog-styles.ts';
import { searchIcon } from './icons.ts';
import { common } from './styles.ts';
import { DestinationChosenEvent } from './way-events.ts';

const texts = {
  title: 'Go to',
  field: 'A room, a person, a command …',
  list: 'Where to go',
  none: 'Nothing is called that.',
  unseen: ', new messages',
} as const;

@customElement('quick-switcher')
export class QuickSwitcher extends LitElement {
  static override styles = [
    common,
    dialogStyles,
    css`
      dialog {
        padding: 0;
        margin-top: min(12dvh, 8rem);
      }

      .field {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding: var(--space-2) var(--space-4);
        border-bottom: 1px solid var(--edge);
        color: var(--muted);
      }

      input {
        flex: 1;
        min-width: 0;
        min-height: var(--target);
        border: 0;
        background: none;
        color: var(--text);
        font: inherit;
        box-shadow: none !important;
      }

      .list {
        max-height: 22rem;
        margin: 0;
        padding: var(--space-2);
      }

      li {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: 2.5rem;
        padding: var(--space-1) var(--space-3);
        border-radius: var(--radius-m);
        cursor: pointer;
      }

      li[aria-selected='true'] {
        background: var(--accent-soft);
      }

      .label {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-weight: 600;
      }

      .detail {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--muted);
        font-size: var(--text-s);
        text-align: end;
      }

      .dot {
        width: 0.5rem;
        height: 0.5rem;
        flex: none;
        border-radius: var(--radius-round);
        background: var(--accent);
      }
    `,
  ];

  /** The rooms one is in, in their order. */
  @property({ attribute: false }) joined: readonly string[] = [];
  /** Those one was in lately, the last one first. */
  @property({ attribute: false }) recent: readonly string[] = [];
  /** Those with something new. */
  @property({ attribute: false }) unseen: readonly string[] = [];
  /** All rooms of the installation, as far as they are known. */
  @property({ attribute: false }) rooms: readonly string[] = [];
  @property({ attribute: false }) people: People = new Map();
  @property({ attribute: false }) actions: readonly Action[] = [];
  @state() private text = '';
  @state() private active = 0;
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('input') private readonly input!: HTMLInputElement;

  /** Open from the moment it is on the page; it says `close` when it is to go. */
  protected override firstUpdated(): void {
    this.dialog.showModal();
    this.input.focus();
  }

  protected override updated(): void {
    this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  override render(): TemplateResult {
    const found = this.#found();
    return html`<dialog
      aria-label=${texts.title}
      @click=${this.#closeOutside}
      @close=${() => this.dispatchEvent(new Event('close'))}
    >
      <div class="field">
        ${searchIcon}
        <input
          role="combobox"
          aria-label=${texts.title}
          aria-expanded="true"
          aria-controls="found"
          aria-autocomplete="list"
          aria-activedescendant=${found.length === 0 ? nothing : `found-${this.active}`}
          placeholder=${texts.field}
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          @input=${this.#typed}
          @keydown=${this.#keydown}
        />
      </div>
      <ul class="list" id="found" role="listbox" aria-label=${texts.list}>
        ${found.map((destination, index) => this.#renderDestination(destination, index))}
      </ul>
      <p class="none" role="status" ?hidden=${found.length > 0}>${found.length > 0 ? '' : texts.none}</p>
    </dialog>`;
  }

  #renderDestination(destination: Destination, index: number): TemplateResult {
    const { target, label, detail } = destination;
    const unseen = target.type === 'room' && this.unseen.includes(target.room);
    return html`<li
      role="option"
      id="found-${index}"
      aria-selected=${index === this.active}
      @click=${() => this.#choose(destination)}
    >
      <span class="label">${label}</span>
      ${unseen ? html`<span class="dot"></span><span class="visually-hidden">${texts.unseen}</span>` : nothing}
      <span class="detail">${detail}</span>
    </li>`;
  }

  #found(): readonly Destination[] {
    return findDestinations(destinations(this), this.text);
  }

  #typed(): void {
    this.text = this.input.value;
    this.active = 0;
  }

  #keydown(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return;
    const found = this.#found();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = found[this.active];
    if (step !== undefined) this.active = found.length === 0 ? 0 : (this.active + step + found.length) % found.length;
    else if (event.key === 'Enter' && chosen !== undefined) this.#choose(chosen);
    else if (event.key === 'k' && (event.ctrlKey || event.metaKey)) this.dialog.close();
    else return;
    event.preventDefault();
  }

  #choose({ target }: Destination): void {
    this.dialog.close();
    this.dispatchEvent(new DestinationChosenEvent(target));
  }

  #closeOutside(event: MouseEvent): void {
    if (event.target === this.dialog) this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'quick-switcher': QuickSwitcher;
  }
}
