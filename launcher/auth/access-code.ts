// The access code of an installation: compared in constant time, and not to be found by trying.
import { createHash, timingSafeEqual } from 'node:crypto';
import { Throttle } from './throttle.ts';

const EACH = { burst: 5, everyMs: 10_000 };
/** One person can come from many addresses, and behind a proxy all come from one; so all together have a limit too. */
const ALL_TOGETHER = { burst: 200, everyMs: 1000 };
const EVERYBODY = '*';

export class AccessCode {
  readonly #wanted: Buffer | undefined;
  readonly #perAddress = new Throttle(EACH);
  readonly #perKey = new Throttle(EACH);
  readonly #together = new Throttle(ALL_TOGETHER);

  /** @param code `undefined` lets everybody through. */
  constructor(code: string | undefined) {
    this.#wanted = code === undefined ? undefined : digest(code);
  }

  /**
   * For somebody who was let in before: their key proves that they knew the code, so that no flood of guesses stops them.
   * But the code may have been changed to keep them out, and then they do not guess faster than others.
   */
  refusalOfKnown(code: string, key: string, now: number): 'code' | 'patience' | undefined {
    if (this.#wanted === undefined) return undefined;
    if (code === '') return 'code';
    if (!this.#perKey.take(key, now)) return 'patience';
    if (!this.#isRight(code)) return 'code';
    this.#perKey.giveBack(key, now);
    return undefined;
  }

  /**
   * For somebody new. @param address `undefined` if it says nothing, as behind a proxy. @param now milliseconds, by a
   * clock that never goes back. @returns why not; `undefined` if the code is right.
   */
  refusal(code: string, address: string | undefined, now: number): 'code' | 'patience' | undefined {
    if (this.#wanted === undefined) return undefined;
    if (code === '') return 'code'; // nobody guesses by saying nothing
    if (!this.#together.take(EVERYBODY, now)) return 'patience';
    if (address !== undefined && !this.#perAddress.take(address, now)) {
      this.#together.giveBack(EVERYBODY, now);
      return 'patience';
    }
    if (!this.#isRight(code)) return 'code';
    if (address !== undefined) this.#perAddress.giveBack(address, now);
    this.#together.giveBack(EVERYBODY, now);
    return undefined;
  }

  #isRight(code: string): boolean {
    return this.#wanted === undefined || timingSafeEqual(this.#wanted, digest(code));
  }
}

/** Of one length, as the comparison needs them. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
