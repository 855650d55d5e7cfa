// <message-composer>: where one writes. Keeps the text until it was taken, and says on the spot what cannot be sent.
import { html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { nextOneLiner } from '../domain/one-liners.ts';
import type { People } from '../domain/people.ts';
import type { RoomState } from '../domain/room.ts';
import { textBytes } from '../protocol/content.ts';
import { take, WRITING_PACE } from '../protocol/pace.ts';
import type { Bucket } from '../protocol/pace.ts';
import { TEXT_MAX_BYTES } from '../protocol/streams.ts';
import { CompletionController } from './completion-controller.ts';
import { renderNote } from './composer-note.ts';
import { composerStyles } from './composer-styles.ts';
import { texts } from './composer-texts.ts';
import { DraftChangedEvent, MessageWrittenEvent } from './events.ts';
import { sendIcon, sparkIcon } from './icons.ts';
import { buttons, common } from './styles.ts';
import { CommandGivenEvent } from './way-events.ts';

@customElement('message-composer')
export class MessageComposer extends LitElement {
  static override styles = [common, buttons, composerStyles];

  @property() room = '';
  /** What was half written when the page was opened, by room. */
  @property({ attribute: false }) drafts: ReadonlyMap<string, string> = new Map();
  /** Who and what can be completed; they alone draw nothing anew. */
  @property({ attribute: false, hasChanged: () => false }) people: People = new Map();
  @property({ attribute: false, hasChanged: () => false }) rooms: ReadonlyMap<string, RoomState> = new Map();
  @state() private text = '';
  /** Why what was written is no command, as a sentence. */
  @state() private problem: string | undefined;
  /** The person wrote more quickly than a room can be read. */
  @state() private hasty = false;
  #pace: Bucket | undefined;
  @query('textarea') private readonly textarea!: HTMLTextAreaElement;
  readonly #completion = new CompletionController(this, {
    field: () => this.textarea,
    sources: ({ speakersIn }) => ({
      speakers: speakersIn(this.rooms.get(this.room)?.messages ?? []),
      people: this.people,
      rooms: [...this.rooms.keys()],
    }),
    changed: () => this.#input(),
  });
  #lastOneLiner: string | undefined;
  /** What is half written in the other rooms. */
  readonly #drafts = new Map<string, string>();

  override focus(): void {
    this.textarea.focus();
  }

  /** Puts `text` where the cursor is, apart from the word before it. */
  insert(text: string): void {
    const { selectionStart: at, selectionEnd: end, value } = this.textarea;
    const apart = at > 0 && !/\s$/.test(value.slice(0, at)) ? ' ' : '';
    this.textarea.setRangeText(`${apart}${text}`, at, end, 'end');
    this.#input();
    this.focus();
  }

  /** Ready to write, except where the focus would bring up a keyboard over half the room. */
  protected override firstUpdated(): void {
    if (!matchMedia('(pointer: coarse)').matches) this.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('room')) return;
    const before = changed.get('room') ?? '';
    if (before !== '') this.#drafts.set(before, this.text);
    this.problem = undefined;
    this.#completion.close();
    this.text = this.#drafts.get(this.room) ?? this.drafts.get(this.room) ?? '';
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('text')) this.#fitHeight();
  }

  override render(): TemplateResult {
    const { text, hasty, problem } = this;
    const empty = text.trim() === '';
    const bytes = textBytes(text);
    const wrong = bytes > TEXT_MAX_BYTES || problem !== undefined;
    return html`
      <form @submit=${this.#submit}>
        ${this.#completion.render()}
        <textarea
          rows="1"
          dir="auto"
          enterkeyhint="send"
          aria-label=${texts.field(this.room)}
          aria-invalid=${wrong ? 'true' : 'false'}
          aria-describedby="note"
          aria-autocomplete="list"
          aria-controls=${this.#completion.listId}
          aria-activedescendant=${this.#completion.activeId}
          placeholder=${texts.placeholder(this.room)}
          .value=${live(this.text)}
          @input=${this.#input}
          @keydown=${this.#keydown}
          @keyup=${this.#moved}
          @click=${this.#moved}
          @blur=${() => this.#completion.close()}
        ></textarea>
        ${
          empty
            ? html`<button
                class="button offer"
                type="button"
                aria-label=${texts.sayForMe}
                title=${texts.sayForMe}
                @click=${this.#sayForMe}
              >
                ${sparkIcon}<span class="say">${texts.sayForMe}</span>
              </button>`
            : html`<button class="button primary" type="submit" aria-label=${texts.send} title=${texts.send}>${sendIcon}</button>`
        }
      </form>
      <p class="note" id="note" aria-live="polite">${renderNote({ text, bytes, hasty, problem })}</p>
    `;
  }

  #input(): void {
    this.hasty = false;
    this.problem = undefined;
    this.text = this.textarea.value;
    this.dispatchEvent(new DraftChangedEvent(this.room, this.text));
    this.#moved();
  }

  #moved(): void {
    void this.#completion.look();
  }

  #keydown(event: KeyboardEvent): void {
    if (isComposing(event) || this.#completion.keydown(event)) return;
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    this.#send();
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    this.#send();
    this.focus();
  }

  #send(): void {
    const text = this.text.replace(/^\s*\n/, '').trimEnd();
    if (text === '' || textBytes(this.text) > TEXT_MAX_BYTES) return;
    if (text.startsWith('/')) void this.#obey(text, this.text);
    else this.#say(text);
  }

  #say(text: string, action = false): void {
    if (this.#isHasty()) return;
    this.dispatchEvent(new MessageWrittenEvent(text, action));
    this.#clear();
  }

  #clear(): void {
    this.text = '';
    this.dispatchEvent(new DraftChangedEvent(this.room, ''));
  }

  /** What begins with a slash is never sent as it is. @param written the whole field, which may change meanwhile. */
  async #obey(text: string, written: string): Promise<void> {
    const { parseCommand } = await import('../domain/commands.ts');
    if (this.text !== written) return;
    const command = parseCommand(text);
    if (command.type === 'error') this.problem = command.sentence;
    else if (command.type === 'say') this.#say(command.text, command.action);
    else if (command.type !== 'none') {
      this.#clear();
      this.dispatchEvent(new CommandGivenEvent(command));
    }
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
