// A nats-server of our own: checked for free ports first, and noted in the data folder as soon as it has a pid.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { checkPortFree } from './ports.ts';
import { startProcess } from './process.ts';
import type { StartedProcess } from './process.ts';
import { removeRecord, writeRecord } from './record.ts';
import { brokerEnvironment } from './settings.ts';
import type { BrokerSettings } from './settings.ts';

export interface BrokerStart {
  /** The nats-server a person named; undefined if any will do. */
  readonly named: string | undefined;
  /** Finds the nats-server to run; asked only when one has to be started. @returns its path. */
  readonly findBinary: (signal: AbortSignal) => Promise<string>;
  /** Path of nats.conf, or of a file that includes it. */
  readonly configuration: string;
  /** natter's data folder, without symbolic links. */
  readonly folder: string;
  readonly settings: BrokerSettings;
  /** Ends a start. */
  readonly signal: AbortSignal;
}

const NO_PORTS = { nats: 0, ws: 0 };

/** Everything a running nats-server cannot change, in a few characters; but for its ports. */
export async function describeWish({ named, configuration, settings }: BrokerStart): Promise<string> {
  const hash = createHash('sha256').update(await readWhole(configuration));
  const environment = brokerEnvironment({ ...settings, natsPort: 0, wsPort: 0 });
  return hash.update(JSON.stringify([named, environment, settings.tls?.fingerprint])).digest('hex');
}

/** A configuration file and those it includes, by paths relative to itself. */
async function readWhole(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  const included = [...text.matchAll(/^include "(.+)"$/gm)].map(([, name = '']) => resolve(dirname(path), name));
  return [text, ...(await Promise.all(included.map(readWhole)))].join('\0');
}

/** @throws LaunchError if a port is taken, or as startIn does. */
export async function startFresh(start: BrokerStart, wish: string): Promise<StartedProcess> {
  const { host, wsPort, natsPort } = start.settings;
  await checkPortFree(host, wsPort, 'ws-port');
  await checkPortFree('127.0.0.1', natsPort, 'nats-port');
  return startIn(start, wish);
}

/** @throws LaunchError if nats-server does not start; the signal's reason if that aborts. None runs then. */
export async function startIn(start: BrokerStart, wish: string): Promise<StartedProcess> {
  const { configuration, folder, settings, signal } = start;
  const binary = await start.findBinary(signal);
  signal.throwIfAborted();
  // Noted before it listens, so that a launcher that is killed now leaves nothing behind that nobody knows of.
  const spawned = (pid: number): Promise<void> => writeRecord(folder, { pid, serverId: '', ports: NO_PORTS, wish });
  try {
    const environment = brokerEnvironment(settings);
    return await startProcess({ binary, configuration, environment, folder, spawned, signal });
  } catch (error) {
    await removeRecord(folder);
    throw error;
  }
}
