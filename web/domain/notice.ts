// What a person is told of a message while they look elsewhere.
import { isObject, own } from '../protocol/check.ts';
import { isHandle, isRoom } from '../protocol/subjects.ts';
import { bylineOf } from './byline.ts';
import { saidIn } from './message.ts';
import type { StoredMessage } from './message.ts';
import { personaFor } from './people.ts';
import type { People } from './people.ts';

export interface Notice {
  readonly room: string;
  readonly sequence: number;
  /** When the server stored the message, in milliseconds since 1970. */
  readonly time: number;
  /** Who wrote it. */
  readonly handle: string;
  /** How they are shown; with their handle, where a name could pass for somebody else. */
  readonly name: string;
  /** The beginning of what it says. */
  readonly text: string;
}

const TEXT_LENGTH = 200;

/** Tells of `message` as its author is shown now. */
export function noticeOf({ room, handle, sequence, time, content }: StoredMessage, people: People): Notice {
  const written = content.type === 'message' ? content.user : undefined;
  const byline = bylineOf(handle, personaFor(people, handle, written));
  const name = byline.handle === undefined ? byline.name : `${byline.name} @${handle}`;
  const said = (saidIn(content) ?? '').trim();
  const text = content.type === 'message' && content.action === true ? `${byline.name} ${said}` : said;
  return { room, handle, sequence, time, name, text: shortened(text) };
}

/** Whether `notice` is of a later message than `other`. The time comes first, for a new stream counts anew. */
export function isLater(notice: Notice, other: Notice): boolean {
  return notice.time > other.time || (notice.time === other.time && notice.sequence > other.sequence);
}

/** Reads what another tab says, perhaps one of another version; `undefined` if that is none. */
export function readNotice(value: unknown): Notice | undefined {
  if (!isObject(value)) return undefined;
  const [room, handle, sequence, time] = [
    own(value, 'room'),
    own(value, 'handle'),
    own(value, 'sequence'),
    own(value, 'time'),
  ];
  const [name, text] = [own(value, 'name'), own(value, 'text')];
  if (!isRoom(room) || !isHandle(handle) || typeof sequence !== 'number' || typeof time !== 'number') return undefined;
  if (typeof name !== 'string' || typeof text !== 'string') return undefined;
  return { room, handle, sequence, time, name, text };
}

function shortened(text: string): string {
  if (text.length <= TEXT_LENGTH) return text;
  return `${text
    .slice(0, TEXT_LENGTH - 1)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()}…`;
}
