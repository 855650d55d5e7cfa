// What every source is given, and what a source is.
import type { Environment } from './environment.ts';
import type { FinderListener, FoundServer, SourceName } from './events.ts';
import type { Release } from './release.ts';

export interface SearchContext {
  /** Absolute path of the folder where fetched servers are kept; made when first needed. */
  readonly cacheDir: string;
  readonly environment: Environment;
  readonly release: Release;
  readonly onProgress: FinderListener;
  readonly signal: AbortSignal | undefined;
}

/** One place to look. `look` answers a usable server or throws; a SourceError carries the reason for people. */
export interface Source {
  readonly name: SourceName;
  /** The source in words, for the list of what was tried. */
  readonly label: (context: SearchContext) => string;
  readonly look: (context: SearchContext) => Promise<FoundServer>;
}
