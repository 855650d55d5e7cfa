// The values a person gave, as flags or environment variables, made into numbers and addresses or refused with a sentence.
import { LaunchError } from './errors.ts';

/** A value as it was given. */
export interface Given {
  readonly text: string;
  /** The value with the place it came from, as it was typed: `--port abc` or `NATTER_PORT=abc`. */
  readonly typed: string;
}

/** More is refused, for nats-server counts nanoseconds and bytes in 63 bits, and JavaScript in 53. */
const MOST_SECONDS = 100 * 366 * 86_400;
const MOST_BYTES = Number.MAX_SAFE_INTEGER;

export function portOf(given: Given): number {
  const port = Number(given.text);
  if (/^\d{1,5}$/.test(given.text) && port <= 65_535) return port;
  throw wrong(given, 'a port from 1 to 65535, or 0 for any free one');
}

export function countOf(given: Given): number {
  if (/^\d{1,15}$/.test(given.text)) return Number(given.text);
  throw wrong(given, 'a whole number, or 0 for no limit');
}

/** A code that one could guess by trying is none. */
const SHORTEST_CODE = 8;
const LONGEST_CODE = 256;

export function codeOf(given: Given): string | undefined {
  const { length } = given.text;
  if (length === 0) return undefined;
  if (length >= SHORTEST_CODE && length <= LONGEST_CODE) return given.text;
  // Not as it was typed: it is a secret.
  throw new LaunchError(
    `The access code has ${length} characters.`,
    `It needs ${SHORTEST_CODE} to ${LONGEST_CODE}, so that nobody guesses it.`,
  );
}

export function daysOf(given: Given): number {
  if (/^\d{1,5}$/.test(given.text) && Number(given.text) <= MOST_SECONDS / 86_400) return Number(given.text);
  throw wrong(given, 'a number of days, at most 100 years, or 0 for never');
}

const SECONDS: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
]);

export function secondsOf(given: Given): number {
  return scaled(
    given,
    SECONDS,
    MOST_SECONDS,
    'a time such as 90s, 30m, 24h or 7d, at most 100 years, or 0 for no limit',
  );
}

const BYTES: ReadonlyMap<string, number> = new Map([
  ['b', 1],
  ['kb', 1024],
  ['mb', 1024 ** 2],
  ['gb', 1024 ** 3],
  ['tb', 1024 ** 4],
]);

export function bytesOf(given: Given): number {
  return scaled(given, BYTES, MOST_BYTES, 'a size such as 500MB or 2GB, at most 8000TB, or 0 for no limit');
}

function scaled(given: Given, units: ReadonlyMap<string, number>, most: number, expected: string): number {
  if (given.text === '0') return 0;
  const match = /^(\d{1,12})([a-z]+)$/i.exec(given.text);
  const value = Number(match?.[1]) * (units.get(match?.[2]?.toLowerCase() ?? '') ?? NaN);
  if (!(value <= most)) throw wrong(given, expected); // NaN is not either
  return value;
}

/** A host name or address, which is looked up later; an IPv6 one without brackets. */
export function hostOf(given: Given): string {
  const host = given.text.replace(/^\[(.*)\]$/, '$1');
  if (/^[\w.:%-]+$/.test(host)) return host;
  throw wrong(given, 'a host name or address such as 127.0.0.1');
}

export function folderOf(given: Given): string {
  if (given.text.trim() !== '') return given.text;
  throw wrong(given, 'a folder such as ./data');
}

/** Without a trailing slash; `undefined` if none was given. */
export function urlOf(given: Given): string | undefined {
  if (given.text === '') return undefined;
  const url = URL.canParse(given.text) ? new URL(given.text) : undefined;
  const parts = url === undefined ? undefined : `${url.username}${url.password}${url.search}${url.hash}`;
  if (url === undefined || parts !== '' || !['http:', 'https:'].includes(url.protocol)) {
    throw wrong(given, 'an address such as https://chat.example.org');
  }
  return url.href.replace(/\/$/, '');
}

/** An environment variable that stands for a flag without a value. */
export function yesOf(given: Given): boolean {
  const text = given.text.toLowerCase();
  if (['', '0', 'false', 'no', 'off'].includes(text)) return false;
  if (['1', 'true', 'yes', 'on'].includes(text)) return true;
  throw wrong(given, '1 or 0');
}

function wrong({ typed, text }: Given, expected: string): LaunchError {
  const problem =
    text.trim() === '' ? `${typed.trim()} is empty; it takes ${expected}.` : `${typed} is not ${expected}.`;
  return new LaunchError(problem, 'npm run launch -- --help explains every flag.');
}
