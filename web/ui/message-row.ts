// <message-row>: one message in the list, stored or on its way, alone or continuing the one above.
import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { bylineOf } from '../domain/byline.ts';
import type { StoredMessage } from '../domain/message.ts';
import type { Delivery, OutgoingMessage } from '../domain/room.ts';
import type { Content, Persona } from '../protocol/content.ts';
import { CLI_HANDLE } from '../protocol/subjects.ts';
import { unreachable } from '../protocol/unreachable.ts';
import { FailedMessageEvent } from './events.ts';
import { buttons, common } from './styles.ts';
import { clockTime, exactTime } from './times.ts';
import './message-text.ts';
import './user-avatar.ts';

@customElement('message-row')
export class MessageRow extends LitElement {
  static override styles = [
    common,
    buttons,
    css`
      :host {
        display: grid;
        grid-template-columns: var(--avatar) minmax(0, 1fr);
        column-gap: var(--space-3);
        padding: var(--space-2) var(--space-5) 1px;
        margin-top: var(--space-1);
        overflow: clip; /* of what piled-up accents would paint over other rows */
        overflow-clip-margin: var(--space-1);
      }

      :host([continues]) {
        padding-top: 1px;
        margin-top: 0;
      }

      :host(:hover) {
        background: var(--hover);
      }

      header {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        column-gap: var(--space-2);
        line-height: 1.35;
      }

      .name {
        font-weight: 650;
        overflow-wrap: anywhere;
        unicode-bidi: isolate;
      }

      :host([own]) .name {
        color: var(--accent);
      }

      .handle,
      time {
        color: var(--muted);
        font-size: var(--text-xs);
        font-variant-numeric: tabular-nums;
      }

      .tag {
        padding: 0 var(--space-2);
        border-radius: var(--radius-round);
        background: var(--sunken);
        color: var(--muted);
        font-size: var(--text-xs);
      }

      .gutter {
        justify-self: end;
        line-height: calc(var(--line) * var(--text-m));
        opacity: 0;
        white-space: nowrap;
      }

      :host(:hover) .gutter {
        opacity: 1;
      }

      .status {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-3);
        margin: 0;
        color: var(--muted);
        font-size: var(--text-s);
      }

      /* On a quick network a message is stored before anybody could read that it is being sent. */
      .sending {
        animation: appear var(--calm) 400ms both;
      }

      @keyframes appear {
        from {
          opacity: 0;
        }
      }

      .failed {
        width: fit-content;
        margin-top: var(--space-1);
        padding: var(--space-1) var(--space-3);
        border-radius: var(--radius-m);
        background: var(--danger-soft);
        color: var(--danger);
      }

      @media (max-width: 40rem) {
        :host {
          padding-inline: var(--space-4);
        }
      }
    `,
  ];

  /** The message if it is stored; else `outgoing` is the message. */
  @property({ attribute: false }) stored: StoredMessage | undefined;
  @property({ attribute: false }) outgoing: OutgoingMessage | undefined;
  /** Who wrote it, as its subject says. */
  @property() handle = '';
  /** It stands under the name of the message above. */
  @property({ type: Boolean, reflect: true }) continues = false;
  /** The reader wrote it. */
  @property({ type: Boolean, reflect: true }) own = false;

  override render(): TemplateResult | typeof nothing {
    const message = this.stored ?? this.outgoing;
    if (message === undefined) return nothing;
    const { content, time } = message;
    return html`
      ${this.continues ? this.#renderTime(time, 'gutter') : this.#renderAvatar(content)}
      <div>
        ${this.continues ? nothing : this.#renderHeader(content, time)}
        <message-text .content=${content}></message-text>
        ${this.stored === undefined && this.outgoing !== undefined ? this.#renderDelivery(this.outgoing) : nothing}
      </div>
    `;
  }

  #renderAvatar(content: Content): TemplateResult {
    const { emoji, hue } = personaOf(content) ?? { emoji: '' };
    return html`<user-avatar
      .handle=${this.handle}
      .emoji=${this.handle === CLI_HANDLE ? '$' : emoji}
      .hue=${hue}
    ></user-avatar>`;
  }

  #renderHeader(content: Content, time: number): TemplateResult {
    const { name, handle } = bylineOf(this.handle, personaOf(content));
    return html`<header>
      <span class="name">${name}</span>
      ${handle === undefined ? nothing : html`<span class="handle">@${handle}</span>`}
      ${this.handle === CLI_HANDLE ? html`<span class="tag">command line</span>` : nothing}
      ${this.#renderTime(time, '')}
    </header>`;
  }

  #renderTime(time: number, kind: string): TemplateResult {
    return html`<time class=${kind} datetime=${new Date(time).toISOString()} title=${exactTime(time)}>
      ${clockTime(time)}
    </time>`;
  }

  #renderDelivery({ content, delivery }: OutgoingMessage): TemplateResult {
    if (delivery.type === 'failed') return this.#renderFailure(content.id, delivery.reason);
    return html`<p class="status sending">${progressText(delivery)}</p>`;
  }

  #renderFailure(id: string, reason: string): TemplateResult {
    const act = (action: 'send-again' | 'discard') => () => this.dispatchEvent(new FailedMessageEvent(id, action));
    return html`<p class="status failed" role="alert">
      <span>Not sent. ${reason}</span>
      <button class="link" type="button" @click=${act('send-again')}>Send again</button>
      <button class="link" type="button" @click=${act('discard')}>Discard</button>
    </p>`;
  }
}

function personaOf(content: Content): Persona | undefined {
  return content.type === 'message' ? content.user : undefined;
}

function progressText(delivery: Exclude<Delivery, { type: 'failed' }>): string {
  switch (delivery.type) {
    case 'waiting':
      return 'Waiting for the connection …';
    case 'sending':
      return 'Sending …';
    case 'stored':
      return '';
    default:
      return unreachable(delivery);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'message-row': MessageRow;
  }
}
