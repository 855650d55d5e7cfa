// The one object the elements talk to: it holds what this tab knows and turns what the person does into what happens.
// Over 200 lines: everything the elements can ask for stands here once, mostly as one line that hands it to the part that does it.
import { TEXT_MAX_BYTES } from '../protocol/streams.ts';
import { textBytes } from '../protocol/content.ts';
import type { LoginRefusal } from '../protocol/login.ts';
import { newId } from '../protocol/new-id.ts';
import { unreachable } from '../protocol/unreachable.ts';
import { initialChat } from '../domain/chat.ts';
import type { ChatState, ConnectionState } from '../domain/chat.ts';
import { withSettings } from '../domain/room-settings.ts';
import type { AllRoomSettings, RoomSettings } from '../domain/room-settings.ts';
import { personaOf } from '../domain/identity.ts';
import type { Identity } from '../domain/identity.ts';
import type { StoredMessage } from '../domain/message.ts';
import type { ChosenAvailability, Preferences } from '../domain/preferences.ts';
import { Connection } from '../transport/connection.ts';
import type { ConnectionEvent } from '../transport/connection.ts';
import type { EarlySocket } from '../transport/early-socket.ts';
import { UnansweredError } from '../transport/errors.ts';
import type { Stores } from '../storage/stores.ts';
import { openKey } from '../transport/user-key.ts';
import { ChatStore } from './chat-store.ts';
import { Directory } from './directory.ts';
import { refusalOf } from './login-check.ts';
import { Notifier } from './notifier.ts';
import { Outbox } from './outbox.ts';
import { OwnProfile } from './own-profile.ts';
import { PastView } from './past-view.ts';
import { PeopleKeeper } from './people-keeper.ts';
import { Reading } from './reading.ts';
import { Rooms } from './rooms.ts';
import { Whereabouts } from './whereabouts.ts';

export interface SessionSettings {
  readonly me: Identity;
  /** The person's secret, `SU…`. */
  readonly seed: string;
  /** The installation's access code; empty if it has none. */
  readonly code: string;
  readonly servers: readonly string[];
  readonly early?: EarlySocket | undefined;
  readonly rooms: readonly string[];
  readonly roomSettings: AllRoomSettings;
  readonly current: string;
  readonly preferences: Preferences;
  readonly stores: Stores;
}

