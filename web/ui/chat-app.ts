// <chat-app>: the page. It owns the session, hands its state down as properties, and hears what the person does as events.
import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { ChatState } from '../domain/chat.ts';
import type { Identity } from '../domain/identity.ts';
import { FIRST_ROOM, parseRoute, roomHash } from '../domain/route.ts';
import { boot, BootError, enter } from '../session/boot.ts';
import type { Boot } from '../session/boot.ts';
import { SessionChangeEvent } from '../session/session.ts';
import type { Session } from '../session/session.ts';
import { roomProblem } from '../protocol/subjects.ts';
import { brandIcon, menuIcon } from './icons.ts';
import { buttons, common } from './styles.ts';
import type {
  FailedMessageEvent,
  IdentityChosenEvent,
  MessageWrittenEvent,
  RoomChosenEvent,
  RoomLeftEvent,
} from './events.ts';
import './chat-room.ts';
import './side-bar.ts';
import './welcome-card.ts';

@customElement('chat-app')
export class ChatApp extends LitElement {
  static override styles = [
    common,
    buttons,
    css`
      :host {
        display: block;
      }

      .chat {
        display: grid;
        grid-template-columns: var(--sidebar) minmax(0, 1fr);
        height: 100%;
      }

      nav {
        min-height: 0;
        border-inline-end: 1px solid var(--edge);
      }

      main {
        display: flex;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
      }

      chat-room {
        flex: 1;
        min-height: 0;
      }

      .menu {
        display: none;
      }

      .problem {
        margin: 0;
        padding: var(--space-2) var(--space-5);
        background: var(--danger-soft);
        color: var(--danger);
        font-size: var(--text-s);
      }

      .failure {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: var(--space-3);
        height: 100%;
        padding: var(--space-5);
        text-align: center;
      }

      .failure p {
        max-width: 30rem;
        margin: 0;
      }

      @media (max-width: 40rem) {
        .chat {
          grid-template-columns: minmax(0, 1fr);
        }

        .menu {
          display: inline-grid;
        }

        /* A drawer: shown over the room when asked for, by the platform's own popover. */
        nav {
          position: fixed;
          inset: 0 auto 0 0;
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

        nav:not(:popover-open) {
          display: none;
        }

        nav::backdrop {
          background: oklch(0 0 0 / 40%);
        }
      }

      @media (min-width: 40.01rem) {
        nav[popover] {
          position: static;
          display: block;
          width: auto;
          height: auto;
          margin: 0;
          padding: 0;
          border-width: 0 1px 0 0;
          overflow: hidden;
          color: inherit;
          background: none;
        }
      }
    `,
  ];

