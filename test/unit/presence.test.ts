// Presence, typing, topics and read marks as they are written and read; also those nobody would write by accident.
import { describe, expect, test } from 'vitest';
import { ProtocolError } from '../../web/protocol/check.ts';
import {
  decodePresence,
  encodePresence,
  encodeTyping,
  isTyping,
  STATUS_MAX_LENGTH,
} from '../../web/protocol/presence.ts';
import {
  decodeReadMark,
  decodeTopic,
  encodeReadMark,
  encodeTopic,
  TOPIC_MAX_LENGTH,
} from '../../web/protocol/room-words.ts';
import { mistaken } from '../support/payloads.ts';
import { random } from '../support/random.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (value: unknown): Uint8Array => bytesOf(JSON.stringify(value));

const USER = { name: 'Ada', emoji: '🦊', hue: 210 };
const PRESENCE = { v: 1, type: 'presence', state: 'dnd', status: 'writing', user: USER };
const TOPIC = { v: 1, type: 'topic', text: 'Channels' };
const READ = { v: 1, type: 'read', sequence: 42, stream: '2026-11-24T05:45:28.750406489Z' };
const TYPING = { v: 1, type: 'typing' };

test('what one client writes, another reads', () => {
  const presence = { state: 'away', status: 's'.repeat(STATUS_MAX_LENGTH), user: USER } as const;
  expect(decodePresence(encodePresence(presence))).toEqual(presence);
  expect(decodePresence(encodePresence({ ...presence, status: '' })).status).toBe('');
  expect(decodeTopic(encodeTopic('t'.repeat(TOPIC_MAX_LENGTH)))).toHaveLength(TOPIC_MAX_LENGTH);
  expect(decodeTopic(encodeTopic(''))).toBe('');
  expect(decodeReadMark(encodeReadMark({ sequence: 0, stream: '' }))).toEqual({ sequence: 0, stream: '' });
  expect(isTyping(encodeTyping())).toBe(true);
  expect(decodePresence(json(PRESENCE)).state).toBe('dnd');
});

const wrong: readonly (readonly [field: string, value: unknown])[] = [
  ['presence', null],
  ['presence', [PRESENCE]],
  ['type', { ...PRESENCE, type: 'message' }],
  ['v', { ...PRESENCE, v: '1' }],
  ['state', { ...PRESENCE, state: undefined }],
  ['state', { ...PRESENCE, state: 'constructor' }],
  ['state', { ...PRESENCE, state: ['active'] }],
  ['status', { ...PRESENCE, status: null }],
  ['status', { ...PRESENCE, status: 's'.repeat(STATUS_MAX_LENGTH + 1) }],
  ['user', { ...PRESENCE, user: undefined }],
  ['user', { ...PRESENCE, user: 'Ada' }],
  ['user.name', { ...PRESENCE, user: { emoji: '' } }],
  ['user.hue', { ...PRESENCE, user: { ...USER, hue: -1 } }],
];
test.each(wrong)('presence with a wrong %s is refused by its name', (field, value) => {
  expect(() => decodePresence(json(value))).toThrow(new RegExp(`^${field}: expected `));
});

test.each([
  ['topic', 'topic'],
  ['text', { ...TOPIC, text: undefined }],
  ['text', { ...TOPIC, text: 7 }],
  ['text', { ...TOPIC, text: 't'.repeat(TOPIC_MAX_LENGTH + 1) }],
  ['type', { ...TOPIC, type: 'read' }],
])('a topic with a wrong %s is refused by its name', (field, value) => {
  expect(() => decodeTopic(json(value))).toThrow(new RegExp(`^${field}: expected `));
});

test.each([-1, 0.5, 2 ** 53, '42', null, [], true])('a read mark at %j is none', (sequence) => {
  expect(() => decodeReadMark(json({ ...READ, sequence }))).toThrow(/^sequence: expected a whole number/);
});

test('a read mark that is not finite, or of no stream, is none', () => {
  const text = JSON.stringify(READ);
  expect(() => decodeReadMark(bytesOf(text.replace('42', '1e999')))).toThrow(/^sequence: /);
  expect(() => decodeReadMark(json({ ...READ, stream: undefined }))).toThrow(/^stream: /);
  expect(() => decodeReadMark(json({ ...READ, stream: 'x'.repeat(41) }))).toThrow(/^stream: /);
});

test.each([
  '',
  '[]',
  'null',
  '"typing"',
  '{}',
  '{"type":"typing"}',
  '{"v":1}',
  '{"__proto__":{"v":1,"type":"typing"}}',
])('%j says nothing of typing', (text) => {
  expect(isTyping(bytesOf(text))).toBe(false);
});

describe('with random mistakes', () => {
  const readers = [
    { name: 'presence', sent: PRESENCE, read: decodePresence },
    { name: 'a topic', sent: TOPIC, read: decodeTopic },
    { name: 'a read mark', sent: READ, read: decodeReadMark },
    { name: 'typing', sent: TYPING, read: isTyping },
  ] as const;
  test.each(readers)('ten thousand times $name is read, or refused with the field’s name', ({ sent, read }) => {
    const chance = random(20_261_124);
    const outcomes = new Set<string>();
    for (let round = 0; round < 10_000; round += 1) {
      try {
        read(mistaken([json(sent)], chance));
        outcomes.add('read');
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        outcomes.add('refused');
        expect(error.message).toMatch(/^[a-z.]+: expected ./);
      }
    }
    expect(outcomes).toContain('read');
  });
});

test('brackets nested as deep as a stream takes them are refused like anything else', () => {
  const deep = bytesOf('['.repeat(8000));
  for (const read of [decodePresence, decodeTopic, decodeReadMark]) expect(() => read(deep)).toThrow(ProtocolError);
  expect(isTyping(deep)).toBe(false);
});
