// What a payload may say, and what becomes of one that says it wrongly.
import { describe, expect, test } from 'vitest';
import { decodeContent, encodeMessage, textBytes } from '../../web/protocol/content.ts';
import type { Content } from '../../web/protocol/content.ts';
import { idOf } from '../support/messages.ts';

const MESSAGE = { v: 1, type: 'message', id: idOf(1), user: { name: 'Ada', emoji: '🦊' }, text: 'Hello' };
const EXAMPLE = { user: { name: 'Ada', emoji: '🦊' }, message: 'Hello', time: '2024-05-01T12:00:00Z' };

const decode = (text: string): Content => decodeContent(new TextEncoder().encode(text));
const decodeJson = (value: unknown): Content => decode(JSON.stringify(value));

describe('what natter writes', () => {
  test('a message comes out as it went in', () => {
    const { id, user, text } = MESSAGE;
    const message = { type: 'message', id, user, text } as const;
    expect(decodeContent(encodeMessage(message))).toEqual(message);
  });

  test('a message says its version, so that a later natter can tell it from its own', () => {
    const { id, user, text } = MESSAGE;
    const bytes = encodeMessage({ type: 'message', id, user, text });
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(MESSAGE);
  });

  test('a message may leave its author’s name out', () => {
    expect(decodeJson({ ...MESSAGE, user: undefined })).toEqual({ type: 'message', id: idOf(1), text: 'Hello' });
  });

  test('a message may leave its author’s emoji out', () => {
    expect(decodeJson({ ...MESSAGE, user: { name: 'Ada' } })).toHaveProperty('user', { name: 'Ada', emoji: '' });
  });

  test.each([0, 210, 359])('a message may say the colour of its author: %i degrees', (hue) => {
    const user = { name: 'Ada', emoji: '🦊', hue };
    expect(decodeJson({ ...MESSAGE, user })).toHaveProperty('user', user);
    const encoded = encodeMessage({ type: 'message', id: idOf(1), user, text: 'Hello' });
    expect(decodeContent(encoded)).toEqual({ type: 'message', id: idOf(1), user, text: 'Hello' });
  });

  test('a message of somebody who chose no colour says none', () => {
    expect(decodeJson(MESSAGE)).toHaveProperty('user', { name: 'Ada', emoji: '🦊' });
  });

  test('a message can be what its author does; others say nothing of it, or that they are not', () => {
    expect(decodeJson({ ...MESSAGE, action: true })).toEqual({ ...decodeJson(MESSAGE), action: true });
    expect(decodeJson({ ...MESSAGE, action: false })).toEqual(decodeJson(MESSAGE));
    expect(decodeJson(MESSAGE)).not.toHaveProperty('action');
  });

  test('a message may be empty', () => {
    expect(decodeJson({ ...MESSAGE, text: '' })).toHaveProperty('text', '');
  });

  test('fields that natter does not know yet disturb nothing', () => {
    expect(decodeJson({ ...MESSAGE, mood: 'cheerful' })).toEqual(decodeJson(MESSAGE));
  });

  test('half an emoji does no harm', () => {
    expect(decodeJson({ ...MESSAGE, text: 'a\ud83e' })).toHaveProperty('text', 'a\ud83e');
  });
});

describe('what the older example writes', () => {
  test('its message is read, and its own idea of the time is not', () => {
    expect(decodeJson(EXAMPLE)).toEqual({ type: 'message', user: EXAMPLE.user, text: 'Hello' });
  });
});

describe('what the command line and others write', () => {
  const plain = ['', 'Hello', '{not json', '42', '"x"', 'null', 'true', '[1]', '{}', '{"temperature":21.5}', ' \n\t'];
  test.each(plain)('%j is shown as the text it is', (text) => {
    expect(decode(text)).toEqual({ type: 'plain', text });
  });

  test('bytes that are no text are shown as far as they can be', () => {
    expect(decodeContent(Uint8Array.of(0x48, 0xff, 0x69))).toEqual({ type: 'plain', text: 'H\ufffdi' });
  });

  test('a field of another thing’s JSON that is called constructor counts as any other', () => {
    expect(decode('{"constructor":1,"toString":2}').type).toBe('plain');
  });

  test('a field called __proto__ cannot lend a payload what it lacks', () => {
    const { type } = decode(`{"__proto__":${JSON.stringify(MESSAGE)}}`);
    expect(type).toBe('plain');
  });

  test('a __proto__ inside a message changes nothing about it', () => {
    const text = JSON.stringify({ ...MESSAGE, user: { name: 'Ada' } });
    const smuggled = text.replace('"name":"Ada"', '"__proto__":{"name":"Bob"}');
    expect(decode(smuggled)).toHaveProperty('problem', 'user.name: expected a string');
  });
});

describe('what a later natter writes', () => {
  test('a type that is not known yet is shown as such, with what was sent', () => {
    const raw = JSON.stringify({ v: 1, type: 'reaction', emoji: '👍' });
    expect(decode(raw)).toEqual({ type: 'unsupported', kind: 'reaction', raw });
  });

  test('a message of a newer version is shown as such, with what was sent', () => {
    const raw = JSON.stringify({ ...MESSAGE, v: 2, text: { blocks: [] } });
    expect(decode(raw)).toEqual({ type: 'unsupported', kind: 'message, version 2', raw });
  });

  test.each(['constructor', '__proto__', 'toString', ''])('a type named %j is one that is not known', (kind) => {
    expect(decodeJson({ ...MESSAGE, type: kind })).toMatchObject({ type: 'unsupported', kind });
  });
});