  @state() private boot: Boot | undefined;
  @state() private failure: string | undefined;
  @state() private chat: ChatState | undefined;
  /** What is wrong with the address, as a sentence. */
  @state() private problem: string | undefined;
  @query('nav') private readonly nav!: HTMLElement | null;
  @query('chat-room') private readonly room!: HTMLElementTagNameMap['chat-room'] | null;
  #session: Session | undefined;
  #connected: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connected = new AbortController();
    const { signal } = this.#connected;
    window.addEventListener('hashchange', () => this.#followAddress(), { signal });
    for (const type of ['focus', 'online', 'pageshow'] as const) {
      window.addEventListener(type, () => this.#session?.wake(), { signal });
    }
    document.addEventListener('visibilitychange', () => this.#session?.wake(), { signal });
    void this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connected?.abort();
    this.#session?.stop();
  }

  override render(): TemplateResult | typeof nothing {
    if (this.failure !== undefined) return this.#renderFailure(this.failure);
    if (this.boot === undefined) return nothing;
    if (this.chat === undefined) {
      return html`<welcome-card .remembers=${!this.boot.memory.lost.aborted} @identity-chosen=${this.#identityChosen}></welcome-card>`;
    }
    return this.#renderChat(this.chat);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('chat')) document.title = this.chat === undefined ? 'natter' : `#${this.chat.current} · natter`;
  }

  #renderChat(chat: ChatState): TemplateResult {
    return html`<div
      class="chat"
      @identity-chosen=${this.#identityChosen}
      @room-chosen=${(event: RoomChosenEvent) => this.#goTo(event.room)}
      @room-left=${this.#roomLeft}
      @message-written=${(event: MessageWrittenEvent) => this.#session?.say(chat.current, event.text)}
      @failed-message=${this.#failedMessage}
      @older-wanted=${() => this.#session?.loadOlder(chat.current)}
      @at-newest=${() => this.#session?.atNewest(chat.current)}
    >
      <nav id="nav" popover aria-label="Rooms and you"><side-bar .chat=${chat}></side-bar></nav>
      <main>
        ${this.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
        <chat-room .chat=${chat}>
          <button slot="menu" class="icon menu" type="button" popovertarget="nav" aria-label="Rooms and you">
            ${menuIcon}
          </button>
        </chat-room>
      </main>
    </div>`;
  }

  #renderFailure(sentence: string): TemplateResult {
    return html`<main class="failure">
      ${brandIcon(48)}
      <p role="alert">${sentence}</p>
      <button class="button primary" type="button" @click=${() => location.reload()}>Try again</button>
    </main>`;
  }

  async #begin(): Promise<void> {
    try {
      this.boot = await boot(location);
      if (this.boot.identity !== undefined) this.#enter(this.boot, this.boot.identity);
    } catch (error) {
      if (!(error instanceof BootError)) throw error;
      this.failure = error.message;
    }
  }

  /** Enters, or enters anew as somebody else: a session is one person's. */
  #enter(from: Boot, me: Identity): void {
    const rooms = this.chat === undefined ? from.rooms : [...this.chat.rooms.keys()];
    const session = enter({ ...from, rooms }, me, this.#roomOfAddress());
    void this.#session?.retire();
    this.#session = session;
    session.addEventListener(SessionChangeEvent.type, () => {
      if (session === this.#session) this.chat = session.state;
    });
    this.chat = session.state;
  }

  #identityChosen(event: IdentityChosenEvent): void {
    if (this.boot !== undefined) this.#enter(this.boot, event.identity);
  }

  #goTo(room: string): void {
    location.hash = roomHash(room);
  }

  #followAddress(): void {
    const room = this.#roomOfAddress();
    this.#session?.enterRoom(room);
    if (this.nav?.matches(':popover-open')) this.nav.hidePopover();
    else if (!matchMedia('(pointer: coarse)').matches) this.room?.focusComposer();
  }

  /** The room the address names. One that names none, or no valid one, becomes the first room's. */
  #roomOfAddress(): string {
    const route = parseRoute(location.hash);
    if (route.type === 'room') {
      this.problem = undefined;
      return route.room;
    }
    this.problem =
      route.type === 'invalid' ? `There is no room “${route.text}”. ${roomProblem(route.text) ?? ''}` : undefined;
    history.replaceState(undefined, '', roomHash(FIRST_ROOM));
    return FIRST_ROOM;
  }

  #roomLeft({ room }: RoomLeftEvent): void {
    const { chat } = this;
    if (chat === undefined) return;
    const names = [...chat.rooms.keys()];
    const index = names.indexOf(room);
    const neighbour = names[index + 1] ?? names[index - 1];
    if (room === chat.current && neighbour !== undefined) {
      this.#session?.enterRoom(neighbour);
      history.replaceState(undefined, '', roomHash(neighbour));
    }
    this.#session?.leaveRoom(room);
  }

  #failedMessage({ action, id }: FailedMessageEvent): void {
    const room = this.chat?.current;
    if (room === undefined) return;
    if (action === 'send-again') this.#session?.sendAgain(room, id);
    else this.#session?.discard(room, id);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chat-app': ChatApp;
  }
}
