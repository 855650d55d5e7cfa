// Profiles as the stream of people's state has them: read once, and heard of when they change.
import { ProtocolError } from '../protocol/check.ts';
import { decodeProfile } from '../protocol/profile.ts';
import type { Profile } from '../protocol/profile.ts';
import { STATE_STREAM } from '../protocol/streams.ts';
import { liveStateSubject, profileOwnerOf, profileSubject } from '../protocol/subjects.ts';
import { directGet } from './direct-get.ts';
import type { Link } from './link.ts';
import { subscribeRepublished } from './republished.ts';

/**
 * The profile `handle` published last; `undefined` if there is none that can be read.
 * @throws UnansweredError, RefusedError as `directGet`.
 */
export async function fetchProfile(link: Link, handle: string): Promise<Profile | undefined> {
  const { entries } = await directGet(link, STATE_STREAM, { last_by_subj: profileSubject(handle) });
  const payload = entries[0]?.payload;
  return payload === undefined ? undefined : profileOf(payload);
}

/** How many profiles are asked for at once; the server takes up to 1,024 subjects. */
const AT_ONCE = 200;

/**
 * The profiles of `handles`, of those who have one that can be read.
 * @throws UnansweredError, RefusedError as `directGet`.
 */
export async function fetchProfiles(link: Link, handles: readonly string[]): Promise<ReadonlyMap<string, Profile>> {
  const found = new Map<string, Profile>();
  for (let from = 0; from < handles.length; from += AT_ONCE) {
    const subjects = handles.slice(from, from + AT_ONCE).map(profileSubject);
    const { entries } = await directGet(link, STATE_STREAM, { multi_last: subjects, batch: AT_ONCE });
    for (const { server, payload } of entries) {
      const [handle, profile] = [profileOwnerOf(server.subject), profileOf(payload)];
      if (handle !== undefined && profile !== undefined) found.set(handle, profile);
    }
  }
  return found;
}

/** Hears of the new profiles of `of`, or with `*` of everybody, for as long as the link lasts. @returns what ends it before. */
export function subscribeProfiles(
  link: Link,
  of: string,
  changed: (handle: string, profile: Profile) => void,
): () => void {
  return subscribeRepublished(link, profileSubject(of), liveStateSubject, ({ subject }, payload) => {
    const [handle, profile] = [profileOwnerOf(subject), profileOf(payload)];
    if (handle !== undefined && profile !== undefined) changed(handle, profile);
  });
}

function profileOf(payload: Uint8Array): Profile | undefined {
  try {
    return decodeProfile(payload);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
