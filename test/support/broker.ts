// A throwaway nats-server with natter's own nats.conf and streams, on ports it chose; one for every test that needs one.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { inject } from 'vitest';
import type { BrokerPorts } from '../../launcher/broker/ports.ts';
import { logTail, startProcess, stopProcess } from '../../launcher/broker/process.ts';
import { brokerEnvironment } from '../../launcher/broker/settings.ts';
import { ensureKeys } from '../../launcher/keys.ts';
import { provisionStreams } from '../../launcher/streams.ts';
import type { Retention } from '../../launcher/streams.ts';

const CONFIGURATION = new URL('../../nats.conf', import.meta.url).pathname;
const UNLIMITED: Retention = { maxMessages: 0, maxAgeSeconds: 0, maxBytes: 0 };

export interface TestBroker {
  readonly ports: BrokerPorts;
  /** Where a tab connects. */
  readonly webSocket: string;
  /** The launcher's own rights, account CHAT. */
  readonly admin: NatsConnection;
  /** The end of nats-server's log, for a test that failed. */
  readonly log: () => Promise<string>;
  /** SIGKILL, and a new nats-server on the same ports and store. */
  readonly killAndRestart: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** @param retention limits of the CHAT stream; none unless given. */
export async function startBroker(retention: Partial<Retention> = {}): Promise<TestBroker> {
  const folder = await mkdtemp(join(tmpdir(), 'natter-broker-'));
  const keys = await ensureKeys(folder);
  const start = (ports: BrokerPorts): ReturnType<typeof startProcess> => {
    const settings = { host: '127.0.0.1', wsPort: ports.ws, natsPort: ports.nats, monitorPort: ports.monitor };
    const origins = ['http://127.0.0.1:7331'];
    const environment = brokerEnvironment({ ...settings, store: join(folder, 'jetstream'), origins, keys });
    return startProcess({ binary: inject('natsServer'), configuration: CONFIGURATION, environment, folder });
  };
  let process = await start({ nats: 0, ws: 0, monitor: 0 });
  const { ports } = process;
  const admin = await connect({
    servers: `127.0.0.1:${ports.nats}`,
    authenticator: nkeyAuthenticator(keys.launcher.seed),
    maxReconnectAttempts: -1,
    reconnectTimeWait: 20,
  });
  await provisionStreams(admin, { ...UNLIMITED, ...retention });
  return {
    ports,
    webSocket: `ws://127.0.0.1:${ports.ws}`,
    admin,
    log: () => logTail(folder, 40),
    killAndRestart: async () => {
      globalThis.process.kill(process.pid, 'SIGKILL');
      await process.ended;
      process = await start(ports);
    },
    [Symbol.asyncDispose]: async () => {
      await admin.close();
      await stopProcess(process.pid, folder);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
