// <completion-list>: what a half-written word could become, above the field it is written in. Loaded with the first such word.
// It has no shadow root of its own, for the field must be able to name its options.
import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Choice } from '../domain/completion.ts';
import { CompletionPickedEvent } from './way-events.ts';

const texts = { list: 'Suggestions' } as const;

/** The id of the list, by which a field refers to it. */
export const LIST_ID = 'completions';

/** The id of its option number `index`. */
export function optionId(index: number): string {
  return `completion-${index}`;
}

const styles = css`
  completion-list {
    position: absolute;
    inset: auto 0 calc(100% + var(--space-1)) 0;
    z-index: 1;
  }

  completion-list ul {
    max-height: min(24rem, 60dvh);
    margin: 0;
    padding: var(--space-1);
    overflow-y: auto;
    border: 1px solid var(--edge);
    border-radius: var(--radius-m);
    background: var(--surface);
    box-shadow: var(--shadow);
    list-style: none;
  }

  completion-list li {
    display: flex;
    align-items: baseline;
    gap: var(--space-2);
    min-height: 2.25rem;
    padding: var(--space-1) var(--space-3);
    align-items: center;
    border-radius: var(--radius-s);
    cursor: pointer;
  }

  completion-list li[aria-selected='true'] {
    background: var(--accent-soft);
  }

  completion-list strong {
    font-weight: 650;
    overflow-wrap: anywhere;
  }

  completion-list span {
    color: var(--muted);
    font-size: var(--text-s);
  }

  completion-list .detail {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: end;
  }
`;

@customElement('completion-list')
export class CompletionList extends LitElement {
  @property({ attribute: false }) choices: readonly Choice[] = [];
  /** The one that is taken next. */
  @property({ type: Number }) active = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const root = this.getRootNode();
    const sheet = styles.styleSheet;
    if (!(root instanceof ShadowRoot) || sheet === undefined || root.adoptedStyleSheets.includes(sheet)) return;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }

  override render(): TemplateResult {
    return html`<ul role="listbox" id=${LIST_ID} aria-label=${texts.list} @mousedown=${keepFocus}>
      ${this.choices.map(
        ({ insert, takes, detail }, index) =>
          html`<li
            role="option"
            id=${optionId(index)}
            aria-selected=${index === this.active}
            @click=${() => this.dispatchEvent(new CompletionPickedEvent(index))}
          >
            <strong>${insert}</strong> <span>${takes}</span> <span class="detail">${detail}</span>
          </li>`,
      )}
    </ul>`;
  }

  protected override updated(): void {
    this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }
}

/** The field keeps the cursor. */
function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}

declare global {
  interface HTMLElementTagNameMap {
    'completion-list': CompletionList;
  }
}
