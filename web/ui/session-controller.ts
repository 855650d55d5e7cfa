// Ties the page to a session: starts one, follows the address, wakes it with the tab, and has the page rendered anew.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { roomProblem } from '../protocol/subjects.ts';
import type { ChatState } from '../domain/chat.ts';
import type { Identity } from '../domain/identity.ts';
import { FIRST_ROOM, parseRoute, roomHash } from '../domain/route.ts';
import { boot, BootError, enter } from '../session/boot.ts';
import type { Boot } from '../session/boot.ts';
import { SessionChangeEvent } from '../session/session.ts';
import type { Session } from '../session/session.ts';

export class SessionController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #roomOpened: () => void;
  #disconnected = new AbortController();
  #boot: Boot | undefined;
  #session: Session | undefined;
  #failure: string | undefined;
  #problem: string | undefined;

  /** @param roomOpened is called when the address has led to a room. */
  constructor(host: ReactiveControllerHost, roomOpened: () => void) {
    this.#host = host;
    this.#roomOpened = roomOpened;
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
    window.addEventListener('beforeunload', (event) => this.#leaving(event), { signal });
    void this.#begin(signal);
  }

  hostDisconnected(): void {
    this.#disconnected.abort();
    this.#session?.stop();
  }

  /** Enters, or enters anew as somebody else: a session is one person's. */
  enter(me: Identity): void {
    if (this.#boot === undefined) return;
    const rooms = this.chat === undefined ? this.#boot.rooms : [...this.chat.rooms.keys()];
    const session = enter({ ...this.#boot, rooms }, me, this.#roomOfAddress());
    void this.#session?.retire();
    this.#session = session;
    session.addEventListener(SessionChangeEvent.type, () => this.#host.requestUpdate());
    this.#host.requestUpdate();
  }

  /** Opens `room` by its address, so that going back leads here. */
  goTo(room: string): void {
    location.hash = roomHash(room);
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
      if (this.#boot.identity !== undefined) this.enter(this.#boot.identity);
    } catch (error) {
      if (!(error instanceof BootError)) throw error;
      this.#failure = error.message;
    }
    this.#host.requestUpdate();
  }

  /** The browser asks before it closes the tab on something that was not sent. */
  #leaving(event: BeforeUnloadEvent): void {
    if (this.#session?.hasUnsent === true) event.preventDefault();
  }

  #followAddress(): void {
    this.#session?.enterRoom(this.#roomOfAddress());
    this.#host.requestUpdate();
    this.#roomOpened();
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