describe('what breaks the protocol', () => {
  const LONG_NAME = 'n'.repeat(65);
  const wrong: readonly (readonly [field: string, what: string, value: unknown])[] = [
    ['type', 'a number', { ...MESSAGE, type: 7 }],
    ['type', 'null', { ...MESSAGE, type: null }],
    ['type', 'endless', { ...MESSAGE, type: 't'.repeat(65) }],
    ['v', 'missing', { ...MESSAGE, v: undefined }],
    ['v', 'a text', { ...MESSAGE, v: '1' }],
    ['text', 'missing', { ...MESSAGE, text: undefined }],
    ['text', 'a number', { ...MESSAGE, text: 7 }],
    ['text', 'a list', { ...MESSAGE, text: ['Hello'] }],
    ['id', 'missing', { ...MESSAGE, id: undefined }],
    ['id', 'a number', { ...MESSAGE, id: 1 }],
    ['id', 'empty', { ...MESSAGE, id: '' }],
    ['id', 'short', { ...MESSAGE, id: 'a'.repeat(21) }],
    ['id', 'long', { ...MESSAGE, id: 'a'.repeat(23) }],
    ['id', 'followed by a line break', { ...MESSAGE, id: `${'a'.repeat(22)}\n` }],
    ['id', 'a subject’s wildcard', { ...MESSAGE, id: `${'a'.repeat(21)}*` }],
    ['user', 'null', { ...MESSAGE, user: null }],
    ['user', 'a text', { ...MESSAGE, user: 'Ada' }],
    ['user', 'a list', { ...MESSAGE, user: ['Ada'] }],
    ['user.name', 'missing', { ...MESSAGE, user: { emoji: '🦊' } }],
    ['user.name', 'a number', { ...MESSAGE, user: { name: 7 } }],
    ['user.name', 'too long', { ...MESSAGE, user: { name: LONG_NAME } }],
    ['user.emoji', 'null', { ...MESSAGE, user: { name: 'Ada', emoji: null } }],
    ['user.emoji', 'too long', { ...MESSAGE, user: { name: 'Ada', emoji: '🦊'.repeat(17) } }],
    ['user.hue', 'null', { ...MESSAGE, user: { name: 'Ada', hue: null } }],
    ['user.hue', 'a text', { ...MESSAGE, user: { name: 'Ada', hue: '210' } }],
    ['user.hue', 'a fraction', { ...MESSAGE, user: { name: 'Ada', hue: 210.5 } }],
    ['user.hue', 'below the circle', { ...MESSAGE, user: { name: 'Ada', hue: -1 } }],
    ['user.hue', 'beyond the circle', { ...MESSAGE, user: { name: 'Ada', hue: 360 } }],
    ['action', 'null', { ...MESSAGE, action: null }],
    ['action', 'a text', { ...MESSAGE, action: 'true' }],
    ['action', 'a number', { ...MESSAGE, action: 1 }],
    ['message', 'a number', { ...EXAMPLE, message: 7 }],
    ['user', 'null', { ...EXAMPLE, user: null }],
    ['user.name', 'missing', { ...EXAMPLE, user: {} }],
    ['user.name', 'too long', { ...EXAMPLE, user: { name: LONG_NAME } }],
    ['user.emoji', 'a number', { ...EXAMPLE, user: { name: 'Ada', emoji: 1 } }],
  ];
  test.each(wrong)('a %s that is %s is named, and what was sent is kept', (field, _what, value) => {
    const content = decodeJson(value);
    expect(content).toMatchObject({ type: 'malformed', raw: JSON.stringify(value) });
    expect(content).toHaveProperty('problem', expect.stringMatching(new RegExp(`^${field}: expected `)));
  });
});

describe('how long a text may be', () => {
  const KIB_16 = 16 * 1024;
  const texts: readonly (readonly [of: string, unit: string])[] = [
    ['letters', 'a'],
    ['accents', 'é'],
    ['emoji', '🦊'],
  ];
  test.each(texts)('16 KiB of %s fit, one byte more does not', (_of, unit) => {
    const text = unit.repeat(KIB_16 / textBytes(unit));
    expect(textBytes(text)).toBe(KIB_16);
    expect(decodeJson({ ...MESSAGE, text })).toHaveProperty('text', text);
    expect(decodeJson({ ...MESSAGE, text: `${text}a` })).toMatchObject({ type: 'malformed' });
    expect(decodeJson({ ...EXAMPLE, message: `${text}a` })).toMatchObject({ type: 'malformed' });
  });

  test('a text that is too long says how long it may be', () => {
    const { problem } = { problem: '', ...decodeJson({ ...MESSAGE, text: '🦊'.repeat(5000) }) };
    expect(problem).toBe('text: expected at most 16384 bytes');
  });

  test('a name of 64 characters fits', () => {
    expect(decodeJson({ ...MESSAGE, user: { name: 'n'.repeat(64) } }).type).toBe('message');
  });
});
