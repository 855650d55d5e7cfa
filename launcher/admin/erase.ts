// `erase`: deletes one message from the history, and says which one that was.
import { JetStreamApiError, jetstreamManager } from '@nats-io/jetstream';
import type { StoredMsg } from '@nats-io/jetstream';
import { decodeContent } from '../../web/protocol/content.ts';
import { CHAT_STREAM } from '../../web/protocol/streams.ts';
import { placeOf } from '../../web/protocol/subjects.ts';
import { LaunchError } from '../errors.ts';
import type { Access } from './access.ts';
import { connected } from './access.ts';
import { clock, printable } from './terminal.ts';

const TEXT_LENGTH = 80;
/** What deleting a message says that is not there. */
const NO_SUCH_MESSAGE = 10057;

/** @throws LaunchError if there is no such message. */
export function erase(access: Access, sequence: number, say: (line: string) => void): Promise<void> {
  return connected(access.port, access.keys.launcher, async (connection) => {
    const { streams } = await jetstreamManager(connection);
    const message = await streams.getMessage(CHAT_STREAM.name, { seq: sequence });
    if (message === null) throw missing(sequence);
    try {
      await streams.deleteMessage(CHAT_STREAM.name, sequence);
    } catch (error) {
      // It reached its age in this moment, or another admin was quicker.
      if (error instanceof JetStreamApiError && error.code === NO_SUCH_MESSAGE) throw missing(sequence);
      throw error;
    }
    say(`Message ${sequence} is erased: ${describeMessage(message)}`);
  });
}

function missing(sequence: number): LaunchError {
  return new LaunchError(`There is no message ${sequence}.`, 'nats stream view CHAT lists those there are.');
}

/** Room, author, time and the beginning of what it said, on one line. */
export function describeMessage({ subject, time, data }: Pick<StoredMsg, 'subject' | 'time' | 'data'>): string {
  const place = placeOf(subject);
  const where = place === undefined ? printable(subject, TEXT_LENGTH) : `#${place.room}, @${place.handle}`;
  const content = decodeContent(data);
  const text = printable('text' in content ? content.text : content.raw, TEXT_LENGTH);
  return `${where}, ${clock(time.getTime())}: ${text === '' ? '(no text)' : `“${text}”`}`;
}
