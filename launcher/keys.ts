// The nkeys of natter's own users in nats.conf, and the one that signs logins: made on the first start, kept in the data
// folder for this user's eyes only.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAccount, createUser, fromSeed } from '@nats-io/nkeys';
import type { KeyPair } from '@nats-io/nkeys';
import { LaunchError } from './errors.ts';

export interface Key {
  /** The public key, `U…` or `A…`: what nats.conf lists. */
  readonly id: string;
  /** The secret, `S…` as bytes. */
  readonly seed: Uint8Array;
}

export interface Keys {
  /** Account CHAT: sets up the streams. */
  readonly launcher: Key;
  /** Account AUTH: checks logins. */
  readonly callout: Key;
  /** Account SYS: lists and ends connections. */
  readonly sys: Key;
  /** An account's key, which signs what the callout answers. */
  readonly issuer: Key;
}

/** @param folder natter's data folder. @throws LaunchError if a key file there is no key. */
export async function ensureKeys(folder: string): Promise<Keys> {
  const keys = join(folder, 'keys');
  await mkdir(keys, { recursive: true, mode: 0o700 });
  const [launcher, callout, sys, issuer] = await Promise.all([
    ensureKey(join(keys, 'launcher.nk'), 'U', createUser),
    ensureKey(join(keys, 'callout.nk'), 'U', createUser),
    ensureKey(join(keys, 'sys.nk'), 'U', createUser),
    ensureKey(join(keys, 'issuer.nk'), 'A', createAccount),
  ]);
  return { launcher, callout, sys, issuer };
}

async function ensureKey(file: string, role: string, create: () => KeyPair): Promise<Key> {
  const present = await readFile(file).catch(ifMissing);
  if (present === undefined) await writeFile(file, create().getSeed(), { mode: 0o600, flag: 'wx' }).catch(ifThere);
  const seed = present ?? (await readFile(file));
  const id = publicKey(seed);
  if (id?.startsWith(role) === true) return { id, seed };
  throw new LaunchError(`${file} holds no nkey.`, 'Delete the file; natter makes a new key.');
}

/** @returns `undefined` for what is no seed. */
function publicKey(seed: Uint8Array): string | undefined {
  try {
    return fromSeed(seed).getPublicKey();
  } catch {
    return undefined;
  }
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** Another launcher made the key in the same moment: then that one counts. */
function ifThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
