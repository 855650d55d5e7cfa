// The quick switcher: everything one can go to or do, and what a few letters mean among it.
import { unreachable } from '../protocol/unreachable.ts';
import { COMMANDS } from './commands.ts';
import { fuzzyScore } from './fuzzy.ts';
import type { People } from './people.ts';

/** What can be done that is no command. */
export const ACTIONS = {
  preferences: 'Preferences',
  profile: 'Profile: who you are',
  directory: 'Browse rooms',
  shortcuts: 'Keyboard shortcuts',
} as const;
export type Action = keyof typeof ACTIONS;

/** Where a choice leads. */
export type Target =
  | { readonly type: 'room'; readonly room: string }
  | { readonly type: 'person'; readonly handle: string }
  | { readonly type: 'command'; readonly name: string; readonly takes: string }
  | { readonly type: 'action'; readonly action: Action };

export interface Destination {
  readonly target: Target;
  /** What it is called, with its sign before it. */
  readonly label: string;
  /** More about it; may be empty. */
  readonly detail: string;
}

export interface SwitcherSources {
  /** The rooms one is in, in their order. */
  readonly joined: readonly string[];
  /** Those one was in lately, the last one first. */
  readonly recent: readonly string[];
  /** All rooms of the installation. */
  readonly rooms: Iterable<string>;
  readonly people: People;
  readonly actions: readonly Action[];
}

const MOST = 50;

/** Everything, in the order in which it is shown while nothing is searched: where one was lately comes first. */
export function destinations({ joined, recent, rooms, people, actions }: SwitcherSources): readonly Destination[] {
  const lately = recent.filter((room) => joined.includes(room));
  const names = new Set([...lately, ...joined]);
  const others = [...rooms].filter((room) => !names.has(room)).toSorted();
  return [
    ...[...names].map((room) => to({ type: 'room', room }, `#${room}`, '')),
    ...actions.map((action) => to({ type: 'action', action }, ACTIONS[action], '')),
    ...[...people].map(([handle, { name }]) => to({ type: 'person', handle }, `@${handle}`, name)),
    ...COMMANDS.map(({ name, takes, help }) => to({ type: 'command', name, takes }, `/${name}`, help)),
    ...others.map((room) => to({ type: 'room', room }, `#${room}`, 'not joined')),
  ];
}

/** The best fits for `text`, best first; a sign before it, such as #, asks for one kind. */
export function findDestinations(all: readonly Destination[], text: string): readonly Destination[] {
  const [, sign = '', pattern = ''] = /^\s*([#@/]?)(.*)$/su.exec(text) ?? [];
  const kind = all.filter(({ target }) => sign === '' || signOf(target) === sign);
  return kind
    .map((destination) => ({ destination, score: score(destination, pattern) }))
    .filter(({ score }) => score !== undefined)
    .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0)) // keeps the order of what fits alike
    .slice(0, MOST)
    .map(({ destination }) => destination);
}

/** Names count more than what is said about them. */
function score({ label, detail, target }: Destination, pattern: string): number | undefined {
  const name = fuzzyScore(pattern, label.replace(/^[#@/]/, ''));
  const about = target.type === 'person' ? fuzzyScore(pattern, detail) : undefined;
  return name === undefined && about === undefined ? undefined : Math.max(name ?? -Infinity, about ?? -Infinity);
}

function signOf(target: Target): string {
  switch (target.type) {
    case 'room':
      return '#';
    case 'person':
      return '@';
    case 'command':
      return '/';
    case 'action':
      return '';
    default:
      return unreachable(target);
  }
}

function to(target: Target, label: string, detail: string): Destination {
  return { target, label, detail };
}
