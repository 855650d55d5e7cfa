// The people a tab has heard of: how each wishes to be shown now, whatever stands in their older messages.
import type { Persona } from '../protocol/content.ts';
import type { Profile } from '../protocol/profile.ts';

/** What is known of people, by handle. */
export type People = ReadonlyMap<string, Profile>;

/** How `handle` is shown now; as their message has it where nothing else is known. */
export function personaFor(people: People, handle: string, written: Persona | undefined): Persona | undefined {
  return people.get(handle) ?? written;
}
