// @ts-check
// What is said: a message as natter's protocol has it, for every server the same.
import { randomBytes } from 'node:crypto';

/** @param {string} name whose */
export function contentOf(name) {
  const id = randomBytes(16).toString('base64url');
  const text = 'Has anybody tried this with a few thousand subscribers?';
  return JSON.stringify({ v: 1, type: 'message', id, user: { name, emoji: '🦦' }, text });
}
