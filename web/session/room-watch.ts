// What only the open room shows: who is there, who is writing, what it is about, how far the others have read.
import { withComings } from '../domain/comings.ts';
import { nextExpiry, withoutExpired, withTabs } from '../domain/roster.ts';
import type { PresentTab, Roster } from '../domain/roster.ts';
import type { ChatState } from '../domain/chat.ts';
import type { Link } from '../transport/link.ts';
import { fetchPresence, presenceTerms, subscribePresence, subscribeTyping } from '../transport/presence.ts';
import type { PresenceTerms, Sighting } from '../transport/presence.ts';
import { fetchReadMarks, fetchTopics, subscribeReadMarks, subscribeTopics } from '../transport/room-words.ts';
import type { RoomWord } from '../transport/room-words.ts';
import type { ReadMark } from '../protocol/room-words.ts';
import type { ChatStore } from './chat-store.ts';
import { FrameQueue } from './frame-queue.ts';
import { persist } from './persist.ts';

/** How long somebody counts as writing after they last said so, in milliseconds. */
const TYPING_HOLDS_MS = 6000;

export class RoomWatch {
  readonly #store: ChatStore;
  readonly #termsKnown: (terms: PresenceTerms) => void;
  #end = new AbortController();
  #terms: PresenceTerms | undefined;
  #expiry: ReturnType<typeof setTimeout> | undefined;
  #link: Link | undefined;
  /** It is known who was there already: whoever comes or goes now is news. */
  #settled = false;
  /** Until then everybody is only about to be back; in milliseconds since 1970. */
  #quietUntil = 0;
  readonly #writers = new Map<string, ReturnType<typeof setTimeout>>();
  /** How late each person's read mark is, by the sequences of the stream of people's state. */
  readonly #marked = new Map<string, number>();
  readonly #seen = new FrameQueue<Sighting>((sightings) => this.#sighted(sightings));

  /** @param termsKnown is told how long the server keeps who is there. */
  constructor(store: ChatStore, termsKnown: (terms: PresenceTerms) => void) {
    this.#store = store;
    this.#termsKnown = termsKnown;
  }

  /** Watches `room` instead of the one before. Who was there over an earlier link stays until their word lapses. */
  watch(link: Link, room: string): void {
    this.close();
    this.#marked.clear();
    this.#end = new AbortController();
    const signal = AbortSignal.any([this.#end.signal, link.lost]);
    // A server that began anew knows nobody, and who is there says so within the time for which their word holds.
    if (this.#link !== undefined && link !== this.#link) this.#quietUntil = Date.now() + (this.#terms?.lifetime ?? 0);
    this.#link = link;
    signal.addEventListener('abort', () => (this.#settled = false));
    const ends = [
      subscribePresence(link, room, (sighting) => this.#seen.add(sighting)),
      subscribeTyping(link, room, (handle) => this.#writes(handle)),
      subscribeTopics(link, room, (word) => this.#topic([word])),
      subscribeReadMarks(link, room, '*', (word) => this.#read([word])),
    ];
    signal.addEventListener('abort', () => ends.forEach((end) => end()));
    void persist(async () => this.#presence(await this.#ask(link), await fetchPresence(link, room)), signal);
    void persist(async () => this.#topic(await fetchTopics(link, room)), signal);
    void persist(async () => this.#read(await fetchReadMarks(link, room, '*')), signal);
  }

  /** Another room is open: what was known of the one before is of no use. */
  forget(): void {
    for (const handle of this.#writers.keys()) this.stopsWriting(handle);
    this.#store.change({ roster: new Map(), comings: [], typing: [], seenBy: new Map() });
  }

  /** Watches no more. */
  close(): void {
    this.#end.abort();
    clearTimeout(this.#expiry);
  }

  /** Somebody said what they were writing. */
  stopsWriting(handle: string): void {
    clearTimeout(this.#writers.get(handle));
    if (this.#writers.delete(handle)) this.#store.change({ typing: [...this.#writers.keys()] });
  }

  async #ask(link: Link): Promise<PresenceTerms> {
    this.#terms = await presenceTerms(link);
    this.#termsKnown(this.#terms);
    return this.#terms;
  }

  #presence({ lifetime, clockOffset }: PresenceTerms, sightings: readonly Sighting[]): void {
    this.#tabs(sightings.map((sighting) => ({ ...sighting, until: sighting.time - clockOffset + lifetime })));
    this.#settled = true;
  }

  #sighted(sightings: readonly Sighting[]): void {
    const until = Date.now() + (this.#terms?.lifetime ?? 0);
    this.#tabs(sightings.map((sighting) => ({ ...sighting, until })));
  }

  /** @param tabs perhaps also of the room that was open when they were asked for. */
  #tabs(tabs: readonly (PresentTab & Pick<Sighting, 'room'>)[]): void {
    const { roster: before, current } = this.#store.state;
    const here = tabs.filter(({ room }) => room === current);
    const roster = withoutExpired(withTabs(before, here), Date.now());
    if (roster !== before) this.#store.change({ roster, ...this.#comings(roster) });
    clearTimeout(this.#expiry);
    const next = nextExpiry(roster);
    if (next !== undefined) this.#expiry = setTimeout(() => this.#tabs([]), Math.max(0, next - Date.now()) + 1);
  }

  /** Who came and who left, now that these are there. */
  #comings(roster: Roster): Pick<ChatState, 'comings'> {
    const { comings, preferences, roster: before, rooms, current, me } = this.#store.state;
    if (!preferences.joinNotices || !this.#settled || Date.now() < this.#quietUntil) return { comings };
    const after = rooms.get(current)?.messages.at(-1)?.sequence ?? 0;
    return { comings: withComings(comings, [before, roster], after, me.handle) };
  }

  #writes(handle: string): void {
    if (handle === this.#store.state.me.handle) return;
    clearTimeout(this.#writers.get(handle));
    const isNew = !this.#writers.has(handle);
    this.#writers.set(
      handle,
      setTimeout(() => this.stopsWriting(handle), TYPING_HOLDS_MS),
    );
    if (isNew) this.#store.change({ typing: [...this.#writers.keys()] });
  }

  /** The last word of all counts. */
  #topic(words: readonly RoomWord<string>[]): void {
    const topics = new Map(this.#store.state.topics);
    for (const { room, sequence, value } of words) {
      if (sequence > (topics.get(room)?.sequence ?? 0)) topics.set(room, { text: value, sequence });
    }
    this.#store.change({ topics });
  }

  /** What was asked for may be older than what was heard meanwhile. */
  #read(words: readonly RoomWord<ReadMark>[]): void {
    const { seenBy, current } = this.#store.state;
    const isNews = ({ room, handle, sequence }: RoomWord<ReadMark>): boolean =>
      room === current && sequence > (this.#marked.get(handle) ?? 0);
    const news = words.filter(isNews);
    if (news.length === 0) return;
    for (const { handle, sequence } of news) this.#marked.set(handle, sequence);
    this.#store.change({ seenBy: new Map([...seenBy, ...news.map(({ handle, value }) => [handle, value] as const)]) });
  }
}
