// <chat-app>: the page. It hands the session's state down as properties, and hears what the person does as events.
import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { ChatState } from '../domain/chat.ts';
import type { Boot } from '../session/boot.ts';
import { menuIcon } from './icons.ts';
import { SessionController } from './session-controller.ts';
import { buttons, common } from './styles.ts';
import type {
  FailedMessageEvent,
  HandleConsideredEvent,
  IdentityChosenEvent,
  KeyExportedEvent,
  KeyImportedEvent,
  MessageWrittenEvent,
  RoomChosenEvent,
  RoomLeftEvent,
} from './events.ts';
import './chat-room.ts';
import './side-bar.ts';
import './start-failure.ts';
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

  @query('nav') private readonly nav!: HTMLElement | null;
  @query('chat-room') private readonly room!: HTMLElementTagNameMap['chat-room'] | null;
  @query('profile-dialog') private readonly profile!: HTMLElementTagNameMap['profile-dialog'] | null;
  @state() private profileWanted = false;
  readonly #controller = new SessionController(this, () => this.#roomOpened());

  override render(): TemplateResult | typeof nothing {
    const { failure, boot, chat, sealed } = this.#controller;
    if (failure !== undefined) return html`<start-failure .reason=${failure}></start-failure>`;
    if (boot === undefined) return nothing;
    const isIn = chat !== undefined && chat.connection.type !== 'refused' && sealed === undefined;
    return isIn ? this.#renderChat(chat) : this.#renderDoor(boot, sealed ?? '');
  }

  protected override updated(): void {
    const { chat } = this.#controller;
    document.title = chat === undefined ? 'natter' : `#${chat.current} · natter`;
  }

  #renderDoor(boot: Boot, sealed: string): TemplateResult {
    const { turnedAway, keys, chat } = this.#controller;
    return html`<welcome-card
      .identity=${chat?.me ?? boot.identity}
      .asksCode=${boot.asksCode}
      .code=${boot.code}
      .turnedAway=${turnedAway}
      .sealed=${sealed}
      .imported=${keys.imported}
      .remembers=${!boot.memory.lost.aborted}
      @identity-chosen=${this.#identityChosen}
      @handle-considered=${this.#handleConsidered}
      @key-imported=${(event: KeyImportedEvent) => this.#controller.importKey(event.sealed, event.passphrase)}
    ></welcome-card>`;
  }

  #renderChat(chat: ChatState): TemplateResult {
    const { session, problem, boot } = this.#controller;
    return html`<div
      class="chat"
      @profile-wanted=${this.#openProfile}
      @room-chosen=${(event: RoomChosenEvent) => this.#controller.goTo(event.room)}
      @room-left=${(event: RoomLeftEvent) => this.#controller.leave(event.room)}
      @message-written=${(event: MessageWrittenEvent) => session?.say(chat.current, event.text)}
      @failed-message=${this.#failedMessage}
      @older-wanted=${() => session?.loadOlder(chat.current)}
      @at-newest=${() => session?.atNewest(chat.current)}
    >
      <nav id="nav" popover aria-label="Rooms and you" @click=${this.#clickedInNav}>
        <side-bar .chat=${chat}></side-bar>
      </nav>
      <main>
        ${problem === undefined ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
        <chat-room .chat=${chat}>
          <button slot="menu" class="icon menu" type="button" popovertarget="nav" aria-label="Rooms and you">
            ${menuIcon}
          </button>
        </chat-room>
      </main>
      ${this.profileWanted && boot !== undefined ? this.#renderProfile(chat, boot) : nothing}
    </div>`;
  }

  #renderProfile(chat: ChatState, boot: Boot): TemplateResult {
    const { turnedAway, keys } = this.#controller;
    return html`<profile-dialog
        .me=${chat.me}
        .key=${keys.of(boot)}
        .code=${boot.code}
        .turnedAway=${turnedAway}
        .exported=${keys.exported}
        .problem=${chat.profileProblem}
        @identity-chosen=${this.#identityChosen}
        @handle-considered=${this.#handleConsidered}
        @key-exported=${(event: KeyExportedEvent) => this.#controller.exportKey(event.passphrase)}
        @close=${this.#profileClosed}
        @key-forgotten=${() => this.#controller.forgetKey()}
      ></profile-dialog>`;
  }

  async #identityChosen(event: IdentityChosenEvent): Promise<void> {
    if (await this.#controller.enter(event.identity, event.code)) this.profile?.close();
  }

  /** Loaded when somebody wants it for the first time. */
  async #openProfile(): Promise<void> {
    await import('./profile-dialog.ts');
    this.profileWanted = true;
  }

  #profileClosed(): void {
    this.profileWanted = false;
    this.#controller.keys.clear();
  }

  #handleConsidered(event: HandleConsideredEvent): void {
    this.#controller.considerHandle(event.handle);
  }

  /** A room was opened by its address: the drawer of a phone makes way, else one can write at once. */
  #roomOpened(): void {
    if (this.nav?.matches(':popover-open')) this.nav.hidePopover();
    else if (!matchMedia('(pointer: coarse)').matches) this.room?.focusComposer();
  }

  /** The link of the room that is open already changes no address, and still closes the drawer. */
  #clickedInNav(event: MouseEvent): void {
    const onLink = event.composedPath().some((target) => target instanceof HTMLAnchorElement);
    if (onLink && this.nav?.matches(':popover-open')) this.nav.hidePopover();
  }

  #failedMessage({ action, id }: FailedMessageEvent): void {
    const { session, chat } = this.#controller;
    if (chat === undefined) return;
    if (action === 'send-again') session?.sendAgain(chat.current, id);
    else session?.discard(chat.current, id);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chat-app': ChatApp;
  }
}
