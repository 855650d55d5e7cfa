// <room-topic>: what the open room is about, and where one changes it.
import { css, html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { TOPIC_MAX_LENGTH } from '../protocol/room-words.ts';
import { TopicChangedEvent } from './room-events.ts';
import { buttons, common, fields } from './styles.ts';

const texts = {
  none: 'Add a topic',
  change: 'Change the topic',
  label: 'What this room is about',
  hint: 'Enter keeps it, Esc does not',
} as const;

@customElement('room-topic')
export class RoomTopic extends LitElement {
  static override styles = [
    common,
    buttons,
    fields,
    css`
      :host {
        display: flex;
        flex: 1;
        min-width: 0;
      }

      button {
        position: relative; /* what only is read aloud lies behind a long topic, and would widen the page */
        min-width: 0;
        padding: var(--space-1) var(--space-2);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        border-radius: var(--radius-s);
        color: var(--muted);
        font-size: var(--text-s);
        text-align: start;
        unicode-bidi: isolate;
      }

      button:hover {
        background: var(--sunken);
        color: var(--text);
      }

      /* Where nothing is said, nothing is shown until somebody looks for it. */
      .none {
        opacity: 0;
      }

      :host(:hover) .none,
      .none:focus-visible {
        opacity: 1;
      }

      @media (hover: none) {
        .none {
          opacity: 1;
        }
      }

      input {
        min-height: 2rem;
        max-width: 36rem;
      }
    `,
  ];

  @property() room = '';
  @property() text = '';
  @state() private editing = false;
  @query('input') private readonly input!: HTMLInputElement | null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('room')) this.editing = false;
  }

  override render(): TemplateResult {
    const { text } = this;
    if (!this.editing) {
      return html`<button class=${text === '' ? 'none' : ''} type="button" dir="auto" title=${text || texts.change} @click=${this.#edit}>
        ${text || texts.none}<span class="visually-hidden">${text === '' ? '' : `, ${texts.change}`}</span>
      </button>`;
    }
    return html`<input
      dir="auto"
      aria-label=${texts.label}
      title=${texts.hint}
      placeholder=${texts.label}
      maxlength=${TOPIC_MAX_LENGTH}
      .value=${text}
      @keydown=${this.#keydown}
      @blur=${() => (this.editing = false)}
    />`;
  }

  async #edit(): Promise<void> {
    this.editing = true;
    await this.updateComplete;
    this.input?.select();
  }

  async #keydown(event: KeyboardEvent): Promise<void> {
    if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    event.stopPropagation(); // Esc means this field, not the room
    const text = this.input?.value.trim() ?? '';
    if (event.key === 'Enter' && text !== this.text) this.dispatchEvent(new TopicChangedEvent(text));
    this.editing = false;
    await this.updateComplete;
    this.renderRoot.querySelector('button')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-topic': RoomTopic;
  }
}
