// What begins with a slash.
import { expect, test } from 'vitest';
import { COMMANDS, parseCommand } from '../../web/domain/commands.ts';
import type { Command } from '../../web/domain/commands.ts';

const understood: readonly (readonly [text: string, command: Command])[] = [
  ['hello', { type: 'none' }],
  [' /me waves', { type: 'none' }],
  ['and/or', { type: 'none' }],
  ['//join', { type: 'say', text: '/join', action: false }],
  ['//', { type: 'say', text: '/', action: false }],
  ['/me waves', { type: 'say', text: 'waves', action: true }],
  ['/ME  waves\nand bows ', { type: 'say', text: 'waves\nand bows', action: true }],
  ['/shrug', { type: 'say', text: '¯\\_(ツ)_/¯', action: false }],
  ['/shrug who knows', { type: 'say', text: 'who knows ¯\\_(ツ)_/¯', action: false }],
  ['/join Zig', { type: 'join', room: 'Zig' }],
  ['/join #constructor ', { type: 'join', room: 'constructor' }],
  ['/topic all about Go', { type: 'topic', text: 'all about Go' }],
  ['/nick  Ada\u202e  Lovelace', { type: 'nick', name: 'Ada Lovelace' }],
  ['/mute', { type: 'mute' }],
  ['/away', { type: 'away', status: '' }],
  ['/away at lunch', { type: 'away', status: 'at lunch' }],
  ['/back', { type: 'back' }],
  ['/help', { type: 'help' }],
];
test.each(understood)('%j is understood', (text, command) => {
  expect(parseCommand(text)).toEqual(command);
});

const refused: readonly (readonly [text: string, sentence: RegExp])[] = [
  ['/frobnicate now', /^There is no command \/frobnicate; .*begin with \/\/\.$/],
  ['/constructor', /^There is no command \/constructor;/],
  ['/', /^There is no command \/;/],
  ['/ me', /^There is no command \/;/],
  ['/usr/local/share/applications', /^There is no command \/usr\/local\/share\/appl…;/],
  ['/join', /^A room needs a name\.$/],
  ['/join two words', /^A room’s name is one word/],
  ['/topic ', /^Write what the room is about/],
  ['/nick \u200b', /^Write your new name/],
  [`/nick ${'n'.repeat(65)}`, /^A name has at most 64 characters\.$/],
  ['/me', /^Write what you do/],
];
test.each(refused)('%j is an error that says what to do, and no message', (text, sentence) => {
  expect(parseCommand(text)).toEqual({ type: 'error', sentence: expect.stringMatching(sentence) });
});

test('every command in the list is one', () => {
  for (const { name, takes } of COMMANDS) {
    const command = parseCommand(`/${name}${takes === '' ? '' : ' #Go'}`);
    expect(command.type, name).not.toBe('error');
    expect(command.type, name).not.toBe('none');
  }
});
