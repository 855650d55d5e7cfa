// What a tab says of the person in front of it: in this room, and how available; and that they are writing right now.
import { isObject, own, parseJson, PAYLOAD_VERSION, payloadOfType, ProtocolError, stringAt } from './check.ts';
import { personaAt } from './content.ts';
import type { Persona } from './content.ts';

const AVAILABILITIES = ['active', 'away', 'dnd', 'gone'] as const;

/** `dnd`: does not want to be disturbed. `gone`: this tab has left the room. */
export type Availability = (typeof AVAILABILITIES)[number];

export interface Presence {
  readonly state: Availability;
  /** What the person adds in their own words; '' for nothing. */
  readonly status: string;
  readonly user: Persona;
}

/** Most UTF-16 units of a status. */
export const STATUS_MAX_LENGTH = 100;

const bytes = new TextEncoder();
const utf8 = new TextDecoder();

/** @throws ProtocolError naming the field that is wrong. */
export function decodePresence(payload: Uint8Array): Presence {
  const presence = payloadOfType('presence', payload);
  const [word, status] = [own(presence, 'state'), own(presence, 'status')];
  const state = AVAILABILITIES.find((each) => each === word);
  if (state === undefined) throw new ProtocolError('state', `one of ${AVAILABILITIES.join(', ')}`);
  return {
    state,
    status: status === undefined ? '' : stringAt('status', status, STATUS_MAX_LENGTH),
    user: personaAt('user', own(presence, 'user')),
  };
}

export function encodePresence({ state, status, user }: Presence): Uint8Array {
  const said = status === '' ? undefined : status;
  return bytes.encode(JSON.stringify({ v: PAYLOAD_VERSION, type: 'presence', state, status: said, user }));
}

/** Whether a payload says that somebody is writing. */
export function isTyping(payload: Uint8Array): boolean {
  const value = parseJson(utf8.decode(payload));
  return isObject(value) && own(value, 'type') === 'typing' && own(value, 'v') === PAYLOAD_VERSION;
}

export function encodeTyping(): Uint8Array {
  return bytes.encode(JSON.stringify({ v: PAYLOAD_VERSION, type: 'typing' }));
}
