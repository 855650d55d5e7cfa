// What a half-written word in the composer could become: handles behind @, rooms behind #, commands behind a slash.
import { CLI_HANDLE } from '../protocol/subjects.ts';
import { COMMANDS } from './commands.ts';
import type { StoredMessage } from './message.ts';
import type { People } from './people.ts';

export interface CompletionSources {
  /** Handles of those who wrote in the room, who wrote last first. */
  readonly speakers: readonly string[];
  readonly people: People;
  readonly rooms: readonly string[];
}

export interface Choice {
  /** What stands in the text afterwards. */
  readonly insert: string;
  /** What it means: a name, or what a command does. */
  readonly detail: string;
  /** What may follow a command, as people write it. */
  readonly takes: string;
}

export interface Completion {
  /** Where the word begins and ends in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** At least one, the best first. */
  readonly choices: readonly Choice[];
}

const MOST_CHOICES = 8;
const WORD = /(?:^|[\s(])([@#])([\w-]*)$/;
const COMMAND = /^(\/)(\w*)$/;

/** Who wrote in a room, who wrote last first. @param messages by ascending sequence. */
export function speakersIn(messages: readonly StoredMessage[]): readonly string[] {
  const handles = messages.toReversed().map(({ handle }) => handle);
  return [...new Set(handles)].filter((handle) => handle !== CLI_HANDLE);
}

/** What the word before `caret` could become; `undefined` if it is none of these, or complete already. */
export function complete(text: string, caret: number, sources: CompletionSources): Completion | undefined {
  const before = text.slice(0, caret);
  const [, sign = '', part = ''] = COMMAND.exec(before) ?? WORD.exec(before) ?? [];
  const rest = /^[\w-]*/.exec(text.slice(caret))?.[0] ?? '';
  const typed = part + rest;
  const choices = choicesFor(sign, part.toLowerCase(), sources);
  const [only] = choices;
  if (only === undefined || (choices.length === 1 && only.insert === sign + typed)) return undefined;
  return { start: caret - part.length - 1, end: caret + rest.length, choices };
}

/** The text with `choice` in the place of the word, and where the cursor stands then. */
export function accept(
  text: string,
  { start, end }: Completion,
  { insert, takes }: Choice,
): { readonly text: string; readonly caret: number } {
  const after = text.slice(end);
  const needsSpace = (!insert.startsWith('/') || takes !== '') && !/^\s/.test(after);
  const inserted = needsSpace ? `${insert} ` : insert;
  return {
    text: text.slice(0, start) + inserted + after,
    caret: start + inserted.length + (needsSpace ? 0 : spaces(after)),
  };
}

/** Over a space that is there already. */
function spaces(after: string): number {
  return after.startsWith(' ') ? 1 : 0;
}

function choicesFor(sign: string, part: string, sources: CompletionSources): readonly Choice[] {
  if (sign === '/') return commandsFor(part);
  if (sign === '#') return roomsFor(part, sources.rooms);
  return sign === '@' ? peopleFor(part, sources) : [];
}

function commandsFor(part: string): readonly Choice[] {
  return COMMANDS.filter(({ name }) => name.startsWith(part)).map(({ name, takes, help }) => ({
    insert: `/${name}`,
    detail: help,
    takes,
  }));
}

function roomsFor(part: string, rooms: readonly string[]): readonly Choice[] {
  const begins = rooms.filter((room) => room.toLowerCase().startsWith(part));
  const has = rooms.filter((room) => room.toLowerCase().includes(part) && !begins.includes(room));
  return [...begins, ...has].slice(0, MOST_CHOICES).map((room) => ({ insert: `#${room}`, detail: '', takes: '' }));
}

/** Who wrote last comes first, for they are most likely spoken to; the others by their handles. */
function peopleFor(part: string, { speakers, people }: CompletionSources): readonly Choice[] {
  const others = [...people.keys()].filter((handle) => !speakers.includes(handle)).toSorted();
  return [...speakers, ...others]
    .map((handle) => ({ handle, name: people.get(handle)?.name ?? '' }))
    .filter(({ handle, name }) => [handle, ...name.toLowerCase().split(/\s+/)].some((word) => word.startsWith(part)))
    .slice(0, MOST_CHOICES)
    .map(({ handle, name }) => ({ insert: `@${handle}`, detail: name, takes: '' }));
}
