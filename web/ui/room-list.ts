// <room-list>: the rooms one is in, and the way into any other.
// Over 200 lines: half of them are styles, which the list and its one field share.
import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { roomHash } from '../domain/route.ts';
import type { RoomState } from '../domain/room.ts';
import { ROOM_MAX_LENGTH, roomProblem } from '../protocol/subjects.ts';
import { RoomChosenEvent, RoomLeftEvent } from './events.ts';
import { closeIcon, plusIcon } from './icons.ts';
import { buttons, common, fields } from './styles.ts';

@customElement('room-list')
export class RoomList extends LitElement {
  static override styles = [
    common,
    buttons,
    fields,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }

      h2 {
        margin: 0 var(--space-3) var(--space-2);
        color: var(--muted);
        font-size: var(--text-xs);
        font-weight: 650;
      }

      ul {
        margin: 0;
        padding: 0 2px;
        min-height: 0;
        overflow-y: auto;
        list-style: none;
      }

      li {
        position: relative;
        display: flex;
        align-items: center;
        margin-block: 1px;
        border-radius: var(--radius-m);
      }

      li:hover {
        background: var(--sunken);
      }

      li.current {
        background: var(--accent-soft);
      }

      a {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        flex: 1;
        min-width: 0;
        min-height: 2.25rem;
        padding-inline: var(--space-3);
        border-radius: var(--radius-m);
        color: inherit;
        text-decoration: none;
      }

      a[aria-current='page'] {
        font-weight: 650;
      }

      a.unseen {
        font-weight: 650;
      }

      .hash {
        color: var(--muted);
        font-weight: 400;
      }

      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .dot {
        width: 0.5rem;
        height: 0.5rem;
        margin-inline-start: auto;
        flex: none;
        border-radius: var(--radius-round);
        background: var(--accent);
      }

      .leave {
        --target: 2rem;
        position: absolute;
        inset-inline-end: 0;
        opacity: 0;
      }

      li:hover .leave,
      .leave:focus-visible {
        opacity: 1;
      }

      li:hover .dot {
        visibility: hidden;
      }

      /* Nothing hovers on a touch screen, and what cannot be seen must not be tapped. */
      @media (hover: none) {
        .leave {
          opacity: 0.6;
        }

        a {
          padding-inline-end: var(--space-6);
        }
      }

      form {
        margin: var(--space-3) 2px 0;
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

  @property({ attribute: false }) rooms: readonly RoomState[] = [];
  @property() current = '';
  @state() private text = '';
  @state() private problem: string | undefined;
  @query('input') private readonly input!: HTMLInputElement;

  override render(): TemplateResult {
    return html`
      <h2 id="rooms">Rooms</h2>
      <ul aria-labelledby="rooms">
        ${repeat(
          this.rooms,
          ({ room }) => room,
          (room) => this.#renderRoom(room),
        )}
      </ul>
      <form @submit=${this.#submit} novalidate>
        <label class="visually-hidden" for="join">Join or start a room</label>
        <div class="field">
          <input
            id="join"
            placeholder="Join or start a room"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            maxlength=${ROOM_MAX_LENGTH + 1}
            aria-invalid=${this.problem === undefined ? 'false' : 'true'}
            aria-describedby="join-note"
            .value=${this.text}
            @input=${this.#typed}
          />
          <button class="icon" type="submit" aria-label="Enter the room" title="Enter the room">${plusIcon}</button>
        </div>
        <div id="join-note" aria-live="polite">${this.#renderNote()}</div>
      </form>
    `;
  }

  #renderRoom({ room, unseen }: RoomState): TemplateResult {
    const current = room === this.current;
    return html`<li class=${current ? 'current' : ''}>
      <a href=${roomHash(room)} class=${unseen ? 'unseen' : ''} aria-current=${current ? 'page' : 'false'}>
        <span class="hash" aria-hidden="true">#</span><span class="name" title=${room}>${room}</span>
        ${unseen ? html`<span class="dot"></span><span class="visually-hidden">, new messages</span>` : nothing}
      </a>
      ${
        this.rooms.length > 1
          ? html`<button
              class="icon leave"
              type="button"
              aria-label="Leave ${room}"
              title="Leave ${room}"
              @click=${() => this.dispatchEvent(new RoomLeftEvent(room))}
            >
              ${closeIcon}
            </button>`
          : nothing
      }
    </li>`;
  }

  #renderNote(): TemplateResult | typeof nothing {
    if (this.problem !== undefined) return html`<p class="problem">${this.problem}</p>`;
    const other = this.#otherSpelling();
    if (other === undefined) return nothing;
    return html`<p class="proposal">
      Did you mean
      <button class="link" type="button" @click=${() => this.#enter(other)}>#${other}</button>? Capitals count.
    </p>`;
  }

  /** A room one is in already whose name differs only in capitals. */
  #otherSpelling(): string | undefined {
    const typed = this.#typedRoom();
    const names = this.rooms.map(({ room }) => room);
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
    'room-list': RoomList;
  }
}
