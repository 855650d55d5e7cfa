// Tells the person of messages while they look elsewhere: once, however many of their tabs hear them, and of none that any tab shows.
import { isLater, noticeOf, readNotice } from '../domain/notice.ts';
import type { Notice } from '../domain/notice.ts';
import type { StoredMessage } from '../domain/message.ts';
import { worthTelling } from '../domain/telling.ts';
import { ChatChangeEvent } from './chat-store.ts';
import type { ChatStore } from './chat-store.ts';
import { FrameQueue } from './frame-queue.ts';
import { TabRole } from './tab-role.ts';
import { signsShown, TabSign } from './tab-signs.ts';

/** The person is to be told of a message, by this tab. */
export class NoticeEvent extends Event {
  static readonly type = 'notice';
  readonly notice: Notice;
  constructor(notice: Notice) {
    super(NoticeEvent.type);
    this.notice = notice;
  }
}

/** Says `NoticeEvent`. Tabs know different rooms and may be without a connection, so each says what it hears, and one tells. */
export class Notifier extends EventTarget {
  readonly #store: ChatStore;
  /** The same in all tabs of one person. */
  readonly #name: string;
  readonly #others: BroadcastChannel;
  readonly #end: AbortSignal;
  readonly #role: TabRole;
  /** The room the person has before their eyes. */
  readonly #looking: TabSign;
  /** The person does not want to be disturbed. */
  readonly #quiet: TabSign;
  readonly #heard = new FrameQueue<StoredMessage>((messages) => this.#pick(messages));
  /** The last message of each room that was told or left untold for a reason. */
  readonly #known = new Map<string, Notice>();

  /** @param storage what keeps things for the person is called so. @param end ends it. */
  constructor(store: ChatStore, storage: string, end: AbortSignal) {
    super();
    this.#store = store;
    this.#end = end;
    this.#name = `${storage} notices of ${store.state.me.handle}`;
    this.#role = new TabRole(this.#name, () => {}, end);
    this.#looking = new TabSign(end);
    this.#quiet = new TabSign(end);
    this.#others = new BroadcastChannel(this.#name);
    this.#others.addEventListener('message', ({ data }) => {
      const notice = readNotice(data);
      if (notice !== undefined) void this.#consider(notice);
    });
    end.addEventListener('abort', () => this.#others.close());
    store.addEventListener(ChatChangeEvent.type, () => this.#showQuiet(), { signal: end });
  }

  /** From now on this tab tells, when it is its turn. */
  start(): void {
    this.#role.start();
  }

  /** A message of somebody else came, live. */
  heard(message: StoredMessage): void {
    if (worthTelling(message, this.#store.state)) this.#heard.add(message);
  }

  /** @param room that the person has before their eyes in this tab; `undefined` if they look elsewhere. */
  looksAt(room: string | undefined): void {
    this.#looking.show(room && this.#signOf(room));
  }

  /** Of a burst only the last message of a room is told; by now it may have been read. */
  #pick(messages: readonly StoredMessage[]): void {
    if (this.#end.aborted) return;
    const { state } = this.#store;
    const last = new Map(messages.map((message) => [message.room, message]));
    for (const message of last.values()) {
      if (!worthTelling(message, state)) continue;
      const notice = noticeOf(message, state.people);
      this.#others.postMessage(notice);
      void this.#consider(notice);
    }
  }

  async #consider(notice: Notice): Promise<void> {
    const known = this.#known.get(notice.room);
    if (known !== undefined && !isLater(notice, known)) return;
    this.#known.set(notice.room, notice);
    if (!this.#role.held) return;
    const signs = await signsShown();
    if (signs.has(this.#signOf(notice.room)) || signs.has(this.#quietSign)) return;
    this.dispatchEvent(new NoticeEvent(notice));
  }

  #showQuiet(): void {
    this.#quiet.show(this.#store.state.preferences.availability === 'dnd' ? this.#quietSign : undefined);
  }

  #signOf(room: string): string {
    return `${this.#name}: sees ${room}`;
  }

  get #quietSign(): string {
    return `${this.#name}: do not disturb`;
  }
}
