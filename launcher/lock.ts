// One launcher a data folder: two would start two nats-servers on the same files.
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, own } from '../web/protocol/check.ts';
import { isAlive } from './broker/process.ts';
import { LaunchError } from './errors.ts';

/** A start that has not said its address after so long is given up. */
const STARTING_MS = 90_000;

export interface Lock {
  /** Says where this launcher answers, so that the next one can ask it. */
  readonly addressIs: (url: string) => Promise<void>;
  readonly release: () => Promise<void>;
}

/** @param token what this launcher says of itself in /config.json. @throws LaunchError if another one runs here. */
export async function lockFolder(folder: string, token: string): Promise<Lock> {
  const file = join(folder, 'launcher.json');
  const write = (url: string, flag: 'w' | 'wx'): Promise<void> =>
    writeFile(file, JSON.stringify({ pid: process.pid, token, url }), { flag, mode: 0o600 });
  try {
    await write('', 'wx');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    await refuseIfRunning(file);
    await write('', 'w');
  }
  return { addressIs: (url) => write(url, 'w'), release: () => rm(file, { force: true }) };
}

async function refuseIfRunning(file: string): Promise<void> {
  const [text, age] = await Promise.all([
    readFile(file, 'utf8'),
    stat(file).then(({ mtimeMs }) => Date.now() - mtimeMs),
  ]);
  const { pid, token, url } = readLock(text);
  if (pid === 0 || !isAlive(pid)) return;
  const running = url === '' ? age < STARTING_MS : await isLauncher(url, token);
  if (!running) return; // the pid belongs to another program by now
  throw new LaunchError(
    url === '' ? 'natter is already starting with this data folder.' : `natter already runs: ${url}`,
    'Open that, or stop it first (Ctrl-C where it runs), or use another folder: npm run launch -- --data FOLDER',
  );
}

function readLock(text: string): { readonly pid: number; readonly token: string; readonly url: string } {
  const nobody = { pid: 0, token: '', url: '' };
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return nobody;
    const [pid, token, url] = [own(value, 'pid'), own(value, 'token'), own(value, 'url')];
    const valid = typeof pid === 'number' && pid > 0 && typeof token === 'string' && typeof url === 'string';
    return valid ? { pid, token, url } : nobody;
  } catch {
    return nobody;
  }
}

async function isLauncher(url: string, token: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/config.json`, { signal: AbortSignal.timeout(2000) });
    const value: unknown = await response.json();
    return isObject(value) && own(value, 'launcher') === token;
  } catch {
    return false;
  }
}
