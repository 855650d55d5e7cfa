// <chat-view>: the page of somebody who is in: the way around beside the open room; on a phone in a drawer over it.
import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ChatState } from '../domain/chat.ts';
import { menuIcon } from './icons.ts';
import { buttons, common } from './styles.ts';
import './chat-room.ts';
import './side-bar.ts';

const texts = {
  nav: 'Rooms and you',
  update: 'A new version of natter is there.',
  reload: 'Reload',
} as const;

@customElement('chat-view')
export class ChatView extends LitElement {
  static override styles = [
    common,
    buttons,
    css`
      :host {
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

      .update {
        margin: 0;
        padding: var(--space-2) var(--space-5);
        background: var(--accent-soft);
        font-size: var(--text-s);
      }

      @media (max-width: 40rem) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }

        .menu {
          display: inline-grid;
        }

        /* A drawer: shown over the room when asked for, by the platform's own popover. */
        nav {
          position: fixed;
          inset-block: 0;
          inset-inline: 0 auto;
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
          border-width: 0;
          border-inline-end-width: 1px;
          overflow: hidden;
          color: inherit;
          background: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) chat!: ChatState;
  /** What is wrong with the address, as a sentence; '' if nothing is. */
  @property() problem = '';
  /** A newer page is there, and shows after a reload. */
  @property({ type: Boolean, attribute: 'update-ready' }) updateReady = false;
  /** What was half written when the page was opened, by room. */
  @property({ attribute: false }) drafts: ReadonlyMap<string, string> = new Map();
  @query('nav') private readonly nav!: HTMLElement;
  @query('chat-room') private readonly room!: HTMLElementTagNameMap['chat-room'];

  override render(): TemplateResult {
    return html`<nav id="nav" popover aria-label=${texts.nav} @click=${this.#clickedInNav}>
        <side-bar .chat=${this.chat}></side-bar>
      </nav>
      <main>
        ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
        ${this.updateReady ? this.#renderUpdate() : nothing}
        <chat-room .chat=${this.chat} .drafts=${this.drafts}>
          <button slot="menu" class="icon menu" type="button" popovertarget="nav" aria-label=${texts.nav}>
            ${menuIcon}
          </button>
        </chat-room>
      </main>`;
  }

  /** A room was opened by its address: the drawer of a phone makes way, else one can write at once. */
  roomOpened(): void {
    if (this.nav.matches(':popover-open')) this.nav.hidePopover();
    else if (!matchMedia('(pointer: coarse)').matches) this.room.focusComposer();
  }

  /** Puts `text` where one writes. */
  compose(text: string): void {
    this.room.compose(text);
  }

  #renderUpdate(): TemplateResult {
    return html`<p class="update" role="status">
      ${texts.update}
      <button class="link" type="button" @click=${() => location.reload()}>${texts.reload}</button>
    </p>`;
  }

  /** The link of the room that is open already changes no address, and still closes the drawer. */
  #clickedInNav(event: MouseEvent): void {
    const onLink = event.composedPath().some((target) => target instanceof HTMLAnchorElement);
    if (onLink && this.nav.matches(':popover-open')) this.nav.hidePopover();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chat-view': ChatView;
  }
}
