// A profile: how somebody wishes to be shown, and the key their handle belongs to. The broker lets nobody else write it.
import { objectAt, own, parseJson, patternAt, ProtocolError } from './check.ts';
import { PAYLOAD_VERSION, personaAt } from './content.ts';
import type { Persona } from './content.ts';
import { USER_KEY } from './login.ts';

export interface Profile extends Persona {
  /** The public key, `U…`. */
  readonly key: string;
}

const bytes = new TextEncoder();
const utf8 = new TextDecoder();

/** @throws ProtocolError naming the field that is wrong. */
export function decodeProfile(payload: Uint8Array): Profile {
  const profile = objectAt('profile', parseJson(utf8.decode(payload)));
  if (own(profile, 'type') !== 'profile') throw new ProtocolError('type', 'profile');
  if (own(profile, 'v') !== PAYLOAD_VERSION) throw new ProtocolError('v', String(PAYLOAD_VERSION));
  const key = patternAt('key', own(profile, 'key'), USER_KEY, 'the public nkey of a user');
  return { ...personaAt('profile', profile), key };
}

export function encodeProfile({ name, emoji, hue, key }: Profile): Uint8Array {
  return bytes.encode(JSON.stringify({ v: PAYLOAD_VERSION, type: 'profile', name, emoji, hue, key }));
}
