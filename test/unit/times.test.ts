// How days and times are written, in whatever language this machine speaks.
import { describe, expect, test, vi } from 'vitest';
import { clockTime, dayName, exactTime } from '../../web/ui/times.ts';

// A place where the clocks are changed in spring and autumn.
vi.hoisted(() => (process.env['TZ'] = 'Europe/Berlin'));

const at = (year: number, month: number, day: number, hour = 12, minute = 0): number =>
  new Date(year, month - 1, day, hour, minute).getTime();

describe('days', () => {
  const now = at(2026, 5, 20, 9);
  const today = dayName(now, now);

  test('every hour of today is today', () => {
    expect([dayName(at(2026, 5, 20, 0), now), dayName(at(2026, 5, 20, 23, 59), now)]).toEqual([today, today]);
  });

  test('yesterday is not today, however few hours ago', () => {
    const midnight = at(2026, 5, 20, 0, 1);
    const yesterday = dayName(at(2026, 5, 19, 23, 59), midnight);
    expect(yesterday).not.toBe(dayName(midnight, midnight));
    expect(yesterday).toBe(dayName(at(2026, 5, 19, 0, 0), at(2026, 5, 20, 23, 59)));
  });

  test('today and yesterday are words, and begin with a capital', () => {
    for (const name of [today, dayName(at(2026, 5, 19), now)]) {
      expect(name).not.toMatch(/\d/);
      expect(name.charAt(0)).toBe(name.charAt(0).toLocaleUpperCase());
    }
  });

  test('the day before says its date, and no year', () => {
    expect(dayName(at(2026, 5, 18), now)).toMatch(/18/);
    expect(dayName(at(2026, 5, 18), now)).not.toMatch(/2026/);
  });

  test('a day of another year says which, even if it was last week', () => {
    expect(dayName(at(2025, 12, 30), at(2026, 1, 3))).toMatch(/30.*2025|2025.*30/);
  });

  test('new year’s eve was yesterday', () => {
    expect(dayName(at(2025, 12, 31, 23), at(2026, 1, 1, 1))).toBe(dayName(at(2026, 5, 19), now));
  });

  test('a message from a server whose clock is ahead is not from yesterday', () => {
    expect([today, dayName(at(2026, 5, 19), now)]).not.toContain(dayName(at(2026, 5, 21), now));
  });

  test('after a day of 23 or 25 hours it was yesterday too', () => {
    const yesterday = dayName(at(2026, 5, 19), now);
    expect(dayName(at(2026, 3, 29, 0), at(2026, 3, 30, 23))).toBe(yesterday);
    expect(dayName(at(2026, 10, 25, 0), at(2026, 10, 26, 23))).toBe(yesterday);
  });
});

describe('times', () => {
  test('a time of day says hours and minutes', () => {
    expect(clockTime(at(2026, 5, 20, 9, 5))).toMatch(/9.05/);
  });

  test('an exact time says the year, the day and the second', () => {
    const exact = exactTime(at(2026, 5, 20, 9, 5) + 7000);
    for (const part of [/2026/, /20/, /05/, /07/]) expect(exact).toMatch(part);
  });
});
