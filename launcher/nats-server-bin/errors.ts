// The errors of this package: two that callers see, each with its remedy, and one that ends a single source.
import type { SourceName } from './events.ts';
import { FLOOR_TEXT } from './floor.ts';

/** One source that gave nothing, and why. */
export interface Attempt {
  readonly source: SourceName;
  /** The source in words, such as `the PATH`. */
  readonly label: string;
  readonly reason: string;
  readonly cause: unknown;
}

/** The file that the caller named is no nats-server that can be used. Other sources were not tried. */
export class NatsServerPathError extends Error {
  override readonly name = 'NatsServerPathError';
  readonly file: string;
  /** What is wrong with the file, without its name. */
  readonly reason: string;
  /** What a person can do about it. */
  readonly remedy: string;

  constructor(file: string, reason: string, cause: unknown) {
    const remedy = `Name a nats-server of version ${FLOOR_TEXT}; or name none, and one is looked for and fetched.`;
    super(`${file}: ${reason}.\n${remedy}`, { cause });
    this.file = file;
    this.reason = reason;
    this.remedy = remedy;
  }
}

/** No source gave a usable nats-server. The message tells every reason and the remedy; `cause` holds their causes. */
export class NatsServerNotFoundError extends Error {
  override readonly name = 'NatsServerNotFoundError';
  /** Every source that was tried, in order. */
  readonly attempts: readonly Attempt[];
  /** What a person can do about it. */
  readonly remedy: string;

  constructor(attempts: readonly Attempt[], remedy: string) {
    const tried = attempts.map((attempt) => `  ${attempt.label}: ${attempt.reason}`);
    super([`No usable nats-server was found (needed: ${FLOOR_TEXT}). Tried:`, ...tried, remedy].join('\n'), {
      cause: new AggregateError(attempts.map((attempt) => attempt.cause)),
    });
    this.attempts = attempts;
    this.remedy = remedy;
  }
}

/** One source gave nothing; the search goes on. The message is the reason, as half a sentence for the final list. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  /** True if there was simply nothing there, as in an empty cache. */
  readonly absent: boolean;

  constructor(reason: string, options: { readonly absent?: boolean; readonly cause?: unknown } = {}) {
    super(reason, { cause: options.cause });
    this.absent = options.absent ?? false;
  }
}

/** What went wrong in a few words. Network errors often have an empty message and only a code. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== '') return error.message;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
