// <identity-form>: choose a name, a handle and an avatar; on a first visit and whenever one wants to be somebody new.
import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { visibleName } from '../domain/byline.ts';
import { handleFrom, portraitOf, proposeIdentity } from '../domain/identity.ts';
import type { Identity, TurnedAway } from '../domain/identity.ts';
import { NAME_MAX_LENGTH } from '../protocol/content.ts';
import { CODE_MAX_LENGTH, isAboutCode, refusalSentence } from '../protocol/login.ts';
import { ABOUT_MAX_LENGTH } from '../protocol/profile.ts';
import { handleProblem } from '../protocol/subjects.ts';
import { HandleConsideredEvent, IdentityChosenEvent } from './events.ts';
import type { AvatarChosenEvent } from './events.ts';
import { diceIcon } from './icons.ts';
import { buttons, common, fields } from './styles.ts';
import { valueOf } from './value-of.ts';
import './avatar-picker.ts';
import './handle-field.ts';
import './user-avatar.ts';

@customElement('identity-form')
export class IdentityForm extends LitElement {
  static override styles = [
    common,
    buttons,
    fields,
    css`
      form {
        display: grid;
        gap: var(--space-4);
      }

      .who {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        --avatar: 3.5rem;
      }

      .who p {
        margin: 0;
        min-width: 0;
        flex: 1;
        overflow-wrap: anywhere;
      }

      .who strong {
        display: block;
        font-size: var(--text-l);
      }

      .muted {
        color: var(--muted);
      }

      .another {
        background: var(--sunken);
      }

      .another:hover {
        background: var(--edge);
      }

      summary {
        width: fit-content;
        border-radius: var(--radius-s);
        color: var(--accent);
        font-size: var(--text-s);
        font-weight: 600;
        cursor: pointer;
      }

      avatar-picker {
        margin-top: var(--space-3);
      }
    `,
  ];

  /** Who to start from; somebody invented if there is nobody yet. */
  @property({ attribute: false }) identity: Identity | undefined;
  /** What the button says. */
  @property() action = 'Start chatting';
  /** The installation asks for an access code. */
  @property({ type: Boolean, attribute: 'asks-code' }) asksCode = false;
  /** The access code that is known already. */
  @property() code = '';
  /** The door's last answer. */
  @property({ attribute: false }) turnedAway: TurnedAway | undefined;

  @state() private draft: Identity = proposeIdentity(Math.random);
  /** The person pressed the button. */
  @state() private insist = false;
  /** The handle follows the name until the person gives it one of its own. */
  #handleFollows = true;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('identity') || this.identity === undefined) return;
    this.draft = this.identity;
    this.insist = false;
    this.#handleFollows = false; // how one is shown may change, and one is the same person
  }

  override render(): TemplateResult {
    const { name, handle, emoji, hue } = this.draft;
    return html`
      <form @submit=${this.#submit}>
        <div class="who">
          <user-avatar .handle=${handle} .emoji=${emoji} .hue=${hue}></user-avatar>
          <p><strong>${name || ' '}</strong><span class="muted">@${handle}</span></p>
          <button class="icon another" type="button" title="Another name" aria-label="Another name" @click=${this.#surprise}>
            ${diceIcon}
          </button>
        </div>
        <div>
          <label for="name">Name</label>
          <input
            id="name"
            autocomplete="nickname"
            maxlength=${NAME_MAX_LENGTH}
            .value=${live(name)}
            @input=${(event: InputEvent) => this.#rename(valueOf(event))}
          />
        </div>
        <handle-field
          .value=${handle}
          .insist=${this.insist}
          .turnedAway=${this.turnedAway}
          @keydown=${this.#submitByEnter}
          @handle-considered=${(event: HandleConsideredEvent) => this.#rehandle(event.handle)}
        ></handle-field>
        ${this.identity === undefined ? nothing : this.#renderAbout(this.draft.about ?? '')}
        ${this.asksCode ? this.#renderCode() : nothing}
        <details>
          <summary>Another avatar</summary>
          <avatar-picker .emoji=${emoji} .hue=${hue} .handle=${handle} @avatar-chosen=${this.#dress}></avatar-picker>
        </details>
        <button class="button primary" type="submit">${this.action}</button>
      </form>
    `;
  }

  /** Nobody is asked for it on the first visit. */
  #renderAbout(about: string): TemplateResult {
    return html`<div>
      <label for="about">About you</label>
      <input
        id="about"
        dir="auto"
        autocomplete="off"
        maxlength=${ABOUT_MAX_LENGTH}
        placeholder="What others may know"
        .value=${live(about)}
        @input=${(event: InputEvent) => (this.draft = { ...this.draft, about: valueOf(event) })}
      />
    </div>`;
  }

  #renderCode(): TemplateResult {
    const reason = this.turnedAway?.refusal.reason;
    const wrong = this.insist && reason !== undefined && isAboutCode(reason);
    return html`<div>
      <label for="code">Access code</label>
      <input
        id="code"
        type="password"
        autocomplete="off"
        maxlength=${CODE_MAX_LENGTH}
        aria-invalid=${wrong ? 'true' : 'false'}
        aria-describedby="code-note"
        .value=${live(this.code)}
        @input=${(event: InputEvent) => (this.code = valueOf(event))}
      />
      <div id="code-note" aria-live="polite">
        ${
          wrong
            ? html`<p class="problem">${refusalSentence(reason, this.draft.handle)}</p>`
            : html`<p class="hint">Whoever runs this chat can tell you.</p>`
        }
      </div>
    </div>`;
  }

  #rename(name: string): void {
    this.draft = { ...this.draft, name };
    const handle = handleFrom(name);
    if (!this.#handleFollows || handle === this.draft.handle) return;
    this.draft = { ...this.draft, handle };
    this.dispatchEvent(new HandleConsideredEvent(handle));
  }

  #rehandle(handle: string): void {
    this.#handleFollows = handle === '';
    this.draft = { ...this.draft, handle };
  }

  #dress({ avatar }: AvatarChosenEvent): void {
    const { name, handle, about } = this.draft;
    this.draft = { handle, ...portraitOf({ name, about, ...avatar }) };
  }

  #surprise(): void {
    this.#handleFollows = true;
    const { about } = this.draft;
    this.draft = { ...proposeIdentity(Math.random), about };
  }

  /** A form does not hear of Enter in a field of another shadow root. */
  #submitByEnter(event: KeyboardEvent): void {
    const [pressedIn] = event.composedPath();
    if (event.key !== 'Enter' || event.isComposing || !(pressedIn instanceof HTMLInputElement)) return;
    this.renderRoot.querySelector('form')?.requestSubmit();
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    this.insist = true;
    const { handle, about = '' } = this.draft;
    const name = visibleName(this.draft.name) || handle;
    const identity = { handle, ...portraitOf({ ...this.draft, name, about: about.trim() }) };
    if (handleProblem(handle) === undefined) this.dispatchEvent(new IdentityChosenEvent(identity, this.code));
    else this.renderRoot.querySelector('handle-field')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'identity-form': IdentityForm;
  }
}
