// <handle-field>: the handle somebody wants, and what stands against it.
import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { TurnedAway } from '../domain/identity.ts';
import { isAboutCode, refusalSentence } from '../protocol/login.ts';
import { HANDLE_MAX_LENGTH, handleProblem } from '../protocol/subjects.ts';
import { HandleConsideredEvent } from './events.ts';
import { buttons, common, fields } from './styles.ts';

const texts = {
  handle: 'Handle',
  hint: 'Part of every subject you publish to; yours alone once you have used it.',
  free: 'Free:',
} as const;

@customElement('handle-field')
export class HandleField extends LitElement {
  static override styles = [
    common,
    buttons,
    fields,
    css`
      .handle {
        position: relative;
      }

      .handle span {
        position: absolute;
        inset-block: 0;
        inset-inline-start: var(--space-3);
        display: grid;
        place-items: center;
        color: var(--muted);
      }

      .handle input {
        padding-inline-start: calc(var(--space-5) + var(--space-1));
      }

      .free {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: var(--space-1) var(--space-3);
        margin: var(--space-1) 0 0;
        font-size: var(--text-s);
      }
    `,
  ];

  @property() value = '';
  /** The person wanted to go on like this: says also what is missing. */
  @property({ type: Boolean }) insist = false;
  /** The door's last answer. */
  @property({ attribute: false }) turnedAway: TurnedAway | undefined;
  @query('input') private readonly input!: HTMLInputElement;

  override focus(): void {
    this.input.focus();
  }

  override render(): TemplateResult {
    const { problem, free } = this.#objection();
    return html`
      <label for="handle">${texts.handle}</label>
      <div class="handle">
        <span aria-hidden="true">@</span>
        <input
          id="handle"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          maxlength=${HANDLE_MAX_LENGTH}
          aria-invalid=${problem === undefined ? 'false' : 'true'}
          aria-describedby="note"
          .value=${live(this.value)}
          @input=${() => this.#consider(this.input.value)}
        />
      </div>
      <div id="note" aria-live="polite">
        ${problem === undefined ? html`<p class="hint">${texts.hint}</p>` : html`<p class="problem">${problem}</p>`}
        ${free.length === 0 ? nothing : this.#renderFree(free)}
      </div>
    `;
  }

  #renderFree(free: readonly string[]): TemplateResult {
    return html`<p class="free">
      ${texts.free}
      ${free.map(
        (handle) => html`<button class="link" type="button" @click=${() => this.#consider(handle)}>@${handle}</button>`,
      )}
    </p>`;
  }

  #objection(): { readonly problem: string | undefined; readonly free: readonly string[] } {
    const { value, turnedAway } = this;
    const problem = value === '' && !this.insist ? undefined : handleProblem(value);
    if (problem !== undefined || turnedAway?.handle !== value) return { problem, free: [] };
    const { reason, free } = turnedAway.refusal;
    return isAboutCode(reason) ? { problem: undefined, free: [] } : { problem: refusalSentence(reason, value), free };
  }

  #consider(handle: string): void {
    this.dispatchEvent(new HandleConsideredEvent(handle));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'handle-field': HandleField;
  }
}
