// What an attempt of the hostile suite is: what is tried, and what has to become of it. SECURITY.md's table is made of these.

/** What became of an attempt, in the words of the table. */
export type Outcome =
  | 'login refused'
  | 'handshake refused'
  | 'connection closed'
  | 'publish refused'
  | 'subscription refused'
  | 'request refused'
  | 'answered with an error'
  | 'the stream refuses it'
  | 'reaches nobody'
  | 'every reader drops it'
  | 'ends in a name nobody can guess'
  | 'stored and shown as her own'
  | 'stored as her own, shown by nobody'
  | 'not stored: it is no news'
  | 'changes nothing'
  | 'only she is cut off'
  | 'shown as text'
  | 'shown as text, if at all'
  | 'shown as a broken message'
  | 'shown as a message of an unknown type'
  | 'shown without what it did not say truly'
  | 'kept out with a sentence'
  /** Never wanted. */
  | 'SUCCEEDS';

export interface Attempt<World> {
  /** A phrase about Mallory, for the table and as the test's name. */
  readonly title: string;
  readonly outcome: Outcome;
  /** Tries it. @returns what became of it, as far as can be told from where Mallory sits. */
  readonly attack: (world: World) => Promise<Outcome>;
  /** Subjects of Mallory's own under which it leaves one message each; nothing else may change. */
  readonly leaves?: readonly string[];
}

export interface Family<World> {
  readonly name: string;
  readonly attempts: readonly Attempt<World>[];
}
