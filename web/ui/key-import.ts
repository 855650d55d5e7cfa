// <key-import>: takes over the key of another device.
import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { sealProblem } from '../session/key-transfer.ts';
import { KeyImportedEvent } from './events.ts';
import { buttons, common, fields } from './styles.ts';
import { valueOf } from './value-of.ts';

const texts = {
  text: 'Address or text from the other device',
  passphrase: 'Passphrase',
  replaces: {
    before: 'This browser is',
    after: 'so far. Its key would be gone: move it to another device first if you want to keep it.',
  },
  open: 'Go on as on the other device',
  opening: 'Opening …',
} as const;

@customElement('key-import')
export class KeyImport extends LitElement {
  static override styles = [
    common,
    buttons,
    fields,
    css`
      form {
        display: grid;
        gap: var(--space-4);
      }

      p {
        margin: 0;
      }
    `,
  ];

  /** What came with the address; empty if the person is to paste it. */
  @property() sealed = '';
  /** Who this browser is so far; their key would be gone. */
  @property() replaces = '';
  /** Why it did not work. */
  @property() problem = '';
  @property({ type: Boolean }) busy = false;
  @state() private text = '';
  @state() private passphrase = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('sealed')) this.text = this.sealed;
  }

  override render(): TemplateResult {
    const insecure = sealProblem();
    if (insecure !== undefined) return html`<p class="problem" role="alert">${insecure}</p>`;
    return html`<form @submit=${this.#submit}>
      ${this.sealed === '' ? this.#renderText() : nothing}
      <div>
        <label for="passphrase">${texts.passphrase}</label>
        <input
          id="passphrase"
          type="password"
          autocomplete="off"
          aria-describedby="problem"
          .value=${live(this.passphrase)}
          @input=${(event: InputEvent) => (this.passphrase = valueOf(event))}
        />
        <div id="problem" aria-live="polite">
          ${this.problem === '' ? nothing : html`<p class="problem">${this.problem}</p>`}
        </div>
      </div>
      ${
        this.replaces === ''
          ? nothing
          : html`<p>
              ${texts.replaces.before} <strong>@${this.replaces}</strong> ${texts.replaces.after}
            </p>`
      }
      <button class="button primary" type="submit" ?disabled=${this.busy || this.text === '' || this.passphrase === ''}>
        ${this.busy ? texts.opening : texts.open}
      </button>
    </form>`;
  }

  #renderText(): TemplateResult {
    return html`<div>
      <label for="text">${texts.text}</label>
      <input
        id="text"
        autocomplete="off"
        spellcheck="false"
        placeholder="natter1.…"
        .value=${live(this.text)}
        @input=${(event: InputEvent) => (this.text = valueOf(event))}
      />
    </div>`;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    if (this.text !== '' && this.passphrase !== '')
      this.dispatchEvent(new KeyImportedEvent(this.text, this.passphrase));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'key-import': KeyImport;
  }
}
