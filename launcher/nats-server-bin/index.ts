// The package's door: finds a nats-server on this machine or fetches one, and answers its path.
import { resolve } from 'node:path';
import { lookInCache } from './cache.ts';
import type { SearchContext, Source } from './context.ts';
import { thisMachine, type Environment } from './environment.ts';
import { NatsServerNotFoundError, reasonOf, SourceError, type Attempt } from './errors.ts';
import type { FinderListener, FoundServer } from './events.ts';
import { FLOOR_TEXT } from './floor.ts';
import { fetchWithApt } from './from-apt.ts';
import { fetchRelease } from './from-release.ts';
import { lookOnPath, takeExplicit } from './on-path.ts';
import { OFFICIAL_RELEASE, type Release } from './release.ts';

export { thisMachine, type Environment } from './environment.ts';
export { NatsServerNotFoundError, NatsServerPathError, type Attempt } from './errors.ts';
export type { FinderEvent, FinderListener, FoundServer, SourceName } from './events.ts';
export { FLOOR_TEXT, meetsFloor } from './floor.ts';
export { showProgress, type ProgressOutput } from './progress.ts';
export { OFFICIAL_RELEASE, type Release } from './release.ts';

export interface FindOptions {
  /** The file a person named; relative to the working directory. Undefined or empty: none was named. */
  readonly explicit?: string | undefined;
  /** Folder where fetched servers are kept, for this and other processes; made when first needed. */
  readonly cacheDir: string;
  /** Told every event, as it happens; showProgress makes one that shows them to a person. */
  readonly onProgress?: FinderListener | undefined;
  /** Ends the search and the programs it runs; findNatsServer then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** The machine to search; this one unless a test says otherwise. */
  readonly environment?: Environment | undefined;
  /** The release to fetch; the official one unless there is a mirror of it. */
  readonly release?: Release | undefined;
}

const SOURCES: readonly Source[] = [
  { name: 'cache', label: () => 'the cache', look: lookInCache },
  { name: 'path', label: () => 'the PATH', look: lookOnPath },
  { name: 'release', label: ({ release }) => `the official release ${release.version}`, look: fetchRelease },
  { name: 'apt', label: () => "the distribution's package (apt)", look: fetchWithApt },
];

/**
 * Answers a nats-server at or above the floor that has run on this machine: the named file, else the first that the
 * cache, the PATH, the official release and the distribution's package give, in this order. What it fetches lies in
 * `cacheDir` only when whole and checked, so any number of processes may call it at once.
 * @throws NatsServerPathError if the named file is unusable.
 * @throws NatsServerNotFoundError if no source gave one; its message says what was tried and what to do.
 */
export async function findNatsServer(options: FindOptions): Promise<FoundServer> {
  const context: SearchContext = {
    cacheDir: resolve(options.cacheDir),
    environment: options.environment ?? thisMachine(),
    release: options.release ?? OFFICIAL_RELEASE,
    onProgress: options.onProgress ?? (() => {}),
    signal: options.signal,
  };
  const server = options.explicit ? await takeExplicit(options.explicit, context) : await searchAll(context);
  context.onProgress({ type: 'found', server });
  return server;
}

async function searchAll(context: SearchContext): Promise<FoundServer> {
  const attempts: Attempt[] = [];
  for (const source of SOURCES) {
    context.signal?.throwIfAborted();
    try {
      return await source.look(context);
    } catch (error) {
      context.signal?.throwIfAborted();
      const attempt = { source: source.name, label: source.label(context), reason: reasonOf(error) };
      attempts.push({ ...attempt, cause: error });
      context.onProgress({ type: 'passed', ...attempt, absent: error instanceof SourceError && error.absent });
    }
  }
  throw new NatsServerNotFoundError(attempts, remedyFor(context));
}

function remedyFor({ cacheDir, release }: SearchContext): string {
  return (
    `What to do: connect to the internet and try again; or install nats-server (${FLOOR_TEXT}) yourself, ` +
    `for example from https://github.com/nats-io/nats-server/releases/tag/v${release.version}, ` +
    `and put the file on the PATH or into ${cacheDir}, or give its path.`
  );
}
