// A throwaway nats-server with natter's own nats.conf and streams, on ports it chose; one for every test that needs one.
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { inject } from 'vitest';
import { logTail } from '../../launcher/broker/log.ts';
import { openDoor } from '../../launcher/auth/open.ts';
import type { Door } from '../../launcher/auth/open.ts';
import type { BrokerPorts } from '../../launcher/broker/ports.ts';
import { startProcess, stopProcess } from '../../launcher/broker/process.ts';
import { brokerEnvironment } from '../../launcher/broker/settings.ts';
import { ensureKeys } from '../../launcher/keys.ts';
import type { Keys } from '../../launcher/keys.ts';
import { provisionStreams } from '../../launcher/streams.ts';
import type { Retention } from '../../launcher/streams.ts';

const CONFIGURATION = fileURLToPath(new URL('../../nats.conf', import.meta.url));
/** Bytes; a few tests at once keep a few dozen megabytes each. */
const ROOM_FOR_STORES = 512 * 1024 * 1024;
const UNLIMITED: Retention = { maxMessages: 0, maxAgeSeconds: 0, maxBytes: 0 };

export interface TestBroker {
  readonly ports: BrokerPorts;
  /** Where a tab connects. */
  readonly webSocket: string;
  /** The launcher's own rights, account CHAT. */
  readonly admin: NatsConnection;
  /** The keys of natter's own users. */
  readonly keys: Keys;
  /** Who decides about logins. */
  readonly door: Door;
  /** What the callout had to say. */
  readonly complaints: readonly string[];
  /** The end of nats-server's log, for a test that failed. */
  readonly log: () => Promise<string>;
  /** SIGKILL. */
  readonly kill: () => Promise<void>;
  /** A new nats-server on the same ports and store. @param configuration another file than nats.conf. */
  readonly restart: (configuration?: string) => Promise<void>;
  /** Both. */
  readonly killAndRestart: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/**
 * Where the store goes: into memory, if the machine has a folder there, for the thousands of fsyncs of a filled stream.
 * What was written before a SIGKILL stays there as it does on a disk; only a power cut tells them apart.
 */
async function storeRoot(): Promise<string> {
  const memory = '/dev/shm';
  const free = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return free > ROOM_FOR_STORES ? memory : tmpdir();
}

export interface BrokerWish extends Partial<Retention> {
  readonly handleDays?: number;
  readonly accessCode?: string;
  readonly behindProxy?: boolean;
  /** How long a tab is taken to be there after it said so. */
  readonly presenceSeconds?: number;
  /** Pages that may connect; the one of the usual port unless given. */
  readonly origins?: readonly string[];
}

/** @param wish limits of the CHAT stream and conditions at the door; none unless given. */
export async function startBroker(wish: BrokerWish = {}): Promise<TestBroker> {
  const folder = await mkdtemp(join(await storeRoot(), 'natter-broker-'));
  const keys = await ensureKeys(folder);
  const start = (ports: BrokerPorts, configuration = CONFIGURATION): ReturnType<typeof startProcess> => {
    const settings = { host: '127.0.0.1', wsPort: ports.ws, natsPort: ports.nats };
    const { origins = ['http://127.0.0.1:7331'] } = wish;
    const environment = brokerEnvironment({ ...settings, store: join(folder, 'jetstream'), origins, keys });
    return startProcess({ binary: inject('natsServer'), configuration, environment, folder });
  };
  let process = await start({ nats: 0, ws: 0 });
  const { ports } = process;
  const login = { servers: `127.0.0.1:${ports.nats}`, authenticator: nkeyAuthenticator(keys.launcher.seed) };
  const admin = await connect({ ...login, maxReconnectAttempts: -1, reconnectTimeWait: 20 });
  const provision = (connection: NatsConnection): Promise<void> =>
    provisionStreams(connection, { ...UNLIMITED, ...wish }, wish.presenceSeconds);
  await provision(admin);
  const { handleDays = 0, accessCode, behindProxy = false } = wish;
  const complaints: string[] = [];
  const say = (line: string): void => void complaints.push(line);
  const door = await openDoor({ port: ports.nats, keys, handleDays, accessCode, behindProxy, say });
  const kill = async (): Promise<void> => {
    globalThis.process.kill(process.pid, 'SIGKILL');
    await process.ended;
  };
  const restart = async (configuration?: string): Promise<void> => {
    process = await start(ports, configuration);
    if (configuration !== undefined) return; // then it may let nobody in
    const connection = await connect(login);
    await provision(connection); // as the launcher does: what is in memory went with the server
    await connection.close();
  };
  return {
    ports,
    webSocket: `ws://127.0.0.1:${ports.ws}`,
    admin,
    keys,
    log: () => logTail(folder, 40),
    door,
    complaints,
    kill,
    restart,
    killAndRestart: () => kill().then(() => restart()),
    [Symbol.asyncDispose]: async () => {
      await door.close();
      await admin.close();
      await stopProcess(process.pid, folder);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
