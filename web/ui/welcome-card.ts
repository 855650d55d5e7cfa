// <welcome-card>: what somebody sees who is not in: a first visitor, one who was turned away, one who brings a key.
import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Identity, TurnedAway } from '../domain/identity.ts';
import { brandIcon } from './icons.ts';
import type { Import } from './key-controller.ts';
import { buttons, common } from './styles.ts';
import './identity-form.ts';
import './key-import.ts';

const texts = {
  first: 'A chat whose tabs speak NATS themselves. How about this name?',
  again: 'Who would you like to be?',
  elsewhere: 'Have you been here on another device?',
  bringKey: 'Bring your key',
  importing: 'Go on as who you are on your other device.',
  notNow: 'Not now',
  forgets: 'This browser lets natter keep nothing. Your key, and with it your handle, is gone when you close this tab.',
} as const;

@customElement('welcome-card')
export class WelcomeCard extends LitElement {
  static override styles = [
    common,
    buttons,
    css`
      :host {
        display: grid;
        height: 100%;
        overflow-y: auto;
        padding: var(--space-4);
        background: var(--canvas);
      }

      main {
        width: min(26rem, 100%);
        margin: auto;
        padding: var(--space-6);
        border-radius: var(--radius-l);
        background: var(--surface);
        box-shadow: var(--shadow);
      }

      h1 {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        margin: 0;
        font-size: var(--text-xl);
        letter-spacing: -0.015em;
      }

      p {
        margin: var(--space-2) 0 var(--space-5);
        color: var(--muted);
      }

      .notice {
        margin: var(--space-4) 0 0;
        font-size: var(--text-s);
      }

      @media (max-width: 40rem) {
        main {
          padding: var(--space-5);
        }
      }
    `,
  ];

  /** Who was here before, or whom the tab's address names. */
  @property({ attribute: false }) identity: Identity | undefined;
  @property({ type: Boolean, attribute: 'asks-code' }) asksCode = false;
  @property() code = '';
  @property({ attribute: false }) turnedAway: TurnedAway | undefined;
  /** A person from another device, as the address brought it; empty if it did not. */
  @property() sealed = '';
  @property({ attribute: false }) imported: Import = { type: 'none' };
  /** The person has a key elsewhere. */
  @state() private bringsKey = false;
  /** This browser will know the person again. */
  @property({ type: Boolean }) remembers = true;

  override render(): TemplateResult {
    const importing = this.bringsKey || this.sealed !== '';
    return html`<main>
      <h1>${brandIcon(32)}natter</h1>
      ${importing ? this.#renderImport() : this.#renderForm()}
      ${this.remembers ? nothing : html`<p class="notice">${texts.forgets}</p>`}
    </main>`;
  }

  #renderForm(): TemplateResult {
    return html`
      <p>${this.identity === undefined ? texts.first : texts.again}</p>
      <identity-form
        .identity=${this.identity}
        .asksCode=${this.asksCode}
        .code=${this.code}
        .turnedAway=${this.turnedAway}
      ></identity-form>
      <p class="notice">
        ${texts.elsewhere}
        <button class="link" type="button" @click=${() => (this.bringsKey = true)}>${texts.bringKey}</button>
      </p>
    `;
  }

  #renderImport(): TemplateResult {
    const { imported } = this;
    return html`
      <p>${texts.importing}</p>
      <key-import
        .sealed=${this.sealed}
        .replaces=${this.identity?.handle ?? ''}
        .problem=${imported.type === 'failed' ? imported.problem : ''}
        .busy=${imported.type === 'busy'}
      ></key-import>
      <p class="notice"><a class="link" href="#" @click=${() => (this.bringsKey = false)}>${texts.notNow}</a></p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'welcome-card': WelcomeCard;
  }
}
