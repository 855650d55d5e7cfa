// <room-directory>: all rooms of the installation, to look for one and go there. Loaded when somebody wants it first.
// Over 200 lines: half of them are styles.
import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { directory, DIRECTORY_ORDERS, searched } from '../domain/directory.ts';
import type { DirectoryEntry, DirectoryOrder, RoomCounts } from '../domain/directory.ts';
import { isRoom } from '../protocol/subjects.ts';
import { dialogStyles } from './list-dialog-styles.ts';
import { RoomChosenEvent } from './events.ts';
import { closeIcon } from './icons.ts';
import { buttons, common, fields } from './styles.ts';

const numbers = new Intl.NumberFormat();

const texts = {
  title: 'All rooms',
  close: 'Close',
  search: 'Search rooms',
  order: 'Order',
  orders: { activity: 'Busiest first', name: 'By name' } satisfies Record<DirectoryOrder, string>,
  messages: (count: number) => (count === 1 ? '1 message' : `${numbers.format(count)} messages`),
  present: (count: number) => (count === 1 ? '1 person here' : `${numbers.format(count)} people here`),
  joined: 'Joined',
  open: 'Open',
  join: 'Join',
  loading: 'Asking which rooms there are …',
  none: 'No room has that in its name.',
  start: (room: string) => `Start #${room}`,
  found: (count: number) => (count === 1 ? '1 room' : `${numbers.format(count)} rooms`),
  more: (count: number) => `and ${numbers.format(count)} more: search for them.`,
} as const;

/** More rooms than anybody scrolls through. */
const MOST_SHOWN = 200;

@customElement('room-directory')
export class RoomDirectory extends LitElement {
  static override styles = [
    common,
    buttons,
    fields,
    dialogStyles,
    css`
      dialog {
        height: 40rem;
      }

      .search {
        display: flex;
        gap: var(--space-2);
      }

      select {
        min-height: var(--target);
        padding: 0 var(--space-2);
        border: 1px solid var(--edge-strong);
        border-radius: var(--radius-m);
        background: var(--surface);
        color: inherit;
        font: inherit;
      }

      .found {
        margin: var(--space-2) 0;
        color: var(--muted);
        font-size: var(--text-xs);
      }

      li {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius-m);
        content-visibility: auto;
        contain-intrinsic-size: auto 3.5rem;
      }

      li:hover {
        background: var(--hover);
      }

      .room {
        flex: 1;
        min-width: 0;
      }

      .name {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-weight: 650;
      }

      .name span {
        color: var(--muted);
        font-weight: 400;
      }

      .facts {
        color: var(--muted);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }

      .facts span:not(:first-child)::before {
        content: ' · ' / '';
      }

      .joined {
        color: var(--accent);
        font-weight: 600;
      }

      .button {
        min-width: 4.5rem;
      }

      .join {
        background: var(--accent-soft);
        color: var(--accent);
      }

      .problem {
        margin: var(--space-2) 0 0;
      }
    `,
  ];

  /** How many messages each room has; `undefined` until the server said. */
  @property({ attribute: false }) counts: RoomCounts | undefined;
  /** The rooms one is in. */
  @property({ attribute: false }) joined: readonly string[] = [];
  /** How many people are in each room now; nothing is said of rooms it does not have. */
  @property({ attribute: false }) present: ReadonlyMap<string, number> = new Map();
  /** Why it may not be all, as a sentence. */
  @property({ attribute: false }) problem: string | undefined;
  @state() private search = '';
  @state() private order: DirectoryOrder = 'activity';
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('input') private readonly input!: HTMLInputElement;

  /** Open from the moment it is on the page; it says `close` when it is to go. */
  protected override firstUpdated(): void {
    this.dialog.showModal();
    this.input.focus();
  }

  override render(): TemplateResult {
    const found = this.#found();
    return html`<dialog
      aria-labelledby="title"
      @click=${this.#closeOutside}
      @close=${() => this.dispatchEvent(new Event('close'))}
    >
      <header>
        <h2 id="title">${texts.title}</h2>
        <button class="icon" type="button" aria-label=${texts.close} title=${texts.close} @click=${() => this.dialog.close()}>
          ${closeIcon}
        </button>
      </header>
      ${this.#renderSearch(found)}
      ${this.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      <p class="found" aria-live="polite">${this.counts === undefined ? texts.loading : texts.found(found.length)}</p>
      ${found.length === 0 ? this.#renderNone() : this.#renderRooms(found)}
    </dialog>`;
  }

  #renderSearch(found: readonly DirectoryEntry[]): TemplateResult {
    return html`<form class="search" role="search" @submit=${(event: SubmitEvent) => this.#submit(event, found[0])}>
      <input
        type="search"
        aria-label=${texts.search}
        placeholder=${texts.search}
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        @input=${() => (this.search = this.input.value)}
      />
      <select aria-label=${texts.order} @change=${this.#reorder}>
        ${DIRECTORY_ORDERS.map((order) => html`<option value=${order}>${texts.orders[order]}</option>`)}
      </select>
    </form>`;
  }

  #renderRooms(found: readonly DirectoryEntry[]): TemplateResult {
    const shown = found.slice(0, MOST_SHOWN);
    return html`<ul class="list" aria-labelledby="title">
      ${repeat(
        shown,
        ({ room }) => room,
        (entry) => this.#renderRoom(entry),
      )}
      ${found.length > shown.length ? html`<li class="facts">${texts.more(found.length - shown.length)}</li>` : nothing}
    </ul>`;
  }

  #renderRoom({ room, joined, messages, present }: DirectoryEntry): TemplateResult {
    const action = joined ? texts.open : texts.join;
    return html`<li>
      <div class="room">
        <span class="name" title=${room}><span aria-hidden="true">#</span>${room}</span>
        <span class="facts">
          ${joined ? html`<span class="joined">${texts.joined}</span>` : nothing}
          ${this.counts === undefined ? nothing : html`<span>${texts.messages(messages)}</span>`}
          ${present === undefined ? nothing : html`<span>${texts.present(present)}</span>`}
        </span>
      </div>
      <button
        class="button quiet ${joined ? '' : 'join'}"
        type="button"
        aria-label="${action} ${room}"
        @click=${() => this.#choose(room)}
      >
        ${action}
      </button>
    </li>`;
  }

  #renderNone(): TemplateResult {
    const room = this.search.trim().replace(/^#/, '');
    return html`<div class="none">
      <p>${texts.none}</p>
      ${
        isRoom(room)
          ? html`<button class="button quiet" type="button" @click=${() => this.#choose(room)}>${texts.start(room)}</button>`
          : nothing
      }
    </div>`;
  }

  #found(): readonly DirectoryEntry[] {
    const { joined, present, counts = new Map<string, number>() } = this;
    return searched(directory({ counts, joined, present }), this.search, this.order);
  }

  #reorder({ target }: Event): void {
    const value = target instanceof HTMLSelectElement ? target.value : '';
    this.order = DIRECTORY_ORDERS.find((order) => order === value) ?? 'activity';
  }

  /** Enter goes to what is first in the list, or starts what is not there. */
  #submit(event: SubmitEvent, first: DirectoryEntry | undefined): void {
    event.preventDefault();
    const room = first?.room ?? this.search.trim().replace(/^#/, '');
    if (this.search.trim() !== '' && isRoom(room)) this.#choose(room);
  }

  #choose(room: string): void {
    this.dialog.close();
    this.dispatchEvent(new RoomChosenEvent(room));
  }

  #closeOutside(event: MouseEvent): void {
    if (event.target === this.dialog) this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-directory': RoomDirectory;
  }
}
