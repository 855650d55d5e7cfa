// How moments are written, in the reader's language and time zone, and by the clock the reader chose.
import type { Clock } from '../domain/preferences.ts';

const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const near = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

interface Formats {
  readonly clock: Intl.DateTimeFormat;
  readonly exact: Intl.DateTimeFormat;
}

const CYCLES: Readonly<Record<Clock, Intl.DateTimeFormatOptions>> = {
  system: {},
  '12': { hourCycle: 'h12' },
  '24': { hourCycle: 'h23' },
};

let chosen: Clock = 'system';
let formats = formatsFor(chosen);

/** Tells when times are to be written anew; see followClock. */
export const clockChange = new EventTarget();

/** From now on times are written by this clock. */
export function setClock(clock: Clock): void {
  if (clock === chosen) return;
  chosen = clock;
  formats = formatsFor(clock);
  clockChange.dispatchEvent(new Event('change'));
}

/** The time of day. @param time here and below in milliseconds since 1970. */
export function clockTime(time: number): string {
  return formats.clock.format(time);
}

/** Day and time to the second. */
export function exactTime(time: number): string {
  return formats.exact.format(time);
}

/** The day as one would say it on the day of `now`: today, yesterday, a weekday and date, or with the year. */
export function dayName(time: number, now: number): string {
  const days = Math.round((startOfDay(time) - startOfDay(now)) / 86_400_000);
  if (days === 0 || days === -1) return capitalised(near.format(days, 'day'));
  return new Date(time).getFullYear() === new Date(now).getFullYear() ? weekday.format(time) : date.format(time);
}

function formatsFor(clock: Clock): Formats {
  const cycle = CYCLES[clock];
  return {
    clock: new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', ...cycle }),
    exact: new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium', ...cycle }),
  };
}

/** The day as a date field has it, such as 2026-11-24, in the reader's time zone. */
export function dayValue(time: number): string {
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

function capitalised(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}
