// <message-row>: one message in the list, stored or on its way, alone or continuing the one above.
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { bylineOf } from '../domain/byline.ts';
import { mentions, NOBODY } from '../domain/mentions.ts';
import type { Called } from '../domain/mentions.ts';
import { saidIn } from '../domain/message.ts';
import type { StoredMessage } from '../domain/message.ts';
import type { Delivery, OutgoingMessage } from '../domain/room.ts';
import type { Reader } from '../domain/seen-by.ts';
import type { Content, Persona } from '../protocol/content.ts';
import { messageHash } from '../domain/route.ts';
import { CLI_HANDLE } from '../protocol/subjects.ts';
import { FailedMessageEvent } from './events.ts';
import { linkIcon } from './icons.ts';
import { NoticeEvent, PersonWantedEvent } from './room-events.ts';
import { messageRowStyles } from './message-row-styles.ts';
import { buttons, common } from './styles.ts';
import { followClock } from './follow-clock.ts';
import { clockTime, exactTime } from './times.ts';
import './message-text.ts';
import './user-avatar.ts';

const progressTexts: Readonly<Record<Exclude<Delivery['type'], 'failed'>, string>> = {
  waiting: 'Waiting for the connection …',
  sending: 'Sending …',
  stored: '',
};

/** More readers than these are a number. */
const MOST_READERS = 3;

const texts = {
  copy: 'Copy the address of this message',
  copied: 'The address of this message is on the clipboard.',
  notCopied: 'The browser does not let this page copy. The address bar has the address of this message.',
} as const;

@customElement('message-row')
export class MessageRow extends LitElement {
  static override styles = [common, buttons, messageRowStyles];

  /** The message if it is stored; else `outgoing` is the message. */
  @property({ attribute: false }) stored: StoredMessage | undefined;
  @property({ attribute: false }) outgoing: OutgoingMessage | undefined;
  /** Who wrote it, as its subject says. */
  @property() handle = '';
  /** How its author is shown now, if that is known. */
  @property({ attribute: false }) profile: Persona | undefined;
  /** Who has read up to here, and not further. */
  @property({ attribute: false }) seenBy: readonly Reader[] = [];
  /** It stands under the name of the message above. */
  @property({ type: Boolean, reflect: true }) continues = false;
  /** The reader wrote it. */
  @property({ type: Boolean, reflect: true }) own = false;
  /** Who reads it. */
  @property({ attribute: false }) reader: Called = NOBODY;
  /** It calls the reader. */
  @property({ type: Boolean, reflect: true }) calls = false;

  /** What can be done with it is shown: somebody points at it, or is in it with the keyboard. */
  @state() private pointed = false;

  constructor() {
    super();
    followClock(this);
    for (const type of ['pointerenter', 'focusin'] as const) this.addEventListener(type, () => (this.pointed = true));
    for (const type of ['pointerleave', 'focusout'] as const) this.addEventListener(type, () => this.#left());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('stored') && !changed.has('reader')) return;
    const said = this.stored && saidIn(this.stored.content);
    this.calls = said !== undefined && this.handle !== this.reader.handle && mentions(said, this.reader);
  }

  override render(): TemplateResult | typeof nothing {
    const message = this.stored ?? this.outgoing;
    if (message === undefined) return nothing;
    const { content, time } = message;
    return html`
      ${this.continues ? this.#renderTime(time, 'gutter') : this.#renderAvatar(content)}
      <div>
        ${isAction(content) ? this.#renderAction(content, time) : this.#renderWords(content, time)}
        ${this.stored === undefined && this.outgoing !== undefined ? this.#renderDelivery(this.outgoing) : nothing}
        ${this.seenBy.length === 0 ? nothing : this.#renderSeen()}
      </div>
      ${this.pointed && this.stored !== undefined ? this.#renderActions() : nothing}
    `;
  }

  #renderWords(content: Content, time: number): TemplateResult {
    return html`${this.continues ? nothing : this.#renderHeader(content, time)}
      <message-text .content=${content} .self=${this.reader.handle}></message-text>`;
  }

