// Which nats-server is ours: written when one starts, read by the next launcher, which takes it over if it still runs.
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, own } from '../../web/protocol/check.ts';
import type { BrokerPorts } from './ports.ts';

export interface BrokerRecord {
  readonly pid: number;
  /** nats-server's own id, new with every start; empty until it has answered once. */
  readonly serverId: string;
  readonly ports: BrokerPorts;
  /** What was asked for when it was started; another wish needs another start. */
  readonly wish: string;
}

function file(folder: string): string {
  return join(folder, 'nats-server.json');
}

/** @returns `undefined` if there is none that can be read. */
export async function readRecord(folder: string): Promise<BrokerRecord | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file(folder), 'utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export async function writeRecord(folder: string, record: BrokerRecord): Promise<void> {
  const draft = `${file(folder)}.${process.pid}`;
  await writeFile(draft, JSON.stringify(record, undefined, 2), { mode: 0o600 });
  await rename(draft, file(folder));
}

export async function removeRecord(folder: string): Promise<void> {
  await rm(file(folder), { force: true });
}

function isRecord(value: unknown): value is BrokerRecord {
  if (!isObject(value)) return false;
  const ports = own(value, 'ports');
  return (
    Number.isInteger(own(value, 'pid')) &&
    typeof own(value, 'serverId') === 'string' &&
    typeof own(value, 'wish') === 'string' &&
    isObject(ports) &&
    ['nats', 'ws'].every((name) => Number.isInteger(own(ports, name)))
  );
}
