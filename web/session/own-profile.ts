// How the person is shown, kept the same on all their devices: the stream's last word counts, unless it was changed here.
import type { Identity } from '../domain/identity.ts';
import { portraitOf } from '../domain/identity.ts';
import type { Profile } from '../protocol/profile.ts';
import type { Memory } from '../storage/memory.ts';
import { RefusedError, UnansweredError } from '../transport/errors.ts';
import type { Link } from '../transport/link.ts';
import { fetchProfile, subscribeProfiles } from '../transport/profiles.ts';
import { publishProfile } from '../transport/publish.ts';

export interface ProfileReports {
  /** It was changed on another device. */
  readonly changed: (me: Identity) => void;
  /** Others cannot be told; a sentence says why. `undefined` once they were. */
  readonly problem: (problem: string | undefined) => void;
}

export class OwnProfile {
  readonly #memory: Memory;
  readonly #key: () => Promise<string>;
  readonly #reports: ProfileReports;
  #me: Identity;
  #unsubscribe: (() => void) | undefined;

  /** @param key answers the public key. */
  constructor(me: Identity, key: () => Promise<string>, memory: Memory, reports: ProfileReports) {
    this.#me = me;
    this.#key = key;
    this.#memory = memory;
    this.#reports = reports;
  }

  /** Listens, and brings both sides to one state over a new link. */
  async resume(link: Link): Promise<void> {
    this.#unsubscribe = subscribeProfiles(link, this.#me.handle, (_handle, profile) => this.#adopt(profile));
    try {
      const theirs = (await this.#memory.unannounced()) ? undefined : await fetchProfile(link, this.#me.handle);
      if (theirs === undefined) await this.#announce(link);
      else this.#adopt(theirs);
      this.#reports.problem(undefined);
    } catch (error) {
      if (error instanceof UnansweredError) return; // over the next link, then
      if (!(error instanceof RefusedError)) throw error;
      this.#reports.problem(error.message);
    }
  }

  close(): void {
    this.#unsubscribe?.();
  }

  async #announce(link: Link): Promise<void> {
    await publishProfile(link, { ...portraitOf(this.#me), key: await this.#key() });
    await this.#memory.keepUnannounced(false);
  }

  #adopt(profile: Profile): void {
    const { handle } = this.#me;
    const me = { handle, ...portraitOf(profile) };
    if (JSON.stringify(me) === JSON.stringify({ handle, ...portraitOf(this.#me) })) return;
    this.#me = me;
    void this.#memory.keepIdentity(me);
    this.#reports.changed(me);
  }
}
