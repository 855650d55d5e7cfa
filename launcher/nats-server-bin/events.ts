// What happens during a search, as a union that a caller can show or log; and what a search answers.

/** Where a nats-server was looked for, in the order of looking. */
export type SourceName = 'explicit' | 'cache' | 'path' | 'release' | 'apt';

/** A nats-server that ran here, told its version and is at or above the floor. */
export interface FoundServer {
  /** Absolute path of the executable. */
  readonly path: string;
  /** As the server itself prints it, without a leading `v`. */
  readonly version: string;
  readonly source: SourceName;
}

/** One thing that happened during a search. */
export type FinderEvent =
  /** Something that may take a while begins. */
  | { readonly type: 'step'; readonly source: SourceName; readonly message: string }
  /** How far it is: bytes of `total` bytes (undefined if the server did not say), or percent of 100. */
  | {
      readonly type: 'progress';
      readonly source: SourceName;
      readonly label: string;
      readonly unit: 'bytes' | 'percent';
      readonly done: number;
      readonly total: number | undefined;
    }
  /** Something a careful person wants to know, although the search goes on well. */
  | { readonly type: 'warning'; readonly source: SourceName; readonly message: string }
  /** A source gave nothing. `absent` means that there was simply nothing there, which is no news. */
  | {
      readonly type: 'passed';
      readonly source: SourceName;
      /** The source in words, such as `the PATH`. */
      readonly label: string;
      readonly reason: string;
      readonly absent: boolean;
    }
  /** The end of a search that went well. */
  | { readonly type: 'found'; readonly server: FoundServer };

/** Told every event, as it happens. */
export type FinderListener = (event: FinderEvent) => void;

/** Makes a switch over a union fail to compile while a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`unexpected: ${JSON.stringify(value)}`);
}
