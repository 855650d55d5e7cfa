// The admin's command line, and what of strangers' texts reaches the terminal.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LOGIN_MS } from '../../launcher/admin/access.ts';
import { describeMessage } from '../../launcher/admin/erase.ts';
import { ADMIN_USAGE } from '../../launcher/admin/help.ts';
import { readAdminOptions } from '../../launcher/admin/options.ts';
import { clock, printable, table } from '../../launcher/admin/terminal.ts';
import { LaunchError } from '../../launcher/errors.ts';

test.each([
  ['who', { type: 'who' }],
  ['ban ada', { type: 'ban', handle: 'ada' }],
  ['ban @ada', { type: 'ban', handle: 'ada' }],
  ['unban 7-of_9', { type: 'unban', handle: '7-of_9' }],
  ['release cli', { type: 'release', handle: 'cli' }],
  ['erase 42', { type: 'erase', sequence: 42 }],
  ['', { type: 'help' }],
  ['help', { type: 'help' }],
  ['--help', { type: 'help' }],
  ['ban --help', { type: 'help' }],
  ['-h', { type: 'help' }],
])('“admin %s” is understood', (line, command) => {
  const args = line.split(' ').filter((word) => word !== '');
  expect(readAdminOptions(args, {})).toEqual({ command, data: './data' });
});

test.each([
  ['kick ada', 'There is no command "kick".'],
  ['constructor', 'There is no command "constructor".'],
  ['who ada', 'who takes nothing after it.'],
  ['ban', 'Whom to ban? A handle is missing.'],
  ['release @', 'Whom to release? A handle is missing.'],
  ['ban ada bob', 'ban takes one handle, not 2.'],
  ['ban Ada', '"Ada" is no handle.'],
  ['ban ada.>', '"ada.>" is no handle.'],
  ['ban -- -ada', '"-ada" is no handle.'],
  ['ban -ada', 'Unknown option'],
  [`unban ${'a'.repeat(33)}`, 'A handle has at most 32 characters.'],
  ['unban undefined\n', 'is no handle.'],
  ['erase', 'Which message? Its sequence is missing.'],
  ['erase 1 2', 'erase takes one sequence, not 2.'],
  ['erase 0', '"0" is no sequence'],
  ['erase 1e3', '"1e3" is no sequence'],
  ['erase 0x10', '"0x10" is no sequence'],
  ['erase 9007199254740992', 'is no sequence'],
  ['--port 80 who', "Unknown option '--port'."],
  ['--data', 'argument missing'],
  ['--data= who', '--data needs a folder such as ./data.'],
])('“admin %s” is one sentence and the usage', (line, problem) => {
  const read = (): unknown => readAdminOptions(line.split(' '), {});
  expect(read).toThrow(LaunchError);
  expect(read).toThrow(problem);
  expect(read).toThrow(expect.objectContaining({ remedy: ADMIN_USAGE }));
});

test('the data folder comes from the flag, else from the environment, and never from npm', () => {
  const environment = { NATTER_DATA: '/var/natter' };
  expect(readAdminOptions(['who'], environment).data).toBe('/var/natter');
  expect(readAdminOptions(['who', '--data', './other'], environment).data).toBe('./other');
  expect(() => readAdminOptions(['who'], { npm_config_data: '/var/natter' })).toThrow('npm took --data');
});

test('a text somebody else chose does nothing to the terminal', () => {
  const hostile = '\u001b]0;title\u0007\u001b[2J\u009b1mA\u0000\r\n\tB\u2028C\u202eD\u2066\u200bE\ud800\u007f';
  expect(printable(hostile, 80)).toBe(']0;title[2J1mA B CDE');
  expect(printable('  Zoë 🦦  ', 80)).toBe('Zoë 🦦');
  expect(printable('🦦'.repeat(9), 4)).toBe('🦦🦦🦦…');
  expect(printable('🦦'.repeat(4), 4)).toBe('🦦🦦🦦🦦');
});

test('every control character there is stays away from the terminal', () => {
  for (let code = 0; code <= 0x9f; code += 1) {
    const character = String.fromCharCode(code);
    const isText = code >= 0x21 && code <= 0x7e;
    expect(printable(`a${character}b`, 9), `code ${code}`).toMatch(isText ? /^a.b$/ : /^a ?b$/);
  }
});

test('a message that is erased is described, whatever it is', () => {
  const describe = (subject: string, data: string): string =>
    describeMessage({ subject, time: new Date(2026, 10, 24, 8, 5, 9), data: new TextEncoder().encode(data) });
  expect(describe('chat.room.Go.cli', 'hello')).toBe('#Go, @cli, 2026-11-24 08:05:09: “hello”');
  expect(describe('chat.room.Go.ada', '')).toBe('#Go, @ada, 2026-11-24 08:05:09: (no text)');
  expect(describe('chat.room.Go.ada', '{"type":"poll","v":1}')).toContain('“{"type":"poll","v":1}”');
  expect(describe('chat.room.Go.\u001b[31m', 'x')).toBe('chat.room.Go.[31m, 2026-11-24 08:05:09: “x”');
  expect(describe('chat.room.Go.ada', 'x'.repeat(100))).toContain(`“${'x'.repeat(79)}…”`);
});

test('columns are aligned, and times are those of this machine', () => {
  expect(
    table([
      ['A', 'B'],
      ['long', 'x'],
      ['', 'yy'],
    ]),
  ).toBe('A     B\nlong  x\n      yy\n');
  expect(clock(new Date(2026, 0, 2, 3, 4, 5).getTime())).toBe('2026-01-02 03:04:05');
});

test('the admin waits longer for logins under way than nats-server does', () => {
  const configuration = readFileSync(new URL('../../nats.conf', import.meta.url), 'utf8');
  const seconds = Number(/^authorization \{\s+timeout: (\d+)/m.exec(configuration)?.[1]);
  expect(LOGIN_MS).toBeGreaterThan(seconds * 1000);
});
