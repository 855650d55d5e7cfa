// Ports: which are free to take, and which nats-server took.
import { readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { objectAt, own, ProtocolError } from '../../web/protocol/check.ts';
import { hostError, LaunchError } from '../errors.ts';

export interface BrokerPorts {
  readonly nats: number;
  readonly ws: number;
}

const PORTS_FILE = '.ports';

/**
 * Makes sure nobody else has the port, for a sentence before the start instead of a log after it.
 * @param flag the flag that chooses another port. @throws LaunchError if it is taken or not allowed.
 */
export async function checkPortFree(host: string, port: number, flag: string): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject);
      probe.listen({ host, port, exclusive: true }, resolve);
    });
  } catch (error) {
    throw portError(error, host, port, flag);
  } finally {
    await new Promise((resolve) => probe.close(resolve));
  }
}

/** The sentence for a port that cannot be listened on. */
export function portError(error: unknown, host: string, port: number, flag: string): LaunchError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const another = `choose another port, or any free one: npm run launch -- --${flag} 0`;
  if (code === 'EADDRINUSE') {
    return new LaunchError(`Port ${port} on ${host} is taken by another program.`, `Stop that, or ${another}`);
  }
  if (code === 'EACCES') {
    return new LaunchError(`You may not listen on port ${port}.`, `Please ${another}`, { cause: error });
  }
  if (code === 'EADDRNOTAVAIL' || code === 'EINVAL') {
    return hostError(host, error);
  }
  return new LaunchError(`Port ${port} on ${host} cannot be used: ${String(error)}.`, `Please ${another}`, {
    cause: error,
  });
}

/** The ports a nats-server listens on, from the file it writes once it does; `undefined` before that. */
export async function readPorts(folder: string, pid: number): Promise<BrokerPorts | undefined> {
  const name = (await portsFiles(folder)).find((file) => file.endsWith(`_${pid}${PORTS_FILE}`));
  const text = name === undefined ? '' : await readFile(join(folder, name), 'utf8');
  if (!text.trimEnd().endsWith('}')) return undefined; // not there yet, or half written
  const ports = objectAt('ports', JSON.parse(text));
  return {
    nats: portAt('nats', own(ports, 'nats')),
    ws: portAt('websocket', own(ports, 'websocket')),
  };
}

/** A nats-server that was killed leaves its file behind, and the next one may have the same pid. */
export async function removePortsFiles(folder: string): Promise<void> {
  await Promise.all((await portsFiles(folder)).map((name) => rm(join(folder, name), { force: true })));
}

/** nats-server names the file after its own program's name and pid (seen on 2.15.1). */
async function portsFiles(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(PORTS_FILE));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []; // somebody removed all of it
    throw error;
  }
}

function portAt(field: string, value: unknown): number {
  const [first]: readonly unknown[] = Array.isArray(value) ? value : [];
  const port = typeof first === 'string' && URL.canParse(first) ? portIn(new URL(first)) : 0;
  if (port === 0) throw new ProtocolError(field, 'a list of addresses with ports');
  return port;
}

/** A URL does not tell the port that belongs to its scheme. */
function portIn({ protocol, port }: URL): number {
  const usual = protocol === 'wss:' ? 443 : protocol === 'ws:' || protocol === 'http:' ? 80 : 0;
  return port === '' ? usual : Number(port);
}
