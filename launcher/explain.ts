// What a command that failed says at the terminal.
import { NatsServerNotFoundError, NatsServerPathError } from 'nats-server-bin';
import { LaunchError } from './errors.ts';

/** What a person can mend is a sentence and its remedy; anything else is a defect and shows its stack. */
export function explain(error: unknown): string {
  if (error instanceof LaunchError) return `${error.message}\n${error.remedy}`;
  if (error instanceof NatsServerNotFoundError || error instanceof NatsServerPathError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
