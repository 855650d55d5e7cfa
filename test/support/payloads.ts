// Payloads nobody would write by accident: those that clients write, with mistakes of chance.
import { oneOf } from './choose.ts';
import { idOf } from './messages.ts';
import type { Random } from './random.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

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

/** What a client could have written as a message, with one to four mistakes. */
export function mistakenPayload(chance: Random): Uint8Array {
  return mistaken(SEEDS, chance);
}

/** One of `seeds`, with one to four mistakes. */
export function mistaken(seeds: readonly Uint8Array[], chance: Random): Uint8Array {
  let payload = [...oneOf(seeds, chance)];
  for (let times = 1 + chance.under(4); times > 0; times -= 1) {
    payload = oneOf(MUTATIONS, chance)(payload, chance.under(payload.length), chance);
  }
  return Uint8Array.from(payload);
}
