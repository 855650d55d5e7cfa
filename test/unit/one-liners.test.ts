// What the button says for those who have nothing to say.
import { expect, test } from 'vitest';
import { nextOneLiner, ONE_LINERS } from '../../web/domain/one-liners.ts';

test('whoever asks again and again hears every line once before any is repeated', () => {
  const heard: string[] = [];
  while (heard.length < ONE_LINERS.length) heard.push(nextOneLiner(heard.at(-1)));
  expect(heard).toEqual([...ONE_LINERS]);
  expect(nextOneLiner(heard.at(-1))).toBe(ONE_LINERS[0]);
});

test('after something else it begins at the beginning', () => {
  expect(nextOneLiner('Something else')).toBe(ONE_LINERS[0]);
});

test('no line is there twice', () => {
  expect(new Set(ONE_LINERS).size).toBe(ONE_LINERS.length);
});
