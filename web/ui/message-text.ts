// <message-text>: what a message says. Text only ever becomes text; long ones are folded, odd ones explained.
import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isBlank } from '../domain/blank.ts';
import { segments } from '../domain/links.ts';
import type { Segment } from '../domain/links.ts';
import type { Content } from '../protocol/content.ts';
import { unreachable } from '../protocol/unreachable.ts';
import { PersonWantedEvent } from './room-events.ts';
import { buttons, common } from './styles.ts';

/** Longer texts are folded: in lines, and in characters. */
const FOLD_LINES = 20;
const FOLD_LENGTH = 2000;

@customElement('message-text')
export class MessageText extends LitElement {
  static override styles = [
    common,
    buttons,
    css`
      :host {
        display: block;
        max-width: var(--measure);
      }

      .text {
        width: fit-content;
        max-width: 100%;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        unicode-bidi: isolate;
      }

      .action {
        display: inline;
      }

      .folded {
        max-height: 15rem;
        overflow: hidden;
        mask-image: linear-gradient(#000 70%, transparent);
      }

      .emoji {
        font-size: var(--text-emoji);
        line-height: 1.25;
      }

      a {
        color: var(--accent);
        text-underline-offset: 0.15em;
        border-radius: var(--radius-s);
      }

      .mention {
        padding: 0 0.15em;
        border-radius: var(--radius-s);
        background: var(--accent-soft);
        color: var(--accent-strong);
        font-weight: 500;
        user-select: text;
      }

      .mention:hover {
        text-decoration: underline;
      }

      .mention.self {
        background: var(--accent);
        color: var(--on-accent);
      }

      .note {
        color: var(--muted);
        font-style: italic;
      }

      summary {
        width: fit-content;
        color: var(--muted);
        font-size: var(--text-s);
        border-radius: var(--radius-s);
        cursor: pointer;
      }

      pre {
        max-height: 15rem;
        margin: var(--space-1) 0 0;
        padding: var(--space-2) var(--space-3);
        overflow: auto;
        background: var(--sunken);
        border-radius: var(--radius-m);
        font: var(--text-s) / var(--line) var(--font-mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) content: Content = { type: 'plain', text: '' };
  /** The reader's handle. */
  @property() self = '';
  @state() private unfolded = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('content')) this.unfolded = false;
  }

  override render(): TemplateResult {
    const { content } = this;
    switch (content.type) {
      case 'message':
      case 'plain':
        return this.#renderText(content.text, content.type === 'message' && content.action === true);
      case 'unsupported':
        return renderOdd(`This version of natter cannot show a message of type “${content.kind}”.`, content.raw);
      case 'malformed':
        return renderOdd(`This message breaks the protocol – ${content.problem}.`, content.raw);
      default:
        return unreachable(content);
    }
  }

  #renderText(text: string, action: boolean): TemplateResult {
    if (isBlank(text)) return html`<span class="note">${text === '' ? 'An empty message' : 'A blank message'}</span>`;
    const lines = text.split('\n').length;
    const long = lines > FOLD_LINES || text.length > FOLD_LENGTH;
    const kind = long && !this.unfolded ? 'folded' : action ? 'action' : isEmoji(text) ? 'emoji' : '';
    const all = lines > FOLD_LINES ? `all ${lines.toLocaleString()} lines` : 'all of it';
    return html`<div class="text ${kind}" dir="auto">${segments(text).map((segment) => this.#renderSegment(segment))}</div>${
      long
        ? html`<button class="link" type="button" aria-expanded=${this.unfolded} @click=${this.#fold}>
              ${this.unfolded ? 'Show less' : `Show ${all}`}
            </button>`
        : nothing
    }`;
  }

  #renderSegment(segment: Segment): TemplateResult | string {
    switch (segment.type) {
      case 'text':
        return segment.text;
      case 'link':
        return html`<a href=${segment.href} target="_blank" rel="noopener noreferrer nofollow">${segment.text}</a>`;
      case 'mention': {
        const { text, handle } = segment;
        const kind = handle === this.self ? 'mention self' : 'mention';
        return html`<button class=${kind} type="button" @click=${(event: Event) => this.#wantsPerson(handle, event)}>${text}</button>`;
      }
      default:
        return unreachable(segment);
    }
  }

  #wantsPerson(handle: string, { currentTarget }: Event): void {
    if (currentTarget instanceof Element) this.dispatchEvent(new PersonWantedEvent(handle, currentTarget));
  }

  #fold(): void {
    this.unfolded = !this.unfolded;
  }
}

function renderOdd(sentence: string, raw: string): TemplateResult {
  return html`<span class="note">${sentence}</span>
    <details>
      <summary>What was sent</summary>
      <pre dir="auto">${raw}</pre>
    </details>`;
}

const EMOJI = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200D|\uFE0F|\s/gu;

/** A few emoji and nothing else. */
function isEmoji(text: string): boolean {
  return text.length <= 24 && text.replaceAll(EMOJI, '') === '';
}

declare global {
  interface HTMLElementTagNameMap {
    'message-text': MessageText;
  }
}
