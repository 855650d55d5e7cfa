// Asks the launcher what nats-server does not tell: whether a login would be let in, and if not, why.
import { parseJson } from '../protocol/check.ts';
import { decodeLoginAnswer } from '../protocol/login.ts';
import type { LoginAnswer, LoginQuestion, LoginRefusal } from '../protocol/login.ts';

const PATIENCE_MS = 5000;

/** @returns `undefined` if the launcher does not answer, as while it is started anew. */
export async function checkLogin(question: LoginQuestion): Promise<LoginAnswer | undefined> {
  try {
    const response = await fetch('./login.json', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(question),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return response.ok ? decodeLoginAnswer(parseJson(await response.text())) : undefined;
  } catch {
    return undefined; // no answer, or none that makes sense: then nothing is known, and the login itself decides
  }
}

/** Why a login is refused; `undefined` if it is not, or nobody knows. */
export async function refusalOf(question: LoginQuestion): Promise<LoginRefusal | undefined> {
  const answer = await checkLogin(question);
  return answer?.type === 'refused' ? answer : undefined;
}
