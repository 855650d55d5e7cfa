// Getting in: what the page asks the launcher about a login, what it answers, and why somebody is kept out.
import { objectAt, own, patternAt, ProtocolError, stringAt } from './check.ts';
import { unreachable } from './unreachable.ts';

/** Most characters of an access code. */
export const CODE_MAX_LENGTH = 256;

/** An nkey's public half, of a user: how NATS writes an Ed25519 key. Source: NATS ADR-14. */
export const USER_KEY = /^U[A-Z2-7]{55}$/;

/** The secret to such a key. */
export const USER_SEED = /^SU[A-Z2-7]{56}$/;

/** Whether somebody with this key would be let in under this handle. */
export interface LoginQuestion {
  readonly handle: string;
  /** Public key, `U…`. */
  readonly key: string;
  /** Empty if the person has none. */
  readonly code: string;
}

/** Every reason there is. */
export const REFUSALS = [
  'client',
  'handle',
  'reserved',
  'proof',
  'code',
  'patience',
  'banned',
  'taken',
  'released',
] as const;

/** Why somebody is not let in. */
export type Refusal = (typeof REFUSALS)[number];

export interface LoginRefusal {
  readonly type: 'refused';
  readonly reason: Refusal;
  /** Handles like the one asked for that nobody has. */
  readonly free: readonly string[];
}

export type LoginAnswer = { readonly type: 'welcome' } | LoginRefusal;

/** Whether no other handle would change it. */
export function isAboutCode(reason: Refusal): boolean {
  return reason === 'code' || reason === 'patience';
}

/** The refusal as a sentence for the person at the door. */
export function refusalSentence(reason: Refusal, handle: string): string {
  switch (reason) {
    case 'client':
      return 'Only programs that speak NATS or NATS over WebSocket may connect.';
    case 'handle':
      return 'A handle is lower-case letters a–z, digits, - and _, and starts with a letter or digit.';
    case 'reserved':
      return `“${handle}” is reserved. Please choose another handle.`;
    case 'proof':
      return 'The server could not check the key of this browser.';
    case 'code':
      return 'This chat needs an access code, and this one is not right.';
    case 'patience':
      return 'There were too many wrong access codes. Please wait a minute.';
    case 'banned':
      return `@${handle} is banned from this chat.`;
    case 'taken':
      return `@${handle} belongs to somebody else.`;
    case 'released':
      return `@${handle} was taken from you by who runs this chat. Please choose another handle.`;
    default:
      return unreachable(reason);
  }
}

/** @throws ProtocolError naming the field that is wrong. */
export function decodeLoginQuestion(value: unknown): LoginQuestion {
  const question = objectAt('question', value);
  const code = own(question, 'code');
  return {
    handle: stringAt('handle', own(question, 'handle'), 256),
    key: patternAt('key', own(question, 'key'), USER_KEY, 'the public nkey of a user'),
    code: code === undefined ? '' : stringAt('code', code, CODE_MAX_LENGTH),
  };
}

/** @throws ProtocolError naming the field that is wrong. */
export function decodeLoginAnswer(value: unknown): LoginAnswer {
  const answer = objectAt('answer', value);
  if (own(answer, 'type') === 'welcome') return { type: 'welcome' };
  const given = own(answer, 'reason');
  const reason = REFUSALS.find((refusal) => refusal === given);
  if (own(answer, 'type') !== 'refused' || reason === undefined) throw new ProtocolError('reason', 'a known reason');
  const free = own(answer, 'free');
  return { type: 'refused', reason, free: Array.isArray(free) ? free.filter((each) => typeof each === 'string') : [] };
}
