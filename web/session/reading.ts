// How far the person has read, the same on all their devices, and what they have not: counted exactly, room by room.
import type { ReadMark } from '../protocol/room-words.ts';
import { countOf, NOTHING_UNREAD, readTo, UNREAD_LIMIT, withUnread } from '../domain/unread.ts';
import type { Unread } from '../domain/unread.ts';
import { furthestMarks } from '../domain/read-marks.ts';
import type { Called } from '../domain/mentions.ts';
import type { StoredMessage } from '../domain/message.ts';
import type { Marks } from '../storage/marks.ts';
import { firstSince } from '../transport/history.ts';
import type { Link } from '../transport/link.ts';
import { fetchReadMarks, subscribeReadMarks } from '../transport/room-words.ts';
import type { RoomWord } from '../transport/room-words.ts';
import { streamState } from '../transport/stream-state.ts';
import type { ChatStore } from './chat-store.ts';
import { FrameQueue } from './frame-queue.ts';
import { inTurn } from './in-turn.ts';
import { MarkTeller } from './mark-teller.ts';
import { persist } from './persist.ts';

/** How many rooms are counted at once: each takes a subscription, of which a connection has a thousand. */
const AT_ONCE = 20;

export interface ReadingSettings {
  readonly store: ChatStore;
  readonly marks: Marks;
  /** How far the stream has come, as far as this tab knows. */
  readonly seen: () => number;
  readonly end: AbortSignal;
}

export class Reading {
  readonly #store: ChatStore;
  readonly #marks: Marks;
  readonly #seen: () => number;
  readonly #teller: MarkTeller;
  readonly #heard = new FrameQueue<StoredMessage>((messages) => this.#arrived(messages));
  #link: Link | undefined;
  /** How far the stream had come when the link was made. */
  #last = 0;
  /** Where the person stopped reading, as this device and their others remember it. */
  #known: ReadonlyMap<string, number> = new Map();
  /** Rooms the person has not read in before, whose newest messages they have perhaps seen: nobody has been told so. */
  readonly #beginnings = new Set<string>();
  /** The room whose newest message the person has before their eyes. */
  #reading: string | undefined;

  constructor({ store, marks, seen, end }: ReadingSettings) {
    this.#store = store;
    this.#marks = marks;
    this.#seen = seen;
    this.#teller = new MarkTeller(
      (room) => this.#markOf(room),
      () => store.state.preferences.sendRead,
    );
    marks.hear((heard) => this.#adoptHere(heard), end);
  }

