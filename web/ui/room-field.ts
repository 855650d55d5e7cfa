// <room-field>: the way into any room by its name, which starts a room nobody has spoken in.
import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ROOM_MAX_LENGTH, roomProblem } from '../protocol/subjects.ts';
import { RoomChosenEvent } from './events.ts';
import { plusIcon } from './icons.ts';
import { buttons, common, fields } from './styles.ts';

const texts = {
  field: 'Join or start a room',
  enter: 'Enter the room',
  proposal: { before: 'Did you mean', after: '? Capitals count.' },
} as const;

@customElement('room-field')
export class RoomField extends LitElement {
  static override styles = [
    common,
    buttons,
    fields,
    css`
      :host {
        display: block;
      }

      .field {
        position: relative;
      }

      .field .icon {
        --target: 2rem;
        position: absolute;
        inset: 0 var(--space-1) 0 auto;
        margin-block: auto;
      }

      input {
        padding-inline-end: var(--space-6);
        border-color: var(--edge);
      }

      .proposal {
        margin: var(--space-1) 0 0;
        font-size: var(--text-s);
      }
    `,
  ];

  /** The names of the rooms one is in. */
  @property({ attribute: false }) names: readonly string[] = [];
  @state() private text = '';
  @state() private problem: string | undefined;
  @query('input') private readonly input!: HTMLInputElement;

  override render(): TemplateResult {
    return html`<form @submit=${this.#submit} novalidate>
      <label class="visually-hidden" for="join">${texts.field}</label>
      <div class="field">
        <input
          id="join"
          placeholder=${texts.field}
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          maxlength=${ROOM_MAX_LENGTH + 1}
          aria-invalid=${this.problem === undefined ? 'false' : 'true'}
          aria-describedby="join-note"
          .value=${this.text}
          @input=${this.#typed}
        />
        <button class="icon" type="submit" aria-label=${texts.enter} title=${texts.enter}>${plusIcon}</button>
      </div>
      <div id="join-note" aria-live="polite">${this.#renderNote()}</div>
    </form>`;
  }

  #renderNote(): TemplateResult | typeof nothing {
    if (this.problem !== undefined) return html`<p class="problem">${this.problem}</p>`;
    const other = this.#otherSpelling();
    if (other === undefined) return nothing;
    return html`<p class="proposal">
      ${texts.proposal.before}
      <button class="link" type="button" @click=${() => this.#enter(other)}>#${other}</button>${texts.proposal.after}
    </p>`;
  }

  /** A room one is in already whose name differs only in capitals. */
  #otherSpelling(): string | undefined {
    const typed = this.#typedRoom();
    const { names } = this;
    return names.includes(typed) ? undefined : names.find((room) => room.toLowerCase() === typed.toLowerCase());
  }

  #typedRoom(): string {
    return this.text.trim().replace(/^#/, '');
  }

  #typed(): void {
    this.text = this.input.value;
    this.problem = undefined;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const room = this.#typedRoom();
    this.problem = roomProblem(room);
    if (this.problem === undefined) this.#enter(room);
  }

  #enter(room: string): void {
    this.text = '';
    this.dispatchEvent(new RoomChosenEvent(room));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-field': RoomField;
  }
}
