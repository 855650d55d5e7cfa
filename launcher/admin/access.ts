// The admin's ways into a running natter: found by its data folder, opened with the keys that lie there.
import { readdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { JetStreamError } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { Registry } from '../auth/registry.ts';
import { connectAs, serverIdAt } from '../broker/connect.ts';
import { logFile } from '../broker/log.ts';
import { runsIn } from '../broker/process.ts';
import { readRecord } from '../broker/record.ts';
import { LaunchError } from '../errors.ts';
import { ensureKeys } from '../keys.ts';
import type { Key, Keys } from '../keys.ts';

export interface Access {
  /** Port of nats-server on this machine. */
  readonly port: number;
  readonly keys: Keys;
  /** How long a login can be under way, in milliseconds. */
  readonly loginMs: number;
}

/** nats.conf gives a login three seconds; and a little for the way of things. */
export const LOGIN_MS = 3500;

const KEY_FILES = ['callout.nk', 'issuer.nk', 'launcher.nk', 'sys.nk'];

/**
 * Finds the nats-server that runs in a data folder, whether its launcher still does or not. Makes nothing there.
 * @throws LaunchError if natter does not run there.
 */
export async function findAccess(folder: string): Promise<Access> {
  const path = await realpath(folder).catch(() => resolve(folder));
  const record = (await hasKeys(path)) ? await readRecord(path) : undefined;
  if (record === undefined) throw notRunning(path);
  const keys = await ensureKeys(path);
  const { pid, serverId, ports } = record;
  const id = await serverIdAt(ports.nats, keys);
  // Another natter may have the port by now, even one with the same keys, if the folder was copied.
  if (id !== undefined && id === serverId) return { port: ports.nats, keys, loginMs: LOGIN_MS };
  if ((await runsIn(pid, path)) !== true) throw notRunning(path);
  throw new LaunchError(
    `nats-server runs in ${path}, but does not answer.`,
    `Is natter just starting? Else its log may say why: ${logFile(path)}`,
  );
}

/** Those that a launcher made: `ensureKeys` would make what is missing. */
async function hasKeys(folder: string): Promise<boolean> {
  const keys = join(folder, 'keys');
  try {
    const present = await readdir(keys);
    return KEY_FILES.every((name) => present.includes(name));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EACCES' && code !== 'EPERM') return false;
    const remedy = 'Run this as the user that natter runs as.';
    throw new LaunchError(`You may not read ${keys}.`, remedy, { cause: error });
  }
}

function notRunning(folder: string): LaunchError {
  return new LaunchError(
    `natter does not run in ${folder}.`,
    'Start it (npm run launch), or name the data folder of one that runs: npm run admin -- --data FOLDER …',
  );
}

/**
 * Connects as one of natter's own users for as long as `action` takes. @param key decides the account.
 * @throws LaunchError if nats-server does not do what it is asked.
 */
export async function connected<Result>(
  port: number,
  key: Key,
  action: (connection: NatsConnection) => Promise<Result>,
): Promise<Result> {
  let connection: NatsConnection | undefined;
  try {
    connection = await connectAs(port, key, 'natter admin');
    return await action(connection);
  } catch (error) {
    throw isOfNats(error) ? disobedient(error) : error;
  } finally {
    await connection?.close();
  }
}

/** The handles and bans. @throws LaunchError also if no launcher has made them yet. */
export function withRegistry<Result>(
  { port, keys }: Access,
  action: (registry: Registry) => Promise<Result>,
): Promise<Result> {
  return connected(port, keys.callout, async (connection) => {
    const registry = await Registry.find(connection);
    if (registry !== undefined) return action(registry);
    throw new LaunchError('This natter has never let anybody in.', 'Try again when it says that it is ready.');
  });
}

function isOfNats(error: unknown): error is Error {
  const kinds = [JetStreamError, ...Object.values(errors)];
  return kinds.some((kind) => error instanceof kind);
}

function disobedient(error: Error): LaunchError {
  const problem = `nats-server does not do what it is asked: ${error.message}.`;
  return new LaunchError(problem, 'Try again; what was done so far does no harm when it is done twice.', {
    cause: error,
  });
}
