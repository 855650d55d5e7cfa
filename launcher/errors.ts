// What the person at the terminal can mend: shown as one sentence with its remedy, without a stack, and exit code 1.

export class LaunchError extends Error {
  override readonly name = 'LaunchError';
  /** What to do about it. */
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}
