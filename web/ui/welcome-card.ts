// <welcome-card>: what a first visitor sees.
import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { brandIcon } from './icons.ts';
import { common } from './styles.ts';
import './identity-form.ts';

@customElement('welcome-card')
export class WelcomeCard extends LitElement {
  static override styles = [
    common,
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

  /** This browser will know the person again. */
  @property({ type: Boolean }) remembers = true;

  override render(): TemplateResult {
    return html`<main>
      <h1>${brandIcon(32)}natter</h1>
      <p>A chat whose tabs speak NATS themselves. How about this name?</p>
      <identity-form></identity-form>
      ${
        this.remembers
          ? ''
          : html`<p class="notice">This browser lets natter keep nothing, so it will ask again next time.</p>`
      }
    </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'welcome-card': WelcomeCard;
  }
}
