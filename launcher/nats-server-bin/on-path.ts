// The sources that need no network and no cache: the file a person named, and nats-server on the PATH.
import { resolve } from 'node:path';
import type { SearchContext } from './context.ts';
import { findAllOnPath } from './environment.ts';
import { NatsServerPathError, SourceError } from './errors.ts';
import type { FoundServer } from './events.ts';
import { inspect, UnusableFileError } from './inspect.ts';

/**
 * Takes the file that a person named.
 * @throws NatsServerPathError if it is no usable nats-server: who names a file wants that one, not another.
 */
export async function takeExplicit(explicit: string, { environment, signal }: SearchContext): Promise<FoundServer> {
  const path = resolve(explicit);
  try {
    return { path, version: await inspect(path, environment, signal), source: 'explicit' };
  } catch (error) {
    if (error instanceof UnusableFileError) throw new NatsServerPathError(path, error.message, error);
    throw error;
  }
}

/** The source "path": the first nats-server on the PATH that is at or above the floor. */
export async function lookOnPath({ environment, signal }: SearchContext): Promise<FoundServer> {
  const reasons: string[] = [];
  for (const path of await findAllOnPath('nats-server', environment)) {
    try {
      return { path, version: await inspect(path, environment, signal), source: 'path' };
    } catch (error) {
      if (!(error instanceof UnusableFileError)) throw error;
      reasons.push(`${path} ${error.message}`);
    }
  }
  if (reasons.length > 0) throw new SourceError(reasons.join('; '));
  throw new SourceError('no nats-server there', { absent: true });
}
