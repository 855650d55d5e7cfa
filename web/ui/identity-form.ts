// <identity-form>: choose a name, an emoji and a handle; on a first visit and whenever one wants to be somebody new.
import { css, html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { visibleName } from '../domain/byline.ts';
import { ANIMALS, handleFrom, proposeIdentity } from '../domain/identity.ts';
import type { Identity } from '../domain/identity.ts';
import { NAME_MAX_LENGTH } from '../protocol/content.ts';
import { HANDLE_MAX_LENGTH, handleProblem } from '../protocol/subjects.ts';
import { IdentityChosenEvent } from './events.ts';
import { diceIcon } from './icons.ts';
import { buttons, common, fields } from './styles.ts';
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

      .handle {
        position: relative;
      }

      .handle span {
        position: absolute;
        inset: 0 auto 0 var(--space-3);
        display: grid;
        place-items: center;
        color: var(--muted);
      }

      .handle input {
        padding-inline-start: var(--space-5);
      }

      .hint {
        margin: var(--space-1) 0 0;
        color: var(--muted);
        font-size: var(--text-s);
      }

      fieldset {
        border: 0;
        margin: 0;
        padding: 0;
        min-width: 0;
      }

      .emojis {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(2.25rem, 1fr));
        gap: var(--space-1);
        max-height: 7.5rem;
        margin-top: var(--space-1);
        padding: var(--space-1);
        overflow-y: auto;
        border: 1px solid var(--edge);
        border-radius: var(--radius-m);
      }

      .emojis label {
        display: grid;
        place-items: center;
        height: 2.25rem;
        border-radius: var(--radius-s);
        font-size: var(--text-l);
        cursor: pointer;
      }

      .emojis label:hover {
        background: var(--sunken);
      }

      .emojis label:has(:checked) {
        background: var(--accent-soft);
        box-shadow: inset 0 0 0 2px var(--accent);
      }

      .emojis label:has(:focus-visible) {
        box-shadow: var(--focus);
      }
    `,
  ];

  /** Who to start from; somebody invented if there is nobody yet. */
  @property({ attribute: false }) identity: Identity | undefined;
  /** What the button says. */
  @property() action = 'Start chatting';

  @state() private draft: Identity = proposeIdentity(Math.random);
  @state() private problem: string | undefined;
  /** The handle follows the name until the person gives it one of its own. */
  #handleFollows = true;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('identity') || this.identity === undefined) return;
    this.draft = this.identity;
    this.problem = undefined;
    this.#handleFollows = handleFrom(this.identity.name) === this.identity.handle;
  }

  protected override updated(): void {
    const choices = this.renderRoot.querySelectorAll<HTMLInputElement>('[name=emoji]');
    for (const choice of choices) choice.checked = choice.value === this.draft.emoji;
  }

  override render(): TemplateResult {
    const { name, handle, emoji } = this.draft;
    return html`
      <form @submit=${this.#submit}>
        <div class="who">
          <user-avatar .handle=${handle} .emoji=${emoji}></user-avatar>
          <p><strong>${name || ' '}</strong><span class="muted">@${handle}</span></p>
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
        <div>
          <label for="handle">Handle</label>
          <div class="handle">
            <span aria-hidden="true">@</span>
            <input
              id="handle"
              autocomplete="username"
              autocapitalize="none"
              spellcheck="false"
              maxlength=${HANDLE_MAX_LENGTH}
              aria-invalid=${this.problem === undefined ? 'false' : 'true'}
              aria-describedby="handle-note"
              .value=${live(handle)}
              @input=${(event: InputEvent) => this.#rehandle(valueOf(event))}
            />
          </div>
          <div id="handle-note" aria-live="polite">
            ${
              this.problem === undefined
                ? html`<p class="hint">Part of every subject you publish to; it tells you apart from everybody else.</p>`
                : html`<p class="problem">${this.problem}</p>`
            }
          </div>
        </div>
        <fieldset>
          <legend>Avatar</legend>
          <div class="emojis">${ANIMALS.map(([animal, choice]) => this.#renderEmoji(animal, choice))}</div>
        </fieldset>
        <button class="button primary" type="submit">${this.action}</button>
      </form>
    `;
  }

  #renderEmoji(animal: string, choice: string): TemplateResult {
    return html`<label title=${animal}>
      <input
        class="visually-hidden"
        type="radio"
        name="emoji"
        aria-label=${animal}
        .value=${choice}
        @change=${() => (this.draft = { ...this.draft, emoji: choice })}
      /><span aria-hidden="true">${choice}</span>
    </label>`;
  }

  #rename(name: string): void {
    const handle = this.#handleFollows ? handleFrom(name) : this.draft.handle;
    this.draft = { ...this.draft, name, handle };
    this.problem = undefined;
  }

  #rehandle(handle: string): void {
    this.#handleFollows = handle === '';
    this.draft = { ...this.draft, handle };
    this.problem = handle === '' ? undefined : handleProblem(handle);
  }

  #surprise(): void {
    this.#handleFollows = true;
    this.problem = undefined;
    this.draft = proposeIdentity(Math.random);
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const name = visibleName(this.draft.name) || this.draft.handle;
    this.problem = handleProblem(this.draft.handle);
    if (this.problem === undefined) this.dispatchEvent(new IdentityChosenEvent({ ...this.draft, name }));
    else this.renderRoot.querySelector<HTMLInputElement>('#handle')?.focus();
  }
}

function valueOf(event: InputEvent): string {
  return event.target instanceof HTMLInputElement ? event.target.value : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'identity-form': IdentityForm;
  }
}
