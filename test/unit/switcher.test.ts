// What a few letters mean in the quick switcher, and what a key does.
import { describe, expect, test } from 'vitest';
import { fuzzyScore } from '../../web/domain/fuzzy.ts';
import { actionOf, SHORTCUTS } from '../../web/domain/shortcuts.ts';
import type { Stroke } from '../../web/domain/shortcuts.ts';
import { destinations, findDestinations } from '../../web/domain/switcher.ts';

/** The texts that fit, best first. */
function ranked(pattern: string, texts: readonly string[]): readonly string[] {
  return texts
    .map((text) => ({ text, score: fuzzyScore(pattern, text) }))
    .filter(({ score }) => score !== undefined)
    .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .map(({ text }) => text);
}

describe('a few letters', () => {
  test('fit a text that has them in this order, whatever the capitals', () => {
    expect(ranked('JSC', ['JavaScript', 'java', 'csj', 'jigsaw-club'])).toEqual(['JavaScript', 'jigsaw-club']);
  });

  test('fit better at the beginning, then where a word begins, then in a row', () => {
    expect(ranked('go', ['big-o', 'Django', 'Go', 'to-go', 'Golang'])).toEqual([
      'Go',
      'Golang',
      'to-go',
      'Django',
      'big-o',
    ]);
  });

  test('find the words of which they are the beginnings', () => {
    expect(ranked('al', ['Carla', 'Ada Lovelace'])[0]).toBe('Ada Lovelace');
    expect(ranked('ts', ['tests', 'type-script'])[0]).toBe('type-script');
  });

  test('that are none fit everything alike, and others nothing', () => {
    expect(fuzzyScore(' ', 'Go')).toBe(0);
    expect(fuzzyScore('zzz', 'Zig')).toBeUndefined();
    expect(fuzzyScore('a', '')).toBeUndefined();
  });
});

describe('the switcher', () => {
  const all = destinations({
    joined: ['Go', 'Rust', 'Zig'],
    recent: ['Zig', 'Elsewhere'],
    rooms: ['Go', 'Rustic', 'Elm'],
    people: new Map([['ada', { name: 'Grace Hopper', emoji: '', key: '' }]]),
    actions: ['profile', 'shortcuts'],
  });
  const found = (text: string): readonly string[] => findDestinations(all, text).map(({ label }) => label);

  test('begins with the room one was in last, then the other joined ones; others come last', () => {
    expect(found('').slice(0, 4)).toEqual(['#Zig', '#Go', '#Rust', 'Profile: who you are']);
    expect(found('').at(-1)).toBe('#Rustic');
  });

  test('of two that fit alike a joined room comes before another', () => {
    expect(found('rus').slice(0, 2)).toEqual(['#Rust', '#Rustic']);
  });

  test('finds people by their names too', () => {
    expect(found('hopper')).toEqual(['@ada']);
  });

  test('of one kind finds only that, by its sign', () => {
    expect(found('#')).toEqual(['#Zig', '#Go', '#Rust', '#Elm', '#Rustic']);
    expect(found('@')).toEqual(['@ada']);
    expect(found('/m')).toContain('/mute');
    expect(found('/zig')).toEqual([]);
  });
});

describe('a key', () => {
  const stroke = (key: string, held: Partial<Stroke> = {}): Stroke => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...held,
  });

  test.each([
    ['switcher', stroke('k', { ctrlKey: true })],
    ['switcher', stroke('K', { metaKey: true })],
    ['previous-room', stroke('ArrowUp', { altKey: true })],
    ['next-unread', stroke('ArrowDown', { altKey: true, shiftKey: true })],
    ['read', stroke('Escape')],
    ['all-read', stroke('Escape', { shiftKey: true })],
  ])('does %s, also where one writes', (action, pressed) => {
    expect(actionOf(pressed, true)).toBe(action);
    expect(actionOf(pressed, false)).toBe(action);
  });

  test('that writes a character does something only where nobody writes', () => {
    expect(actionOf(stroke('?', { shiftKey: true }), false)).toBe('shortcuts');
    expect(actionOf(stroke('?'), false)).toBe('shortcuts');
    expect(actionOf(stroke('?', { shiftKey: true }), true)).toBeUndefined();
  });

  test.each([
    stroke('k'),
    stroke('k', { ctrlKey: true, shiftKey: true }),
    stroke('k', { ctrlKey: true, altKey: true }),
    stroke('k', { ctrlKey: true, metaKey: true }),
    stroke('ArrowUp'),
    stroke('Enter'),
    stroke('@'),
    stroke('Tab'),
  ])('that is no shortcut does nothing: %o', (pressed) => {
    expect(actionOf(pressed, false)).toBeUndefined();
  });

  test('means one thing only', () => {
    const keys = SHORTCUTS.map(({ keys }) => keys.join('+'));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
