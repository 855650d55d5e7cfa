// How somebody wishes to be shown, as the stream keeps it.
import { expect, test } from 'vitest';
import { ProtocolError } from '../../web/protocol/check.ts';
import { EMOJI_MAX_LENGTH, NAME_MAX_LENGTH } from '../../web/protocol/content.ts';
import { ABOUT_MAX_LENGTH, decodeProfile, encodeProfile } from '../../web/protocol/profile.ts';
import { publicKeyOf } from '../../web/transport/key-in-javascript.ts';
import { newSeed } from '../../web/transport/user-key.ts';

const KEY = publicKeyOf(newSeed());
const ADA = { name: 'Ada', emoji: '🦊', hue: 210, key: KEY };
const SENT = { v: 1, type: 'profile', ...ADA };

const decodeJson = (value: unknown): unknown => decodeProfile(new TextEncoder().encode(JSON.stringify(value)));

test('a profile comes out as it went in', () => {
  expect(decodeProfile(encodeProfile(ADA))).toEqual(ADA);
  expect(decodeProfile(encodeProfile({ ...ADA, hue: 0 }))).toEqual({ ...ADA, hue: 0 });
});

test('a profile says its version, so that a later natter can tell it from its own', () => {
  expect(JSON.parse(new TextDecoder().decode(encodeProfile(ADA)))).toEqual(SENT);
});

test('a profile of somebody who chose no colour says none', () => {
  const { name, emoji, key } = ADA;
  expect(decodeProfile(encodeProfile({ name, emoji, key }))).toStrictEqual({ name, emoji, key });
});

test('what somebody says of themselves comes out as it went in, and is not there where they say nothing', () => {
  const about = { ...ADA, about: 'ß'.repeat(ABOUT_MAX_LENGTH) };
  expect(decodeProfile(encodeProfile(about))).toStrictEqual(about);
  expect(decodeProfile(encodeProfile(ADA))).not.toHaveProperty('about');
});

test('a profile may leave the emoji out, and what natter does not know disturbs nothing', () => {
  expect(decodeJson({ ...SENT, emoji: undefined, mood: 'cheerful' })).toEqual({ ...ADA, emoji: '' });
});

test('names and emoji may be as long as in a message', () => {
  const long = { ...ADA, name: 'n'.repeat(NAME_MAX_LENGTH), emoji: 'e'.repeat(EMOJI_MAX_LENGTH) };
  expect(decodeProfile(encodeProfile(long))).toEqual(long);
});

const wrong: readonly (readonly [field: string, what: string, value: unknown])[] = [
  ['profile', 'a text', 'Ada'],
  ['profile', 'null', null],
  ['profile', 'a list', [SENT]],
  ['type', 'missing', { ...SENT, type: undefined }],
  ['type', 'a message', { ...SENT, type: 'message' }],
  ['v', 'missing', { ...SENT, v: undefined }],
  ['v', 'of a later natter', { ...SENT, v: 2 }],
  ['v', 'a text', { ...SENT, v: '1' }],
  ['key', 'missing', { ...SENT, key: undefined }],
  ['key', 'an account’s', { ...SENT, key: `A${KEY.slice(1)}` }],
  ['key', 'the secret one', { ...SENT, key: newSeed() }],
  ['key', 'a list', { ...SENT, key: [KEY] }],
  ['profile.name', 'missing', { ...SENT, name: undefined }],
  ['profile.name', 'too long', { ...SENT, name: 'n'.repeat(NAME_MAX_LENGTH + 1) }],
  ['profile.emoji', 'null', { ...SENT, emoji: null }],
  ['profile.emoji', 'too long', { ...SENT, emoji: 'e'.repeat(EMOJI_MAX_LENGTH + 1) }],
  ['profile.hue', 'a text', { ...SENT, hue: '210' }],
  ['about', 'null', { ...SENT, about: null }],
  ['about', 'too long', { ...SENT, about: 'a'.repeat(ABOUT_MAX_LENGTH + 1) }],
  ['profile.hue', 'beyond the circle', { ...SENT, hue: 360 }],
];
test.each(wrong)('a profile whose %s is %s is refused by its name', (field, _what, value) => {
  expect(() => decodeJson(value)).toThrow(ProtocolError);
  expect(() => decodeJson(value)).toThrow(new RegExp(`^${field}: expected `));
});

test.each([new Uint8Array(), Uint8Array.of(0xff, 0xfe), new TextEncoder().encode('{')])(
  'bytes %j are none',
  (bytes) => {
    expect(() => decodeProfile(bytes)).toThrow('profile: expected an object');
  },
);

test('a field called __proto__ cannot lend a profile what it lacks', () => {
  const bytes = new TextEncoder().encode(`{"__proto__":${JSON.stringify(SENT)}}`);
  expect(() => decodeProfile(bytes)).toThrow('type: expected profile');
});
