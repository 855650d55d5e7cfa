// Knows how the people one meets wish to be shown now, so that a new name is there at once, also over what they said before.
import type { Profile } from '../protocol/profile.ts';
import type { ChatState } from '../domain/chat.ts';
import type { Link } from '../transport/link.ts';
import { fetchProfiles, subscribeProfiles } from '../transport/profiles.ts';
import { ChatChangeEvent } from './chat-store.ts';
import type { ChatStore } from './chat-store.ts';
import { persist } from './persist.ts';

/** Whoever turns up within this time is asked about together, in milliseconds. */
const GATHER_MS = 100;

export class PeopleKeeper {
  readonly #store: ChatStore;
  readonly #end: AbortSignal;
  #link: Link | undefined;
  /** Whom this tab has asked about over this link. */
  #asked = new Set<string>();
  /** Who has changed how they are shown since: what was asked for before is older. */
  #changed = new Set<string>();
  #gathering = false;
  /** What of the state was looked through last. */
  #looked: readonly unknown[] = [];

  constructor(store: ChatStore, end: AbortSignal) {
    this.#store = store;
    this.#end = end;
    store.addEventListener(ChatChangeEvent.type, () => this.#look(), { signal: end });
  }

  /** Goes on over a new link: what changed meanwhile is asked for anew. */
  resume(link: Link): void {
    this.#link = link;
    this.#asked = new Set();
    this.#changed = new Set();
    this.#looked = [];
    subscribeProfiles(link, '*', (handle, profile) => {
      if (!this.#asked.has(handle)) return;
      this.#changed.add(handle);
      this.#learn(new Map([[handle, profile]]));
    });
    this.#look();
  }

  /** Looks for people nobody asked about yet. */
  #look(): void {
    const { roster, current, rooms } = this.#store.state;
    const places = [roster, rooms.get(current)?.messages];
    if (places.every((place, index) => place === this.#looked[index])) return;
    this.#looked = places;
    if (this.#gathering) return;
    this.#gathering = true;
    setTimeout(() => this.#ask(), GATHER_MS);
  }

  #ask(): void {
    this.#gathering = false;
    const link = this.#link;
    if (link === undefined || link.lost.aborted) return;
    const unknown = peopleOf(this.#store.state).filter((handle) => !this.#asked.has(handle));
    if (unknown.length === 0) return;
    for (const handle of unknown) this.#asked.add(handle);
    const signal = AbortSignal.any([link.lost, this.#end]);
    void persist(async () => this.#learn(this.#unchanged(await fetchProfiles(link, unknown))), signal);
  }

  #unchanged(fetched: ReadonlyMap<string, Profile>): ReadonlyMap<string, Profile> {
    return new Map([...fetched].filter(([handle]) => !this.#changed.has(handle)));
  }

  #learn(profiles: ReadonlyMap<string, Profile>): void {
    const { people } = this.#store.state;
    if (profiles.size > 0) this.#store.change({ people: new Map([...people, ...profiles]) });
  }
}

/** Everybody who is to be seen in the open room. */
function peopleOf({ roster, current, rooms }: ChatState): readonly string[] {
  const handles = new Set<string>();
  for (const { handle } of roster.values()) handles.add(handle);
  for (const { handle } of rooms.get(current)?.messages ?? []) handles.add(handle);
  return [...handles];
}
