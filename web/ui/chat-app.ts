// <chat-app>: the page. It hands the session's state down as properties, and hears what the person does as events.
import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { ChatState } from '../domain/chat.ts';
import { peopleIn } from '../domain/roster.ts';
import { wasHere } from '../session/was-here.ts';
import type { Boot } from '../session/boot.ts';
import { AfterFrame } from './after-frame.ts';
import { NoticeController } from './notice-controller.ts';
import { PageTitleController } from './page-title-controller.ts';
import { SessionController } from './session-controller.ts';
import { PreferencesController } from './preferences-controller.ts';
import { UpdateController } from './update-controller.ts';
import { WayController } from './way-controller.ts';
import type {
  DraftChangedEvent,
  FailedMessageEvent,
  HandleConsideredEvent,
  IdentityChosenEvent,
  KeyExportedEvent,
  KeyImportedEvent,
  MessageWrittenEvent,
  RoomChosenEvent,
  RoomLeftEvent,
} from './events.ts';
import type {
  AvailabilityChosenEvent,
  DayWantedEvent,
  MentionWantedEvent,
  PersonWantedEvent,
  ReadingEvent,
  UnreadWantedEvent,
} from './room-events.ts';
import type { PreferencesChangedEvent } from './preference-events.ts';
import './start-failure.ts';

/** Until the page of somebody who is in is asked for again, if it did not come: the launcher may be away for a moment. */
const VIEW_PATIENCE_MS = 2000;
const NO_DRAFTS: ReadonlyMap<string, string> = new Map();

