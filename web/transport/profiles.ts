// Profiles as the stream of people's state has them: read once, and heard of when they change.
import { ProtocolError } from '../protocol/check.ts';
import { decodeProfile } from '../protocol/profile.ts';
import type { Profile } from '../protocol/profile.ts';
import { STATE_STREAM } from '../protocol/streams.ts';
import { liveStateSubject, profileSubject } from '../protocol/subjects.ts';
import { directGet } from './direct-get.ts';
import type { Link } from './link.ts';
import { readServerHeaders } from './server-headers.ts';

/**
 * The profile `handle` published last; `undefined` if there is none that can be read.
 * @throws UnansweredError, RefusedError as `directGet`.
 */
export async function fetchProfile(link: Link, handle: string): Promise<Profile | undefined> {
  const { entries } = await directGet(link, STATE_STREAM, { last_by_subj: profileSubject(handle) });
  const payload = entries[0]?.payload;
  return payload === undefined ? undefined : profileOf(payload);
}

/** Hears of every change of `handle`'s profile, over lost links too. @returns what ends it. */
export function subscribeProfile(link: Link, handle: string, changed: (profile: Profile) => void): () => void {
  const subject = profileSubject(handle);
  const subscription = link.nc.subscribe(liveStateSubject(subject), {
    callback: (error, message) => {
      // What the stream did not republish comes from somebody else.
      if (error !== null || readServerHeaders(message)?.subject !== subject) return;
      const profile = profileOf(message.data);
      if (profile !== undefined) changed(profile);
    },
  });
  return () => subscription.unsubscribe();
}

function profileOf(payload: Uint8Array): Profile | undefined {
  try {
    return decodeProfile(payload);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
