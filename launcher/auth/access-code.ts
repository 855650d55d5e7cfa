// The access code of an installation: compared in constant time, and not to be found by trying.
import { createHash, timingSafeEqual } from 'node:crypto';
import { Throttle } from './throttle.ts';

const PER_ADDRESS = { burst: 5, everyMs: 10_000 };
/** One person can come from many addresses, and behind a proxy all come from one; so all together have a limit too. */
const ALL_TOGETHER = { burst: 200, everyMs: 1000 };
const EVERYBODY = '*';

export class AccessCode {
  readonly #wanted: Buffer | undefined;
  readonly #perAddress = new Throttle(PER_ADDRESS);
  readonly #together = new Throttle(ALL_TOGETHER);

  /** @param code `undefined` lets everybody through. */
  constructor(code: string | undefined) {
    this.#wanted = code === undefined ? undefined : digest(code);
  }

  /** For somebody who was let in before: their key proves that they knew the code, so that no flood of guesses stops them. */
  refusalOfKnown(code: string): 'code' | undefined {
    return this.#isRight(code) ? undefined : 'code';
  }

  /**
   * For somebody new. @param address `undefined` if it says nothing, as behind a proxy. @param now milliseconds, by a
   * clock that never goes back. @returns why not; `undefined` if the code is right.
   */
  refusal(code: string, address: string | undefined, now: number): 'code' | 'patience' | undefined {
    if (this.#wanted === undefined) return undefined;
    if (code === '') return 'code'; // nobody guesses by saying nothing
    if (address !== undefined && !this.#perAddress.take(address, now)) return 'patience';
    const togetherLeft = this.#together.take(EVERYBODY, now);
    if (!togetherLeft) return 'patience';
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