const ROUND_TRIP_EVERY_MS = 5000;
const CHECK_EVERY_MS = 60_000;
/** Before that, the page is busy with what it missed, and would measure itself. */
const FIRST_ROUND_TRIP_AFTER_MS = 1000;
export class Session {
  /** What this tab knows; tells when that changes. */
  readonly store: ChatStore;
  readonly #end = new AbortController();
  readonly #stores: Stores;
  readonly #connection: Connection;
  readonly #profile: OwnProfile;
  readonly #outbox: Outbox;
  readonly #rooms: Rooms;
  /** What the person has read, and what not. */
  readonly reading: Reading;
  /** The person in the open room. */
  readonly here: Whereabouts;
  /** Where an address or a date leads, far back. */
  readonly past: PastView;
  /** What the person is to be told while they look elsewhere. */
  readonly notifier: Notifier;
  /** What there is beyond the rooms one is in. */
  readonly directory = new Directory(() => this.#connection.link);
  readonly #people: PeopleKeeper;

  constructor(settings: SessionSettings) {
    const { me, seed, code, servers, early, rooms, current, preferences, roomSettings, stores } = settings;
    const { handle } = me;
    this.#stores = stores;
    this.store = new ChatStore({ ...initialChat(me, rooms, current, Date.now()), preferences, roomSettings });
    this.#rooms = new Rooms(this.store, stores, (message) => this.#heard(message));
    const seen = (): number => this.#rooms.seen;
    this.reading = new Reading({ store: this.store, marks: stores.marks, seen, end: this.#end.signal });
    this.here = new Whereabouts(this.store);
    this.past = new PastView(this.store, this.#rooms);
    this.notifier = new Notifier(this.store, stores.name, this.#end.signal);
    this.#people = new PeopleKeeper(this.store, this.#end.signal);
    const key = async (): Promise<string> => (await openKey(seed)).id;
    const whyRefused = async (): Promise<LoginRefusal | undefined> => refusalOf({ handle, key: await key(), code });
    const login = { servers, handle, seed, code, whyRefused, early };
    this.#connection = new Connection(login, (event) => this.#connectionChanged(event));
    this.#outbox = new Outbox({
      handle,
      store: stores.outbox,
      seen,
      report: (room, event) => this.#rooms.report(room, event),
    });
    this.#profile = new OwnProfile(me, key, stores.memory, {
      changed: (changed) => {
        this.store.change({ me: changed });
        this.here.changed();
      },
      problem: (profileProblem) => this.store.change({ profileProblem }),
    });
  }

  get state(): ChatState {
    return this.store.state;
  }

  /** Whether something was said that neither the stream nor this browser has yet; it would be lost with the tab. */
  get hasUnsent(): boolean {
    return this.#outbox.hasUnkept;
  }

  /** Connects and stays connected until `stop`. */
  start(): void {
    const forget = (): void => this.store.change({ remembers: false });
    const { lost } = this.#stores.memory;
    if (lost.aborted) forget();
    else lost.addEventListener('abort', forget, { signal: this.#end.signal });
    this.#stores.memory.hearPreferences((heard) => this.#preferencesAre(heard), this.#end.signal);
    const wanted = (room: string, settings: RoomSettings): void =>
      this.store.change({ roomSettings: withSettings(this.state.roomSettings, room, settings) });
    this.#stores.memory.hearRoomSettings(wanted, this.#end.signal);
    this.notifier.start();
    this.enterRoom(this.state.current);
    void this.#connection.run(this.#end.signal);
    void this.#startOutbox();
    const measuring = setInterval(() => void this.#measureRoundTrip(), ROUND_TRIP_EVERY_MS);
    const checking = setInterval(() => this.#rooms.check(), CHECK_EVERY_MS);
    this.#end.signal.addEventListener('abort', () => {
      clearInterval(measuring);
      clearInterval(checking);
      this.#outbox.stop();
    });
  }

  /** Listens no more, and ends once everything that was said has been sent; for somebody who goes on as somebody else. */
  async retire(): Promise<void> {
    this.reading.flush();
    this.here.close();
    this.#rooms.close();
    this.#profile.close();
    if (this.state.connection.type !== 'refused') await this.#outbox.drained();
    this.stop();
  }

  /** Ends the connection; the session is of no further use. */
  stop(): void {
    this.#end.abort();
  }

  /** The tab may have slept: finds out whether the connection still lives. */
  wake(): void {
    void this.#connection.wake();
    this.#rooms.check();
  }

  /** The tab is about to go, perhaps to come back. */
  leave(): void {
    this.reading.flush();
    this.here.leave();
  }

  /** Opens `room`, which joins the list if it is new. @param room a valid room's name, see `roomProblem`. */
  enterRoom(room: string): void {
    const isNew = !this.state.rooms.has(room);
    const isAnother = room !== this.state.current;
    this.#rooms.enter(room);
    if (isNew) this.reading.joined(room);
    this.reading.entered(room);
    this.past.leave();
    if (isAnother) this.here.moved();
  }

  /** Takes `room` off the list; its messages stay where they are, and it can be entered again. */
  leaveRoom(room: string): void {
    this.#rooms.leave(room);
    this.reading.left(room);
  }

  /** From now on the person wants `room` so; kept on this device. */
  setRoomSettings(room: string, settings: RoomSettings): void {
    this.store.change({ roomSettings: withSettings(this.state.roomSettings, room, settings) });
    void this.#stores.memory.keepRoomSettings(room, settings);
  }

  /** Lists the rooms in this order. */
  arrangeRooms(names: readonly string[]): void {
    this.#rooms.arrange(names);
  }

  /**
   * Says `text` in `room`: it shows at once as on its way and is sent until the stream has stored it.
   * @param action it is what the person does, not what they say.
   * @throws RangeError with a sentence for the writer if the text is empty or too long.
   */
  say(room: string, text: string, action = false): void {
    if (text.trim() === '') throw new RangeError('There is nothing to send yet.');
    if (textBytes(text) > TEXT_MAX_BYTES) throw new RangeError('That is too long: a message has at most 16 KiB.');
    const kind = action ? ({ action } as const) : {};
    const content = { type: 'message', id: newId(), user: personaOf(this.state.me), text, ...kind } as const;
    this.past.leave(); // what one says stands at the end
    const message = { content, time: Date.now(), delivery: { type: 'waiting' } } as const;
    void this.#outbox.add(room, content, message.time); // first, for drawing it takes longer
    this.#rooms.act(room, { type: 'sent', message, self: this.state.me.handle });
    this.here.writes(room, '');
  }

  /** Sends a message that failed again, under the same id, so that it can never be there twice. */
  sendAgain(id: string): void {
    this.#outbox.sendAgain(id);
  }

  /** Forgets a message that failed. */
  discard(id: string): void {
    this.#outbox.discard(id);
  }

  /** Lets natter look and behave like that, here and in the person's other tabs on this device. */
  setPreferences(preferences: Preferences): void {
    this.#preferencesAre(preferences);
    void this.#stores.memory.keepPreferences(preferences);
  }

  /** How available the person is from now on. @param status in their own words. */
  setAvailability(availability: ChosenAvailability, status: string): void {
    this.setPreferences({ ...this.state.preferences, availability, status });
  }

  /** Keeps what is half written for `room`, for the next time the page is opened, and lets the others know that it is. */
  keepDraft(room: string, text: string): void {
    void this.#stores.drafts.keep(room, text);
    this.here.writes(room, text);
  }

  /** Loads the page before what `room` shows; the first one if there is none yet. */
  loadOlder(room: string): void {
    if (this.state.past === undefined) this.#rooms.loadOlder(room);
    else void this.past.loadOlder();
  }

  /** The reader is at the newest message of `room`. */
  atNewest(room: string): void {
    this.#rooms.atNewest(room);
  }

  #preferencesAre(preferences: Preferences): void {
    const { availability, status } = this.state.preferences;
    this.store.change({ preferences });
    if (availability !== preferences.availability || status !== preferences.status) this.here.changed();
  }

  #heard(message: StoredMessage): void {
    this.reading.heard(message);
    this.notifier.heard(message);
    if (message.room === this.state.current) this.here.said(message.handle);
  }

  #connectionChanged(event: ConnectionEvent): void {
    switch (event.type) {
      case 'connected':
        this.#connectionIs({ type: 'live', server: event.server.name, version: event.server.version });
        this.#rooms.resume(event.link);
        this.#outbox.useLink(event.link);
        this.past.resume(event.link);
        this.here.resume(event.link);
        this.reading.resume(event.link);
        this.#people.resume(event.link);
        void this.#profile.resume(event.link);
        setTimeout(() => void this.#measureRoundTrip(), FIRST_ROUND_TRIP_AFTER_MS);
        return;
      case 'disconnected':
        this.#outbox.useLink(undefined);
        this.#connectionIs(this.#offline(event.retryAt));
        return;
      case 'refused':
        this.#connectionIs({ type: 'refused', refusal: event.refusal });
        return;
      default:
        unreachable(event);
    }
  }

  #offline(retryAt: number): ConnectionState {
    const { connection } = this.state;
    const since = connection.type === 'live' || connection.type === 'refused' ? Date.now() : connection.since;
    return { type: connection.type === 'connecting' ? 'connecting' : 'offline', since, retryAt };
  }

  /** What earlier visits left unsent is shown in its rooms, also in those the person left. */
  async #startOutbox(): Promise<void> {
    for (const room of await this.#outbox.start()) if (this.#rooms.add(room)) this.reading.joined(room);
  }

  #connectionIs(connection: ConnectionState): void {
    this.store.change({ connection });
  }

  async #measureRoundTrip(): Promise<void> {
    try {
      this.store.change({ roundTrip: await this.#connection.roundTrip() });
    } catch (error) {
      if (!(error instanceof UnansweredError)) throw error;
    }
  }
}
