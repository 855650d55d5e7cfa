// nats-server's log. A file, not a pipe, for nats-server may outlive the launcher.
import { open, readFile, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

const MAX_BYTES = 8 * 1024 * 1024;

export interface OpenLog {
  readonly handle: FileHandle;
  /** Where the lines of the coming run begin, in bytes. */
  readonly begin: number;
}

export function logFile(folder: string): string {
  return join(folder, 'nats-server.log');
}

/** Goes on with the log of earlier runs, unless that has grown too large to be of use. */
export async function openLog(folder: string): Promise<OpenLog> {
  const size = await stat(logFile(folder)).then(
    (stats) => stats.size,
    () => 0,
  );
  const tooLarge = size > MAX_BYTES;
  return { handle: await open(logFile(folder), tooLarge ? 'w' : 'a', 0o600), begin: tooLarge ? 0 : size };
}

/** The last lines of the log. @param begin where to begin at the earliest, in bytes. */
export async function logTail(folder: string, lines = 12, begin = 0): Promise<string> {
  const content = await readFile(logFile(folder)).catch(() => Buffer.from('(there is no log)'));
  const text = content.subarray(begin).toString('utf8').trimEnd();
  return text === '' ? '(it is empty)' : text.split('\n').slice(-lines).join('\n');
}
