// Runs another program to its end: no shell, output as text, one error class.
import { execFile } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { reasonOf } from './errors.ts';

const execFileText = promisify(execFile);
// What apt always has to say as root, beside the complaint that matters.
const APT_NOISE = /^N: |performed unsandboxed/;
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

export interface RunOptions {
  readonly variables: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds after which the program is killed; without it there is no limit. */
  readonly limit?: number;
  /** Told every line of standard output as it comes. */
  readonly onLine?: (line: string) => void;
}

/** A program that could not be started, failed, or took too long. The message is what it complained of first. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** Why it could not be started, such as `ENOENT`; undefined once it ran. */
  readonly code: string | undefined;
  /** True if it was killed for taking longer than the limit. */
  readonly tooLong: boolean;

  constructor(cause: unknown, limited: boolean) {
    const said =
      textField(cause, 'stderr')
        ?.trim()
        .split('\n')
        .filter((line) => !APT_NOISE.test(line)) ?? [];
    const complaint = said
      .slice(0, 2)
      .map((line) => line.replace(/^[WE]: /, ''))
      .join(' ');
    super(complaint || firstLine(reasonOf(cause)), { cause });
    this.code = textField(cause, 'code');
    this.tooLong = limited && cause instanceof Error && 'killed' in cause && cause.killed === true;
  }
}

/**
 * Runs a program and answers its standard output.
 * @throws CommandError if it could not be started, ended with another status than 0, or was stopped.
 */
export async function run(file: string, args: readonly string[], options: RunOptions): Promise<string> {
  const running = execFileText(file, [...args], {
    cwd: options.cwd,
    env: options.variables,
    signal: options.signal,
    timeout: options.limit ?? 0,
    killSignal: options.limit === undefined ? 'SIGTERM' : 'SIGKILL',
    maxBuffer: MAX_OUTPUT_BYTES,
    windowsHide: true,
  });
  running.child.stdin?.end();
  const { onLine } = options;
  if (onLine !== undefined && running.child.stdout !== null) {
    createInterface({ input: running.child.stdout }).on('line', onLine);
  }
  try {
    return (await running).stdout;
  } catch (error) {
    throw new CommandError(error, options.limit !== undefined);
  }
}

function textField(error: unknown, name: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}

// Node's own message for a failed program is "Command failed: …" and then all of its output.
function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
