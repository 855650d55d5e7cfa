// What can go wrong between a tab and the broker, as classes with a sentence for the person it concerns.

/** The broker or the stream will not take it; sending the same again will not help unless something changes there. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  /** It may pass, as when a disk is full: worth another attempt after a while. */
  readonly passing: boolean;

  constructor(message: string, { passing = false, ...options }: ErrorOptions & { readonly passing?: boolean } = {}) {
    super(message, options);
    this.passing = passing;
  }
}

/** No answer came, or the connection went away first; whether the broker has it is unknown, so it is safe to repeat only with the same id. */
export class UnansweredError extends Error {
  override readonly name = 'UnansweredError';
}

/** Somebody else's message already took this id; the message must go out under a new one. */
export class IdTakenError extends Error {
  override readonly name = 'IdTakenError';
}
