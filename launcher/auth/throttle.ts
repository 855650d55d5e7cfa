// Slows down guessing: so many tries at once from one address, then one every few seconds.
import { leftIn, take } from '../../web/protocol/pace.ts';
import type { Bucket, Pace } from '../../web/protocol/pace.ts';

/** So that a flood from ever new addresses does not fill the memory. The oldest are forgotten first. */
const MOST_ADDRESSES = 10_000;

/** A token bucket for each address. */
export class Throttle {
  readonly #pace: Pace;
  readonly #buckets = new Map<string, Bucket>();

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  /** Takes a try of `address`, if it has one left. @param now milliseconds, by a clock that never goes back. */
  take(address: string, now: number): boolean {
    const after = take(this.#pace, this.#buckets.get(address), now);
    if (after !== undefined) this.#keep(address, after);
    return after !== undefined;
  }

  /** The try that was taken did not count. */
  giveBack(address: string, now: number): void {
    const left = leftIn(this.#pace, this.#buckets.get(address), now);
    this.#keep(address, { left: Math.min(this.#pace.burst, left + 1), at: now });
  }

  #keep(address: string, bucket: Bucket): void {
    this.#buckets.delete(address);
    if (bucket.left < this.#pace.burst) this.#buckets.set(address, bucket);
    const [oldest] = this.#buckets.size > MOST_ADDRESSES ? this.#buckets.keys() : [];
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
