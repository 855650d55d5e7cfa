// <room-menu>: what can be done about one room of the list. Loaded when somebody opens one for the first time.
import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { LEVELS } from '../domain/room-settings.ts';
import type { Level, RoomSettings } from '../domain/room-settings.ts';
import type { Direction } from '../domain/room-sections.ts';
import { RoomLeftEvent } from './events.ts';
import { common } from './styles.ts';
import { RoomReadEvent, RoomsArrangedEvent, RoomSettingsChangedEvent } from './way-events.ts';

const texts = {
  menu: (room: string) => `What to do with ${room}`,
  favourite: 'Favourite',
  muted: 'Mute',
  tell: 'Notify me of',
  levels: { all: 'Every message', mentions: 'Mentions only', nothing: 'Nothing' } satisfies Record<Level, string>,
  up: 'Move up',
  down: 'Move down',
  read: 'Mark as read',
  leave: (room: string) => `Leave ${room}`,
} as const;

/** Pixels between the menu and the edge of the window, at least. */
const MARGIN = 8;

@customElement('room-menu')
export class RoomMenu extends LitElement {
  static override styles = [
    common,
    css`
      :host {
        display: contents; /* the menu lies over the page, not in it */
      }

      [role='menu'] {
        position: fixed;
        inset: auto;
        width: 15rem;
        margin: 0;
        padding: var(--space-1);
        border: 1px solid var(--edge);
        border-radius: var(--radius-m);
        background: var(--surface);
        color: var(--text);
        box-shadow: var(--shadow);
      }

      [role='group'] {
        margin-block: var(--space-1);
        padding-block: var(--space-1);
        border-block: 1px solid var(--edge);
      }

      .title {
        margin: 0;
        padding: var(--space-1) var(--space-3);
        color: var(--muted);
        font-size: var(--text-xs);
        font-weight: 650;
      }

      button {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        width: 100%;
        min-height: 2.25rem;
        padding-inline: var(--space-3);
        border-radius: var(--radius-s);
        text-align: start;
      }

      button:hover,
      button:focus {
        background: var(--sunken);
      }

      button::after {
        margin-inline-start: auto;
        content: '';
      }

      button[aria-checked='true']::after {
        color: var(--accent);
        content: '✓' / '';
      }

      .leave {
        overflow-wrap: anywhere;
        color: var(--danger);
      }
    `,
  ];

  @property() room = '';
  @property({ attribute: false }) settings!: RoomSettings;
  /** The order of all rooms after this one moved; `undefined` where it cannot. */
  @property({ attribute: false }) moved: (direction: Direction) => readonly string[] | undefined = () => undefined;
  /** It is not the only room. */
  @property({ type: Boolean }) leavable = false;
  /** What opened it, and where it stands. */
  @property({ attribute: false }) anchor!: HTMLElement;
  @query('[role="menu"]') private readonly menu!: HTMLElement;

  /** Open from the moment it is on the page; it says `close` when it is to go. */
  protected override firstUpdated(): void {
    this.menu.showPopover();
    this.#place();
    this.#items()[0]?.focus();
  }

  override render(): TemplateResult {
    const { room, settings } = this;
    return html`<div
      role="menu"
      popover
      aria-label=${texts.menu(room)}
      @keydown=${this.#keydown}
      @toggle=${this.#toggled}
    >
      ${this.#renderSwitch('favourite')} ${this.#renderSwitch('muted')}
      <div role="group" aria-label=${texts.tell}>
        <p class="title" aria-hidden="true">${texts.tell}</p>
        ${LEVELS.map(
          (level) =>
            html`<button
              role="menuitemradio"
              type="button"
              tabindex="-1"
              aria-checked=${level === settings.level}
              @click=${() => this.#change({ level })}
            >
              ${texts.levels[level]}
            </button>`,
        )}
      </div>
      ${this.#renderMove(texts.up, -1)} ${this.#renderMove(texts.down, 1)}
      ${this.#renderItem(texts.read, () => this.dispatchEvent(new RoomReadEvent(room)))}
      ${
        this.leavable
          ? this.#renderItem(texts.leave(room), () => this.dispatchEvent(new RoomLeftEvent(room)), 'leave')
          : nothing
      }
    </div>`;
  }

  #renderSwitch(setting: 'favourite' | 'muted'): TemplateResult {
    const is = this.settings[setting];
    return html`<button
      role="menuitemcheckbox"
      type="button"
      tabindex="-1"
      aria-checked=${is}
      @click=${() => this.#change({ [setting]: !is })}
    >
      ${texts[setting]}
    </button>`;
  }

  #renderMove(text: string, direction: Direction): TemplateResult | typeof nothing {
    const names = this.moved(direction);
    if (names === undefined) return nothing;
    return this.#renderItem(text, () => this.dispatchEvent(new RoomsArrangedEvent(names)));
  }

  #renderItem(text: string, act: () => void, kind = ''): TemplateResult {
    const chosen = (): void => {
      this.#close();
      act();
    };
    return html`<button class=${kind} role="menuitem" type="button" tabindex="-1" @click=${chosen}>${text}</button>`;
  }

  #change(change: Partial<RoomSettings>): void {
    this.#close();
    this.dispatchEvent(new RoomSettingsChangedEvent(this.room, { ...this.settings, ...change }));
  }

  #close(): void {
    this.menu.hidePopover();
    this.anchor.focus();
  }

  /** Beside what opened it, and wholly in the window. */
  #place(): void {
    const from = this.anchor.getBoundingClientRect();
    const { width, height } = this.menu.getBoundingClientRect();
    const within = (at: number, size: number, all: number): string =>
      `${Math.max(MARGIN, Math.min(at, all - size - MARGIN))}px`;
    this.menu.style.left = within(from.left, width, innerWidth);
    this.menu.style.top = within(from.bottom, height, innerHeight);
  }

  #items(): readonly HTMLElement[] {
    return [...this.menu.querySelectorAll('button')];
  }

  #keydown(event: KeyboardEvent): void {
    const items = this.#items();
    const at = items.findIndex((item) => item.matches(':focus'));
    const goal = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (goal !== undefined) items.at(goal % items.length)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') this.#close();
    else return;
    event.preventDefault();
  }

  #toggled({ newState }: ToggleEvent): void {
    if (newState === 'closed') this.dispatchEvent(new Event('close'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-menu': RoomMenu;
  }
}
