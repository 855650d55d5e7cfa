// Ties the page to a session: starts one, follows the address, wakes it with the tab, and has the page rendered anew.
// Over 200 lines: the address, the tab and the session are tied together here and nowhere else.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isAboutCode } from '../protocol/login.ts';
import type { LoginQuestion } from '../protocol/login.ts';
import { handleProblem, roomProblem } from '../protocol/subjects.ts';
import type { ChatState } from '../domain/chat.ts';
import type { Identity, TurnedAway } from '../domain/identity.ts';
import type { Preferences } from '../domain/preferences.ts';
import { FIRST_ROOM, messageHash, parseRoute, roomHash } from '../domain/route.ts';
import { boot, BootError, enter } from '../session/boot.ts';
import type { Boot } from '../session/boot.ts';
import { ChatChangeEvent } from '../session/chat-store.ts';
import type { Session } from '../session/session.ts';
import { ActivityWatch } from './activity-watch.ts';
import { DoorController } from './door-controller.ts';
import { KeyController } from './key-controller.ts';

export class SessionController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #roomOpened: () => void;
  readonly keys: KeyController;
  readonly #door: DoorController;
  readonly #activity = new ActivityWatch();
  #disconnected = new AbortController();
  #boot: Boot | undefined;
  #session: Session | undefined;
  #failure: string | undefined;
  #problem: string | undefined;

  /** @param roomOpened is called when the address has led to a room. */
  constructor(host: ReactiveControllerHost, roomOpened: () => void) {
    this.#host = host;
    this.#roomOpened = roomOpened;
    this.keys = new KeyController(host);
    this.#door = new DoorController(host);
    host.addController(this);
  }

  /** What is known before anybody entered; `undefined` until then. */
  get boot(): Boot | undefined {
    return this.#boot;
  }

  /** `undefined` until somebody entered. */
  get session(): Session | undefined {
    return this.#session;
  }

  get chat(): ChatState | undefined {
    return this.#session?.state;
  }

  /** `undefined` until they were read. */
  get preferences(): Preferences | undefined {
    return this.chat?.preferences ?? this.#boot?.preferences;
  }

  /** Why natter cannot start, as a sentence. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** What is wrong with the address, as a sentence. */
  get problem(): string | undefined {
    return this.#problem;
  }

  hostConnected(): void {
    this.#disconnected = new AbortController();
    const { signal } = this.#disconnected;
    const wake = (): void => this.#session?.wake();
    window.addEventListener('hashchange', () => this.#followAddress(), { signal });
    for (const type of ['focus', 'online', 'pageshow'] as const) window.addEventListener(type, wake, { signal });
    document.addEventListener('visibilitychange', wake, { signal });
    window.addEventListener('pagehide', () => this.#session?.leave(), { signal });
    window.addEventListener('pageshow', () => this.#session?.here.comeBack(), { signal });
    this.#activity.watch((idle) => this.#session?.here.idle(idle), signal);
    window.addEventListener('beforeunload', (event) => this.#leaving(event), { signal });
    void this.#begin(signal);
  }

  hostDisconnected(): void {
    this.#disconnected.abort();
    this.#session?.stop();
  }

  /** Why the person is not let in, or would not be under the handle they think of. */
  get turnedAway(): TurnedAway | undefined {
    const { chat } = this;
    const { turnedAway } = this.#door;
    if (turnedAway !== undefined || chat?.connection.type !== 'refused') return turnedAway;
    return { handle: chat.me.handle, refusal: chat.connection.refusal };
  }

  /** A person from another device, in the address. */
  get sealed(): string | undefined {
    const route = parseRoute(location.hash);
    return route.type === 'key' ? route.sealed : undefined;
  }

  /**
   * Enters, or enters anew as somebody else: a session is one person's. Somebody who would not be let in stays where they
   * are, and `turnedAway` says why. @returns whether they entered.
   */
  async enter(me: Identity, code: string): Promise<boolean> {
    const boot = this.#boot;
    if (boot === undefined) return false;
    const answer = await this.#door.ask(await this.#question({ ...boot, code }, me.handle));
    if (answer?.type === 'refused') {
      if (!isAboutCode(answer.reason)) this.#boot = { ...boot, code }; // it is right: for the next handle thought of
      return false;
    }
    await boot.memory.keepUnannounced(true);
    this.#boot = { ...boot, preferences: this.preferences ?? boot.preferences };
    this.#startSession(me, code);
    return true;
  }

  /** Finds out whether `handle` is free, unless another question follows at once. */
  considerHandle(handle: string): void {
    const boot = this.#boot;
    const own = handle === this.chat?.me.handle;
    // Without the code the door would speak of that alone.
    const pointless = boot === undefined || own || (boot.asksCode && boot.code === '');
    const valid = handleProblem(handle) === undefined;
    this.#door.consider(pointless || !valid ? undefined : this.#question(boot, handle));
  }

  /** `undefined` where the launcher cannot be asked anyway: it does not even hand out what makes the key. */
  async #question(boot: Boot, handle: string): Promise<LoginQuestion | undefined> {
    const key = await this.keys.find(boot);
    return key === undefined ? undefined : { handle, key, code: boot.code };
  }

  /** Seals the key for another device. */
  async exportKey(passphrase: string): Promise<void> {
    const [boot, me] = [this.#boot, this.chat?.me];
    if (boot !== undefined && me !== undefined) await this.keys.export(boot, me, passphrase);
  }

  /** Goes on as the person of another device. */
  async importKey(sealed: string, passphrase: string): Promise<void> {
    const boot = this.#boot && (await this.keys.import(this.#boot, sealed, passphrase));
    if (boot?.identity === undefined) return;
    this.#boot = boot;
    history.replaceState(undefined, '', roomHash(FIRST_ROOM));
    this.#startSession(boot.identity, boot.code);
  }

  /** Ends the session and forgets who the person is. Shows nothing until the page is another: the door is that one's. */
  async forgetKey(): Promise<void> {
    const boot = this.#boot;
    this.#session?.stop();
    this.#session = undefined;
    this.#boot = undefined;
    this.#host.requestUpdate();
    if (boot !== undefined) await this.keys.forget(boot);
  }

  #startSession(me: Identity, code: string): void {
    const boot = this.#boot;
    if (boot === undefined) return;
    const rooms = this.chat === undefined ? boot.rooms : [...this.chat.rooms.keys()];
    const roomSettings = this.chat?.roomSettings ?? boot.roomSettings;
    const session = enter(boot, { me, seed: boot.seed, code, rooms, roomSettings, room: this.#roomOfAddress() });
    this.#goToMessage(session);
    this.#boot = { ...boot, code };
    void this.#session?.retire();
    this.#session = session;
    let isRefused = false;
    session.store.addEventListener(ChatChangeEvent.type, () => {
      const wasRefused = isRefused;
      isRefused = session.state.connection.type === 'refused';
      if (isRefused && !wasRefused) this.#door.forget(); // it was about a handle thought of before
      this.#host.requestUpdate();
    });
    this.#host.requestUpdate();
  }

  /** Opens `room` by its address, so that going back leads here. */
  goTo(room: string): void {
    location.hash = roomHash(room);
  }

  /** Leads to the first message of the open room on or after a day. @param time when it begins, in milliseconds since 1970. */
  async goToDay(time: number): Promise<void> {
    const room = this.chat?.current;
    const sequence = room === undefined ? undefined : await this.#session?.past.sequenceAt(room, time);
    if (room !== undefined && room === this.chat?.current) {
      location.hash = sequence === undefined ? roomHash(room) : messageHash(room, sequence);
    }
  }

  /** Back to the newest messages of the open room. */
  goToNewest(): void {
    const room = this.chat?.current;
    if (room === undefined) return;
    history.replaceState(undefined, '', roomHash(room));
    this.#session?.past.leave();
  }

  /** Takes `room` off the list; if it is open, its neighbour opens in its place. */
  leave(room: string): void {
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

  async #begin(signal: AbortSignal): Promise<void> {
    try {
      this.#boot = await boot(location);
      if (signal.aborted) return;
      this.#boot.memory.changedElsewhere.addEventListener('abort', () => location.reload(), { signal });
      if (this.sealed === undefined) this.#enterAsBefore();
    } catch (error) {
      if (!(error instanceof BootError)) throw error;
      this.#failure = error.message;
    }
    this.#host.requestUpdate();
  }

  /** Somebody who was here before need not say who they are. */
  #enterAsBefore(): void {
    if (this.#boot?.identity !== undefined) this.#startSession(this.#boot.identity, this.#boot.code);
  }

  /** The browser asks before it closes the tab on something that was not sent. */
  #leaving(event: BeforeUnloadEvent): void {
    if (this.#session?.hasUnsent === true) event.preventDefault();
  }

  #followAddress(): void {
    this.#host.requestUpdate();
    if (this.sealed !== undefined) return;
    if (this.#session === undefined) this.#enterAsBefore();
    else {
      this.#session.enterRoom(this.#roomOfAddress());
      this.#goToMessage(this.#session);
    }
    this.#roomOpened();
  }

  /** The message the address names, if it does. */
  #goToMessage(session: Session): void {
    const route = parseRoute(location.hash);
    if (route.type === 'room' && route.sequence !== undefined) session.past.goTo(route.room, route.sequence);
  }

  /** The room the address names. One that names none, or no valid one, becomes the first room's. */
  #roomOfAddress(): string {
    const route = parseRoute(location.hash);
    this.#problem = undefined;
    if (route.type === 'room') return route.room;
    if (route.type === 'invalid') this.#problem = `There is no room “${route.text}”. ${roomProblem(route.text) ?? ''}`;
    history.replaceState(undefined, '', roomHash(FIRST_ROOM));
    return FIRST_ROOM;
  }
}
