// A launched natter: the built launcher as a child process, on ports of its own choosing, in a folder of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { until } from './wait.ts';

const LAUNCHER = new URL('../../dist/launcher/main.js', import.meta.url).pathname;

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
  /** SIGINT, as Ctrl-C gives it. @returns the exit code. */
  readonly stop: () => Promise<number>;
  /** SIGKILL to the launcher alone. */
  readonly kill: () => Promise<void>;
}

export interface Run {
  readonly output: () => string;
  /** Resolves with the exit code; −1 if a signal ended it. */
  readonly ended: Promise<number>;
  readonly pid: number;
  readonly signal: (signal: NodeJS.Signals) => void;
}

/** Runs the launcher with these flags, whatever becomes of it. */
export function runLauncher(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Run {
  const child = spawn(process.execPath, [LAUNCHER, ...args], {
    env: { ...process.env, NATTER_NATS_SERVER: inject('natsServer'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const ended = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : -1));
  return { output: () => output, ended, pid: child.pid ?? -1, signal: (signal) => void child.kill(signal) };
}

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<{ path: string; [Symbol.asyncDispose]: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'natter-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Launches natter and waits until it says that it is ready. Ports are free ones unless `args` says otherwise. */
export async function launch(data: string, args: readonly string[] = []): Promise<Launched> {
  const free = ['--port', '0', '--ws-port', '0', '--nats-port', '0'];
  const run = runLauncher(['--data', data, ...free, ...args]);
  const ended = run.ended.then((code) => {
    throw new Error(`The launcher ended with ${code}:\n${run.output()}`);
  });
  const ready = until('the launcher to be ready', () => run.output().includes('Ctrl-C stops it.'), 30_000);
  await Promise.race([ready, ended]);
  ended.catch(() => {});
  const address = (name: string): string => new RegExp(`${name} +(\\S+)`).exec(run.output())?.[1] ?? '';
  return {
    page: address('Page'),
    nats: address('NATS'),
    webSocket: address('WebSocket'),
    data,
    pid: run.pid,
    output: run.output,
    stop: () => {
      run.signal('SIGINT');
      return run.ended;
    },
    kill: async () => {
      run.signal('SIGKILL');
      await run.ended;
    },
  };
}
