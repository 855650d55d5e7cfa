// How days and times are written, in whatever language this machine speaks.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { clockChange, clockTime, dayName, exactTime, setClock } from '../../web/ui/times.ts';

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

describe('the clock', () => {
  const [morning, midnight, evening] = [at(2026, 5, 20, 9, 5), at(2026, 5, 20, 0, 5), at(2026, 5, 20, 21, 5)];

  afterEach(() => setClock('system'));

  test('of 24 hours has no second half of the day, and midnight is its zero', () => {
    setClock('24');
    expect([morning, midnight, evening].map(clockTime)).toEqual(['09:05', '00:05', '21:05']);
    expect(exactTime(evening)).toContain('21:05:00');
  });

  test('of 12 hours says the half of the day, and midnight is its twelve', () => {
    setClock('12');
    expect(clockTime(midnight)).toMatch(/^12:05\s\S/);
    expect(clockTime(evening)).toMatch(/^0?9:05\s\S/);
    expect(clockTime(evening)).not.toBe(clockTime(morning));
    expect(exactTime(evening)).toMatch(/0?9:05:00/);
  });

  test('of the system is as before another was chosen', () => {
    const before = [morning, midnight, evening].map(clockTime);
    setClock('12');
    setClock('24');
    setClock('system');
    expect([morning, midnight, evening].map(clockTime)).toEqual(before);
  });

  test('tells when it is another one, and only then', () => {
    let told = 0;
    clockChange.addEventListener('change', () => (told += 1));
    setClock('system');
    expect(told).toBe(0);
    setClock('24');
    setClock('24');
    expect(told).toBe(1);
  });
});
