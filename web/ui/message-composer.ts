// <message-composer>: where one writes. Keeps the text until it was taken, and says on the spot what cannot be sent.
import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { nextOneLiner } from '../domain/one-liners.ts';
import { textBytes } from '../protocol/content.ts';
import { take, WRITING_PACE } from '../protocol/pace.ts';
import type { Bucket } from '../protocol/pace.ts';
import { TEXT_MAX_BYTES } from '../protocol/streams.ts';
import { MessageWrittenEvent } from './events.ts';
import { sendIcon, sparkIcon } from './icons.ts';
import { buttons, common } from './styles.ts';

/** From here on the room that is left is shown, in bytes. */
const COUNT_FROM = TEXT_MAX_BYTES * 0.8;

@customElement('message-composer')
export class MessageComposer extends LitElement {
  static override styles = [
    common,
    buttons,
    css`
      :host {
        display: block;
        padding: 0 var(--space-5) max(var(--space-4), env(safe-area-inset-bottom));
      }

      form {
        display: flex;
        align-items: flex-end;
        gap: var(--space-2);
        padding: var(--space-1);
        border: 1px solid var(--edge-strong);
        border-radius: var(--radius-l);
        background: var(--surface);
      }

      form:focus-within {
        border-color: var(--accent);
        box-shadow: 0 0 0 1px var(--accent);
      }

      textarea {
        flex: 1;
        min-width: 0;
        min-height: var(--target);
        max-height: 40dvh;
        padding: calc((var(--target) - var(--text-m) * var(--line)) / 2) var(--space-3);
        resize: none;
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        line-height: var(--line);
        field-sizing: content;
        box-shadow: none !important;
      }

      textarea::placeholder {
        color: var(--muted);
        opacity: 1;
      }

      .button {
        border-radius: calc(var(--radius-l) - var(--space-1));
        white-space: nowrap;
      }

      .offer {
        color: var(--muted);
        font-weight: 500;
      }

      .offer:hover {
        background: var(--sunken);
        color: var(--text);
      }

      .note {
        min-height: 1.25rem;
        margin: var(--space-1) var(--space-3) 0;
        color: var(--muted);
        font-size: var(--text-xs);
      }

      .problem {
        color: var(--danger);
      }

      kbd {
        font: inherit;
        font-weight: 600;
      }

      @media (max-width: 40rem) {
        :host {
          padding-inline: var(--space-3);
        }

        .say,
        .keys {
          display: none;
        }

        .button {
          width: var(--target);
          padding: 0;
        }
      }
    `,
  ];

  @property() room = '';
  @state() private text = '';
  /** The person wrote more quickly than a room can be read. */
  @state() private hasty = false;
  #pace: Bucket | undefined;
  @query('textarea') private readonly textarea!: HTMLTextAreaElement;
  #lastOneLiner: string | undefined;
  /** What is half written in the other rooms. */
  readonly #drafts = new Map<string, string>();

  override focus(): void {
    this.textarea.focus();
  }

  /** Ready to write, except where the focus would bring up a keyboard over half the room. */
  protected override firstUpdated(): void {
    if (!matchMedia('(pointer: coarse)').matches) this.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('room');
    if (before === undefined || before === '') return;
    this.#drafts.set(before, this.text);
    this.text = this.#drafts.get(this.room) ?? '';
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('text')) this.#fitHeight();
  }

  override render(): TemplateResult {
    const empty = this.text.trim() === '';
    const bytes = textBytes(this.text);
    const tooLong = bytes > TEXT_MAX_BYTES;
    return html`
      <form @submit=${this.#submit}>
        <textarea
          rows="1"
          dir="auto"
          enterkeyhint="send"
          aria-label="Message to ${this.room}"
          aria-invalid=${tooLong ? 'true' : 'false'}
          aria-describedby="note"
          placeholder="Say something in ${this.room}…"
          .value=${live(this.text)}
          @input=${this.#input}
          @keydown=${this.#keydown}
        ></textarea>
        ${
          empty
            ? html`<button
                class="button offer"
                type="button"
                aria-label="Say something for me"
                title="Say something for me"
                @click=${this.#sayForMe}
              >
                ${sparkIcon}<span class="say">Say something for me</span>
              </button>`
            : html`<button class="button primary" type="submit" aria-label="Send" title="Send">${sendIcon}</button>`
        }
      </form>
      <p class="note" id="note" aria-live="polite">${this.#renderNote(bytes, tooLong)}</p>
    `;
  }

  #renderNote(bytes: number, tooLong: boolean): TemplateResult | typeof nothing {
    const kilobytes = (count: number): string => (count / 1024).toFixed(1);
    if (tooLong) {
      return html`<span class="problem"
        >That is too long: ${kilobytes(bytes)} of ${kilobytes(TEXT_MAX_BYTES)} KiB. Please shorten it or send it in parts.</span
      >`;
    }
    if (this.hasty) return html`A moment, please: that is more than ten messages a second. This one is still here.`;
    if (bytes > COUNT_FROM) return html`${kilobytes(TEXT_MAX_BYTES - bytes)} KiB left`;
    if (this.text === '') return nothing;
    return html`<span class="keys"><kbd>Enter</kbd> sends, <kbd>Shift</kbd>+<kbd>Enter</kbd> starts a new line</span>`;
  }

  #input(): void {
    this.hasty = false;
    this.text = this.textarea.value;
  }

  #keydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    this.#send();
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    this.#send();
    this.focus();
  }

  #send(): void {
    if (this.text.trim() === '' || textBytes(this.text) > TEXT_MAX_BYTES || this.#isHasty()) return;
    this.dispatchEvent(new MessageWrittenEvent(this.text.replace(/^\s*\n/, '').trimEnd()));
    this.text = '';
  }

  /** Counts a message, unless it would be too many. */
  #isHasty(): boolean {
    const after = take(WRITING_PACE, this.#pace, performance.now());
    this.hasty = after === undefined;
    this.#pace = after ?? this.#pace;
    return this.hasty;
  }

  #sayForMe(): void {
    if (this.#isHasty()) return;
    this.#lastOneLiner = nextOneLiner(this.#lastOneLiner);
    this.dispatchEvent(new MessageWrittenEvent(this.#lastOneLiner));
    this.focus();
  }

  /** For browsers without `field-sizing`. */
  #fitHeight(): void {
    if (CSS.supports('field-sizing', 'content')) return;
    this.textarea.style.height = 'auto';
    this.textarea.style.height = `${this.textarea.scrollHeight}px`;
  }
}

/** While an input method composes, Enter accepts its suggestion. Safari says so only by the key code. */
function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

declare global {
  interface HTMLElementTagNameMap {
    'message-composer': MessageComposer;
  }
}
