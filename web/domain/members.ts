// The people in a room as they are listed: who is active first, then by name.
import { bylineOf } from './byline.ts';
import { personaFor } from './people.ts';
import type { People } from './people.ts';
import type { PresentPerson } from './roster.ts';

const RANK = { active: 0, dnd: 1, away: 2 } as const;
/** Longer names are cut where the handle stands behind them, in UTF-16 units. */
const LONG = 20;
const alphabetical = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** The members in the order of the list. */
export function inOrder(members: readonly PresentPerson[], people: People): readonly PresentPerson[] {
  const named = members.map((member) => ({ member, name: nameOf(member.handle, member, people) }));
  return named
    .toSorted((a, b) => RANK[a.member.state] - RANK[b.member.state] || alphabetical.compare(a.name, b.name))
    .map(({ member }) => member);
}

/** How many are active, away, not to be disturbed. */
export function countsBy(members: readonly PresentPerson[]): Readonly<Record<PresentPerson['state'], number>> {
  const counts = { active: 0, dnd: 0, away: 0 };
  for (const { state } of members) counts[state] += 1;
  return counts;
}

/** The name somebody is shown under where there is nothing else beside it: with the handle, unless the name says it. */
export function callOf(handle: string, member: PresentPerson | undefined, people: People): string {
  const byline = bylineOf(handle, personaFor(people, handle, member?.user));
  return byline.handle === undefined ? byline.name : `${shortened(byline.name)} (@${handle})`;
}

/** A long name must not push away whose it is. */
function shortened(name: string): string {
  return name.length > LONG ? `${name.slice(0, LONG).replace(/\p{Cs}$/u, '')}…` : name;
}

/** The name somebody is shown under. */
export function nameOf(handle: string, member: PresentPerson | undefined, people: People): string {
  return bylineOf(handle, personaFor(people, handle, member?.user)).name;
}
