// Whether this browser lets natter notify, and the question to the person about it.

/** Why it does not. */
export type Hindrance =
  /** Plain HTTP from another machine: browsers offer no notifications there. */
  | 'insecure'
  | 'unsupported'
  | 'denied'
  /** The person closed the browser's question without an answer. */
  | 'unanswered';

export function mayNotify(): boolean {
  return hindrance() === undefined && Notification.permission === 'granted';
}

/** What is in the way now; `undefined` if nothing is, or the person was not asked yet. */
export function hindrance(): Hindrance | undefined {
  if (!isSecureContext) return 'insecure';
  if (!('Notification' in globalThis)) return 'unsupported';
  return Notification.permission === 'denied' ? 'denied' : undefined;
}

/** Has the browser ask the person, which it does only where they acted. @returns what is in the way after that. */
export async function askToNotify(): Promise<Hindrance | undefined> {
  if (hindrance() === 'insecure' || hindrance() === 'unsupported') return hindrance();
  const answer = await Notification.requestPermission();
  return answer === 'default' ? 'unanswered' : hindrance();
}
