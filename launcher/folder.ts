// natter's data folder: made on the first start, and a sentence if it cannot be used.
import { mkdir, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { LaunchError } from './errors.ts';

const REFUSALS: ReadonlyMap<unknown, string> = new Map([
  ['EACCES', 'you may not write there'],
  ['EPERM', 'you may not write there'],
  ['EROFS', 'the disk is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['ENOTDIR', 'a file is in the way'],
  ['EEXIST', 'a file is in the way'],
  ['ENOENT', 'it cannot be made'],
]);

/** @returns its absolute path, without symbolic links. */
export async function dataFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true });
  return realpath(path);
}

/** Does what needs the data folder. @throws LaunchError if the file system does not let it. */
export async function inFolder<Result>(path: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const why = REFUSALS.get(code);
    if (why === undefined) throw error;
    const remedy = 'Make it a folder you may write in, or choose another one: npm run launch -- --data FOLDER';
    throw new LaunchError(`The data folder ${resolve(path)} cannot be used: ${why}.`, remedy, { cause: error });
  }
}
