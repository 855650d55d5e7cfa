// The subjects of natter: every name under `chat.>` is made and taken apart here and nowhere else. PROTOCOL.md says the same.

/** Most characters of a room's name. */
export const ROOM_MAX_LENGTH = 64;
/** Most characters of a handle. */
export const HANDLE_MAX_LENGTH = 32;

/** The handle under which nats.conf stores what the local command line publishes to `chat.room.<room>`. */
export const CLI_HANDLE = 'cli';

/** Handles nobody can claim: natter's own voices, and names that readers would take for the house's. */
export const RESERVED_HANDLES: ReadonlySet<string> = new Set([
  CLI_HANDLE,
  'admin',
  'all',
  'browser',
  'everyone',
  'here',
  'launcher',
  'natter',
  'nats',
  'room',
  'root',
  'server',
  'sys',
  'system',
]);

const ROOM = /^[A-Za-z0-9_-]{1,64}$/;
const HANDLE = /^[a-z0-9][a-z0-9_-]{0,31}$/;
const SESSION = /^[A-Za-z0-9_-]{1,32}$/;

/** The place of a stored message: which room, and by whose handle. */
export interface Place {
  readonly room: string;
  readonly handle: string;
}

/** Whether `value` names a room: one subject token of letters, digits, `-` and `_`; case-sensitive. */
export function isRoom(value: unknown): value is string {
  return typeof value === 'string' && ROOM.test(value);
}

/** Whether `value` is written like a handle. Reserved handles are written like one too, see `handleProblem`. */
export function isHandle(value: unknown): value is string {
  return typeof value === 'string' && HANDLE.test(value);
}

/** Why `text` cannot be a room's name, as a sentence for the person who typed it; `undefined` if it can. */
export function roomProblem(text: string): string | undefined {
  if (ROOM.test(text)) return undefined;
  if (text === '') return 'A room needs a name.';
  if (text.length > ROOM_MAX_LENGTH) return `A room’s name has at most ${ROOM_MAX_LENGTH} characters.`;
  return 'A room’s name is one word of letters A–Z, digits, - and _.';
}

/** Why `text` cannot be a person's handle, as a sentence for the person who typed it; `undefined` if it can. */
export function handleProblem(text: string): string | undefined {
  if (text === '') return 'You need a handle, so that others can tell you apart.';
  if (text.length > HANDLE_MAX_LENGTH) return `A handle has at most ${HANDLE_MAX_LENGTH} characters.`;
  if (!HANDLE.test(text))
    return 'A handle is lower-case letters a–z, digits, - and _, and starts with a letter or digit.';
  if (RESERVED_HANDLES.has(text)) return `“${text}” is reserved. Please choose another handle.`;
  return undefined;
}

/** Where `handle` publishes into `room`. */
export function roomSubject(room: string, handle: string): string {
  return `chat.room.${room}.${handle}`;
}

/** Everything that is stored for `room`, whoever wrote it: a filter for the stream. */
export function roomFilter(room: string): string {
  return `chat.room.${room}.*`;
}

/** Where everything newly stored for `room` comes out again: what a tab subscribes to. */
export function liveFilter(room: string): string {
  return `chat.live.${room}.*`;
}

/** The live subject on which the stream republishes what it stored under `subject`; `undefined` if it is no room's. */
export function liveSubjectOf(subject: string): string | undefined {
  const place = placeOf(subject);
  return place === undefined ? undefined : `chat.live.${place.room}.${place.handle}`;
}

/** Takes `chat.<family>.<room>.<handle>` apart; `undefined` for every other subject. */
export function placeOf(subject: string, family: 'room' | 'topic' | 'read' | 'typing' = 'room'): Place | undefined {
  const [root, kind, room, handle, ...rest] = subject.split('.');
  if (root !== 'chat' || kind !== family || rest.length > 0) return undefined;
  return isRoom(room) && isHandle(handle) ? { room, handle } : undefined;
}

/** Where `handle` says how they wish to be shown, and by which key they are known. `*` for everybody's. */
export function profileSubject(handle: string): string {
  return `chat.profile.${handle}`;
}

/** Where `handle` says what `room` is about. `*` for everybody's word on it. */
export function topicSubject(room: string, handle: string): string {
  return `chat.topic.${room}.${handle}`;
}

/** Where `handle` says how far they have read in `room`. `*` for everybody, or for every room. */
export function readSubject(room: string, handle: string): string {
  return `chat.read.${room}.${handle}`;
}

/** Where the stream of people's state republishes what it stored under `subject`. */
export function liveStateSubject(subject: string): string {
  return subject.replace(/^chat\./, 'chat.state.');
}

/** Whose profile lies under `subject`; `undefined` if none does. */
export function profileOwnerOf(subject: string): string | undefined {
  const [root, family, handle, ...rest] = subject.split('.');
  return root === 'chat' && family === 'profile' && rest.length === 0 && isHandle(handle) ? handle : undefined;
}

/** Where `handle` says that they are in `room`, with one of their tabs. `*` for all tabs, or everybody. */
export function presenceSubject(room: string, handle: string, session: string): string {
  return `chat.presence.${room}.${handle}.${session}`;
}

/** The live subject on which the stream republishes what it stored under a presence `subject`. */
export function liveHereSubject(subject: string): string {
  return subject.replace(/^chat\.presence\./, 'chat.here.');
}

/** Takes `chat.presence.<room>.<handle>.<session>` apart; `undefined` for every other subject. */
export function presencePlaceOf(subject: string): (Place & { readonly session: string }) | undefined {
  const [root, family, room, handle, session, ...rest] = subject.split('.');
  if (root !== 'chat' || family !== 'presence' || rest.length > 0) return undefined;
  return isRoom(room) && isHandle(handle) && isSession(session) ? { room, handle, session } : undefined;
}

/** Whether `value` is written like the name of a tab: a subject token as `newId` makes it. */
export function isSession(value: unknown): value is string {
  return typeof value === 'string' && SESSION.test(value);
}

/** Where `handle` says that they are writing in `room`. `*` for everybody. */
export function typingSubject(room: string, handle: string): string {
  return `chat.typing.${room}.${handle}`;
}

/** The prefix of a connection's reply subjects: one's own, so that a broker that knows who is who can keep them apart. */
export function inboxPrefix(handle: string): string {
  return `_INBOX.${handle}`;
}

/** Answers what the stream of messages is and has: nats.conf maps it to JetStream's own subject in another account. */
export const CHAT_INFO_SUBJECT = 'chat.info.room';

/** The same for the stream of who is present. */
export const PRESENCE_INFO_SUBJECT = 'chat.info.presence';
