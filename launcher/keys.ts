// The nkeys of natter's own users in nats.conf: made on the first start, kept in the data folder for this user's eyes only.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createUser, fromSeed } from '@nats-io/nkeys';
import { LaunchError } from './errors.ts';

export interface Key {
  /** The public key, `U…`: what nats.conf lists. */
  readonly user: string;
  /** The secret, `SU…` as bytes. */
  readonly seed: Uint8Array;
}

export interface Keys {
  /** Account CHAT: sets up the streams. */
  readonly launcher: Key;
  /** Account AUTH. */
  readonly callout: Key;
  /** Account SYS. */
  readonly sys: Key;
}

/** @param folder natter's data folder. @throws LaunchError if a key file there is no key. */
export async function ensureKeys(folder: string): Promise<Keys> {
  const keys = join(folder, 'keys');
  await mkdir(keys, { recursive: true, mode: 0o700 });
  const [launcher, callout, sys] = await Promise.all([
    ensureKey(join(keys, 'launcher.nk')),
    ensureKey(join(keys, 'callout.nk')),
    ensureKey(join(keys, 'sys.nk')),
  ]);
  return { launcher, callout, sys };
}

async function ensureKey(file: string): Promise<Key> {
  const present = await readFile(file).catch(ifMissing);
  if (present === undefined) await writeFile(file, createUser().getSeed(), { mode: 0o600, flag: 'wx' }).catch(ifThere);
  const seed = present ?? (await readFile(file));
  try {
    return { user: fromSeed(seed).getPublicKey(), seed };
  } catch (error) {
    throw new LaunchError(`${file} holds no nkey.`, 'Delete the file; natter makes a new key.', { cause: error });
  }
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** Another launcher made the key in the same moment: then that one counts. */
function ifThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
