// Work on many things, a few at a time.
import { expect, test } from 'vitest';
import { inTurn } from '../../web/session/in-turn.ts';

test('everything is worked on once, in its order, and never more at once than allowed', async () => {
  const items = Array.from({ length: 25 }, (_, index) => index);
  const done: number[] = [];
  let [under, most] = [0, 0];
  await inTurn(items, 4, async (item) => {
    under += 1;
    most = Math.max(most, under);
    await Promise.resolve();
    done.push(item);
    under -= 1;
  });
  expect([done, most]).toEqual([items, 4]);
});

test('nothing is nothing, and what goes wrong is told', async () => {
  await inTurn([], 4, () => Promise.reject(new Error('never')));
  await expect(inTurn([1], 4, () => Promise.reject(new Error('wrong')))).rejects.toThrow('wrong');
});
