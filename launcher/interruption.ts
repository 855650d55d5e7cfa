// The ways in which a person or a program ends natter: all of them are one signal here.

const PARENT_POLL_MS = 500;

/** @returns a signal that aborts on Ctrl-C, on SIGTERM, and when the terminal or the npm that started natter is gone. */
export function interruption(): AbortSignal {
  const interrupted = new AbortController();
  const end = (): void => interrupted.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  if (process.env['npm_lifecycle_event'] !== undefined) whenOrphaned(end);
  return interrupted.signal;
}

/**
 * npm runs its scripts in a shell, and passes a SIGTERM on to that shell, which dies of it without a word to us: being
 * nobody's child is then all there is to notice.
 */
function whenOrphaned(end: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) end();
  }, PARENT_POLL_MS);
  timer.unref();
}
