// `npm run launch`: reads the command line, starts natter, waits for its end, and says in a sentence what went wrong.
import { aborted } from './aborted.ts';
import { explain } from './explain.ts';
import { interruption } from './interruption.ts';
import { launch } from './launch.ts';
import { helpText, readOptions } from './options.ts';
import { environmentLines } from './print-env.ts';

/** @param interrupted ends natter. */
async function main(interrupted: AbortSignal): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.help) return say(helpText());
  if (options.printEnv) return say(await environmentLines(options));
  const failure = new AbortController();
  const stop = await launch({ options, interrupted, say, failed: (error) => failure.abort(error) });
  await Promise.race([aborted(interrupted), aborted(failure.signal)]);
  await stop();
  failure.signal.throwIfAborted();
}

function say(text: string): void {
  process.stdout.write(text);
}

const interrupted = interruption();
// A reader that went away, as in `npm run launch | head -9`, is no reason to end the chat.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
try {
  await main(interrupted);
} catch (error) {
  if (error !== interrupted.reason) {
    process.stderr.write(`\n${explain(error)}\n\n`);
    process.exitCode = 1;
  }
}
