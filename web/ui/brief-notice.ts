// <brief-notice>: what became of something the person did, in a sentence that goes away by itself.
import { css, html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { common } from './styles.ts';

/** Long enough to read two lines. */
const SHOWN_MS = 5000;

@customElement('brief-notice')
export class BriefNotice extends LitElement {
  static override styles = [
    common,
    css`
      :host {
        position: fixed;
        inset: auto 0 6.5rem 0;
        display: flex;
        justify-content: center;
        padding-inline: var(--space-4);
        pointer-events: none;
      }

      p {
        max-width: 30rem;
        margin: 0;
        padding: var(--space-2) var(--space-4);
        border-radius: var(--radius-m);
        background: var(--text);
        color: var(--surface);
        font-size: var(--text-s);
        overflow-wrap: anywhere;
        box-shadow: var(--shadow);
        animation: rise var(--calm) both;
      }

      p:empty {
        display: none;
      }

      @keyframes rise {
        from {
          opacity: 0;
          translate: 0 var(--space-2);
        }
      }
    `,
  ];

  /** Another object is another notice, also if it says the same. */
  @property({ attribute: false }) notice: { readonly sentence: string } | undefined;
  #hiding: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#hiding);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('notice') || this.notice === undefined) return;
    clearTimeout(this.#hiding);
    this.#hiding = setTimeout(() => (this.notice = undefined), SHOWN_MS);
  }

  override render(): TemplateResult {
    return html`<div role="status"><p>${this.notice?.sentence ?? ''}</p></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'brief-notice': BriefNotice;
  }
}
