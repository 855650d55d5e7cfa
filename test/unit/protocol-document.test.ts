// PROTOCOL.md and web/protocol say the same.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  EMOJI_MAX_LENGTH,
  NAME_MAX_LENGTH,
  PAYLOAD_VERSION,
  decodeContent,
  encodeMessage,
} from '../../web/protocol/content.ts';
import { decodeLoginAnswer, decodeLoginQuestion, REFUSALS } from '../../web/protocol/login.ts';
import { decodeProfile } from '../../web/protocol/profile.ts';
import { decodeConfig } from '../../web/protocol/config.ts';
import { CHAT_STREAM, directGetSubject, PAYLOAD_MAX_BYTES, TEXT_MAX_BYTES } from '../../web/protocol/streams.ts';
import { isHandle, isRoom, liveSubjectOf, RESERVED_HANDLES, roomSubject } from '../../web/protocol/subjects.ts';

const DOCUMENT = readFileSync(new URL('../../PROTOCOL.md', import.meta.url), 'utf8');

/** The examples of the document that are JSON. */
const EXAMPLES = [...DOCUMENT.matchAll(/```json\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');

/** What the cell behind `name` in a table says in backticks. */
function cell(name: string): string {
  return new RegExp(`^\\| \`${name}\` \\| \`([^\`]+)\``, 'm').exec(DOCUMENT)?.[1] ?? '';
}

test('the syntax of rooms and handles in the document is the one that is checked', () => {
  const samples = [
    'Go',
    'a',
    'a b',
    'ä',
    '',
    'x'.repeat(32),
    'x'.repeat(33),
    'x'.repeat(64),
    'x'.repeat(65),
    '-a',
    'a-',
    '_a',
    'A',
    '9',
    'a.b',
  ];
  const room = new RegExp(`^${cell('<room>')}$`);
  const handle = new RegExp(`^${cell('<handle>')}$`);
  for (const sample of samples) {
    expect(room.test(sample), `room ${sample}`).toBe(isRoom(sample));
    expect(handle.test(sample), `handle ${sample}`).toBe(isHandle(sample));
  }
});

test('the reserved handles are listed, all of them and no others', () => {
  const listed = /Reserved handles: ([^.]+)\./.exec(DOCUMENT)?.[1] ?? '';
  expect([...listed.matchAll(/`([^`]+)`/g)].map((match) => match[1])).toEqual([...RESERVED_HANDLES].toSorted());
});

test('the example message of the document is one, and is what the encoder writes', () => {
  const example = EXAMPLES.find((json) => json.includes('"type"')) ?? '';
  const content = decodeContent(new TextEncoder().encode(example));
  if (content.type !== 'message' || content.id === undefined || content.user === undefined) {
    throw new Error(`not a whole message: ${JSON.stringify(content)}`);
  }
  const { id, user, text } = content;
  const encoded = new TextDecoder().decode(encodeMessage({ type: 'message', id, user, text }));
  expect(JSON.parse(encoded)).toEqual(JSON.parse(example));
});

test('the example configuration of the document can be read', () => {
  const example = EXAMPLES.find((json) => json.includes('"servers"')) ?? '';
  expect(decodeConfig(JSON.parse(example)).port).toBe(7332);
});

test('limits, subjects and the stream stand in the document as they are', () => {
  expect(DOCUMENT).toContain(`at most ${TEXT_MAX_BYTES / 1024} KiB of UTF-8`);
  expect(DOCUMENT).toContain(`at most ${PAYLOAD_MAX_BYTES / 1024} KiB with headers`);
  expect(DOCUMENT).toContain(`| \`user.name\` | string, at most ${NAME_MAX_LENGTH} UTF-16 units |`);
  expect(DOCUMENT).toContain(`| \`user.emoji\` | string, at most ${EMOJI_MAX_LENGTH} UTF-16 units`);
  expect(DOCUMENT).toContain(`| \`v\` | number | ${PAYLOAD_VERSION} |`);
  expect(DOCUMENT).toContain(`\`${directGetSubject(CHAT_STREAM)}\``);
  const { name, subjects, republish } = CHAT_STREAM;
  expect(DOCUMENT).toContain(
    `Stream \`${name}\` takes \`${subjects.join()}\`, republishes to \`${republish.destination}\``,
  );
});

test('the subjects of the header example belong together', () => {
  const subject = /^Nats-Subject: (\S+)$/m.exec(DOCUMENT)?.[1] ?? '';
  expect(subject).toBe(roomSubject('Go', 'swift-otter'));
  expect(liveSubjectOf(subject)).toBe('chat.live.Go.swift-otter');
});

test('the example profile, login question and answer of the document can be read', () => {
  const like = (text: string): string => EXAMPLES.find((json) => json.includes(text)) ?? '';
  expect(decodeProfile(new TextEncoder().encode(like('"profile"')))).toMatchObject({ name: 'Ada', hue: 195 });
  expect(decodeLoginQuestion(JSON.parse(like('"code"'))).handle).toBe('ada');
  const answers = [...DOCUMENT.matchAll(/`(\{"type":"(?:welcome|refused)".*?\})`/g)].map(([, json = '']) => json);
  expect(answers.map((json) => decodeLoginAnswer(JSON.parse(json)).type)).toEqual(['welcome', 'refused']);
});

test('every reason for which somebody is not let in stands in the document', () => {
  const table = /\| `reason` \| \|\n([\s\S]*?)\n\n/.exec(DOCUMENT)?.[1] ?? '';
  const listed = [...table.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = '']) => cell.match(/[a-z]+/g) ?? []);
  expect(listed.toSorted()).toEqual(REFUSALS.toSorted());
});
