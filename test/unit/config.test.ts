// What the launcher tells the page, and what the page makes of something else at that address.
import { expect, test } from 'vitest';
import { ProtocolError } from '../../web/protocol/check.ts';
import { decodeConfig } from '../../web/protocol/config.ts';

const CONFIG = { version: '0.1.0', servers: ['wss://chat.example/nats'], port: 7332, accessCode: true };

test('the page reads what the launcher says, and leaves what it does not know', () => {
  expect(decodeConfig({ ...CONFIG, launcher: 'abc' })).toEqual(CONFIG);
});

test('the servers may be left to the page', () => {
  expect(decodeConfig({ ...CONFIG, servers: [] }).servers).toEqual([]);
});

test('the page asks for an access code only where the launcher says so in so many words', () => {
  for (const accessCode of [undefined, false, 1, 'true', {}]) {
    expect(decodeConfig({ ...CONFIG, accessCode }).accessCode, JSON.stringify(accessCode)).toBe(false);
  }
});

const wrong: readonly (readonly [field: string, what: string, value: unknown])[] = [
  ['config', 'nothing', undefined],
  ['config', 'null', null],
  ['config', 'a text', '<!doctype html>'],
  ['config', 'a list', [CONFIG]],
  ['version', 'missing', { ...CONFIG, version: undefined }],
  ['version', 'a number', { ...CONFIG, version: 1 }],
  ['servers', 'missing', { ...CONFIG, servers: undefined }],
  ['servers', 'a text', { ...CONFIG, servers: 'ws://127.0.0.1:7332' }],
  ['servers', 'a list of ports', { ...CONFIG, servers: [7332] }],
  ['port', 'missing', { ...CONFIG, port: undefined }],
  ['port', 'a text', { ...CONFIG, port: '7332' }],
  ['port', 'a fraction', { ...CONFIG, port: 7332.5 }],
  ['port', 'nowhere', { ...CONFIG, port: 0 }],
  ['port', 'beyond the last', { ...CONFIG, port: 65_536 }],
];
test.each(wrong)('a %s that is %s is refused by its name', (field, _what, value) => {
  expect(() => decodeConfig(value)).toThrow(ProtocolError);
  expect(() => decodeConfig(value)).toThrow(new RegExp(`^${field}: expected `));
});

test('what an object inherits is no configuration', () => {
  expect(() => decodeConfig(Object.create(CONFIG))).toThrow('version: expected a string');
});
