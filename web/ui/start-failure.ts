// <start-failure>: natter cannot begin, and why.
import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { brandIcon } from './icons.ts';
import { buttons, common } from './styles.ts';

const texts = {
  tryAgain: 'Try again',
} as const;

@customElement('start-failure')
export class StartFailure extends LitElement {
  static override styles = [
    common,
    buttons,
    css`
      :host {
        display: block;
        height: 100%;
      }

      main {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: var(--space-3);
        height: 100%;
        padding: var(--space-5);
        text-align: center;
      }

      p {
        max-width: 30rem;
        margin: 0;
      }
    `,
  ];

  /** A sentence with what to do about it. */
  @property() reason = '';

  override render(): TemplateResult {
    return html`<main>
      ${brandIcon(48)}
      <p role="alert">${this.reason}</p>
      <button class="button primary" type="button" @click=${() => location.reload()}>${texts.tryAgain}</button>
    </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'start-failure': StartFailure;
  }
}
