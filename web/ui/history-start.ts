// <history-start>: what stands above the first message: there is more, it is being fetched, or this is where it begins.
import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { History } from '../domain/room.ts';
import { unreachable } from '../protocol/unreachable.ts';
import { OlderWantedEvent } from './events.ts';
import { buttons, common } from './styles.ts';

const texts = {
  loading: 'Loading …',
  offline: 'What was said before comes when there is a connection.',
  tryAgain: 'Try again',
  empty: 'Nobody has said anything here yet.',
  beFirst: 'Be the first.',
  oldest: 'The oldest message that is kept here',
} as const;

@customElement('history-start')
export class HistoryStart extends LitElement {
  static override styles = [
    common,
    buttons,
    css`
      :host {
        display: block;
      }

      p {
        margin: 0 var(--space-5);
        padding: var(--space-3) 0;
        color: var(--muted);
        font-size: var(--text-s);
        text-align: center;
      }

      .empty {
        display: grid;
        justify-items: center;
        gap: var(--space-1);
        padding: var(--space-7) var(--space-5);
        text-align: center;
        color: var(--muted);
      }

      .empty strong {
        color: var(--text);
        font-size: var(--text-l);
      }
    `,
  ];

  @property({ attribute: false }) history: History = { type: 'unloaded' };
  /** The room has no message at all. */
  @property({ type: Boolean }) empty = false;

  /** Somebody can be asked. */
  @property({ type: Boolean }) connected = true;

  override render(): TemplateResult {
    switch (this.history.type) {
      case 'unloaded':
      case 'loading':
      case 'partial':
        return html`<p>${this.connected ? texts.loading : texts.offline}</p>`;
      case 'failed':
        return html`<p role="alert">
          ${this.history.reason} <button class="link" type="button" @click=${this.#tryAgain}>${texts.tryAgain}</button>
        </p>`;
      case 'complete':
        return this.empty
          ? html`<div class="empty"><strong>${texts.empty}</strong> ${texts.beFirst}</div>`
          : html`<p>${texts.oldest}</p>`;
      default:
        return unreachable(this.history);
    }
  }

  #tryAgain(): void {
    this.dispatchEvent(new OlderWantedEvent());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'history-start': HistoryStart;
  }
}
