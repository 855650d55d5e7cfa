// A launched natter: the built launcher as a child process, on ports of its own choosing, in a folder of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { readRecord } from '../../launcher/broker/record.ts';
import type { BrokerRecord } from '../../launcher/broker/record.ts';
import { endAllIn } from './processes.ts';
import { until } from './wait.ts';

const LAUNCHER = fileURLToPath(new URL('../../dist/launcher/main.js', import.meta.url));

/** As npm's child, a launcher ends with the process that started it: none outlives a run of tests that was broken off. */
const OURS = { npm_lifecycle_event: 'test' };

/** Flags that let natter choose its ports. */
export const FREE_PORTS = ['--port', '0', '--ws-port', '0', '--nats-port', '0'] as const;

export interface Launched {
  /** Addresses as the launcher printed them. */
  readonly page: string;
  readonly nats: string;
  readonly webSocket: string;
  /** natter's data folder. */
  readonly data: string;
  readonly pid: number;
  /** Everything it printed so far. */
  readonly output: () => string;
  readonly stopReading: () => void;
  /** Resolves with the exit code; −1 if a signal ended it. */
  readonly ended: Promise<number>;
  /** What the launcher noted of its nats-server. */
  readonly broker: () => Promise<BrokerRecord>;
  /** Where the page is on this machine, also if a proxy stands before it. */
  readonly localPage: () => Promise<string>;
  /** SIGINT, as Ctrl-C gives it. @returns the exit code. */
  readonly stop: () => Promise<number>;
  /** SIGKILL to the launcher alone. */
  readonly kill: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

export interface Run {
  readonly output: () => string;
  /** Resolves with the exit code; −1 if a signal ended it. */
  readonly ended: Promise<number>;
  readonly pid: number;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Closes the pipes it prints to, as `head` does when it has seen enough. */
  readonly stopReading: () => void;
}

export interface TemporaryFolder {
  readonly path: string;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/**
 * Runs the launcher with these flags, whatever becomes of it.
 * @param environment beside this process's. @param launcher the built one; this project's unless given.
 */
export function runLauncher(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  launcher: string = LAUNCHER,
): Run {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('NATTER_'));
  const child = spawn(process.execPath, [launcher, ...args], {
    env: { ...Object.fromEntries(inherited), ...OURS, NATTER_NATS_SERVER: inject('natsServer'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const ended = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : -1));
  return {
    output: () => output,
    ended,
    pid: child.pid ?? -1,
    signal: (signal) => void child.kill(signal),
    stopReading: () => {
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
    },
  };
}

/** A folder that is gone after the test, with all that was launched in it. @param name a part of the folder's name. */
export async function temporaryFolder(name = ''): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(await realpath(tmpdir()), `natter-${name}`));
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      await endAllIn(path);
      await rm(path, { recursive: true, force: true });
    },
  };
}

/** Launches natter and waits until it says that it is ready. Ports are free ones unless `args` says otherwise. */
export async function launch(
  data: string,
  args: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Promise<Launched> {
  const run = runLauncher(['--data', data, ...FREE_PORTS, ...args], environment);
  await untilReady(run);
  const address = (name: string): string => new RegExp(`${name} +(\\S+)`).exec(run.output())?.[1] ?? '';
  const stop = (): Promise<number> => {
    run.signal('SIGINT');
    return run.ended;
  };
  return {
    page: address('Page'),
    nats: address('NATS'),
    webSocket: address('WebSocket'),
    data,
    pid: run.pid,
    output: run.output,
    stopReading: run.stopReading,
    ended: run.ended,
    broker: () => brokerIn(data),
    localPage: () => pageOfLock(data),
    stop,
    kill: async () => {
      run.signal('SIGKILL');
      await run.ended;
    },
    [Symbol.asyncDispose]: async () => void (await stop()),
  };
}

/** Flags for a launcher on the same ports. */
export function samePorts({ page, webSocket, nats }: Launched): readonly string[] {
  const port = (address: string): string => new URL(address).port;
  return ['--port', port(page), '--ws-port', port(webSocket), '--nats-port', port(nats)];
}

async function untilReady(run: Run): Promise<void> {
  const ended = run.ended.then((code) => {
    throw new Error(`The launcher ended with ${code}:\n${run.output()}`);
  });
  const ready = until('the launcher to be ready', () => run.output().includes('Ctrl-C stops it.'), 30_000);
  await Promise.race([ready, ended]);
  ended.catch(() => {});
}

async function brokerIn(data: string): Promise<BrokerRecord> {
  const record = await readRecord(data);
  if (record === undefined) throw new Error(`No nats-server is noted in ${data}`);
  return record;
}

async function pageOfLock(data: string): Promise<string> {
  const { url }: { url: string } = JSON.parse(await readFile(join(data, 'launcher.json'), 'utf8'));
  return url;
}
