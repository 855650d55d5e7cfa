// How moments are written, in the reader's language and time zone.

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const near = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

/** The time of day. @param time here and below in milliseconds since 1970. */
export function clockTime(time: number): string {
  return clock.format(time);
}

/** Day and time to the second. */
export function exactTime(time: number): string {
  return exact.format(time);
}

/** The day as one would say it on the day of `now`: today, yesterday, a weekday and date, or with the year. */
export function dayName(time: number, now: number): string {
  const days = Math.round((startOfDay(time) - startOfDay(now)) / 86_400_000);
  if (days === 0 || days === -1) return capitalised(near.format(days, 'day'));
  return new Date(time).getFullYear() === new Date(now).getFullYear() ? weekday.format(time) : date.format(time);
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

function capitalised(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}
