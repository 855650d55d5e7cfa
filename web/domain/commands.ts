// What begins with a slash: the commands one can write, and what was meant by what was written.
import { NAME_MAX_LENGTH } from '../protocol/content.ts';
import { roomProblem } from '../protocol/subjects.ts';
import { visibleName } from './byline.ts';

/** What the composer is to do with what was written. */
export type Command =
  /** No command: a message like any other. */
  | { readonly type: 'none' }
  /** A message after all, or what the person does. */
  | { readonly type: 'say'; readonly text: string; readonly action: boolean }
  | { readonly type: 'join'; readonly room: string }
  | { readonly type: 'topic'; readonly text: string }
  | { readonly type: 'nick'; readonly name: string }
  | { readonly type: 'mute' }
  /** `status` may be empty. */
  | { readonly type: 'away'; readonly status: string }
  | { readonly type: 'back' }
  | { readonly type: 'help' }
  /** Nothing that can be done, and why. */
  | { readonly type: 'error'; readonly sentence: string };

/** A command that the composer hands on. */
export type GivenCommand = Exclude<Command, { readonly type: 'none' | 'say' | 'error' }>;

export interface CommandEntry {
  readonly name: string;
  /** What may follow it, as people write it; empty if nothing does. */
  readonly takes: string;
  /** What it does, in one line. */
  readonly help: string;
}

const SHRUG = '¯\\_(ツ)_/¯';

/** In the order in which they are listed. */
export const COMMANDS = [
  { name: 'join', takes: '#room', help: 'Go to a room, or start it' },
  { name: 'topic', takes: 'text', help: 'Say what this room is about' },
  { name: 'nick', takes: 'name', help: 'Change the name you are shown by' },
  { name: 'me', takes: 'does something', help: 'Say what you do: “Ada waves”' },
  { name: 'shrug', takes: '[text]', help: `Say something, or nothing, with ${SHRUG}` },
  { name: 'mute', takes: '', help: 'Mute this room, or hear of it again' },
  { name: 'away', takes: '[status]', help: 'Show yourself as away, and why if you like' },
  { name: 'back', takes: '', help: 'Show yourself as active again' },
  { name: 'help', takes: '', help: 'See all commands and keyboard shortcuts' },
] as const satisfies readonly CommandEntry[];

type Name = (typeof COMMANDS)[number]['name'];

/** What each does with what follows its name, without blanks around it. */
const READ: Readonly<Record<Name, (rest: string) => Command>> = {
  join: (rest) => {
    const room = rest.replace(/^#/, '');
    const sentence = roomProblem(room);
    return sentence === undefined ? { type: 'join', room } : { type: 'error', sentence };
  },
  topic: (text) =>
    text === '' ? error('Write what the room is about behind it: /topic Everything about Go') : { type: 'topic', text },
  nick: (rest) => {
    const name = visibleName(rest);
    if (name === '') return error('Write your new name behind it: /nick Ada');
    if (name.length > NAME_MAX_LENGTH) return error(`A name has at most ${NAME_MAX_LENGTH} characters.`);
    return { type: 'nick', name };
  },
  me: (text) => (text === '' ? error('Write what you do behind it: /me waves') : { type: 'say', text, action: true }),
  shrug: (text) => ({ type: 'say', text: text === '' ? SHRUG : `${text} ${SHRUG}`, action: false }),
  mute: () => ({ type: 'mute' }),
  away: (status) => ({ type: 'away', status }),
  back: () => ({ type: 'back' }),
  help: () => ({ type: 'help' }),
};

/** What `text`, as written in the composer, is to do. Two slashes at the beginning make a message that begins with one. */
export function parseCommand(text: string): Command {
  if (!text.startsWith('/')) return { type: 'none' };
  if (text.startsWith('//')) return { type: 'say', text: text.slice(1), action: false };
  const [, word = '', rest = ''] = /^\/(\S*)([\s\S]*)$/.exec(text) ?? [];
  const command = COMMANDS.find(({ name }) => name === word.toLowerCase());
  if (command !== undefined) return READ[command.name](rest.trim());
  return error(`There is no command /${shortened(word)}; /help lists them. To say it as it is, begin with //.`);
}

function error(sentence: string): Command {
  return { type: 'error', sentence };
}

function shortened(word: string): string {
  return word.length > 20 ? `${word.slice(0, 20)}…` : word;
}
