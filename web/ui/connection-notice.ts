// <connection-notice>: one calm line while there is no connection, or while much that was missed comes in. It waits a second,
// for most losses are over by then.
import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConnectionState } from '../domain/chat.ts';
import { refusalSentence } from '../protocol/login.ts';
import { unreachable } from '../protocol/unreachable.ts';
import { RetryWantedEvent } from './events.ts';
import { buttons, common } from './styles.ts';
import { followClock } from './follow-clock.ts';
import { clockTime } from './times.ts';

/** From so many messages on it is worth a word that they are being fetched. */
const WORTH_SAYING = 100;

const texts = {
  catchingUp: (count: number): string => `Fetching ${count} messages you missed …`,
  connecting: 'Connecting to NATS … What you write is kept here and sent then.',
  offline: (since: string): string =>
    `No connection since ${since}. What you write is kept here and sent when there is one.`,
  nextAttempt: (seconds: number): string => `Next attempt in ${seconds} s.`,
  trying: 'Trying …',
  tryNow: 'Try now',
} as const;

@customElement('connection-notice')
export class ConnectionNotice extends LitElement {
  static override styles = [
    common,
    buttons,
    css`
      p {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-3);
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

  @property({ attribute: false }) connection: ConnectionState = { type: 'connecting', since: 0, retryAt: undefined };
  /** How many messages of the open room are still to come. */
  @property({ type: Number, attribute: 'catching-up' }) catchingUp = 0;
  /** Whose connection it is. */
  @property() handle = '';
  #ticking: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    followClock(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#tick();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#ticking);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('connection')) this.#tick();
  }

  /** The seconds until the next attempt count down. */
  #tick(): void {
    clearInterval(this.#ticking);
    const waits = 'retryAt' in this.connection && this.connection.retryAt !== undefined;
    if (waits) this.#ticking = setInterval(() => this.requestUpdate(), 1000);
  }

  override render(): TemplateResult {
    return html`<div role="status">${this.#renderState()}</div>`;
  }

  #renderState(): TemplateResult | typeof nothing {
    const { connection, catchingUp } = this;
    switch (connection.type) {
      case 'live':
        return catchingUp < WORTH_SAYING ? nothing : html`<p>${texts.catchingUp(catchingUp)}</p>`;
      case 'connecting':
        return html`<p>
          <span>${texts.connecting}</span>${this.#renderRetry(connection.retryAt)}
        </p>`;
      case 'offline':
        return html`<p>
          <span>${texts.offline(clockTime(connection.since))}</span>
          ${this.#renderRetry(connection.retryAt)}
        </p>`;
      case 'refused':
        return html`<p class="refused">${refusalSentence(connection.refusal.reason, this.handle)}</p>`;
      default:
        return unreachable(connection);
    }
  }

  /** The seconds are for the eye alone: a screen reader would say each of them. */
  #renderRetry(retryAt: number | undefined): TemplateResult {
    const seconds = Math.ceil(((retryAt ?? 0) - Date.now()) / 1000);
    return html`<span>
      <span aria-hidden="true">${seconds > 0 ? texts.nextAttempt(seconds) : texts.trying}</span>
      <button class="link" type="button" @click=${() => this.dispatchEvent(new RetryWantedEvent())}>${texts.tryNow}</button>
    </span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'connection-notice': ConnectionNotice;
  }
}
