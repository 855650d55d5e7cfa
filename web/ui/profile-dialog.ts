// <profile-dialog>: who one is, the key that proves it, and the ways to move or forget it.
import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Identity, TurnedAway } from '../domain/identity.ts';
import { fingerprintOf } from '../domain/identity.ts';
import { isAboutCode } from '../protocol/login.ts';
import { dialogs } from './dialog-styles.ts';
import { KeyForgottenEvent } from './events.ts';
import { backIcon, closeIcon } from './icons.ts';
import type { Export } from './key-controller.ts';
import { buttons, common } from './styles.ts';
import './identity-form.ts';
import './key-export.ts';

type View = 'person' | 'move' | 'leave';

const TITLES: Readonly<Record<View, string>> = {
  person: 'Who you are',
  move: 'Move to another device',
  leave: 'Leave natter',
};

@customElement('profile-dialog')
export class ProfileDialog extends LitElement {
  static override styles = [
    common,
    buttons,
    dialogs,
    css`
      dialog {
        width: 26rem;
      }

      .back {
        margin-inline-start: calc(-1 * var(--space-2));
      }

      p {
        margin: var(--space-1) 0 var(--space-3);
      }

      section p {
        color: var(--muted);
        font-size: var(--text-s);
      }

      code {
        display: block;
        color: var(--text);
        font: var(--text-m) var(--font-mono);
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }

      .problem {
        color: var(--danger);
      }
    `,
  ];

  @property({ attribute: false }) me!: Identity;
  /** The public key, `U…`. */
  @property() key = '';
  /** The access code that let the person in. */
  @property() code = '';
  @property({ attribute: false }) turnedAway: TurnedAway | undefined;
  @property({ attribute: false }) exported: Export = { type: 'none' };
  /** Why others cannot be told about the profile. */
  @property({ attribute: false }) problem: string | undefined;
  @state() private view: View = 'person';
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  /** Open from the moment it is on the page; it says `close` when it is to go. */
  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  close(): void {
    this.dialog.close();
  }

  override render(): TemplateResult {
    const { view } = this;
    return html`<dialog
      aria-labelledby="title"
      @click=${this.#closeOutside}
      @close=${() => this.dispatchEvent(new Event('close'))}
    >
      ${this.#renderHeader(view)} ${this.#renderView(view)}
    </dialog>`;
  }

  #renderHeader(view: View): TemplateResult {
    return html`<header>
      ${
        view === 'person'
          ? nothing
          : html`<button class="icon back" type="button" aria-label="Back" title="Back" @click=${() => (this.view = 'person')}>
              ${backIcon}
            </button>`
      }
      <h2 id="title">${TITLES[view]}</h2>
      <button class="icon" type="button" aria-label="Close" title="Close" @click=${() => this.close()}>${closeIcon}</button>
    </header>`;
  }

  #renderView(view: View): TemplateResult {
    if (view === 'move') return html`<key-export .exported=${this.exported}></key-export>`;
    return view === 'leave' ? this.#renderLeaving() : this.#renderPerson();
  }

  #renderPerson(): TemplateResult {
    const reason = this.turnedAway?.refusal.reason; // the code may have been changed meanwhile
    return html`
      <identity-form
        action="Save"
        .identity=${this.me}
        .asksCode=${reason !== undefined && isAboutCode(reason)}
        .code=${this.code}
        .turnedAway=${this.turnedAway}
      ></identity-form>
      ${this.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      <section aria-labelledby="key">
        <h3 id="key">Your key</h3>
        <p>It lives in this browser, and only who has it can write as @${this.me.handle}. Its fingerprint:</p>
        <p><code>${fingerprintOf(this.key)}</code></p>
        <div class="ways">
          <button class="button quiet" type="button" @click=${() => (this.view = 'move')}>Move to another device</button>
          <button class="button quiet" type="button" @click=${() => (this.view = 'leave')}>Leave …</button>
        </div>
      </section>
    `;
  }

  #renderLeaving(): TemplateResult {
    return html`
      <p>
        This browser forgets your key and everything else about you. What you wrote stays. Nobody, you neither, can write as
        <strong>@${this.me.handle}</strong> again without the key, until the handle has been unused for long enough to be
        free.
      </p>
      <p>To keep it, move it to another device first.</p>
      <div class="ways">
        <button class="button danger" type="button" @click=${() => this.dispatchEvent(new KeyForgottenEvent())}>
          Forget my key
        </button>
        <button class="button quiet" type="button" @click=${() => (this.view = 'move')}>Move to another device</button>
      </div>
    `;
  }

  #closeOutside(event: MouseEvent): void {
    if (event.target === this.dialog) this.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'profile-dialog': ProfileDialog;
  }
}
