// The nats-server of this installation: taken over or started, watched, started again when it dies, stopped at the end.
import { setTimeout as delay } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import { aborted } from '../aborted.ts';
import { LaunchError } from '../errors.ts';
import { adopt } from './adopt.ts';
import { connectLauncher, serverIdAt } from './connect.ts';
import { logFile, logTail } from './log.ts';
import { isAlive } from './pids.ts';
import type { BrokerPorts } from './ports.ts';
import { stopProcess } from './process.ts';
import type { StartedProcess } from './process.ts';
import { removeRecord, writeRecord } from './record.ts';
import { describeWish, startFresh, startIn } from './start.ts';
import type { BrokerStart } from './start.ts';

export interface BrokerOptions extends BrokerStart {
  /** Sets up what nats-server keeps; called after every start of it, so twice must be as good as once. */
  readonly prepare: (connection: NatsConnection) => Promise<void>;
  readonly say: (line: string) => void;
  /** Called when nats-server keeps dying and is not started again. */
  readonly failed: (error: LaunchError) => void;
}

const DEATHS_IN_A_ROW = 5;
const DEATHS_WITHIN_MS = 60_000;
/** Doubled with each death; the first start again is at once. */
const BACKOFF_MS = 250;
const RECONNECT_POLL_MS = 20;
const ANSWER_PATIENCE_MS = 1000;

export class Broker {
  readonly #options: BrokerOptions;
  readonly #wish: string;
  readonly #closing = new AbortController();
  #process: StartedProcess;
  #running = true;
  #watching: Promise<void> = Promise.resolve();
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
   * @throws LaunchError if a port is taken or nats-server does not start; the signal's reason if that aborts.
   */
  static async start(options: BrokerOptions): Promise<Broker> {
    const { folder, settings, say, signal } = options;
    const wish = await describeWish(options);
    const idAt = (port: number): Promise<string | undefined> => serverIdAt(port, settings.keys);
    const ports = { nats: settings.natsPort, ws: settings.wsPort };
    const process = (await adopt({ folder, wish, ports, idAt, say })) ?? (await startFresh(options, wish));
    const broker = await Broker.#join(options, wish, process);
    try {
      await Promise.race([broker.#begin(), aborted(signal)]);
      signal.throwIfAborted();
    } catch (error) {
      await broker.stop();
      throw error;
    }
    broker.#watching = broker.#watch();
    return broker;
  }

  /** Connects to a nats-server that listens, or stops it. */
  static async #join(options: BrokerOptions, wish: string, process: StartedProcess): Promise<Broker> {
    const { folder, settings } = options;
    try {
      return new Broker(options, wish, process, await connectLauncher(process.ports.nats, settings.keys));
    } catch (error) {
      await stopProcess(process.pid, folder);
      await removeRecord(folder);
      throw disobedient(error, folder);
    }
  }

  get ports(): BrokerPorts {
    return this.#process.ports;
  }

  /** Whether nats-server answers within a second. */
  async answers(): Promise<boolean> {
    if (!this.#running) return false;
    const late = delay(ANSWER_PATIENCE_MS, false, { ref: false });
    const answer = this.connection.flush().then(
      () => true,
      () => false,
    );
    return Promise.race([answer, late]);
  }

  /** Ends the connection and nats-server. */
  async stop(): Promise<void> {
    this.#closing.abort();
    await this.#watching;
    await this.connection.close();
    if (this.#running) await stopProcess(this.#process.pid, this.#options.folder);
    await removeRecord(this.#options.folder);
  }

  /** Notes which nats-server the connection reached, and sets it up. */
  async #begin(): Promise<void> {
    const { pid, ports } = this.#process;
    const { folder, prepare } = this.#options;
    const serverId = this.connection.info?.server_id ?? '';
    await writeRecord(folder, { pid, serverId, ports, wish: this.#wish });
    await prepare(this.connection).catch((error: unknown) => {
      throw disobedient(error, folder);
    });
  }

  /** Starts nats-server again whenever it ends, until it ended five times within a minute. */
  async #watch(): Promise<void> {
    const { say, failed, folder } = this.#options;
    const { signal } = this.#closing;
    const closed = aborted(signal);
    const deaths: number[] = [];
    for (;;) {
      await Promise.race([this.#process.ended, closed]);
      if (signal.aborted) return;
      this.#running = false;
      deaths.push(Date.now());
      const recent = deaths.filter((time) => Date.now() - time < DEATHS_WITHIN_MS).length;
      if (recent >= DEATHS_IN_A_ROW) return failed(await keepsEnding(folder));
      say('nats-server ended unexpectedly; starting it again.');
      await this.#startAgain(recent).catch((error: unknown) => {
        if (!signal.aborted) say(sentence(error));
      });
    }
  }

  /** @param deaths how often it ended lately; the more, the longer it waits. */
  async #startAgain(deaths: number): Promise<void> {
    const { signal } = this.#closing;
    await delay(deaths === 1 ? 0 : BACKOFF_MS * 2 ** deaths, undefined, { signal });
    // The tabs come back to the ports they know, also where those were chosen by the system.
    const { nats: natsPort, ws: wsPort } = this.#process.ports;
    const settings = { ...this.#options.settings, natsPort, wsPort };
    this.#process = await startIn({ ...this.#options, settings, signal }, this.#wish);
    this.#running = true;
    await Promise.race([this.#rejoin(), this.#process.ended]);
  }

  /** Resolves when the nats-server that was started again is as the first one was, or has ended too. */
  async #rejoin(): Promise<void> {
    const { signal } = this.#closing;
    const { pid } = this.#process;
    // The connection dials by itself; what is asked of it before it is there again would be lost.
    while (isAlive(pid) && !(await this.answers())) await delay(RECONNECT_POLL_MS, undefined, { signal });
    if (isAlive(pid)) await this.#begin();
    if (isAlive(pid)) this.#options.say('nats-server runs again.');
  }
}

async function keepsEnding(folder: string): Promise<LaunchError> {
  const remedy = `Its log says why: ${logFile(folder)}. Messages that were acknowledged are safe on disk.`;
  return new LaunchError(`nats-server keeps ending. The end of its log:\n\n${await logTail(folder)}`, remedy);
}

/** The sentence for a nats-server that listens and then does not do what it is asked. */
function disobedient(error: unknown, folder: string): LaunchError {
  if (error instanceof LaunchError) return error;
  const problem = `nats-server runs, but does not do what the launcher asks: ${sentence(error)}.`;
  return new LaunchError(problem, `Its log may say why: ${logFile(folder)}`, { cause: error });
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
