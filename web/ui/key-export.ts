// <key-export>: carries the key to another device, as a QR code or as text, sealed with a passphrase.
import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { PASSPHRASE_MIN_LENGTH, sealProblem } from '../session/key-transfer.ts';
import { KeyExportedEvent } from './events.ts';
import type { Export } from './key-controller.ts';
import { buttons, common, fields } from './styles.ts';
import { valueOf } from './value-of.ts';
import './qr-code.ts';

/** Names of every machine for itself: an address with one of them leads nowhere on another device. */
const LOOPBACK = /^(localhost|127\..*|\[::1\])$/;

const texts = {
  choose: 'Choose a passphrase. Whoever has it together with the code that follows can write as you.',
  passphrase: 'Passphrase',
  passphraseHint: (length: number): string => `At least ${length} characters; the other device asks for it.`,
  seal: 'Show the code',
  sealing: 'Sealing …',
  scan: 'Scan this with the other device, or open the address below there, and give the same passphrase.',
  code: 'QR code with the address below',
  loopback:
    'Here natter goes by a name that means every device itself. On another one, open it under the name it has ' +
    'there, and paste this address where it offers to bring your key.',
  address: 'Address for the other device',
  copy: 'Copy the address',
  copied: 'Copied',
} as const;

@customElement('key-export')
export class KeyExport extends LitElement {
  static override styles = [
    common,
    buttons,
    fields,
    css`
      form,
      :host {
        display: grid;
        gap: var(--space-4);
      }

      p {
        margin: 0;
      }

      qr-code {
        width: min(16rem, 100%);
        margin-inline: auto;
      }

      output {
        display: block;
        max-height: 5.5rem;
        padding: var(--space-3);
        overflow-y: auto;
        border-radius: var(--radius-m);
        background: var(--sunken);
        font: var(--text-xs) var(--font-mono);
        overflow-wrap: anywhere;
        user-select: all;
      }
    `,
  ];

  @property({ attribute: false }) exported: Export = { type: 'none' };
  @state() private passphrase = '';
  @state() private copied = false;

  override render(): TemplateResult {
    const { exported } = this;
    const insecure = sealProblem();
    if (insecure !== undefined) return html`<p class="problem" role="alert">${insecure}</p>`;
    if (exported.type === 'sealed') return this.#renderSealed(exported.address);
    const short = this.passphrase.length < PASSPHRASE_MIN_LENGTH;
    return html`<form @submit=${this.#submit}>
      <p>${texts.choose}</p>
      <div>
        <label for="passphrase">${texts.passphrase}</label>
        <input
          id="passphrase"
          type="password"
          autocomplete="new-password"
          aria-describedby="note"
          .value=${this.passphrase}
          @input=${(event: InputEvent) => (this.passphrase = valueOf(event))}
        />
        <p class="hint" id="note">${texts.passphraseHint(PASSPHRASE_MIN_LENGTH)}</p>
      </div>
      ${exported.type === 'failed' ? html`<p class="problem" role="alert">${exported.problem}</p>` : nothing}
      <button class="button primary" type="submit" ?disabled=${short || exported.type === 'busy'}>
        ${exported.type === 'busy' ? texts.sealing : texts.seal}
      </button>
    </form>`;
  }

  #renderSealed(address: string): TemplateResult {
    return html`
      <p>${texts.scan}</p>
      <qr-code .text=${address} label=${texts.code}></qr-code>
      ${LOOPBACK.test(new URL(address).hostname) ? html`<p class="hint">${texts.loopback}</p>` : nothing}
      <output aria-label=${texts.address}>${address}</output>
      <button class="button quiet" type="button" @click=${() => this.#copy(address)}>
        ${this.copied ? texts.copied : texts.copy}
      </button>
    `;
  }

  async #copy(address: string): Promise<void> {
    await navigator.clipboard.writeText(address);
    this.copied = true;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    if (this.passphrase.length < PASSPHRASE_MIN_LENGTH) return;
    this.copied = false;
    this.dispatchEvent(new KeyExportedEvent(this.passphrase));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'key-export': KeyExport;
  }
}
