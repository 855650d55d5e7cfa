// Asks a file whether it is a nats-server that runs here and is at or above the floor.
import { stat } from 'node:fs/promises';
import type { Environment } from './environment.ts';
import { FLOOR_TEXT, meetsFloor, parseVersion } from './floor.ts';
import { CommandError, run } from './run.ts';

const ANSWER_LIMIT_MS = 10_000;

/** A file that is no usable nats-server. The message is the reason, to follow the file's name. */
export class UnusableFileError extends Error {
  override readonly name = 'UnusableFileError';
}

/**
 * Runs `file --version` and answers the version without a leading `v`.
 * @throws UnusableFileError if the file is missing, does not run here, is no nats-server or is below the floor.
 */
export async function inspect(file: string, environment: Environment, signal?: AbortSignal): Promise<string> {
  await requireFile(file);
  const output = await askVersion(file, environment, signal);
  const version = /^nats-server:?\s+v?(\S+)/m.exec(output)?.[1];
  if (version === undefined || parseVersion(version) === undefined) {
    throw new UnusableFileError('is no nats-server (it does not answer --version as one)');
  }
  if (!meetsFloor(version)) throw new UnusableFileError(`is version ${version}, below the floor (${FLOOR_TEXT})`);
  return version;
}

async function requireFile(file: string): Promise<void> {
  let isFile: boolean;
  try {
    isFile = (await stat(file)).isFile();
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
    throw new UnusableFileError(missing ? 'does not exist' : 'cannot be looked at', { cause });
  }
  if (!isFile) throw new UnusableFileError('is no file');
}

async function askVersion(file: string, environment: Environment, signal?: AbortSignal): Promise<string> {
  try {
    return await run(file, ['--version'], { variables: environment.variables, limit: ANSWER_LIMIT_MS, signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw new UnusableFileError(error instanceof CommandError ? whyNotRun(error) : 'does not run here', {
      cause: error,
    });
  }
}

function whyNotRun(error: CommandError): string {
  if (error.tooLong) return `did not answer --version within ${ANSWER_LIMIT_MS / 1000} s`;
  switch (error.code) {
    case 'EACCES':
      return 'is not executable';
    case 'ENOENT': // The file is there, so it is the loader or interpreter it names that is not.
      return 'needs a loader or interpreter that this machine lacks';
    default:
      return `does not run here (${error.message})`;
  }
}
