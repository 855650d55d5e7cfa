// Hears what the person does to find their way, and does it: rooms arranged and set, commands, what is opened over the page.
import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';
import type { ChatState } from '../domain/chat.ts';
import type { GivenCommand } from '../domain/commands.ts';
import { listed, nextRoom } from '../domain/room-sections.ts';
import type { Direction } from '../domain/room-sections.ts';
import { settingsOf } from '../domain/room-settings.ts';
import type { ShortcutAction } from '../domain/shortcuts.ts';
import type { Action, Target } from '../domain/switcher.ts';
import { unreachable } from '../protocol/unreachable.ts';
import { DirectoryController } from './directory-controller.ts';
import type { RoomChosenEvent } from './events.ts';
import type { SessionController } from './session-controller.ts';
import { ShortcutController } from './shortcut-controller.ts';
import { AllReadEvent, RoomReadEvent } from './way-events.ts';
import type { DestinationChosenEvent, Overlay } from './way-events.ts';

/** What the switcher offers beside places and commands. */
const OFFERED: readonly Action[] = ['preferences', 'profile', 'directory', 'shortcuts'];

/** Each is loaded when somebody wants it for the first time. */
const LOAD: Readonly<Record<Overlay, () => Promise<unknown>>> = {
  directory: () => import('./room-directory.ts'),
  switcher: () => import('./quick-switcher.ts'),
  shortcuts: () => import('./shortcuts-dialog.ts'),
};

/** What the page itself can do. */
export interface WayMeans {
  /** Puts a text where one writes. */
  readonly compose: (text: string) => void;
  readonly openProfile: () => void;
  readonly openPreferences: () => void;
}

export class WayController implements ReactiveController {
  readonly #host: LitElement;
  readonly #controller: SessionController;
  readonly #means: WayMeans;
  readonly #directory: DirectoryController;
  #overlay: Overlay | undefined;
  #notice: { readonly sentence: string } | undefined;
  /** Rooms one was in, the last one first. */
  #recent: readonly string[] = [];
  #disconnected = new AbortController();

