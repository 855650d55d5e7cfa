// PROTOCOL.md and web/protocol say the same.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EMOJI_MAX_LENGTH, NAME_MAX_LENGTH, decodeContent, encodeMessage } from '../../web/protocol/content.ts';
import { PAYLOAD_VERSION } from '../../web/protocol/check.ts';
import { decodeLoginAnswer, decodeLoginQuestion, REFUSALS } from '../../web/protocol/login.ts';
import { decodePresence, isTyping, STATUS_MAX_LENGTH } from '../../web/protocol/presence.ts';
import { ABOUT_MAX_LENGTH, decodeProfile } from '../../web/protocol/profile.ts';
import { decodeReadMark, decodeTopic, TOPIC_MAX_LENGTH } from '../../web/protocol/room-words.ts';
import { decodeConfig } from '../../web/protocol/config.ts';
import {
  CHAT_STREAM,
  directGetSubject,
  PAYLOAD_MAX_BYTES,
  PRESENCE_SECONDS,
  PRESENCE_STREAM,
  STATE_STREAM,
  TEXT_MAX_BYTES,
} from '../../web/protocol/streams.ts';
import {
  isHandle,
  isRoom,
  isSession,
  liveSubjectOf,
  RESERVED_HANDLES,
  roomSubject,
} from '../../web/protocol/subjects.ts';

const DOCUMENT = readFileSync(new URL('../../PROTOCOL.md', import.meta.url), 'utf8');

/** The examples of the document that are JSON. */
const EXAMPLES = [...DOCUMENT.matchAll(/```json\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');

/** What the cell behind `name` in a table says in backticks. */
function cell(name: string): string {
  return new RegExp(`^\\| \`${name}\` \\| \`([^\`]+)\``, 'm').exec(DOCUMENT)?.[1] ?? '';
}

test('the syntax of rooms, handles and sessions in the document is the one that is checked', () => {
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
  const session = new RegExp(`^${cell('<session>')}$`);
  for (const sample of samples) {
    expect(room.test(sample), `room ${sample}`).toBe(isRoom(sample));
    expect(handle.test(sample), `handle ${sample}`).toBe(isHandle(sample));
    expect(session.test(sample), `session ${sample}`).toBe(isSession(sample));
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

test('what the document says of actions is what is read', () => {
  expect(DOCUMENT).toContain('| `action` | `true` or `false`, may be missing |');
  const example = EXAMPLES.find((json) => json.includes('"type"')) ?? '';
  const action = { ...JSON.parse(example), text: 'waves', action: true };
  expect(decodeContent(new TextEncoder().encode(JSON.stringify(action)))).toMatchObject({
    text: 'waves',
    action: true,
  });
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

test('the example presence, typing, topic and read mark of the document can be read', () => {
  const like = (text: string): Uint8Array =>
    new TextEncoder().encode(EXAMPLES.find((json) => json.includes(`"type": "${text}"`)) ?? '');
  expect(decodePresence(like('presence'))).toMatchObject({
    state: 'dnd',
    status: 'writing tests',
    user: { name: 'Ada' },
  });
  expect(isTyping(like('typing'))).toBe(true);
  expect(decodeTopic(like('topic'))).toBe('Everything about channels');
  expect(decodeReadMark(like('read'))).toMatchObject({ sequence: 42 });
});

test('limits, states and streams of people and rooms stand in the document as they are', () => {
  const prose = DOCUMENT.replaceAll(/\s+/g, ' ');
  expect(prose).toContain(`\`about\`, at most ${ABOUT_MAX_LENGTH} UTF-16 units`);
  expect(prose).toContain(`\`text\` has at most ${TOPIC_MAX_LENGTH} UTF-16 units`);
  expect(prose).toContain(`| \`status\` | string, at most ${STATUS_MAX_LENGTH} UTF-16 units, may be missing |`);
  const row = /^\| `state` \| string \| (.*) \|$/m.exec(DOCUMENT)?.[1] ?? '';
  const states = [...row.matchAll(/`([a-z]+)`/g)].map(([, state = '']) => state);
  expect(states).toEqual(['active', 'away', 'dnd', 'gone']);
  const user = { name: 'Ada', emoji: '' };
  for (const state of states) {
    const presence = JSON.stringify({ v: PAYLOAD_VERSION, type: 'presence', state, user });
    expect(decodePresence(new TextEncoder().encode(presence)).state).toBe(state);
  }
  expect(prose).toContain(`\`config.max_age\` (${PRESENCE_SECONDS} s;`);
  for (const stream of [STATE_STREAM, PRESENCE_STREAM]) {
    const subjects = stream.subjects.map((subject) => `\`${subject}\``);
    const listed =
      subjects.length === 1 ? subjects.join() : `${subjects.slice(0, -1).join(', ')} and ${subjects.at(-1)}`;
    expect(prose).toContain(`Stream \`${stream.name}\` takes ${listed}`);
    expect(prose).toContain(`republishes \`${stream.republish.source}\` to \`${stream.republish.destination}\``);
    expect(DOCUMENT).toContain(`\`${directGetSubject(stream)}\``);
  }
});

test('every reason for which somebody is not let in stands in the document', () => {
  const table = /\| `reason` \| \|\n([\s\S]*?)\n\n/.exec(DOCUMENT)?.[1] ?? '';
  const listed = [...table.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = '']) => cell.match(/[a-z]+/g) ?? []);
  expect(listed.toSorted()).toEqual(REFUSALS.toSorted());
});