  /** Goes on over a new link: the marks of other devices count, and what came meanwhile is counted. */
  resume(link: Link): void {
    this.#link = link;
    const { handle } = this.#store.state.me;
    subscribeReadMarks(link, '*', handle, (word) => void persist(() => this.#adopt(link, word, begun), link.lost));
    const begun = persist(() => this.#begin(link), link.lost);
  }

  /** A room joined the list. */
  joined(room: string): void {
    const link = this.#link;
    if (link === undefined || this.#stream === '') return;
    this.#beginAt([room]);
    void persist(() => this.#countOn(link, room), link.lost);
  }

  /** A room left the list. */
  left(room: string): void {
    const unread = new Map(this.#store.state.unread);
    if (unread.delete(room)) this.#store.change({ unread });
  }

  /** A message came, live, in any room of the list. */
  heard(message: StoredMessage): void {
    this.#heard.addNow(message);
  }

  /** Another room was opened: what is new there begins where the person stopped reading. */
  entered(room: string): void {
    this.#reading = undefined;
    this.#store.change({ newAfter: undefined });
    this.#drawLine(room);
  }

  /** @param room whose newest message the person has before their eyes; `undefined` if they look elsewhere. */
  reads(room: string | undefined): void {
    this.#reading = room;
    if (room !== undefined) this.markRead(room);
  }

  /** Everything in `room` counts as read. */
  markRead(room: string): void {
    const { rooms, unread } = this.#store.state;
    const known = unread.get(room);
    if (known === undefined) return; // nobody knows yet from where on to count
    const sequences = [...known.messages.values()].map(({ sequence }) => sequence);
    const shown = rooms.get(room)?.messages.at(-1)?.sequence ?? 0;
    // Where more is unread than was counted, everything that has come counts.
    const newest = Math.max(shown, known.more ? this.#seen() : 0, ...sequences);
    if (newest <= known.mark && !this.#beginnings.delete(room)) return;
    this.#change(room, readTo(known, newest));
    this.#teller.moved(room);
    this.#keep();
  }

  /** Everything everywhere counts as read. */
  markAllRead(): void {
    for (const room of this.#store.state.unread.keys()) this.markRead(room);
  }

  /** Tells others at once, for the tab is about to go. */
  flush(): void {
    this.#teller.flush();
  }

  async #begin(link: Link): Promise<void> {
    const { handle } = this.#store.state.me;
    const [here, theirs] = await Promise.all([this.#marks.all(), fetchReadMarks(link, '*', handle)]);
    const { created, last } = await streamState(link); // only now, for no mark may lie beyond
    if (this.#stream !== '' && created !== this.#stream) this.#store.change({ unread: new Map() });
    this.#store.change({ stream: created });
    this.#last = last;
    const marks = [...here, ...theirs.map(({ room, value }) => [room, value] as const)];
    this.#known = furthestMarks(marks, { created, last });
    const { rooms, current } = this.#store.state;
    const others = [...rooms.keys()].filter((room) => room !== current);
    this.#beginAt([current, ...others]);
    this.#teller.useLink(link);
    await this.#countOn(link, current);
    await inTurn(others, AT_ONCE, (room) => this.#countOn(link, room));
  }

  /** Finds out from where on each of these is unread. For somebody who was never there that is now. */
  #beginAt(rooms: readonly string[]): void {
    const unread = new Map(this.#store.state.unread);
    for (const room of rooms) {
      const before = unread.get(room);
      const isNew = before === undefined && !this.#known.has(room);
      const mark = Math.max(before?.mark ?? 0, this.#known.get(room) ?? 0);
      unread.set(room, readTo(before ?? NOTHING_UNREAD, isNew ? Math.max(this.#last, this.#seen()) : mark));
      if (isNew) this.#beginnings.add(room);
    }
    this.#store.change({ unread });
    this.#keep();
  }

  /** Counts what lies behind the mark. */
  async #countOn(link: Link, room: string): Promise<void> {
    const { mark } = this.#store.state.unread.get(room) ?? NOTHING_UNREAD;
    const { messages, pending } = await firstSince(link, room, mark, UNREAD_LIMIT);
    const unread = this.#store.state.unread.get(room);
    if (unread === undefined) return; // left meanwhile
    this.#change(room, { ...withUnread(unread, messages, this.#me), more: pending > 0 });
    this.#look(room);
  }

  #arrived(messages: readonly StoredMessage[]): void {
    for (const room of new Set(messages.map((message) => message.room))) {
      const unread = this.#store.state.unread.get(room);
      if (unread === undefined) continue; // will be counted with what came before
      const here = messages.filter((message) => message.room === room);
      this.#change(room, withUnread(unread, here, this.#me));
      this.#look(room);
    }
  }

  /** Another device has read further. */
  async #adopt(link: Link, { room, value }: RoomWord<ReadMark>, begun: Promise<unknown>): Promise<void> {
    await begun;
    const { sequence, stream } = value;
    // Nobody has read what was not said: such a mark would hide whatever comes, for ever and on all devices.
    if (sequence > Math.max(this.#last, this.#seen())) this.#last = (await streamState(link)).last;
    const unread = this.#store.state.unread.get(room);
    if (stream !== this.#stream || sequence > Math.max(this.#last, this.#seen()) || unread === undefined) return;
    if (sequence <= unread.mark) return;
    this.#change(room, readTo(unread, sequence));
    this.#keep();
    if (unread.more) await this.#countOn(link, room);
  }

  /** Another tab of this browser has read further, which is perhaps all that is told. */
  #adoptHere(marks: ReadonlyMap<string, ReadMark>): void {
    for (const [room, { sequence, stream }] of marks) {
      const [unread, link] = [this.#store.state.unread.get(room), this.#link];
      if (stream !== this.#stream || unread === undefined || sequence <= unread.mark) continue;
      this.#change(room, readTo(unread, sequence));
      if (unread.more && link !== undefined) void persist(() => this.#countOn(link, room), link.lost);
    }
  }

  /** Something is unread in `room`: the person sees it come, or finds a line before it. */
  #look(room: string): void {
    if (room === this.#reading) this.markRead(room);
    else if (room === this.#store.state.current) this.#drawLine(room);
  }

  #drawLine(room: string): void {
    const { unread, newAfter } = this.#store.state;
    const known = unread.get(room);
    if (newAfter !== undefined || known === undefined || countOf(known).count === 0) return;
    this.#store.change({ newAfter: known.mark });
  }

  #change(room: string, unread: Unread): void {
    if (unread === this.#store.state.unread.get(room) || !this.#store.state.rooms.has(room)) return;
    this.#store.change({ unread: new Map([...this.#store.state.unread, [room, unread]]) });
  }

  #markOf(room: string): ReadMark | undefined {
    const unread = this.#store.state.unread.get(room);
    return unread && { sequence: unread.mark, stream: this.#stream };
  }

  #keep(): void {
    const marks = [...this.#store.state.unread].map(([room, { mark }]) => [room, mark] as const);
    const all = new Map([...this.#known, ...marks]);
    this.#marks.keep(new Map([...all].map(([room, sequence]) => [room, { sequence, stream: this.#stream }])));
  }

  get #stream(): string {
    return this.#store.state.stream;
  }

  get #me(): Called {
    const { me, preferences } = this.#store.state;
    return { handle: me.handle, keywords: preferences.notifications.keywords };
  }
}
