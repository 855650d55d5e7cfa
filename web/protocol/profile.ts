// A profile: how somebody wishes to be shown, and the key their handle belongs to. The broker lets nobody else write it.
import { own, patternAt, PAYLOAD_VERSION, payloadOfType, stringAt } from './check.ts';
import type { JsonObject } from './check.ts';
import { personaAt } from './content.ts';
import type { Persona } from './content.ts';
import { USER_KEY } from './login.ts';

export interface Profile extends Persona {
  /** The public key, `U…`. */
  readonly key: string;
  /** What the person says of themselves; nothing if missing. */
  readonly about?: string | undefined;
}

/** Most UTF-16 units of what somebody says of themselves. */
export const ABOUT_MAX_LENGTH = 200;

const bytes = new TextEncoder();

/** @throws ProtocolError naming the field that is wrong. */
export function decodeProfile(payload: Uint8Array): Profile {
  const profile = payloadOfType('profile', payload);
  const key = patternAt('key', own(profile, 'key'), USER_KEY, 'the public nkey of a user');
  return { ...personaAt('profile', profile), key, ...aboutIn(profile) };
}

/** What somebody says of themselves, where they do. @throws ProtocolError if it is no text, or too long. */
export function aboutIn(object: JsonObject): { readonly about?: string } {
  const about = own(object, 'about');
  return about === undefined ? {} : { about: stringAt('about', about, ABOUT_MAX_LENGTH) };
}

export function encodeProfile({ name, emoji, hue, key, about }: Profile): Uint8Array {
  return bytes.encode(JSON.stringify({ v: PAYLOAD_VERSION, type: 'profile', name, emoji, hue, key, about }));
}
