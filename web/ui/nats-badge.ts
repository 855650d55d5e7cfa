// <nats-badge>: which server this tab speaks to, and how far away it is.
import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConnectionState } from '../domain/chat.ts';
import { unreachable } from '../protocol/unreachable.ts';
import { common } from './styles.ts';

@customElement('nats-badge')
export class NatsBadge extends LitElement {
  static override styles = [
    common,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        color: var(--muted);
        font-size: var(--text-xs);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }

      i {
        width: 0.5rem;
        height: 0.5rem;
        flex: none;
        border-radius: var(--radius-round);
        background: var(--warning);
      }

      .live {
        background: var(--good);
      }

      .refused {
        background: var(--danger);
      }

      span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ];

  @property({ attribute: false }) connection: ConnectionState = { type: 'connecting', since: 0 };
  /** Milliseconds. */
  @property({ attribute: false }) roundTrip: number | undefined;
  /** How much was dropped because the server did not vouch for it. */
  @property({ type: Number }) dropped = 0;

  override render(): TemplateResult {
    const { type } = this.connection;
    return html`<i class=${type} aria-hidden="true"></i><span title=${this.#title()}>${this.#text()}</span>`;
  }

  #title(): string {
    const forged = this.dropped === 1 ? '1 forged message was' : `${this.dropped} forged messages were`;
    return `The NATS server this tab speaks to${this.dropped === 0 ? '' : `; ${forged} dropped`}`;
  }

  #text(): string {
    const { connection } = this;
    switch (connection.type) {
      case 'connecting':
        return 'NATS – connecting';
      case 'offline':
        return 'NATS – not connected';
      case 'refused':
        return 'NATS – refused';
      case 'live': {
        const time = this.roundTrip === undefined ? '' : ` · ${this.roundTrip.toFixed(1)} ms`;
        return `NATS ${connection.version} · ${connection.server}${time}`;
      }
      default:
        return unreachable(connection);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nats-badge': NatsBadge;
  }
}
