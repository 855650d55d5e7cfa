// How a person wants each room, as it is kept and read again; and the order that comes of it.
import { describe, expect, test } from 'vitest';
import { listed, moved, nextRoom, sectionsOf } from '../../web/domain/room-sections.ts';
import { entriesOf, readRoomSettings, settingsOf, withSettings } from '../../web/domain/room-settings.ts';
import type { AllRoomSettings } from '../../web/domain/room-settings.ts';

const LOVED = { favourite: true, muted: false, level: 'all' } as const;
const QUIET = { favourite: false, muted: true, level: 'mentions' } as const;
const PLAIN = { favourite: false, muted: false, level: 'all' } as const;
const NONE: AllRoomSettings = new Map();

describe('settings', () => {
  test('of a room nobody changed are plain, also of one called constructor', () => {
    expect(settingsOf(NONE, 'constructor')).toEqual(PLAIN);
  });

  test('that are kept are read again as they were', () => {
    const all = withSettings(withSettings(NONE, 'constructor', LOVED), 'Go', QUIET);
    expect(readRoomSettings(structuredClone(entriesOf(all)))).toEqual(all);
  });

  test('that are plain again take no place', () => {
    expect(withSettings(withSettings(NONE, 'Go', LOVED), 'Go', PLAIN)).toEqual(NONE);
  });

  test.each([
    undefined,
    null,
    7,
    'Go',
    {},
    [1],
    [[]],
    [['Go']],
    [['Go', null]],
    [['a b', LOVED]],
    [[['Go'], LOVED]],
    new Map([['Go', LOVED]]),
  ])('that are none of natter’s are as at first: %j', (value) => {
    expect(readRoomSettings(value)).toEqual(NONE);
  });

  test('of which one is wrong keep the others', () => {
    const kept = [
      ['Go', { favourite: true, muted: 'yes', level: 'loud', more: 1 }],
      ['Rust', JSON.parse('{"__proto__":{"favourite":true},"muted":true}')],
    ];
    expect(readRoomSettings(kept)).toEqual(
      new Map([
        ['Go', LOVED],
        ['Rust', { favourite: false, muted: true, level: 'all' }],
      ]),
    );
  });
});

describe('the list', () => {
  const names = ['Go', 'Rust', 'Python', 'Zig'];
  const settings = new Map([
    ['Rust', LOVED],
    ['Zig', LOVED],
  ]);

  test('has the favourites first, both in the order the person gave them', () => {
    expect(sectionsOf(names, settings)).toEqual({ favourites: ['Rust', 'Zig'], others: ['Go', 'Python'] });
    expect(listed(names, settings)).toEqual(['Rust', 'Zig', 'Go', 'Python']);
  });

  test('lets a room change places with its neighbour in the same section', () => {
    expect(moved(names, settings, 'Python', -1)).toEqual(['Python', 'Rust', 'Go', 'Zig']);
    expect(moved(names, settings, 'Rust', 1)).toEqual(['Go', 'Zig', 'Python', 'Rust']);
  });

  test('lets no room leave its section, and knows no other room', () => {
    expect(moved(names, settings, 'Go', -1)).toBeUndefined();
    expect(moved(names, settings, 'Zig', 1)).toBeUndefined();
    expect(moved(names, settings, 'Elm', 1)).toBeUndefined();
  });

  test('leads to the next room, round and round, and to the next that fits', () => {
    expect(nextRoom(names, 'Go', 1)).toBe('Rust');
    expect(nextRoom(names, 'Go', -1)).toBe('Zig');
    expect(nextRoom(names, 'Zig', 1)).toBe('Go');
    expect(nextRoom(names, 'Python', 1, (room) => room === 'Rust')).toBe('Rust');
    expect(nextRoom(names, 'Rust', 1, (room) => room === 'Rust')).toBeUndefined();
    expect(nextRoom(['Go'], 'Go', 1)).toBeUndefined();
  });
});
