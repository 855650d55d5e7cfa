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

/** The sentence for a host that is no address to listen on. */
export function hostError(host: string, cause: unknown): LaunchError {
  const remedy = 'Give one with --host: 127.0.0.1 for this machine only, 0.0.0.0 for everybody who can reach it.';
  return new LaunchError(`${host} is not an address of this machine.`, remedy, { cause });
}