  constructor(host: LitElement, controller: SessionController, means: WayMeans) {
    this.#host = host;
    this.#controller = controller;
    this.#means = means;
    this.#directory = new DirectoryController(host, () => controller.session);
    host.addController(this);
    host.addController(new ShortcutController((action) => this.#shortcut(action)));
  }

  hostConnected(): void {
    this.#disconnected = new AbortController();
    const options = { signal: this.#disconnected.signal };
    const host = this.#host;
    const session = (): SessionController['session'] => this.#controller.session;
    host.addEventListener(
      'room-settings-changed',
      ({ room, settings }) => session()?.setRoomSettings(room, settings),
      options,
    );
    host.addEventListener('rooms-arranged', ({ names }) => session()?.arrangeRooms(names), options);
    host.addEventListener('overlay-wanted', ({ overlay }) => void this.#open(overlay), options);
    host.addEventListener('command-given', ({ command }) => void this.#obey(command), options);
    host.addEventListener('notice', ({ sentence }) => void this.#say(sentence), options);
    host.addEventListener('topic-changed', ({ text }) => void this.#obey({ type: 'topic', text }), options);
    host.addEventListener('room-read', ({ room }) => session()?.reading.markRead(room), options);
    host.addEventListener('all-read', () => session()?.reading.markAllRead(), options);
  }

  hostDisconnected(): void {
    this.#disconnected.abort();
    this.#directory.stop();
  }

  hostUpdate(): void {
    const current = this.#controller.chat?.current;
    if (current === undefined || current === this.#recent[0]) return;
    this.#recent = [current, ...this.#recent.filter((room) => room !== current)];
  }

  /** What lies over the page. */
  render(chat: ChatState): TemplateResult {
    return html`${this.#renderOverlay(chat)}
    ${this.#notice === undefined ? nothing : html`<brief-notice .notice=${this.#notice}></brief-notice>`}`;
  }

  #renderOverlay(chat: ChatState): TemplateResult | typeof nothing {
    switch (this.#overlay) {
      case undefined:
        return nothing;
      case 'directory':
        return this.#renderDirectory(chat);
      case 'switcher':
        return this.#renderSwitcher(chat);
      case 'shortcuts':
        return html`<shortcuts-dialog @close=${this.#closed}></shortcuts-dialog>`;
      default:
        return unreachable(this.#overlay);
    }
  }

  #renderDirectory({ rooms }: ChatState): TemplateResult {
    return html`<room-directory
      .counts=${this.#directory.counts}
      .joined=${[...rooms.keys()]}
      .present=${this.#directory.present}
      .problem=${this.#directory.problem}
      @room-chosen=${({ room }: RoomChosenEvent) => this.#controller.goTo(room)}
      @close=${this.#closed}
    ></room-directory>`;
  }

  #renderSwitcher({ rooms, unread, roomSettings, people, current }: ChatState): TemplateResult {
    const names = [...rooms.keys()];
    const [, ...before] = this.#recent;
    return html`<quick-switcher
      .joined=${[...listed(names, roomSettings).filter((room) => room !== current), current]}
      .recent=${before}
      .unseen=${names.filter((room) => hasNews(room, { unread, roomSettings }))}
      .rooms=${[...(this.#directory.counts?.keys() ?? [])]}
      .people=${people}
      .actions=${OFFERED}
      @destination-chosen=${({ destination }: DestinationChosenEvent) => void this.#goTo(destination)}
      @close=${this.#closed}
    ></quick-switcher>`;
  }

  /** Loaded when somebody wants it for the first time. */
  async #open(overlay: Overlay): Promise<void> {
    await LOAD[overlay]();
    this.#overlay = overlay;
    if (overlay === 'shortcuts') this.#directory.stop();
    else this.#directory.start();
    this.#host.requestUpdate();
  }

  readonly #closed = (): void => {
    this.#overlay = undefined;
    this.#directory.stop();
    this.#host.requestUpdate();
  };

  async #obey(command: GivenCommand): Promise<void> {
    const { obey } = await import('./command-controller.ts');
    const controller = this.#controller;
    const { chat, session } = controller;
    if (chat === undefined || session === undefined) return;
    const sentence = await obey(command, { chat, session, controller, open: (overlay) => void this.#open(overlay) });
    if (sentence !== undefined) await this.#say(sentence);
  }

  async #say(sentence: string): Promise<void> {
    await import('./brief-notice.ts');
    this.#notice = { sentence };
    this.#host.requestUpdate();
  }

  async #goTo(target: Target): Promise<void> {
    switch (target.type) {
      case 'room':
        return this.#controller.goTo(target.room);
      case 'person':
        return this.#means.compose(`@${target.handle} `);
      case 'command': {
        if (target.takes !== '') return this.#means.compose(`/${target.name} `);
        const { parseCommand } = await import('../domain/commands.ts');
        const command = parseCommand(`/${target.name}`);
        if (command.type === 'none' || command.type === 'say' || command.type === 'error') return undefined;
        return this.#obey(command);
      }
      case 'action':
        return this.#act(target.action);
      default:
        return unreachable(target);
    }
  }

  #act(action: Action): void {
    if (action === 'profile') this.#means.openProfile();
    else if (action === 'preferences') this.#means.openPreferences();
    else void this.#open(action);
  }

  #shortcut(action: ShortcutAction): void {
    const { chat } = this.#controller;
    if (chat === undefined || chat.connection.type === 'refused') return;
    switch (action) {
      case 'switcher':
      case 'shortcuts':
        return void this.#open(action);
      case 'previous-room':
      case 'next-room':
        return this.#step(chat, action === 'next-room' ? 1 : -1, () => true);
      case 'previous-unread':
      case 'next-unread':
        return this.#step(chat, action === 'next-unread' ? 1 : -1, (room) => hasNews(room, chat));
      case 'read':
        return void this.#host.dispatchEvent(new RoomReadEvent(chat.current));
      case 'all-read':
        return void this.#host.dispatchEvent(new AllReadEvent());
      default:
        return unreachable(action);
    }
  }

  #step({ rooms, roomSettings, current }: ChatState, direction: Direction, fits: (room: string) => boolean): void {
    const room = nextRoom(listed([...rooms.keys()], roomSettings), current, direction, fits);
    if (room !== undefined) this.#controller.goTo(room);
  }
}

/** Whether `room` has something new that the person wants to hear of. */
function hasNews(room: string, { unread, roomSettings }: Pick<ChatState, 'unread' | 'roomSettings'>): boolean {
  return (unread.get(room)?.messages.size ?? 0) > 0 && !settingsOf(roomSettings, room).muted;
}
