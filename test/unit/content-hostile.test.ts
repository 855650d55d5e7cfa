// Payloads nobody would write by accident: whatever arrives, the decoder answers, and with one of its own cases.
import { expect, test } from 'vitest';
import { decodeContent } from '../../web/protocol/content.ts';
import type { Content } from '../../web/protocol/content.ts';
import { PAYLOAD_MAX_BYTES } from '../../web/protocol/streams.ts';
import { unreachable } from '../../web/protocol/unreachable.ts';
import { oneOf } from '../support/choose.ts';
import { idOf } from '../support/messages.ts';
import { random } from '../support/random.ts';
import type { Random } from '../support/random.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Fails unless every field of `content` is what its type says. */
function expectSound(content: Content): void {
  switch (content.type) {
    case 'message':
      expect(typeof content.text).toBe('string');
      expect(content.id ?? idOf(1)).toMatch(/^[A-Za-z0-9_-]{22}$/);
      if (content.user !== undefined) expect(content.user.name.length + content.user.emoji.length).toBeLessThan(97);
      return;
    case 'plain':
      expect(typeof content.text).toBe('string');
      return;
    case 'unsupported':
      expect([typeof content.kind, typeof content.raw]).toEqual(['string', 'string']);
      return;
    case 'malformed':
      expect(content.problem).toMatch(/^(type|v|id|text|message|user|user\.name|user\.emoji): expected ./);
      return;
    default:
      unreachable(content);
  }
}

test('brackets nested as deep as a payload can be are shown as text', () => {
  const lists = '['.repeat(PAYLOAD_MAX_BYTES);
  expect(decodeContent(bytesOf(lists))).toEqual({ type: 'plain', text: lists });
  const closed = '['.repeat(PAYLOAD_MAX_BYTES / 2) + ']'.repeat(PAYLOAD_MAX_BYTES / 2);
  expect(decodeContent(bytesOf(closed))).toEqual({ type: 'plain', text: closed });
});

test('objects nested deep inside a message are no text', () => {
  const nested = '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000);
  const content = decodeContent(bytesOf(`{"v":1,"type":"message","id":"${idOf(1)}","text":${nested}}`));
  expect(content).toHaveProperty('problem', 'text: expected a string');
});

const SEEDS = [
  `{"v":1,"type":"message","id":"${idOf(1)}","user":{"name":"Ada","emoji":"🦊"},"text":"Hello"}`,
  '{"user":{"name":"Ada","emoji":"🦊"},"message":"Hello","time":"2024-05-01T12:00:00Z"}',
  '{"v":1,"type":"reaction","to":7}',
  'Hello',
].map(bytesOf);

const FRAGMENTS = [...'{ } [ ] " : ,'.split(' '), 'null', '1e999', '-0', '\\u0000', '\ud800', '"__proto__":', '\u202e'];

type Mutation = (payload: readonly number[], at: number, chance: Random) => number[];

const MUTATIONS: readonly Mutation[] = [
  (payload, at, chance) => payload.toSpliced(at, 1, chance.under(256)),
  (payload, at) => payload.toSpliced(at, 1),
  (payload, at, chance) => payload.toSpliced(at, 0, ...bytesOf(oneOf(FRAGMENTS, chance))),
  (payload, at, chance) => payload.toSpliced(at, chance.under(12), ...payload.slice(0, chance.under(12))),
  (payload, at) => payload.slice(0, at + 1),
];

test('ten thousand payloads with random mistakes are each read as one of the known cases', () => {
  const chance = random(20_260_520);
  const seen = new Map<Content['type'], number>();
  for (let round = 0; round < 10_000; round += 1) {
    let payload = [...oneOf(SEEDS, chance)];
    for (let times = 1 + chance.under(4); times > 0; times -= 1) {
      payload = oneOf(MUTATIONS, chance)(payload, chance.under(payload.length), chance);
    }
    const content = decodeContent(Uint8Array.from(payload));
    expectSound(content);
    seen.set(content.type, (seen.get(content.type) ?? 0) + 1);
  }
  expect([...seen.keys()].toSorted()).toEqual(['malformed', 'message', 'plain', 'unsupported']);
});
