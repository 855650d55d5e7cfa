// A whole session without a page: everything a tab knows and does, but for what is drawn.
import 'fake-indexeddb/auto';
import { randomUUID } from 'node:crypto';
import type { ChatState } from '../../web/domain/chat.ts';
import { peopleIn } from '../../web/domain/roster.ts';
import type { PresentPerson } from '../../web/domain/roster.ts';
import { countOf, NOTHING_UNREAD } from '../../web/domain/unread.ts';
import type { UnreadCount } from '../../web/domain/unread.ts';
import { DEFAULT_PREFERENCES } from '../../web/domain/preferences.ts';
import type { Preferences } from '../../web/domain/preferences.ts';
import { Session } from '../../web/session/session.ts';
import { openStores } from '../../web/storage/stores.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { until } from './wait.ts';

// What browsers have and Node does not: frames, and the object that locks would be in.
if (!('requestAnimationFrame' in globalThis)) {
  Object.assign(globalThis, {
    requestAnimationFrame: (callback: () => void): unknown => setTimeout(callback, 5),
    cancelAnimationFrame: (frame: NodeJS.Timeout): void => clearTimeout(frame),
  });
}
if (!('navigator' in globalThis)) Object.defineProperty(globalThis, 'navigator', { value: {} });

export interface VisitWish {
  /** The person's secret; a new one unless given. */
  readonly seed?: string;
  /** Visits with the same one share what the browser keeps; one of its own unless given. */
  readonly browser?: string;
  readonly rooms?: readonly string[];
  readonly current?: string;
  readonly preferences?: Preferences;
}

export class Visit {
  readonly session: Session;

  private constructor(session: Session) {
    this.session = session;
  }

  /** Opens a tab as `handle` and waits until it is connected. @param server address of a WebSocket listener. */
  static async open(server: string, handle: string, wish: VisitWish = {}): Promise<Visit> {
    const { seed = newSeed(), browser = randomUUID(), rooms = ['Go', 'Rust'], current = 'Go' } = wish;
    const { preferences = DEFAULT_PREFERENCES } = wish;
    const me = { handle, name: handle, emoji: '🦊' };
    const stores = await openStores(browser);
    const visit = new Visit(
      new Session({
        me,
        seed,
        code: '',
        servers: [server],
        rooms,
        roomSettings: new Map(),
        current,
        preferences,
        stores,
      }),
    );
    visit.session.start();
    await visit.until('connected', ({ connection }) => connection.type === 'live');
    await visit.until('aware of what is unread', ({ unread }) => unread.has(current));
    return visit;
  }

  get state(): ChatState {
    return this.session.state;
  }

  /** Waits until what the tab knows meets a condition. @param what says what the tab is then. */
  async until(what: string, condition: (state: ChatState) => boolean, limit?: number): Promise<void> {
    await until(`${this.state.me.handle} to be ${what}`, () => condition(this.state), limit);
  }

  /** Who is in the open room, as `handle state`, such as `ada active`. */
  present(): readonly string[] {
    return this.people().map(({ handle, state }) => `${handle} ${state}`);
  }

  people(): readonly PresentPerson[] {
    return peopleIn(this.state.roster);
  }

  /** Waits until exactly these are in the open room. */
  async sees(...present: readonly string[]): Promise<void> {
    await this.until(`one who sees ${present.join(', ')}`, () => this.present().join() === present.join());
  }

  /** What is unread in `room`. */
  unread(room: string): UnreadCount {
    return countOf(this.state.unread.get(room) ?? NOTHING_UNREAD);
  }

  /** Waits until so many are unread in `room`. */
  async counts(room: string, count: number, calls = 0): Promise<void> {
    await this.until(`one who counts ${count} in ${room}`, () => {
      const unread = this.unread(room);
      return unread.count === count && unread.calls === calls;
    });
  }

  /** Says these, and waits until all are stored. */
  async say(room: string, ...texts: readonly string[]): Promise<void> {
    for (const text of texts) this.session.say(room, text);
    await this.until('one whose messages are stored', ({ rooms }) =>
      (rooms.get(room)?.outgoing ?? []).every(({ delivery }) => delivery.type === 'stored'),
    );
  }

  /** The tab is gone from one moment to the next, as when its process is killed. */
  [Symbol.dispose](): void {
    this.session.stop();
  }
}
