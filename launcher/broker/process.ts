// One nats-server process: started apart from the terminal, awaited, and stopped gently.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { open, readFile, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LaunchError } from '../errors.ts';
import { portsFile, readPorts } from './ports.ts';
import type { BrokerPorts } from './ports.ts';
import type { BrokerEnvironment } from './settings.ts';

export interface Start {
  /** Path of nats-server. */
  readonly binary: string;
  readonly configuration: string;
  readonly environment: BrokerEnvironment;
  /** Where the log and the ports file go. */
  readonly folder: string;
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
const LOG_MAX_BYTES = 8 * 1024 * 1024;

/** The broker's log; it outlives the launcher, so it is a file. */
export function logFile(folder: string): string {
  return join(folder, 'nats-server.log');
}

/**
 * Starts nats-server and waits until it listens. It gets a process group of its own: Ctrl-C in the terminal reaches the
 * launcher only, which then stops it after everything else.
 * @throws LaunchError with the end of its log if it ends or does not listen within a minute.
 */
export async function startProcess({ binary, configuration, environment, folder }: Start): Promise<StartedProcess> {
  const log = await openLog(folder);
  const args = ['-c', configuration, '--ports_file_dir', folder];
  const child = spawn(binary, args, {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { ...process.env, ...environment },
  });
  const ended = whenEnded(child);
  await log.close();
  if (child.pid === undefined) await ended;
  const deadline = Date.now() + START_PATIENCE_MS;
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined && Date.now() < deadline) {
    const ports = await readPorts(folder, child.pid);
    if (ports !== undefined) {
      child.unref();
      return { pid: child.pid, ports, ended };
    }
    await Promise.race([ended, delay(POLL_MS)]);
  }
  child.kill('SIGKILL');
  throw new LaunchError(
    `nats-server did not start. The end of its log:\n\n${await logTail(folder)}`,
    `Log: ${logFile(folder)}`,
  );
}

/** Goes on with the log of earlier runs, unless that has grown too large to be of use. */
async function openLog(folder: string): Promise<FileHandle> {
  const size = await stat(logFile(folder)).then(
    (stats) => stats.size,
    () => 0,
  );
  return open(logFile(folder), size > LOG_MAX_BYTES ? 'w' : 'a', 0o600);
}

function whenEnded(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => resolve());
    child.once('error', (error) =>
      reject(
        new LaunchError(
          `${child.spawnfile} could not be started: ${error.message}.`,
          'Give another one with --nats-server.',
        ),
      ),
    );
  });
}

/** The last lines of the broker's log. */
export async function logTail(folder: string, lines = 12): Promise<string> {
  const text = await readFile(logFile(folder), 'utf8').catch(() => '(there is no log)');
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Resolves when the process is gone; looked for every so often, for an adopted one is nobody's child here. */
export async function gone(pid: number, everyMs: number, signal?: AbortSignal): Promise<void> {
  while (isAlive(pid) && signal?.aborted !== true) await delay(everyMs);
}

/** SIGTERM, and SIGKILL if it is still there after five seconds. */
export async function stopProcess(pid: number, folder: string): Promise<void> {
  if (isAlive(pid)) process.kill(pid, 'SIGTERM');
  const patience = AbortSignal.timeout(STOP_PATIENCE_MS);
  await gone(pid, POLL_MS, patience);
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  await gone(pid, POLL_MS);
  const ports = await portsFile(folder, pid);
  if (ports !== undefined) await rm(ports, { force: true });
}
