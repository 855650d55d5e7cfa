// The access code, and how slowly it can be guessed. Times are given: no test waits.
import { describe, expect, test } from 'vitest';
import { AccessCode } from '../../launcher/auth/access-code.ts';
import { Throttle } from '../../launcher/auth/throttle.ts';
import { random } from '../support/random.ts';

const PACE = { burst: 3, everyMs: 1000 };

/** How many of `count` tries at once are let through. */
const through = (throttle: Throttle, address: string, now: number, count = 10): number =>
  Array.from({ length: count }, () => throttle.take(address, now)).filter(Boolean).length;

describe('one address', () => {
  test('has so many tries at once, and then none', () => {
    expect(through(new Throttle(PACE), 'a', 5000)).toBe(3);
  });

  test('then has one more every second, and not a moment earlier', () => {
    const throttle = new Throttle(PACE);
    through(throttle, 'a', 5000);
    expect([5001, 5999, 6000, 6001, 6999, 7000].map((now) => throttle.take('a', now))).toEqual([
      false,
      false,
      true,
      false,
      false,
      true,
    ]);
  });

  test('asking while there is none left costs nothing', () => {
    const throttle = new Throttle(PACE);
    through(throttle, 'a', 5000);
    for (let now = 5001; now < 6000; now += 1) throttle.take('a', now);
    expect(throttle.take('a', 6000)).toBe(true);
  });

  test('saves up no more than at first, however long it was quiet', () => {
    const throttle = new Throttle(PACE);
    through(throttle, 'a', 0);
    expect(through(throttle, 'a', 1e9)).toBe(3);
  });

  test('gets back a try that did not count, and never more than it had', () => {
    const throttle = new Throttle(PACE);
    for (let round = 0; round < 100; round += 1) {
      expect(throttle.take('a', round)).toBe(true);
      throttle.giveBack('a', round);
    }
    for (let round = 0; round < 10; round += 1) throttle.giveBack('a', 200);
    expect(through(throttle, 'a', 200)).toBe(3);
  });

  test('takes nothing from another', () => {
    const throttle = new Throttle(PACE);
    expect(['a', 'b', '', 'constructor', '__proto__'].map((address) => through(throttle, address, 0))).toEqual([
      3, 3, 3, 3, 3,
    ]);
  });

  test('whenever it tries, gets through no oftener than its pace allows', () => {
    const chance = random();
    const throttle = new Throttle(PACE);
    const taken: number[] = [];
    for (let now = 0; now < 100_000; now += chance.under(400)) if (throttle.take('a', now)) taken.push(now);
    expect(taken.length, `seed ${chance.seed}`).toBeGreaterThan(90);
    for (const [index, now] of taken.entries()) {
      const later = taken.slice(index);
      for (const [count, then] of later.entries()) {
        expect(count + 1, `seed ${chance.seed}`).toBeLessThanOrEqual(PACE.burst + (then - now) / PACE.everyMs);
      }
    }
  });
});

test('of ever new addresses the oldest are forgotten, not the last', () => {
  const throttle = new Throttle(PACE);
  through(throttle, 'first', 0);
  for (let number = 0; number < 9_998; number += 1) throttle.take(`address ${number}`, 0);
  through(throttle, 'last', 0);
  expect(throttle.take('first', 0)).toBe(false);
  throttle.take('one too many', 0);
  expect(throttle.take('first', 0)).toBe(true);
  expect(throttle.take('last', 0)).toBe(false);
});

describe('an access code', () => {
  const CODE = 'open sesame';
  const wrong = (code: AccessCode, address: string, count: number, now = 0): readonly unknown[] =>
    Array.from({ length: count }, (_, index) => code.refusal(`guess ${index}`, address, now));

  test('lets in who knows it, as often as they like', () => {
    const code = new AccessCode(CODE);
    for (let round = 0; round < 1000; round += 1) expect(code.refusal(CODE, 'a', 0)).toBeUndefined();
  });

  test.each(['open sesam', 'open sesamee', 'Open sesame', ' open sesame', 'öpen sesame', '\0', 'x'.repeat(256)])(
    'is not %j',
    (guess) => {
      const code = new AccessCode(CODE);
      expect([code.refusal(guess, 'a', 0), code.refusalOfKnown(guess, 'U', 0)]).toEqual(['code', 'code']);
    },
  );

  test('cannot be tried a sixth time at once: then even the right one has to wait, ten seconds', () => {
    const code = new AccessCode(CODE);
    expect(wrong(code, 'a', 6)).toEqual(['code', 'code', 'code', 'code', 'code', 'patience']);
    expect(code.refusal(CODE, 'a', 0)).toBe('patience');
    expect(code.refusal(CODE, 'a', 9_999)).toBe('patience');
    expect(code.refusal(CODE, 'a', 10_000)).toBeUndefined();
    expect(code.refusal(CODE, 'a', 10_000)).toBeUndefined();
    expect(wrong(code, 'a', 2, 10_000)).toEqual(['code', 'patience']);
  });

  test('is not held up for one address by another', () => {
    const code = new AccessCode(CODE);
    wrong(code, 'a', 50);
    expect(code.refusal(CODE, 'b', 0)).toBeUndefined();
  });

  test('is not tried by saying nothing: that costs nobody a try', () => {
    const code = new AccessCode(CODE);
    for (let round = 0; round < 50; round += 1) expect(code.refusal('', 'a', 0)).toBe('code');
    expect(code.refusal(CODE, 'a', 0)).toBeUndefined();
    expect(code.refusalOfKnown('', 'U', 0)).toBe('code');
  });

  test('cannot be tried from ever new addresses either, more than 200 times and then once a second', () => {
    const code = new AccessCode(CODE);
    const flood = (count: number, now: number): readonly unknown[] =>
      Array.from({ length: count }, (_, index) => code.refusal('guess', `${now} ${index}`, now));
    expect(flood(300, 0).filter((answer) => answer === 'code')).toHaveLength(200);
    expect(flood(300, 1000).filter((answer) => answer === 'code')).toHaveLength(1);
    expect(code.refusal(CODE, 'newcomer', 1000)).toBe('patience');
    expect(code.refusal(CODE, 'newcomer', 2000)).toBeUndefined();
  });

  test('is asked of whom the door knows already, but no flood of guesses stops them', () => {
    const code = new AccessCode(CODE);
    wrong(code, 'a', 50);
    for (let number = 0; number < 300; number += 1) wrong(code, `address ${number}`, 1);
    expect(code.refusalOfKnown(CODE, 'U', 0)).toBeUndefined();
  });

  test('is not found by an old member either, after it was changed to keep them out', () => {
    const code = new AccessCode(CODE);
    const tries = Array.from({ length: 7 }, () => code.refusalOfKnown('the old one', 'U', 0));
    expect(tries).toEqual([...Array.from({ length: 5 }, () => 'code'), 'patience', 'patience']);
    expect(code.refusalOfKnown(CODE, 'U', 0)).toBe('patience');
    expect([code.refusalOfKnown(CODE, 'another', 0), code.refusalOfKnown(CODE, 'U', 10_000)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('that there is none is known by everybody', () => {
    const open = new AccessCode(undefined);
    for (const anything of ['', 'x', CODE]) {
      expect([open.refusal(anything, 'a', 0), open.refusalOfKnown(anything, 'U', 0)]).toEqual([undefined, undefined]);
    }
  });
});
