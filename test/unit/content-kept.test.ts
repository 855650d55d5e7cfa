// What a browser keeps of a message is read again as the same message, whatever it was.
import { describe, expect, test } from 'vitest';
import { decodeContent, encodeMessage, payloadOf } from '../../web/protocol/content.ts';
import type { Content, OwnMessage } from '../../web/protocol/content.ts';
import { PAYLOAD_MAX_BYTES, TEXT_MAX_BYTES } from '../../web/protocol/streams.ts';
import { idOf } from '../support/messages.ts';
import { mistakenPayload } from '../support/payloads.ts';
import { random } from '../support/random.ts';
import type { Random } from '../support/random.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (text: string): Content => decodeContent(bytesOf(text));
const keptAndRead = (content: Content): Content => decode(payloadOf(content));

describe('each kind of content', () => {
  const payloads: readonly (readonly [what: string, payload: string, type: Content['type']])[] = [
    [
      'a message',
      `{"v":1,"type":"message","id":"${idOf(1)}","user":{"name":"Ada","emoji":"🦊"},"text":"a\\nb"}`,
      'message',
    ],
    [
      'one with a colour',
      `{"v":1,"type":"message","id":"${idOf(1)}","user":{"name":"A","emoji":"","hue":0},"text":""}`,
      'message',
    ],
    [
      'what somebody does',
      `{"v":1,"type":"message","id":"${idOf(1)}","user":{"name":"A","emoji":""},"text":"waves","action":true}`,
      'message',
    ],
    ['one without a name', `{"v":1,"type":"message","id":"${idOf(1)}","text":"\\u0000\\ud800"}`, 'message'],
    ['one of the older example', '{"user":{"name":"Ada","emoji":"🦊"},"message":"hi","time":"12:00"}', 'message'],
    ['plain text', 'hello from the command line', 'plain'],
    ['plain text that is JSON', '[1, 2]', 'plain'],
    ['JSON of nobody’s', '{"a": 1}', 'plain'],
    ['nothing', '', 'plain'],
    ['text that begins with two marks of its byte order', '\uFEFF\uFEFFhello', 'plain'],
    ['a message behind two marks of its byte order', `\uFEFF\uFEFF{"user":{"name":"Ada"},"message":"hi"}`, 'plain'],
    ['another type', '{"v":1,"type":"poll","question":"?"}', 'unsupported'],
    ['another version', `{"v":2,"type":"message","id":"${idOf(1)}","text":"hi"}`, 'unsupported'],
    ['a mistake', '{"v":1,"type":"message","text":7}', 'malformed'],
  ];
  test.each(payloads)('%s', (_what, payload, type) => {
    const content = decode(payload);
    expect(content.type).toBe(type);
    expect(keptAndRead(content)).toEqual(content);
  });

  test('bytes that are no text', () => {
    const content = decodeContent(Uint8Array.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0xed, 0xa0, 0x80]));
    expect(keptAndRead(content)).toEqual(content);
  });
});

test('ten thousand payloads with random mistakes are read again as what they were', () => {
  const chance = random(20_260_521);
  const seen = new Set<Content['type']>();
  for (let round = 0; round < 10_000; round += 1) {
    const content = decodeContent(mistakenPayload(chance));
    expect(keptAndRead(content)).toEqual(content);
    seen.add(content.type);
  }
  expect([...seen].toSorted()).toEqual(['malformed', 'message', 'plain', 'unsupported']);
});

/** Text of any UTF-16 units, halves of pairs too. */
function anyText(most: number, { under }: Random): string {
  const units = Array.from({ length: under(most + 1) }, () => (under(3) === 0 ? 0xd7ff + under(0x900) : under(0x250)));
  return String.fromCharCode(...units);
}

function anyMessage(chance: Random): OwnMessage {
  const emoji = anyText(32, chance);
  const hue = chance.under(2) === 0 ? {} : { hue: chance.under(360) };
  const user = { name: anyText(64, chance), emoji, ...hue };
  const action = chance.under(4) === 0 ? ({ action: true } as const) : {};
  return { type: 'message', id: idOf(chance.under(1e6)), user, text: anyText(200, chance), ...action };
}

test('whatever somebody writes goes out later as they wrote it, to the letter', () => {
  const chance = random(20_260_522);
  for (let round = 0; round < 2000; round += 1) {
    const message = anyMessage(chance);
    const kept = keptAndRead(message);
    expect(kept).toEqual(message);
    // And it is sent as what it would have been at once.
    expect(payloadOf(message)).toBe(new TextDecoder().decode(encodeMessage(message)));
  }
});

test.each(['\u0000', '"', '\ud800', '🦊', 'a'])('the longest message of only %j is not too long to be kept', (unit) => {
  const most = Math.floor(TEXT_MAX_BYTES / bytesOf(unit).length);
  const user = { name: unit.repeat(64 / unit.length), emoji: '\u0000'.repeat(32), hue: 359 };
  const message = { type: 'message', id: idOf(1), user, text: unit.repeat(most) } as const;
  expect(payloadOf(message).length).toBeLessThan(PAYLOAD_MAX_BYTES);
  expect(keptAndRead(message)).toEqual(message);
});
