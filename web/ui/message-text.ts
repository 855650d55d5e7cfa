// <message-text>: what a message says. Text only ever becomes text; long ones are folded, odd ones explained.
import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isBlank } from '../domain/blank.ts';
import { segments } from '../domain/links.ts';
import type { Content } from '../protocol/content.ts';
import { unreachable } from '../protocol/unreachable.ts';
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
  @state() private unfolded = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('content')) this.unfolded = false;
  }

  override render(): TemplateResult {
    const { content } = this;
    switch (content.type) {
      case 'message':
      case 'plain':
        return this.#renderText(content.text);
      case 'unsupported':
        return renderOdd(`This version of natter cannot show a message of type “${content.kind}”.`, content.raw);
      case 'malformed':
        return renderOdd(`This message breaks the protocol – ${content.problem}.`, content.raw);
      default:
        return unreachable(content);
    }
  }

  #renderText(text: string): TemplateResult {
    if (isBlank(text)) return html`<span class="note">${text === '' ? 'An empty message' : 'A blank message'}</span>`;
    const lines = text.split('\n').length;
    const long = lines > FOLD_LINES || text.length > FOLD_LENGTH;
    const kind = long && !this.unfolded ? 'folded' : isEmoji(text) ? 'emoji' : '';
    const all = lines > FOLD_LINES ? `all ${lines.toLocaleString()} lines` : 'all of it';
    return html`<div class="text ${kind}" dir="auto">${segments(text).map((segment) =>
      segment.type === 'text'
        ? segment.text
        : html`<a href=${segment.href} target="_blank" rel="noopener noreferrer nofollow">${segment.text}</a>`,
    )}</div>${
      long
        ? html`<button class="link" type="button" aria-expanded=${this.unfolded} @click=${this.#fold}>
              ${this.unfolded ? 'Show less' : `Show ${all}`}
            </button>`
        : nothing
    }`;
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
