// <user-avatar>: an emoji on the colour somebody chose, or on the one their handle always gets.
import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { hueOf } from '../domain/identity.ts';

@customElement('user-avatar')
export class UserAvatar extends LitElement {
  static override styles = css`
    :host {
      display: block;
      width: var(--avatar);
      height: var(--avatar);
      flex: none;
    }

    span {
      display: grid;
      place-items: center;
      width: 100%;
      height: 100%;
      overflow: hidden;
      border-radius: var(--radius-m);
      background: light-dark(oklch(var(--avatar-light) var(--hue)), oklch(var(--avatar-dark) var(--hue)));
      font-size: calc(var(--avatar) * 0.56);
      font-weight: 600;
      line-height: 1;
      white-space: nowrap;
      user-select: none;
    }
  `;

  @property() handle = '';
  /** What stands on the colour; the handle's first letter if empty. */
  @property() emoji = '';

  /** In degrees; the handle's own if undefined. */
  @property({ attribute: false }) hue: number | undefined;

  override render(): TemplateResult {
    return html`<span aria-hidden="true">${this.emoji || this.handle.slice(0, 1).toUpperCase()}</span>`;
  }

  /** Set from here, for the page's policy forbids style attributes. */
  protected override updated(): void {
    this.style.setProperty('--hue', String(this.hue ?? hueOf(this.handle)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'user-avatar': UserAvatar;
  }
}
