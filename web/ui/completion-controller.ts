// Completes the word one is writing in a field: when to offer something, which key takes it, what becomes of the text.
import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import type * as completion from '../domain/completion.ts';
import type { Completion, CompletionSources } from '../domain/completion.ts';
import type * as list from './completion-list.ts';
import type { CompletionPickedEvent } from './way-events.ts';

type Module = typeof completion;
type ListModule = typeof list;

/** The field, and what could stand in it. */
export interface Completed {
  readonly field: () => HTMLTextAreaElement;
  readonly sources: (module: Module) => CompletionSources;
  /** The text is another one. */
  readonly changed: () => void;
}

export class CompletionController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #completed: Completed;
  #module: Module | undefined;
  #list: ListModule | undefined;
  #completion: Completion | undefined;
  #active = 0;
  /** Where the word begins for which the person wanted no suggestions. */
  #unwanted: number | undefined;

  constructor(host: ReactiveControllerHost, completed: Completed) {
    this.#host = host;
    this.#completed = completed;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  /** The id of the list for `aria-controls`, while there is one. */
  get listId(): string | typeof nothing {
    return this.#completion === undefined ? nothing : (this.#list?.LIST_ID ?? nothing);
  }

  /** The id of the suggestion that is taken next. */
  get activeId(): string | typeof nothing {
    return this.#completion === undefined ? nothing : (this.#list?.optionId(this.#active) ?? nothing);
  }

  /** The text or the cursor moved. */
  async look(): Promise<void> {
    const { value } = this.#completed.field();
    if (!/[@#/]/.test(value)) return this.#become(undefined);
    if (this.#module === undefined) await this.#load();
    const { module, field } = { module: this.#module, field: this.#completed.field() };
    if (module === undefined) return;
    const atCaret = field.selectionStart === field.selectionEnd;
    const found = atCaret
      ? module.complete(field.value, field.selectionStart, this.#completed.sources(module))
      : undefined;
    if (found === undefined || found.start !== this.#unwanted) this.#unwanted = undefined;
    this.#become(this.#unwanted === undefined ? found : undefined);
  }

  /** @returns whether the key was meant for the suggestions. */
  keydown(event: KeyboardEvent): boolean {
    const completion = this.#completion;
    if (completion === undefined || event.altKey || event.ctrlKey || event.metaKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) this.#activate(this.#active + step);
    else if (event.key === 'Escape') this.#dismiss(completion);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) return this.#take(event, completion);
    else return false;
    event.preventDefault();
    return true;
  }

  close(): void {
    this.#become(undefined);
  }

  render(): TemplateResult | typeof nothing {
    if (this.#completion === undefined) return nothing;
    return html`<completion-list
      .choices=${this.#completion.choices}
      .active=${this.#active}
      @completion-picked=${({ index }: CompletionPickedEvent) => this.#pick(index)}
    ></completion-list>`;
  }

  async #load(): Promise<void> {
    [this.#module, this.#list] = await Promise.all([import('../domain/completion.ts'), import('./completion-list.ts')]);
  }

  /** What is written out already need not be taken: the key does what it does else. */
  #take(event: KeyboardEvent, { start, end, choices }: Completion): boolean {
    const written = this.#completed.field().value.slice(start, end);
    if (choices[this.#active]?.insert === written) {
      this.close();
      return false;
    }
    event.preventDefault();
    this.#pick(this.#active);
    return true;
  }

  #pick(index: number): void {
    const choice = this.#completion?.choices[index];
    if (this.#completion === undefined || choice === undefined || this.#module === undefined) return;
    const field = this.#completed.field();
    const { text, caret } = this.#module.accept(field.value, this.#completion, choice);
    field.value = text;
    field.setSelectionRange(caret, caret);
    this.close();
    this.#completed.changed();
  }

  #dismiss({ start }: Completion): void {
    this.#unwanted = start;
    this.close();
  }

  #activate(index: number): void {
    const count = this.#completion?.choices.length ?? 1;
    this.#active = (index + count) % count;
    this.#host.requestUpdate();
  }

  #become(completion: Completion | undefined): void {
    if (completion === undefined && this.#completion === undefined) return;
    const inserts = (of: Completion | undefined): string => of?.choices.map(({ insert }) => insert).join() ?? '';
    if (inserts(completion) !== inserts(this.#completion)) this.#active = 0;
    this.#completion = completion;
    this.#host.requestUpdate();
  }
}
