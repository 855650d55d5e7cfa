// One launcher a data folder: two would start two nats-servers on the same files.
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, own } from '../web/protocol/check.ts';
import { isAlive } from './broker/pids.ts';
import { LaunchError } from './errors.ts';
import { fetchConfig } from './fetch-config.ts';

/** A launcher that has not said after so long where it answers is no more. */
const SILENT_MS = 10_000;

export interface Lock {
  /** Says where this launcher answers, so that the next one can ask it. */
  readonly addressIs: (url: string) => Promise<void>;
  readonly release: () => Promise<void>;
}

interface Holder {
  readonly pid: number;
  readonly token: string;
  /** Empty while it has no address yet. */
  readonly url: string;
}

/** @param token what this launcher says of itself in /config.json. @throws LaunchError if another one runs here. */
export async function lockFolder(folder: string, token: string): Promise<Lock> {
  const file = join(folder, 'launcher.json');
  const write = (url: string, flag: 'w' | 'wx'): Promise<void> => {
    const holder: Holder = { pid: process.pid, token, url };
    return writeFile(file, JSON.stringify(holder), { flag, mode: 0o600 });
  };
  try {
    await write('', 'wx');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    await refuseIfHeld(file);
    await rm(file, { force: true });
    await write('', 'wx').catch(() => refuse('is already starting with this data folder.')); // somebody was quicker
  }
  const isOurs = async (): Promise<boolean> =>
    readHolder(await readFile(file, 'utf8').catch(() => ''))?.token === token;
  return {
    addressIs: async (url) => {
      if (await isOurs()) await write(url, 'w');
    },
    release: async () => {
      if (await isOurs()) await rm(file, { force: true });
    },
  };
}

async function refuseIfHeld(file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return; // released in this moment
  const holder = readHolder(text);
  // Empty while the other one writes it, and then without an address until it has a port.
  const starting = text === '' || (holder?.url === '' && isAnother(holder.pid));
  if (starting && (await isYoung(file))) refuse('is already starting with this data folder.');
  if (holder === undefined || holder.url === '' || !isAnother(holder.pid)) return;
  switch (await ask(holder)) {
    case 'ready':
      return refuse(`already runs: ${holder.url}`);
    case 'starting':
      return refuse(`is already starting: ${holder.url}`);
    case 'other':
      return; // the pid belongs to another program by now
  }
}

/** In a container every launcher may have the same pid: then a lock with it is an old one. */
function isAnother(pid: number): boolean {
  return pid !== process.pid && isAlive(pid);
}

async function isYoung(file: string): Promise<boolean> {
  return stat(file).then(
    ({ mtimeMs }) => Date.now() - mtimeMs < SILENT_MS,
    () => false,
  );
}

function refuse(state: string): never {
  throw new LaunchError(
    `natter ${state}`,
    'Open that, or stop it first (Ctrl-C where it runs), or use another folder: npm run launch -- --data FOLDER',
  );
}

function readHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return undefined;
    const [pid, token, url] = [own(value, 'pid'), own(value, 'token'), own(value, 'url')];
    const valid = typeof pid === 'number' && pid > 0 && typeof token === 'string' && typeof url === 'string';
    return valid ? { pid, token, url } : undefined;
  } catch {
    return undefined;
  }
}

/** Asks who answers at the holder's address. */
async function ask({ url, token }: Holder): Promise<'ready' | 'starting' | 'other'> {
  try {
    const { ok, body } = await fetchConfig(url);
    const value: unknown = JSON.parse(body);
    if (!isObject(value) || own(value, 'launcher') !== token) return 'other';
    return ok ? 'ready' : 'starting';
  } catch {
    return 'other';
  }
}
