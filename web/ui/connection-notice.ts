// <connection-notice>: one calm line while there is no connection. It waits a second, for most losses are over by then.
import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConnectionState } from '../domain/chat.ts';
import { refusalSentence } from '../protocol/login.ts';
import { unreachable } from '../protocol/unreachable.ts';
import { common } from './styles.ts';
import { clockTime } from './times.ts';

@customElement('connection-notice')
export class ConnectionNotice extends LitElement {
  static override styles = [
    common,
    css`
      p {
        margin: 0;
        padding: var(--space-2) var(--space-5);
        background: var(--accent-soft);
        color: var(--text);
        font-size: var(--text-s);
        animation: appear 0s 1s both;
      }

      .refused {
        background: var(--danger-soft);
        color: var(--danger);
        animation: none;
      }

      @keyframes appear {
        from {
          visibility: hidden;
          height: 0;
          padding-block: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) connection: ConnectionState = { type: 'connecting', since: 0 };

  /** Whose connection it is. */
  @property() handle = '';

  override render(): TemplateResult {
    return html`<div role="status">${this.#renderState()}</div>`;
  }

  #renderState(): TemplateResult | typeof nothing {
    const { connection } = this;
    switch (connection.type) {
      case 'live':
        return nothing;
      case 'connecting':
        return html`<p>Connecting to NATS …</p>`;
      case 'offline':
        return html`<p>
          No connection since ${clockTime(connection.since)}. Reconnecting … what you write meanwhile is sent then, while this tab is open.
        </p>`;
      case 'refused':
        return html`<p class="refused">${refusalSentence(connection.refusal.reason, this.handle)}</p>`;
      default:
        return unreachable(connection);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'connection-notice': ConnectionNotice;
  }
}