@customElement('chat-app')
export class ChatApp extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
  `;

  @query('chat-view') private readonly view!: HTMLElementTagNameMap['chat-view'] | null;
  @query('profile-dialog') private readonly profile!: HTMLElementTagNameMap['profile-dialog'] | null;
  @state() private profileWanted = false;
  /** Whom the person wants to know more of. */
  @state() private pointedAt: PersonWantedEvent | undefined;
  @state() private preferencesWanted = false;
  /** Whether the page of somebody who is in is there; loaded at once for whoever was here before. */
  @state() private viewReady = false;
  readonly #update = new UpdateController(this);
  readonly #controller = new SessionController(this, () => this.view?.roomOpened());
  readonly #way = new WayController(this, this.#controller, {
    compose: (text) => this.view?.compose(text),
    openProfile: () => void this.#openProfile(),
    openPreferences: () => void this.#openPreferences(),
  });
  /** The page of somebody who is in, on its way. */
  #arriving: Promise<unknown> | undefined;
  /** Whoever is at the door gets it once that is drawn, and can then go in also while the launcher is away. */
  readonly #loading = new AfterFrame(() => void this.#loadView());

  constructor() {
    super();
    if (wasHere(location)) void this.#loadView();
    this.addController(new PreferencesController(() => this.#controller.preferences));
    this.addController(new PageTitleController(() => this.#controller.chat));
    this.addController(new NoticeController(() => this.#controller.session));
  }

  override render(): TemplateResult | typeof nothing {
    const { failure, boot, chat, sealed } = this.#controller;
    if (failure !== undefined) return html`<start-failure .reason=${failure}></start-failure>`;
    if (boot === undefined) return nothing;
    const isIn = chat !== undefined && chat.connection.type !== 'refused' && sealed === undefined;
    if (!isIn) return this.#renderDoor(boot, sealed ?? '');
    if (this.viewReady) return this.#renderChat(chat);
    void this.#loadView();
    return nothing;
  }

  async #loadView(): Promise<void> {
    this.#arriving ??= import('./chat-view.ts');
    try {
      await this.#arriving;
      this.viewReady = true;
    } catch {
      this.#arriving = undefined;
      this.#loading.begin(VIEW_PATIENCE_MS);
    }
  }

  /** Whoever was here before need not load it; whoever is new needs the rest soon. */
  #renderDoor(boot: Boot, sealed: string): TemplateResult {
    void import('./welcome-card.ts').then(() => this.#arriving === undefined && this.#loading.begin());
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
    return html`<chat-view
        .chat=${chat}
        .problem=${problem ?? ''}
        .updateReady=${this.#update.ready}
        .drafts=${boot?.drafted ?? NO_DRAFTS}
        @profile-wanted=${this.#openProfile}
        @preferences-wanted=${this.#openPreferences}
        @room-chosen=${(event: RoomChosenEvent) => this.#controller.goTo(event.room)}
        @room-left=${(event: RoomLeftEvent) => this.#controller.leave(event.room)}
        @message-written=${(event: MessageWrittenEvent) => session?.say(chat.current, event.text, event.action)}
        @failed-message=${this.#failedMessage}
        @draft-changed=${(event: DraftChangedEvent) => session?.keepDraft(event.room, event.text)}
        @retry-wanted=${() => session?.wake()}
        @older-wanted=${() => session?.loadOlder(chat.current)}
        @reading=${(event: ReadingEvent) => session?.reading.reads(event.reading ? chat.current : undefined)}
        @newer-wanted=${() => session?.past.loadNewer()}
        @newest-wanted=${() => this.#controller.goToNewest()}
        @unread-wanted=${(event: UnreadWantedEvent) => session?.past.goTo(chat.current, event.after + 1)}
        @day-wanted=${(event: DayWantedEvent) => this.#controller.goToDay(event.time)}
        @person-wanted=${(event: PersonWantedEvent) => this.#openCard(event)}
        @at-newest=${() => session?.atNewest(chat.current)}
      ></chat-view>
      ${this.pointedAt === undefined ? nothing : this.#renderCard(chat, this.pointedAt)}
      ${this.profileWanted && boot !== undefined ? this.#renderProfile(chat, boot) : nothing}
      ${this.preferencesWanted ? this.#renderPreferences(chat) : nothing} ${this.#way.render(chat)}`;
  }

  #renderPreferences({ preferences }: ChatState): TemplateResult {
    return html`<preferences-dialog
      .preferences=${preferences}
      @preferences-changed=${(event: PreferencesChangedEvent) => this.#controller.session?.setPreferences(event.preferences)}
      @close=${() => (this.preferencesWanted = false)}
    ></preferences-dialog>`;
  }

  #renderCard(chat: ChatState, { handle, anchor }: PersonWantedEvent): TemplateResult {
    const written = chat.rooms.get(chat.current)?.messages.findLast((message) => message.handle === handle)?.content;
    return html`<person-card
      .handle=${handle}
      .anchor=${anchor}
      .profile=${chat.people.get(handle)}
      .present=${peopleIn(chat.roster).find((person) => person.handle === handle)}
      .written=${written?.type === 'message' ? written.user : undefined}
      .own=${handle === chat.me.handle}
      .availability=${chat.preferences.availability}
      .status=${chat.preferences.status}
      @mention-wanted=${(event: MentionWantedEvent) => this.view?.compose(`@${event.handle} `)}
      @availability-chosen=${(event: AvailabilityChosenEvent) =>
        this.#controller.session?.setAvailability(event.availability, event.status)}
      @close=${() => (this.pointedAt = undefined)}
    ></person-card>`;
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

  async #openCard(event: PersonWantedEvent): Promise<void> {
    await import('./person-card.ts');
    this.pointedAt = event;
  }

  /** Loaded when somebody wants it for the first time. */
  async #openProfile(): Promise<void> {
    await import('./profile-dialog.ts');
    this.profileWanted = true;
  }

  async #openPreferences(): Promise<void> {
    await import('./preferences-dialog.ts');
    this.preferencesWanted = true;
  }

  #profileClosed(): void {
    this.profileWanted = false;
    this.#controller.keys.clear();
  }

  #handleConsidered(event: HandleConsideredEvent): void {
    this.#controller.considerHandle(event.handle);
  }

  #failedMessage({ action, id }: FailedMessageEvent): void {
    const { session, chat } = this.#controller;
    if (chat === undefined) return;
    if (action === 'send-again') session?.sendAgain(id);
    else session?.discard(id);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chat-app': ChatApp;
  }
}
