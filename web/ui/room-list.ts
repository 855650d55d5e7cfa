// <room-list>: the rooms one is in, favourites first, what can be done about each, and the way into any other.
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { roomHash } from '../domain/route.ts';
import type { RoomState } from '../domain/room.ts';
import { moved, sectionsOf } from '../domain/room-sections.ts';
import { countOf, countText, NOTHING_UNREAD } from '../domain/unread.ts';
import type { Unread } from '../domain/unread.ts';
import { settingsOf } from '../domain/room-settings.ts';
import type { AllRoomSettings } from '../domain/room-settings.ts';
import { moreIcon, mutedIcon } from './icons.ts';
import { roomListStyles } from './room-list-styles.ts';
import { buttons, common } from './styles.ts';
import { OverlayWantedEvent, RoomsArrangedEvent } from './way-events.ts';
import './room-field.ts';

const texts = {
  favourites: 'Favourites',
  rooms: 'Rooms',
  browse: 'Browse',
  browseRooms: 'Browse rooms',
  more: (room: string) => `More about ${room}`,
  unread: (count: number, calls: number): string =>
    `, ${countText(count)} unread${calls === 0 ? '' : `, ${countText(calls)} of them to you`}`,
  muted: ', muted',
} as const;

@customElement('room-list')
export class RoomList extends LitElement {
  static override styles = [common, buttons, roomListStyles];

  @property({ attribute: false }) rooms: readonly RoomState[] = [];
  @property({ attribute: false }) settings: AllRoomSettings = new Map();
  /** What is unread in each. */
  @property({ attribute: false }) unread: ReadonlyMap<string, Unread> = new Map();
  @property() current = '';
  /** The button of the room whose menu is open. */
  @state() private opener: HTMLElement | undefined;
  #closing = false;
  /** A room that was moved by the keyboard, and by what: its element is another one, or lost the focus, when it is drawn anew. */
  #held: { readonly room: string; readonly kind: 'a' | '.more' } | undefined;

  override render(): TemplateResult {
    const names = this.#names();
    const { favourites, others } = sectionsOf(names, this.settings);
    return html`
      <div class="sections">
        ${
          favourites.length === 0
            ? nothing
            : html`<div class="heading"><h2 id="favourites">${texts.favourites}</h2></div>
                ${this.#renderSection('favourites', favourites)}`
        }
        <div class="heading">
          <h2 id="rooms">${texts.rooms}</h2>
          <button class="link" type="button" aria-label=${texts.browseRooms} title=${texts.browseRooms} @click=${this.#browse}>
            ${texts.browse}
          </button>
        </div>
        ${this.#renderSection('rooms', others)}
      </div>
      <room-field .names=${names}></room-field>
      ${this.opener === undefined ? nothing : keyed(this.opener, this.#renderMenu(this.opener))}
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.#held === undefined || !(changed.has('rooms') || changed.has('settings'))) return;
    const { room, kind } = this.#held;
    this.#held = undefined;
    this.renderRoot.querySelector<HTMLElement>(`[data-room="${room}"] ${kind}`)?.focus();
  }

  #renderSection(section: string, names: readonly string[]): TemplateResult {
    const byName = new Map(this.rooms.map((room) => [room.room, room]));
    return html`<ul aria-labelledby=${section}>
      ${repeat(
        names.flatMap((name) => byName.get(name) ?? []),
        ({ room }) => room,
        (room) => this.#renderRoom(room),
      )}
    </ul>`;
  }

  #renderRoom({ room }: RoomState): TemplateResult {
    const current = room === this.current;
    const { muted } = settingsOf(this.settings, room);
    const { count, calls } = countOf(this.unread.get(room) ?? NOTHING_UNREAD);
    const kind = muted ? 'muted' : count > 0 ? 'unread' : '';
    return html`<li class=${current ? 'current' : ''} data-room=${room}>
      <a
        href=${roomHash(room)}
        class=${kind}
        aria-current=${current ? 'page' : 'false'}
        @keydown=${(event: KeyboardEvent) => this.#keydown(event, room)}
      >
        <span class="hash" aria-hidden="true">#</span><span class="name" title=${room}>${room}</span>
        ${muted ? html`${mutedIcon}<span class="visually-hidden">${texts.muted}</span>` : nothing}
        ${calls === 0 ? nothing : html`<span class="count calls" aria-hidden="true">@${countText(calls)}</span>`}
        ${muted || count === 0 ? nothing : html`<span class="count" aria-hidden="true">${countText(count)}</span>`}
        ${count === 0 || muted ? nothing : html`<span class="visually-hidden">${texts.unread(count, calls)}</span>`}
      </a>
      <button
        class="icon more"
        type="button"
        aria-label=${texts.more(room)}
        title=${texts.more(room)}
        aria-haspopup="menu"
        aria-expanded=${this.opener !== undefined && roomOf(this.opener) === room}
        @pointerdown=${this.#pressed}
        @click=${this.#openMenu}
      >
        ${moreIcon}
      </button>
    </li>`;
  }

  #renderMenu(opener: HTMLElement): TemplateResult {
    const room = roomOf(opener);
    return html`<room-menu
      .room=${room}
      .settings=${settingsOf(this.settings, room)}
      .moved=${(direction: -1 | 1) => moved(this.#names(), this.settings, room, direction)}
      .leavable=${this.rooms.length > 1}
      .anchor=${opener}
      @room-settings-changed=${() => (this.#held = { room, kind: '.more' })}
      @rooms-arranged=${() => (this.#held = { room, kind: '.more' })}
      @close=${() => this.#menuClosed(opener)}
    ></room-menu>`;
  }

  #names(): readonly string[] {
    return this.rooms.map(({ room }) => room);
  }

  /** The browser closes a menu for a click beside it; one on its own button is not to open it again. */
  #pressed({ currentTarget }: PointerEvent): void {
    this.#closing = currentTarget === this.opener;
  }

  /** Loaded when somebody wants it for the first time. */
  async #openMenu({ currentTarget }: MouseEvent): Promise<void> {
    const closing = this.#closing;
    this.#closing = false;
    if (closing || !(currentTarget instanceof HTMLElement)) return;
    await import('./room-menu.ts');
    this.opener = currentTarget;
  }

  #menuClosed(opener: HTMLElement): void {
    if (this.opener === opener) this.opener = undefined;
  }

  /** Alt and an arrow take a room along; elsewhere on the page they go to the next one. */
  #keydown(event: KeyboardEvent, room: string): void {
    if (!event.altKey || event.shiftKey || !(event.key === 'ArrowUp' || event.key === 'ArrowDown')) return;
    event.preventDefault();
    const names = moved(this.#names(), this.settings, room, event.key === 'ArrowUp' ? -1 : 1);
    if (names === undefined) return;
    this.#held = { room, kind: 'a' };
    this.dispatchEvent(new RoomsArrangedEvent(names));
  }

  #browse(): void {
    this.dispatchEvent(new OverlayWantedEvent('directory'));
  }
}

/** Whose button it is. */
function roomOf(button: HTMLElement): string {
  return button.closest('li')?.dataset['room'] ?? '';
}

declare global {
  interface HTMLElementTagNameMap {
    'room-list': RoomList;
  }
}
