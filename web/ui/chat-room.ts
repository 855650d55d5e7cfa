// <chat-room>: the open room: its name, its messages, and where one writes.
import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ChatState } from '../domain/chat.ts';
import { emptyRoom } from '../domain/room.ts';
import { timeline } from '../domain/timeline.ts';
import type { Row } from '../domain/timeline.ts';
import type { RoomState } from '../domain/room.ts';
import { buttons, common } from './styles.ts';
import './connection-notice.ts';
import './message-composer.ts';
import './message-list.ts';

@customElement('chat-room')
export class ChatRoom extends LitElement {
  static override styles = [
    common,
    buttons,
    css`
      :host {
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr) auto;
        height: 100%;
        min-width: 0;
      }

      header {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: 3.5rem;
        padding-inline: var(--space-5);
        border-bottom: 1px solid var(--edge);
      }

      h1 {
        margin: 0;
        min-width: 0;
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

      code {
        margin-inline-start: auto;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--muted);
        font: var(--text-xs) var(--font-mono);
      }

      @media (max-width: 40rem) {
        header {
          padding-inline: var(--space-2) var(--space-4);
        }

        code {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) chat!: ChatState;
  @query('message-composer') private readonly composer!: HTMLElementTagNameMap['message-composer'];
  #rows: readonly Row[] = [];
  #rowsOf: RoomState | undefined;

  override render(): TemplateResult {
    const { current, connection, me, rooms } = this.chat;
    const room = rooms.get(current) ?? emptyRoom(current);
    return html`
      <header>
        <slot name="menu"></slot>
        <h1><span aria-hidden="true">#</span> ${current}</h1>
        <code title="The subject you publish to">chat.room.${current}.${me.handle}</code>
      </header>
      <connection-notice .connection=${connection} .handle=${me.handle}></connection-notice>
      <message-list
        .room=${current}
        .rows=${this.#rowsFor(room)}
        .history=${room.history}
        .self=${me.handle}
      ></message-list>
      <message-composer .room=${current}></message-composer>
    `;
  }

  /** Puts the cursor where one writes. */
  focusComposer(): void {
    this.composer.focus();
  }

  /** The same list for the same state, so that the list does nothing when other things change. */
  #rowsFor(room: RoomState): readonly Row[] {
    if (room !== this.#rowsOf) this.#rows = timeline(room, this.chat.me.handle);
    this.#rowsOf = room;
    return this.#rows;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chat-room': ChatRoom;
  }
}
