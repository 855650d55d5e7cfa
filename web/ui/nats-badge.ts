// <nats-badge>: which server this tab speaks to, and how far away it is.
import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConnectionState } from '../domain/chat.ts';
import { unreachable } from '../protocol/unreachable.ts';
import { common } from './styles.ts';

const texts = {
  title: 'The NATS server this tab speaks to',
  dropped: (count: number): string =>
    `; ${count === 1 ? '1 forged message was' : `${count} forged messages were`} dropped`,
  connecting: 'NATS – connecting',
  offline: 'NATS – not connected',
  refused: 'NATS – refused',
  live: (version: string, server: string): string => `NATS ${version} · ${server}`,
  roundTrip: (milliseconds: number): string => ` · ${milliseconds.toFixed(1)} ms`,
} as const;

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

  @property({ attribute: false }) connection: ConnectionState = { type: 'connecting', since: 0, retryAt: undefined };
  /** Milliseconds. */
  @property({ attribute: false }) roundTrip: number | undefined;
  /** How much was dropped because the server did not vouch for it. */
  @property({ type: Number }) dropped = 0;

  override render(): TemplateResult {
    const { type } = this.connection;
    return html`<i class=${type} aria-hidden="true"></i><span title=${this.#title()}>${this.#text()}</span>`;
  }

  #title(): string {
    return `${texts.title}${this.dropped === 0 ? '' : texts.dropped(this.dropped)}`;
  }

  #text(): string {
    const { connection } = this;
    switch (connection.type) {
      case 'connecting':
        return texts.connecting;
      case 'offline':
        return texts.offline;
      case 'refused':
        return texts.refused;
      case 'live': {
        const time = this.roundTrip === undefined ? '' : texts.roundTrip(this.roundTrip);
        return `${texts.live(connection.version, connection.server)}${time}`;
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
