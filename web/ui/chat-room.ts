// <chat-room>: the open room: its name and topic, its messages, where one writes, and who is here.
import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ChatState } from '../domain/chat.ts';
import type { Comings } from '../domain/comings.ts';
import { emptyRoom } from '../domain/room.ts';
import { callOf } from '../domain/members.ts';
import type { Called } from '../domain/mentions.ts';
import { peopleIn } from '../domain/roster.ts';
import { seenAt } from '../domain/seen-by.ts';
import { timeline } from '../domain/timeline.ts';
import { cached } from './cached.ts';
import { peopleIcon } from './icons.ts';
import { buttons, common } from './styles.ts';
import './connection-notice.ts';
import './member-list.ts';
import './message-composer.ts';
import './message-list.ts';
import './room-topic.ts';
import './typing-line.ts';

const texts = {
  here: (count: number): string => (count === 1 ? '1 person here' : `${count.toLocaleString()} people here`),
  members: 'Who is here',
} as const;

const NO_COMINGS: readonly Comings[] = [];

@customElement('chat-room')
export class ChatRoom extends LitElement {
  static override styles = [
    common,
    buttons,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        grid-template-rows: auto minmax(0, 1fr);
        height: 100%;
        min-width: 0;
      }

      header {
        grid-column: 1 / -1;
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: 3.5rem;
        padding-inline: var(--space-5) var(--space-3);
        border-bottom: 1px solid var(--edge);
      }

      h1 {
        margin: 0;
        min-width: 5ch;
        max-width: 60%;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: var(--text-l);
        font-weight: 650;
      }

      h1 span {
        color: var(--muted);
        font-weight: 400;
      }

      .here {
        margin-inline-start: auto;
        flex: none;
        min-height: 2.25rem;
        padding-inline: var(--space-3);
        color: var(--muted);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }

      .here:hover {
        background: var(--sunken);
        color: var(--text);
      }

      .talk {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr) auto auto;
        min-width: 0;
        min-height: 0;
      }

      /* Beside the room where there is space, else over it when asked for, by the platform's own popover. */
      aside {
        inset: 0 0 0 auto;
        width: min(var(--sidebar), 85vw);
        height: 100dvh;
        max-height: none;
        margin: 0;
        padding: 0;
        border: 0;
        color: inherit;
        background: var(--canvas);
        box-shadow: var(--shadow);
      }

      aside::backdrop {
        background: oklch(0 0 0 / 40%);
      }

      @media (min-width: 70rem) {
        :host(:not([alone])) {
          grid-template-columns: minmax(0, 1fr) 14.5rem;
        }

        aside {
          position: static;
          display: block;
          width: auto;
          height: auto;
          min-height: 0;
          border-inline-start: 1px solid var(--edge);
          box-shadow: none;
        }

        :host([alone]) aside {
          display: none;
        }
      }

      @media (max-width: 40rem) {
        header {
          padding-inline: var(--space-2);
        }
      }
    `,
  ];

  @property({ attribute: false }) chat!: ChatState;
  /** What was half written when the page was opened, by room. */
  @property({ attribute: false }) drafts: ReadonlyMap<string, string> = new Map();
  /** The list of who is here is put away, where there would be space for it. */
  @property({ type: Boolean, reflect: true }) alone = false;
  @query('message-composer') private readonly composer!: HTMLElementTagNameMap['message-composer'];
  @query('aside') private readonly aside!: HTMLElement;
  readonly #rows = cached(timeline);
  readonly #members = cached(peopleIn);
  readonly #seen = cached(seenAt);
  readonly #reader = cached((handle: string, keywords: readonly string[]): Called => ({ handle, keywords }));

  override render(): TemplateResult {
    const { current, connection, me, rooms, roster, people, topics, typing, newAfter, seenBy, past, target } =
      this.chat;
    const { preferences, comings, stream } = this.chat;
    const live = rooms.get(current) ?? emptyRoom(current);
    const room = past?.room ?? live;
    const members = this.#members(roster);
    return html`
      <header>
        <slot name="menu"></slot>
        <h1><span aria-hidden="true">#</span> ${current}</h1>
        <room-topic .room=${current} .text=${topics.get(current)?.text ?? ''}></room-topic>
        <button class="button here" type="button" aria-label=${texts.here(members.length)} title=${texts.here(members.length)} @click=${this.#toggleMembers}>
          ${peopleIcon}${members.length.toLocaleString()}
        </button>
      </header>
      <div class="talk">
        <connection-notice .connection=${connection} .catchingUp=${live.catchingUp} .handle=${me.handle}></connection-notice>
        <message-list
          .room=${current}
          .rows=${this.#rows(room, me.handle, newAfter, preferences.joinNotices ? comings : NO_COMINGS)}
          .history=${room.history}
          .self=${me.handle}
          .past=${past !== undefined}
          .target=${target?.room === current ? target : undefined}
          .newAfter=${newAfter}
          .reader=${this.#reader(me.handle, preferences.notifications.keywords)}
          .people=${people}
          .seen=${this.#seen(room.messages, seenBy, me.handle, people, stream)}
          .connected=${connection.type === 'live'}
        ></message-list>
        <typing-line .names=${typing.map((handle) => this.#callOf(handle))}></typing-line>
        <message-composer
          .room=${current}
          .drafts=${this.drafts}
          .people=${people}
          .rooms=${rooms}
        ></message-composer>
      </div>
      <aside id="members" popover aria-label=${texts.members}>
        <member-list .members=${members} .people=${people} .self=${me.handle}></member-list>
      </aside>
    `;
  }

  /** Puts `text` where one writes. */
  compose(text: string): void {
    this.composer.insert(text);
  }

  #callOf(handle: string): string {
    const { people, roster } = this.chat;
    const member = this.#members(roster).find((each) => each.handle === handle);
    return callOf(handle, member, people);
  }

  #toggleMembers(): void {
    if (matchMedia('(min-width: 70rem)').matches) this.alone = !this.alone;
    else this.aside.togglePopover();
  }

  /** Puts the cursor where one writes. */
  focusComposer(): void {
    this.composer.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chat-room': ChatRoom;
  }
}
