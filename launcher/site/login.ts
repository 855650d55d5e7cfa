// POST /login.json: whether a login would be let in, and if not, why. nats-server tells a client only that it is not; and
// nothing is decided here: the callout judges every login by itself.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { ProtocolError } from '../../web/protocol/check.ts';
import { decodeLoginQuestion } from '../../web/protocol/login.ts';
import type { LoginAnswer, LoginQuestion } from '../../web/protocol/login.ts';
import { answerJson } from './answers.ts';

/** @param address of who asks, for slowing down those who guess. */
export type LoginCheck = (question: LoginQuestion, address: string) => Promise<LoginAnswer>;

const MOST_BYTES = 2048;

export interface LoginDesk {
  readonly login: LoginCheck;
  /** Requests come through a proxy, which adds the address of who asks. */
  readonly behindProxy: boolean;
}

export async function answerLogin(request: IncomingMessage, response: ServerResponse, desk: LoginDesk): Promise<void> {
  // A page of another site can send JSON only with leave, which it does not get: such a request is no simple one (CORS).
  const [type = ''] = (request.headers['content-type'] ?? '').split(';'); // some clients name their charset too
  if (request.method !== 'POST' || type.trim().toLowerCase() !== 'application/json') {
    return answerJson(response, 405, { error: 'POST a question as application/json' });
  }
  const question = await readQuestion(request);
  if (question instanceof ProtocolError) return answerJson(response, 400, { error: question.message });
  try {
    return answerJson(response, 200, await desk.login(question, addressOf(request, desk.behindProxy)));
  } catch {
    return answerJson(response, 503, { error: 'The registry of handles does not answer; try again.' });
  }
}

/**
 * The last entry of X-Forwarded-For is the proxy's own word; those before it are what the client said. nats-server, for its
 * part, writes the header into its log, if it is one address and nothing else, and takes the proxy's address for everything
 * that counts, the callout included (seen on 2.15.1).
 */
function addressOf(request: IncomingMessage, behindProxy: boolean): string {
  const forwarded = behindProxy ? [request.headers['x-forwarded-for']].flat().at(-1) : undefined;
  const last = forwarded?.split(',').at(-1)?.trim() ?? '';
  return isIP(last) === 0 ? (request.socket.remoteAddress ?? '') : last;
}

/** @returns the question, or what is wrong with it. */
async function readQuestion(request: IncomingMessage): Promise<LoginQuestion | ProtocolError> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue;
    size += chunk.length;
    if (size > MOST_BYTES) return new ProtocolError('question', `at most ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  try {
    return decodeLoginQuestion(JSON.parse(Buffer.concat(chunks).toString()));
  } catch (error) {
    return error instanceof ProtocolError ? error : new ProtocolError('question', 'JSON');
  }
}
