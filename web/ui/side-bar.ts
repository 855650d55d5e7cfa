// <side-bar>: the way around: rooms, oneself, and the server.
import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ChatState } from '../domain/chat.ts';
import { ProfileWantedEvent } from './events.ts';
import { brandIcon, editIcon, gearIcon } from './icons.ts';
import { PreferencesWantedEvent } from './preference-events.ts';
import { buttons, common } from './styles.ts';
import './nats-badge.ts';
import './room-list.ts';
import './user-avatar.ts';

const texts = {
  profile: 'Change who you are',
  preferences: 'Preferences',
  forgets: 'This browser keeps nothing: it will ask who you are again.',
} as const;

@customElement('side-bar')
export class SideBar extends LitElement {
  static override styles = [
    common,
    buttons,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100%;
        padding: var(--space-4) var(--space-3) max(var(--space-3), env(safe-area-inset-bottom));
        background: var(--canvas);
      }

      .brand {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        margin: 0 var(--space-3) var(--space-5);
        font-size: var(--text-l);
        font-weight: 700;
        letter-spacing: -0.01em;
      }

      room-list {
        flex: 1;
      }

      .self {
        display: flex;
        align-items: center;
        gap: var(--space-1);
        margin-top: var(--space-3);
      }

      .me {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        flex: 1;
        min-width: 0;
        padding: var(--space-2);
        border-radius: var(--radius-m);
        text-align: start;
      }

      .me:hover {
        background: var(--sunken);
      }

      .me svg {
        flex: none;
        color: var(--muted);
      }

      .names {
        flex: 1;
        min-width: 0;
        line-height: 1.3;
      }

      .names > span {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-weight: 600;
      }

      .names .handle {
        color: var(--muted);
        font-size: var(--text-xs);
        font-weight: 400;
      }

      .note {
        margin: var(--space-2) var(--space-3) 0;
        color: var(--muted);
        font-size: var(--text-xs);
      }

      nats-badge {
        margin: var(--space-2) var(--space-3) 0;
      }
    `,
  ];

  @property({ attribute: false }) chat!: ChatState;

  override render(): TemplateResult {
    const { me, rooms, unread, roomSettings, current, connection, roundTrip, remembers } = this.chat;
    const dropped = [...rooms.values()].reduce((sum, room) => sum + room.dropped, 0);
    return html`
      <p class="brand">${brandIcon(26)}natter</p>
      <room-list .rooms=${[...rooms.values()]} .settings=${roomSettings} .unread=${unread} .current=${current}></room-list>
      <div class="self">
        <button class="me" type="button" title=${texts.profile} @click=${() => this.dispatchEvent(new ProfileWantedEvent())}>
          <user-avatar .handle=${me.handle} .emoji=${me.emoji} .hue=${me.hue}></user-avatar>
          <span class="names"><span><bdi>${me.name}</bdi></span><span class="handle"><bdi>@${me.handle}</bdi></span></span>
          ${editIcon}
        </button>
        <button
          class="icon"
          type="button"
          aria-label=${texts.preferences}
          title=${texts.preferences}
          @click=${() => this.dispatchEvent(new PreferencesWantedEvent())}
        >
          ${gearIcon}
        </button>
      </div>
      ${remembers ? nothing : html`<p class="note">${texts.forgets}</p>`}
      <nats-badge .connection=${connection} .roundTrip=${roundTrip} .dropped=${dropped}></nats-badge>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'side-bar': SideBar;
  }
}
