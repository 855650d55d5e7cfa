// <typing-line>: who is writing right now, in one line that is always there, so that nothing jumps.
import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { common } from './styles.ts';

/** More than these are "several people". */
const MOST_NAMED = 3;

const texts = {
  several: 'Several people are writing …',
  some: (names: readonly string[]): string =>
    names.length === 1
      ? `${names[0]} is writing …`
      : `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are writing …`,
};

@customElement('typing-line')
export class TypingLine extends LitElement {
  static override styles = [
    common,
    css`
      :host {
        display: block;
        height: 1.25rem;
        padding-inline: calc(var(--space-5) + var(--space-3));
        overflow: hidden;
        color: var(--muted);
        font-size: var(--text-xs);
        line-height: 1.25rem;
      }

      p {
        margin: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        unicode-bidi: isolate;
      }
    `,
  ];

  /** The display names of those who are writing. */
  @property({ attribute: false }) names: readonly string[] = [];

  override render(): TemplateResult | typeof nothing {
    const { names } = this;
    if (names.length === 0) return nothing;
    // Not announced: a screen reader would speak of it all the time.
    return html`<p>${names.length > MOST_NAMED ? texts.several : texts.some(names)}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'typing-line': TypingLine;
  }
}
