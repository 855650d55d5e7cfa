// The nats-server of this installation: taken over or started, watched, started again when it dies, stopped at the end.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { LaunchError } from '../errors.ts';
import { checkPortFree } from './ports.ts';
import type { BrokerPorts } from './ports.ts';
import { gone, isAlive, logTail, startProcess, stopProcess } from './process.ts';
import type { StartedProcess } from './process.ts';
import { readRecord, removeRecord, writeRecord } from './record.ts';
import { brokerEnvironment } from './settings.ts';
import type { BrokerSettings } from './settings.ts';

export interface BrokerOptions {
  /** Finds the nats-server to run; asked only when one has to be started. @returns its path. */
  readonly findBinary: () => Promise<string>;
  /** Path of nats.conf. */
  readonly configuration: string;
  /** natter's data folder. */
  readonly folder: string;
  readonly settings: BrokerSettings;
  /** Sets up what nats-server keeps; called after every start of it, so twice must be as good as once. */
  readonly prepare: (connection: NatsConnection) => Promise<void>;
  readonly say: (line: string) => void;
  /** Called when nats-server keeps dying and is not started again. */
  readonly failed: (error: LaunchError) => void;
}

const DEATHS_IN_A_ROW = 5;
const DEATHS_WITHIN_MS = 60_000;
const ADOPTED_POLL_MS = 250;
const CONNECT_PATIENCE_MS = 5000;

export class Broker {
  readonly #options: BrokerOptions;
  readonly #wish: string;
  #process: StartedProcess;
  #stopping = false;
  /** The launcher's own connection, account CHAT; it comes back by itself when nats-server does. */
  readonly connection: NatsConnection;

  private constructor(options: BrokerOptions, wish: string, process: StartedProcess, connection: NatsConnection) {
    this.#options = options;
    this.#wish = wish;
    this.#process = process;
    this.connection = connection;
  }

  /**
   * Takes over the nats-server that an earlier launcher left running in this data folder, or starts one.
   * @throws LaunchError if a port is taken or nats-server does not start.
   */
  static async start(options: BrokerOptions): Promise<Broker> {
    const wish = await describeWish(options);
    const adopted = await adopt(options, wish);
    const process = adopted ?? (await startFresh(options));
    const connection = await connectLauncher(options, process.ports.nats);
    const broker = new Broker(options, wish, process, connection);
    try {
      await broker.#begin();
    } catch (error) {
      await broker.stop();
      throw error;
    }
    void broker.#watchProcess();
    void broker.#watchConnection();
    return broker;
  }

  get ports(): BrokerPorts {
    return this.#process.ports;
  }

  /** Whether nats-server answers within a second. */
  async answers(): Promise<boolean> {
    const late = delay(1000, false, { ref: false });
    return Promise.race([
      this.connection.flush().then(
        () => true,
        () => false,
      ),
      late,
    ]);
  }

  /** Ends the connection and nats-server. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.connection.close();
    await stopProcess(this.#process.pid, this.#options.folder);
    await removeRecord(this.#options.folder);
  }

  /** Notes which nats-server the connection reached, and sets it up. */
  async #begin(): Promise<void> {
    const { pid, ports } = this.#process;
    const serverId = this.connection.info?.server_id ?? '';
    await writeRecord(this.#options.folder, { pid, serverId, ports, wish: this.#wish });
    await this.#options.prepare(this.connection);
  }

  async #watchConnection(): Promise<void> {
    for await (const { type } of this.connection.status()) {
      if (type !== 'reconnect' || this.#stopping) continue;
      await this.#begin().catch((error: unknown) => this.#options.say(sentence(error)));
    }
  }

  /** Starts nats-server again whenever it ends, until it ended five times within a minute. */
  async #watchProcess(): Promise<void> {
    const { say, failed, folder } = this.#options;
    const deaths: number[] = [];
    for (;;) {
      await this.#process.ended;
      if (this.#stopping) return;
      deaths.push(Date.now());
      const recent = deaths.filter((time) => Date.now() - time < DEATHS_WITHIN_MS).length;
      if (recent >= DEATHS_IN_A_ROW) {
        const remedy = 'Its log says why. Messages that were acknowledged are safe on disk.';
        failed(new LaunchError(`nats-server keeps ending. The end of its log:\n\n${await logTail(folder)}`, remedy));
        return;
      }
      say('nats-server ended unexpectedly; starting it again.');
      await delay(recent === 1 ? 0 : 250 * 2 ** recent);
      await this.#startAgain();
    }
  }

  async #startAgain(): Promise<void> {
    const { settings, say } = this.#options;
    const { nats: natsPort, ws: wsPort, monitor: monitorPort } = this.#process.ports;
    // The tabs come back to the ports they know, also where those were chosen by the system.
    const pinned = { ...this.#options, settings: { ...settings, natsPort, wsPort, monitorPort } };
    try {
      this.#process = await startIn(pinned);
    } catch (error) {
      say(sentence(error));
      this.#process = { ...this.#process, ended: Promise.resolve() };
    }
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function describeWish({ configuration, settings }: BrokerOptions): Promise<string> {
  const hash = createHash('sha256').update(await readFile(configuration));
  return hash.update(JSON.stringify(brokerEnvironment(settings))).digest('hex');
}

async function adopt(options: BrokerOptions, wish: string): Promise<StartedProcess | undefined> {
  const { folder, say } = options;
  const record = await readRecord(folder);
  if (record === undefined || !isAlive(record.pid)) return undefined;
  const connection = await connectLauncher(options, record.ports.nats).catch(() => undefined);
  const ours = connection?.info?.server_id === record.serverId;
  await connection?.close();
  if (!ours) return undefined; // another process has that pid or that port now
  if (record.wish !== wish) {
    say('nats-server still runs from an earlier start with other settings; restarting it.');
    await stopProcess(record.pid, folder);
    return undefined;
  }
  say('nats-server still runs from an earlier start; taking it over.');
  return { pid: record.pid, ports: record.ports, ended: gone(record.pid, ADOPTED_POLL_MS) };
}

async function startFresh(options: BrokerOptions): Promise<StartedProcess> {
  const { host, wsPort, natsPort } = options.settings;
  await checkPortFree(host, wsPort, 'ws-port');
  await checkPortFree('127.0.0.1', natsPort, 'nats-port');
  return startIn(options);
}

async function startIn({ findBinary, configuration, folder, settings }: BrokerOptions): Promise<StartedProcess> {
  const binary = await findBinary();
  return startProcess({ binary, configuration, environment: brokerEnvironment(settings), folder });
}

function connectLauncher({ settings }: BrokerOptions, port: number): Promise<NatsConnection> {
  return connect({
    servers: `127.0.0.1:${port}`,
    name: 'natter launcher',
    authenticator: nkeyAuthenticator(settings.keys.launcher.seed),
    maxReconnectAttempts: -1,
    reconnectTimeWait: 50,
    timeout: CONNECT_PATIENCE_MS,
  });
}
