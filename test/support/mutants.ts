// Payloads of chance: right ones with something changed, wrong ones, and bytes of no meaning.
import { oneOf } from './choose.ts';
import { idOf } from './messages.ts';
import type { Random } from './random.ts';

export interface Mutant {
  readonly handle: string;
  readonly payload: Uint8Array;
}

const bytes = new TextEncoder();
const HANDLES = ['ada', 'bob', 'mallory', 'cli', 'constructor', '__proto__', 'a', 'z-_9'] as const;
const WORDS = [
  '',
  'hello',
  ' ',
  '\u0000',
  '\u202E',
  '\uD800',
  '🦊',
  'é'.repeat(50),
  '{{}}',
  '${x}',
  'toString',
  '\r\n',
];
let made = 0;

/** The next one. @param script what a script of its author would run. */
export function mutant(chance: Random, script: string): Mutant {
  made += 1;
  const payload = oneOf(KINDS, chance)(chance, script);
  return { handle: oneOf(HANDLES, chance).replace('__proto__', '0proto'), payload };
}

type Kind = (chance: Random, script: string) => Uint8Array;

const KINDS: readonly Kind[] = [
  noise,
  (chance, script) => bytes.encode(someText(chance, script)),
  (chance, script) => bytes.encode(JSON.stringify(someValue(chance, script, 3))),
  (chance, script) => bytes.encode(JSON.stringify(message(chance, script))),
  (chance, script) => bytes.encode(JSON.stringify(changed(message(chance, script), chance, script))),
  (chance, script) => damaged(bytes.encode(JSON.stringify(message(chance, script))), chance),
];

function noise({ under }: Random): Uint8Array {
  return Uint8Array.from({ length: under(200) }, () => under(256));
}

/** With an id of its own, so that each is a message of its own. */
function message(chance: Random, script: string): Record<string, unknown> {
  const user = { name: someText(chance, script).slice(0, 64), emoji: '🦊' };
  return { v: 1, type: 'message', id: idOf(made), user, text: someText(chance, script) };
}

/** One field of `object` is something else, or gone, or one too many. */
function changed(object: Record<string, unknown>, chance: Random, script: string): Record<string, unknown> {
  const field = oneOf([...Object.keys(object), 'extra', '__proto__', 'constructor', 'message'], chance);
  // An id would make two of them one.
  if (field === 'id') return { ...object, id: `${made}` };
  return Object.fromEntries([...Object.entries(object), [field, someValue(chance, script, 2)]]);
}

/** Some bytes are others, are missing, or are there twice. The id stays, else two could have the same. */
function damaged(payload: Uint8Array, chance: Random): Uint8Array {
  const idEnd = 60;
  const at = idEnd + chance.under(payload.length - idEnd);
  const length = chance.under(8);
  const piece = oneOf([noise(chance), new Uint8Array(), payload.subarray(at, at + 2 * length)], chance);
  return Uint8Array.from([...payload.subarray(0, at), ...piece, ...payload.subarray(at + length)]);
}

function someText(chance: Random, script: string): string {
  const scripts = [
    `<script>${script}</script>`,
    `<img src=x onerror="${script}">`,
    `<svg onload=${script}>`,
    `javascript:${script}`,
    `https://x.invalid/"onmouseover="${script}`,
    `[x](javascript:${script})`,
    `"><iframe srcdoc="<script>parent.${script}</script>">`,
  ];
  const words = Array.from({ length: chance.under(5) }, () => oneOf([...WORDS, ...scripts], chance));
  return words.join(oneOf(['', ' ', '\n'], chance));
}

function someValue(chance: Random, script: string, depth: number): unknown {
  const plain = [null, true, false, 0, -1, 1e308, 2 ** 53, '', someText(chance, script), 'message', 'x'.repeat(3000)];
  if (depth === 0 || chance.under(2) === 0) return oneOf(plain, chance);
  const values = Array.from({ length: chance.under(4) }, () => someValue(chance, script, depth - 1));
  if (chance.under(2) === 0) return values;
  const names = ['type', 'v', 'id', 'text', 'user', 'name', 'emoji', 'hue', 'message', '__proto__', 'toJSON'];
  return Object.fromEntries(values.map((value) => [oneOf(names, chance), value]));
}
