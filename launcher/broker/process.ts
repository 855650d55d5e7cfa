// One nats-server process: started apart from the terminal, awaited, and stopped gently.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { FileHandle } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { LaunchError } from '../errors.ts';
import { logFile, logTail, openLog } from './log.ts';
import { commandLine, gone, isAlive, sendSignal } from './pids.ts';
import { readPorts, removePortsFiles } from './ports.ts';
import type { BrokerPorts } from './ports.ts';
import type { BrokerEnvironment } from './settings.ts';

export interface Start {
  /** Path of nats-server. */
  readonly binary: string;
  readonly configuration: string;
  readonly environment: BrokerEnvironment;
  /** Where the log and the ports file go; no other nats-server runs there. */
  readonly folder: string;
  /** Told the pid as soon as there is one: before nats-server listens, which may take a while. */
  readonly spawned?: (pid: number) => Promise<void>;
  /** Ends the start. */
  readonly signal?: AbortSignal;
}

export interface StartedProcess {
  readonly pid: number;
  readonly ports: BrokerPorts;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
}

/** Recovering a large store takes a while before the first port opens. */
const START_PATIENCE_MS = 60_000;
const STOP_PATIENCE_MS = 5000;
const POLL_MS = 5;

/**
 * Starts nats-server and waits until it listens. It gets a process group of its own: Ctrl-C in the terminal reaches the
 * launcher only, which then stops it after everything else.
 * @throws LaunchError with the end of its log if it ends or does not listen within a minute; the signal's reason if that
 * aborts. nats-server has ended then.
 */
export async function startProcess(start: Start): Promise<StartedProcess> {
  const { folder, signal, spawned } = start;
  await removePortsFiles(folder);
  const log = await openLog(folder);
  const child = spawnServer(start, log.handle.fd);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const pid = await pidOf(child, log.handle);
  try {
    await spawned?.(pid);
    const ports = await whenListening(child, pid, folder, signal);
    child.unref();
    if (ports !== undefined) return { pid, ports, ended };
    signal?.throwIfAborted();
    const tail = await logTail(folder, 12, log.begin);
    throw new LaunchError(`nats-server did not start. The end of its log:\n\n${tail}`, `Log: ${logFile(folder)}`);
  } catch (error) {
    if (isRunning(child)) await stopProcess(pid, folder);
    throw error;
  }
}

function spawnServer({ binary, configuration, environment, folder }: Start, log: number): ChildProcess {
  // The folder comes last, so that another launcher can tell from the command line whose nats-server this is.
  return spawn(binary, ['-c', configuration, '--ports_file_dir', folder], {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, ...environment },
  });
}

/** Whether a process is a nats-server that was started in this folder; undefined where that cannot be told. */
export async function runsIn(pid: number, folder: string): Promise<boolean | undefined> {
  const command = await commandLine(pid);
  return command?.endsWith(` --ports_file_dir ${folder}`);
}

/** @param log is the process's own from then on, and closed here. */
async function pidOf(child: ChildProcess, log: FileHandle): Promise<number> {
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('spawn', () => resolve(child.pid ?? 0));
      child.once('error', reject);
    });
  } catch (cause) {
    const problem = `${child.spawnfile} could not be started: ${String(cause)}.`;
    throw new LaunchError(problem, 'Give another one with --nats-server.', { cause });
  } finally {
    await log.close();
  }
}

/** @returns `undefined` if it ended, took longer than a minute, or the signal came. */
async function whenListening(
  child: ChildProcess,
  pid: number,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<BrokerPorts | undefined> {
  const deadline = Date.now() + START_PATIENCE_MS;
  while (isRunning(child) && signal?.aborted !== true && Date.now() < deadline) {
    const ports = await readPorts(folder, pid);
    if (ports !== undefined) return ports;
    await delay(POLL_MS);
  }
  return undefined;
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** SIGTERM, and SIGKILL if it is still there after five seconds. */
export async function stopProcess(pid: number, folder: string): Promise<void> {
  sendSignal(pid, 'SIGTERM');
  await gone(pid, POLL_MS, AbortSignal.timeout(STOP_PATIENCE_MS));
  if (isAlive(pid)) sendSignal(pid, 'SIGKILL');
  await gone(pid, POLL_MS);
  await removePortsFiles(folder);
}
