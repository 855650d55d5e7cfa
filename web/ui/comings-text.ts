// Who came and who left, in one sentence.
import { bylineOf } from '../domain/byline.ts';
import type { Comings, Passer } from '../domain/comings.ts';
import { personaFor } from '../domain/people.ts';
import type { People } from '../domain/people.ts';

/** More than these are a number. */
const MOST_NAMED = 5;

const texts = {
  and: (names: readonly string[]): string =>
    names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join(''),
  more: (count: number): string => `${count} more`,
  came: (who: string): string => `${who} came`,
  left: (who: string): string => `${who} left`,
} as const;

/** Such as “Ada and Bob came, Cleo left”. */
export function comingsText({ came, left }: Comings, people: People): string {
  const who = (passers: readonly Passer[]): string => {
    const names = passers.slice(0, MOST_NAMED).map(({ handle, user }) => nameOf(handle, people, user));
    return texts.and(passers.length > MOST_NAMED ? [...names, texts.more(passers.length - MOST_NAMED)] : names);
  };
  return [came.length === 0 ? [] : texts.came(who(came)), left.length === 0 ? [] : texts.left(who(left))]
    .flat()
    .join(', ');
}

/** Kept together in the line, whichever way it is read. */
function nameOf(handle: string, people: People, user: Passer['user']): string {
  return `\u2068${bylineOf(handle, personaFor(people, handle, user)).name}\u2069`;
}
