// How often something may be done: a token bucket, counted when it is asked.

export interface Pace {
  /** So many at once. */
  readonly burst: number;
  /** After those, one every so many milliseconds. */
  readonly everyMs: number;
}

/** What is left of a burst, and when that was so. */
export interface Bucket {
  readonly left: number;
  /** Milliseconds, by a clock that never goes back. */
  readonly at: number;
}

/** How quickly a client lets a person write: ten messages a second, twenty at once. */
export const WRITING_PACE: Pace = { burst: 20, everyMs: 100 };

/** How many there are at `now`; not a whole number. @param bucket `undefined` is a full one. */
export function leftIn({ burst, everyMs }: Pace, bucket: Bucket | undefined, now: number): number {
  return bucket === undefined ? burst : Math.min(burst, bucket.left + (now - bucket.at) / everyMs);
}

/** The bucket after one was taken; `undefined` if there was none left. */
export function take(pace: Pace, bucket: Bucket | undefined, now: number): Bucket | undefined {
  const left = leftIn(pace, bucket, now);
  return left < 1 ? undefined : { left: left - 1, at: now };
}
