// How often something may be done.
import { expect, test } from 'vitest';
import { leftIn, take, WRITING_PACE } from '../../web/protocol/pace.ts';
import type { Bucket } from '../../web/protocol/pace.ts';

/** How many of `count` are let through at `now`, and what is left. */
function letThrough(bucket: Bucket | undefined, count: number, now: number): readonly [number, Bucket | undefined] {
  let through = 0;
  let current = bucket;
  for (let number = 0; number < count; number += 1) {
    const after = take(WRITING_PACE, current, now);
    if (after === undefined) continue;
    through += 1;
    current = after;
  }
  return [through, current];
}

test('twenty at once, then ten a second, and never more than twenty however long one waited', () => {
  const [first, empty] = letThrough(undefined, 100, 0);
  const [second, later] = letThrough(empty, 100, 1000);
  const [third] = letThrough(later, 100, 3_600_000);
  expect([first, second, third]).toEqual([20, 10, 20]);
});

test('what is asked too early takes nothing', () => {
  const [, empty] = letThrough(undefined, 20, 0);
  expect(take(WRITING_PACE, empty, 99)).toBeUndefined();
  expect(leftIn(WRITING_PACE, empty, 100)).toBe(1);
});
