// The lowest nats-server that natter accepts, as data and one pure function.

/** A version as nats-server prints it, `2.15.1` or `2.15.0-RC.2`, taken apart. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** What follows the hyphen, such as `RC.2`; undefined for a proper release. */
  readonly prerelease: string | undefined;
}

// Below these patches a WebSocket client can harm the server before it has logged in. The fix went into the lines that
// were alive at the time; 2.13 was not among them, so no 2.13 is safe.
const FLOOR_OF_LINE: readonly Version[] = [
  { major: 2, minor: 12, patch: 12, prerelease: undefined },
  { major: 2, minor: 14, patch: 3, prerelease: undefined },
];
const FIRST_SAFE_LINE: Version = { major: 2, minor: 15, patch: 0, prerelease: undefined };

/** The floor in words, to finish a sentence that begins "natter needs nats-server …". */
export const FLOOR_TEXT = '2.12.12 or later in 2.12, 2.14.3 or later in 2.14, or 2.15.0 or later';

/** Reads `2.15.1`, `v2.15.1`, `2.15.0-RC.2` or `2.15.1+build`; answers undefined for anything else. */
export function parseVersion(text: string): Version | undefined {
  const parts = /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(text.trim());
  if (parts === null) return undefined;
  return { major: Number(parts[1]), minor: Number(parts[2]), patch: Number(parts[3]), prerelease: parts[4] };
}

/** Orders versions: negative if `a` is older, positive if newer. A prerelease is older than its release. */
export function compareVersions(a: Version, b: Version): number {
  const byNumber = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  if (byNumber !== 0) return byNumber;
  if (a.prerelease === b.prerelease) return 0;
  if (a.prerelease === undefined) return 1;
  if (b.prerelease === undefined) return -1;
  return a.prerelease.localeCompare(b.prerelease, 'en', { numeric: true });
}

/**
 * Says whether a nats-server of this version is at or above the floor. Each release line has its own: a line with a
 * floor counts from that patch on; from 2.15.0 on everything counts; every other line (2.13 and all before 2.12) is
 * refused, as is a text that is no version.
 */
export function meetsFloor(text: string): boolean {
  const version = parseVersion(text);
  if (version === undefined) return false;
  if (compareVersions(version, FIRST_SAFE_LINE) >= 0) return true;
  const floor = FLOOR_OF_LINE.find((line) => line.major === version.major && line.minor === version.minor);
  return floor !== undefined && compareVersions(version, floor) >= 0;
}
