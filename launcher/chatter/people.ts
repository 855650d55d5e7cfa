// The invented people: who they are and what they say.
import { proposeIdentity } from '../../web/domain/identity.ts';
import type { Identity } from '../../web/domain/identity.ts';
import { ONE_LINERS } from '../../web/domain/one-liners.ts';
import { STARTING_ROOMS } from '../../web/domain/route.ts';

const SAYINGS = [
  'Has anybody tried this with a few thousand subscribers?',
  'Yes.',
  'Works here.',
  'I think that is a race. Let me look again.',
  'It was a race.',
  'Could you paste the subject you publish to?',
  'Good morning, everybody 👋',
  'That made my day, thank you!',
  'Hm. The benchmark says otherwise.',
  'Shipping it.',
  'Who broke the build?\n…\nNever mind. It was me.',
  'The docs are better than I remembered: https://docs.nats.io',
  'Let us take that to another room.',
  'My cat has just walked over the keybooooooooooooooard',
  '+1',
  'Is it lunch yet?',
  'A longer thought: what if the stream itself were the source of truth, and every tab only a view of it, ' +
    'so that nobody would have to argue about who saw what first? I would sleep better.',
  ...ONE_LINERS,
] as const;

/** So many people. Each handle ends in a number, so that it is neither taken from an earlier run nor from a person. */
export function inventPeople(count: number, random: () => number): readonly Identity[] {
  const people = new Map<string, Identity>();
  while (people.size < count) {
    const person = proposeIdentity(random);
    const handle = `${person.handle}-${Math.floor(random() * 1e6)}`;
    people.set(handle, { ...person, handle });
  }
  return [...people.values()];
}

/** The starting rooms, and more where that is not enough. */
export function roomNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => STARTING_ROOMS[index] ?? `Room-${index + 1}`);
}

export function saying(random: () => number): string {
  return SAYINGS[Math.floor(random() * SAYINGS.length)] ?? '';
}
