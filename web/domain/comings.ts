// Who came into the open room and who left it, as the quiet lines between its messages say it.
import type { Persona } from '../protocol/content.ts';
import { peopleIn } from './roster.ts';
import type { Roster } from './roster.ts';

export interface Passer {
  readonly handle: string;
  readonly user: Persona;
}

/** Everybody who came or left between two messages. Whoever did both is in neither. */
export interface Comings {
  /** The last message before had this sequence; 0 if there was none. */
  readonly after: number;
  readonly came: readonly Passer[];
  readonly left: readonly Passer[];
}

/** In a room with so many people it is no news that somebody comes. */
const TOO_MANY = 50;
/** The oldest lines go. */
const MOST_LINES = 100;

/**
 * The lines after `before` became `now`; the very same ones if nobody worth a word came or left.
 * @param after sequence of the room's last message. @param self is not told of themselves.
 */
export function withComings(
  lines: readonly Comings[],
  [before, now]: readonly [Roster, Roster],
  after: number,
  self: string,
): readonly Comings[] {
  const [were, are] = [peopleOf(before, self), peopleOf(now, self)];
  // Oneself is the one who is missing.
  if (were.size + 1 >= TOO_MANY || are.size + 1 >= TOO_MANY) return lines;
  const came = [...are.values()].filter(({ handle }) => !were.has(handle));
  const left = [...were.values()].filter(({ handle }) => !are.has(handle));
  if (came.length + left.length === 0) return lines;
  const last = lines.at(-1);
  const open = last?.after === after ? last : { after, came: [], left: [] };
  const line = {
    after,
    came: joined(open.came, came, open.left, left),
    left: joined(open.left, left, open.came, came),
  };
  const others = lines.filter((each) => each !== last || last.after !== after);
  return [...others, ...(line.came.length + line.left.length > 0 ? [line] : [])].slice(-MOST_LINES);
}

/** Those before and the new ones: without who goes the other way now, and without whose other way this only takes back. */
function joined(
  before: readonly Passer[],
  news: readonly Passer[],
  otherBefore: readonly Passer[],
  otherNews: readonly Passer[],
): readonly Passer[] {
  const has = (passers: readonly Passer[], handle: string): boolean => passers.some((each) => each.handle === handle);
  return [
    ...before.filter(({ handle }) => !has(otherNews, handle)),
    ...news.filter(({ handle }) => !has(otherBefore, handle)),
  ];
}

function peopleOf(roster: Roster, self: string): ReadonlyMap<string, Passer> {
  const others = peopleIn(roster).filter(({ handle }) => handle !== self);
  return new Map(others.map(({ handle, user }) => [handle, { handle, user }]));
}
