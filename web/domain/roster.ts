// Who is in a room: what every tab of everybody said last, as long as it holds.
import type { Persona } from '../protocol/content.ts';
import type { Availability, Presence } from '../protocol/presence.ts';

/** One tab of somebody. */
export interface PresentTab extends Presence {
  readonly handle: string;
  readonly session: string;
  /** When the server stored it, in milliseconds since 1970: of two words of one tab the later one counts. */
  readonly time: number;
  /** Which was later within a millisecond; the sequences of a stream in memory begin anew with its server. */
  readonly sequence: number;
  /** Until when it holds unless it is repeated, in milliseconds since 1970 by this device's clock. */
  readonly until: number;
}

/** The tabs in a room, by handle and session. */
export type Roster = ReadonlyMap<string, PresentTab>;

/** Somebody in a room, with however many tabs. */
export interface PresentPerson {
  readonly handle: string;
  readonly state: Exclude<Availability, 'gone'>;
  readonly status: string;
  readonly user: Persona;
}

/** What a person wants others to know counts before where they last moved. */
const RANK: Readonly<Record<Availability, number>> = { dnd: 3, active: 2, away: 1, gone: 0 };

/** Of somebody with more tabs those count that spoke last: nobody fills the memory of all others. */
const MOST_TABS = 32;

/** The roster after these tabs were heard of, in any order; the very same one if that is no news. */
export function withTabs(roster: Roster, tabs: readonly PresentTab[]): Roster {
  const news = tabs.filter((tab) => isLater(tab, roster.get(keyOf(tab))));
  return news.length === 0 ? roster : bounded(new Map([...roster, ...news.map((tab) => [keyOf(tab), tab] as const)]));
}

function bounded(roster: Roster): Roster {
  const byHandle = new Map<string, PresentTab[]>();
  for (const tab of roster.values()) {
    const tabs = byHandle.get(tab.handle);
    if (tabs === undefined) byHandle.set(tab.handle, [tab]);
    else tabs.push(tab);
  }
  const crowds = [...byHandle.values()].filter(({ length }) => length > MOST_TABS);
  const dropped = crowds.flatMap((tabs) => tabs.toSorted((a, b) => (isLater(a, b) ? -1 : 1)).slice(MOST_TABS));
  if (dropped.length === 0) return roster;
  const keys = new Set(dropped.map(keyOf));
  return new Map([...roster].filter(([key]) => !keys.has(key)));
}

/** The roster without those whose word no longer holds at `now`; the very same one if there are none. */
export function withoutExpired(roster: Roster, now: number): Roster {
  const holding = [...roster].filter(([, { until }]) => until > now);
  return holding.length === roster.size ? roster : new Map(holding);
}

/** When the next word of `roster` no longer holds; `undefined` if there is none. */
export function nextExpiry(roster: Roster): number | undefined {
  let next: number | undefined;
  for (const { until } of roster.values()) next = Math.min(next ?? until, until);
  return next;
}

/** The people of `roster`, by handle: somebody is there while any of their tabs is. */
export function peopleIn(roster: Roster): readonly PresentPerson[] {
  const people = new Map<string, PresentTab>();
  for (const tab of roster.values()) {
    const known = people.get(tab.handle);
    if (tab.state !== 'gone' && (known === undefined || isAhead(tab, known))) people.set(tab.handle, tab);
  }
  return [...people.values()]
    .flatMap(({ handle, state, status, user }) => (state === 'gone' ? [] : [{ handle, state, status, user }]))
    .toSorted((a, b) => (a.handle < b.handle ? -1 : 1));
}

function isAhead(tab: PresentTab, other: PresentTab): boolean {
  if (RANK[tab.state] !== RANK[other.state]) return RANK[tab.state] > RANK[other.state];
  return isLater(tab, other);
}

function isLater(tab: PresentTab, other: PresentTab | undefined): boolean {
  return other === undefined || tab.time > other.time || (tab.time === other.time && tab.sequence > other.sequence);
}

function keyOf({ handle, session }: PresentTab): string {
  return `${handle}.${session}`;
}
