// Who a person in this browser is, and the identity a first visit proposes.
import { HANDLE_MAX_LENGTH, handleProblem } from '../protocol/subjects.ts';
import type { LoginRefusal } from '../protocol/login.ts';
import { NAME_MAX_LENGTH } from '../protocol/content.ts';
import type { Persona } from '../protocol/content.ts';

export interface Identity extends Persona {
  readonly handle: string;
  /** What the person says of themselves; nothing if missing. */
  readonly about?: string | undefined;
}

/** Somebody was not let in under a handle, or would not be. */
export interface TurnedAway {
  readonly handle: string;
  readonly refusal: LoginRefusal;
}

/** How `identity` is shown, without who they are. */
export function personaOf({ name, emoji, hue }: Persona): Persona {
  return hue === undefined ? { name, emoji } : { name, emoji, hue };
}

/** How `identity` is shown where there is space for more than a line. */
export function portraitOf({ about = '', ...persona }: Persona & Pick<Identity, 'about'>): Omit<Identity, 'handle'> {
  return about === '' ? personaOf(persona) : { ...personaOf(persona), about };
}

/** The colours to choose from behind an avatar, in degrees. */
export const HUES: readonly number[] = [0, 30, 60, 90, 130, 165, 195, 225, 255, 285, 315, 340];

/** A public key as people compare it: 16 of its characters, 77 bits that nobody can make another key for. */
export function fingerprintOf(key: string): string {
  // The first two characters are the same for nearly everybody: they say that it is a user's key.
  return (key.slice(2, 18).match(/.{4}/g) ?? []).join(' ');
}

const ADJECTIVES = [
  'Bold',
  'Brave',
  'Bright',
  'Calm',
  'Clever',
  'Curious',
  'Eager',
  'Fleet',
  'Gentle',
  'Happy',
  'Jolly',
  'Keen',
  'Kind',
  'Lively',
  'Lucky',
  'Mellow',
  'Merry',
  'Nimble',
  'Patient',
  'Plucky',
  'Quick',
  'Quiet',
  'Silver',
  'Sunny',
  'Swift',
  'Tidy',
  'Upbeat',
  'Warm',
  'Wise',
  'Witty',
] as const;

/** The animals of the proposals, each with its emoji; also the avatars to choose from. */
export const ANIMALS: readonly (readonly [name: string, emoji: string])[] = [
  ['Badger', '🦡'],
  ['Bear', '🐻'],
  ['Beaver', '🦫'],
  ['Bee', '🐝'],
  ['Butterfly', '🦋'],
  ['Cat', '🐈'],
  ['Crab', '🦀'],
  ['Dodo', '🦤'],
  ['Dolphin', '🐬'],
  ['Fox', '🦊'],
  ['Frog', '🐸'],
  ['Gopher', '🐹'],
  ['Hedgehog', '🦔'],
  ['Koala', '🐨'],
  ['Llama', '🦙'],
  ['Octopus', '🐙'],
  ['Otter', '🦦'],
  ['Owl', '🦉'],
  ['Panda', '🐼'],
  ['Parrot', '🦜'],
  ['Penguin', '🐧'],
  ['Rabbit', '🐰'],
  ['Raccoon', '🦝'],
  ['Seal', '🦭'],
  ['Sloth', '🦥'],
  ['Snail', '🐌'],
  ['Swan', '🦢'],
  ['Turtle', '🐢'],
  ['Unicorn', '🦄'],
  ['Whale', '🐳'],
];

/**
 * An identity to start with, such as "Swift Otter 🦦", handle `swift-otter`.
 * @param random a number from 0 (included) to 1 (excluded), as `Math.random` gives it; called twice.
 */
export function proposeIdentity(random: () => number): Identity {
  const adjective = pick(ADJECTIVES, random);
  const [animal, emoji] = pick(ANIMALS, random);
  const name = `${adjective} ${animal}`;
  return { name, emoji, handle: handleFrom(name) };
}

/** Latin letters that are no accented a–z, and how they are usually written where there is only a–z. */
const SPELLED: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ı', 'i'],
]);

/** The handle a display name suggests: `Zoë O'Neil` gives `zoe-o-neil`; empty if nothing of the name can stay. */
export function handleFrom(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøłđðþı]/g, (letter) => SPELLED.get(letter) ?? letter)
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .slice(0, HANDLE_MAX_LENGTH)
    .replaceAll(/^[-_]+|-+$/g, '');
}

/** What cutting at a fixed length leaves of an emoji. */
const HALF_CHARACTER = /\p{Cs}$/u;

/**
 * The identity of a tab opened as `?as=<name>`: the same name gives the same identity again.
 * @returns `undefined` if no handle can be made of `name`.
 */
export function identityAs(name: string): Identity | undefined {
  const trimmed = name.trim().slice(0, NAME_MAX_LENGTH).replace(HALF_CHARACTER, '');
  const handle = handleFrom(trimmed);
  if (handleProblem(handle) !== undefined) return undefined;
  const words = trimmed.toLowerCase().split(/\s+/);
  const named = ANIMALS.find(([animal]) => words.includes(animal.toLowerCase()));
  const [, emoji] = named ?? ANIMALS[hueOf(handle) % ANIMALS.length] ?? ['', '🙂'];
  return { name: trimmed, emoji, handle };
}

/** A number from 0 to 359 that a handle always gets: the hue of its avatar. */
export function hueOf(handle: string): number {
  let hash = 7;
  for (const character of handle) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % 360;
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('random() must answer a number from 0 to 1');
  return item;
}
