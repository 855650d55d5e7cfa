// Payloads nobody would write by accident: whatever arrives, the decoder answers, and with one of its own cases.
import { expect, test } from 'vitest';
import { decodeContent } from '../../web/protocol/content.ts';
import type { Content } from '../../web/protocol/content.ts';
import { PAYLOAD_MAX_BYTES } from '../../web/protocol/streams.ts';
import { unreachable } from '../../web/protocol/unreachable.ts';
import { idOf } from '../support/messages.ts';
import { mistakenPayload } from '../support/payloads.ts';
import { random } from '../support/random.ts';

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

test('ten thousand payloads with random mistakes are each read as one of the known cases', () => {
  const chance = random(20_260_520);
  const seen = new Map<Content['type'], number>();
  for (let round = 0; round < 10_000; round += 1) {
    const content = decodeContent(mistakenPayload(chance));
    expectSound(content);
    seen.set(content.type, (seen.get(content.type) ?? 0) + 1);
  }
  expect([...seen.keys()].toSorted()).toEqual(['malformed', 'message', 'plain', 'unsupported']);
});