  /** One sentence with its author in it: “Ada waves”. */
  #renderAction(content: Content, time: number): TemplateResult {
    return html`<div class="action">
      ${this.#renderNames(content)} <message-text .content=${content} .self=${this.reader.handle}></message-text> ${this.#renderTime(time, '')}
    </div>`;
  }

  #renderAvatar(content: Content): TemplateResult {
    const { emoji, hue } = this.profile ?? personaOf(content) ?? { emoji: '' };
    return html`<user-avatar
      .handle=${this.handle}
      .emoji=${this.handle === CLI_HANDLE ? '$' : emoji}
      .hue=${hue}
    ></user-avatar>`;
  }

  #renderHeader(content: Content, time: number): TemplateResult {
    return html`<header>
      ${this.#renderNames(content)}
      ${this.handle === CLI_HANDLE ? html`<span class="tag">command line</span>` : nothing}
      ${this.#renderTime(time, '')}
    </header>`;
  }

  #renderNames(content: Content): TemplateResult {
    const { name, handle } = bylineOf(this.handle, this.profile ?? personaOf(content));
    return html`<button class="name" type="button" @click=${this.#wantsPerson}>${name}</button>
      ${handle === undefined ? nothing : html`<span class="handle">@${handle}</span>`}`;
  }

  #renderTime(time: number, kind: string): TemplateResult {
    const sequence = this.stored === undefined ? '' : ` · stored as number ${this.stored.sequence}`;
    return html`<time class=${kind} datetime=${new Date(time).toISOString()} title="${exactTime(time)}${sequence}">
      ${this.stored === undefined ? clockTime(time) : html`<a href=${messageHash(this.stored.room, this.stored.sequence)}>${clockTime(time)}</a>`}
    </time>`;
  }

  #renderDelivery({ content, delivery }: OutgoingMessage): TemplateResult {
    if (delivery.type === 'failed') return this.#renderFailure(content.id, delivery.reason);
    return html`<p class="status sending">${progressTexts[delivery.type]}</p>`;
  }

  #wantsPerson(event: Event): void {
    if (event.currentTarget instanceof Element)
      this.dispatchEvent(new PersonWantedEvent(this.handle, event.currentTarget));
  }

  #left(): void {
    this.pointed = this.matches(':hover, :focus-within');
  }

  #renderActions(): TemplateResult {
    return html`<div class="actions">
      <button class="icon" type="button" aria-label=${texts.copy} title=${texts.copy} @click=${this.#copyAddress}>${linkIcon}</button>
    </div>`;
  }

  /** The clipboard is closed to pages that came over plain HTTP from elsewhere: then the address stands in the address bar. */
  async #copyAddress(): Promise<void> {
    if (this.stored === undefined) return;
    const hash = messageHash(this.stored.room, this.stored.sequence);
    try {
      await navigator.clipboard.writeText(`${location.origin}${location.pathname}${hash}`);
      this.dispatchEvent(new NoticeEvent(texts.copied));
    } catch {
      location.hash = hash;
      this.dispatchEvent(new NoticeEvent(texts.notCopied));
    }
  }

  #renderSeen(): TemplateResult {
    const named = this.seenBy.slice(0, MOST_READERS).map(({ name }) => name);
    const rest = this.seenBy.length - named.length;
    return html`<p class="seen" title=${this.seenBy.map(({ name, handle }) => `${name} (@${handle})`).join(', ')}>
      Seen by ${named.join(', ')}${rest === 0 ? nothing : ` and ${rest} more`}
    </p>`;
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

function isAction(content: Content): boolean {
  return content.type === 'message' && content.action === true;
}

declare global {
  interface HTMLElementTagNameMap {
    'message-row': MessageRow;
  }
}
