// Waiting for a named condition, with a limit: the only kind of waiting in these tests.
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks `condition` until it answers something other than undefined or false, and answers that.
 * @param what names the condition in the error. @param limit in milliseconds.
 */
export async function until<Value>(
  what: string,
  condition: () => Value | Promise<Value>,
  limit = 10_000,
): Promise<Exclude<Value, undefined | false>> {
  const deadline = Date.now() + limit;
  for (;;) {
    const value = await condition();
    if (isMet(value)) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${limit} ms in vain for: ${what}`);
    await delay(10);
  }
}

function isMet<Value>(value: Value): value is Exclude<Value, undefined | false> {
  return value !== undefined && value !== false;
}
