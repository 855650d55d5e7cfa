// Auth callout: nats-server asks here about everybody who is not in nats.conf. Source: NATS ADR-26.
import type { Msg, NatsConnection } from '@nats-io/transport-node';
import { ProtocolError } from '../../web/protocol/check.ts';
import { refusalSentence } from '../../web/protocol/login.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import { signJwt } from './jwt.ts';
import type { Signer } from './nkey.ts';
import { permissionsOf } from './permissions.ts';
import { readLoginRequest } from './request.ts';
import type { LoginRequest } from './request.ts';

export interface CalloutSettings {
  /** Of account AUTH. */
  readonly connection: NatsConnection;
  readonly doorkeeper: Doorkeeper;
  /** The account key that nats.conf names as issuer. */
  readonly issuer: Signer;
  /** How long a login lasts, in seconds; then the client logs in again, by itself. */
  readonly validSeconds: number;
  /** Told what no login should bring about. */
  readonly say: (line: string) => void;
}

const SUBJECT = '$SYS.REQ.USER.AUTH';
/** Of several launchers one answers. */
const QUEUE = 'natter';
/** The account that browsers and bots are placed in. */
const ACCOUNT = 'WEB';

/** Answers logins until the connection is closed; over lost connections too. */
export function serveLogins(settings: CalloutSettings): void {
  settings.connection.subscribe(SUBJECT, {
    queue: QUEUE,
    callback: (error, message) => {
      if (error === null) void serve(settings, message);
      else settings.say(`Logins cannot be checked: ${error.message}.`);
    },
  });
}

/** No answer at all leaves a login undecided: nats-server refuses it after its timeout, and a tab tries again. */
async function serve(settings: CalloutSettings, message: Msg): Promise<void> {
  const { doorkeeper, issuer, say } = settings;
  try {
    const request = readLoginRequest(message.string());
    const { handle, refusal } = await doorkeeper.admit(request);
    const result =
      refusal === undefined ? { jwt: userJwt(request, handle, settings) } : { error: refusalSentence(refusal, handle) };
    message.respond(responseJwt(request, result, issuer));
  } catch (error) {
    const problem =
      error instanceof ProtocolError ? 'nats-server’s question makes no sense' : 'the registry does not answer';
    say(`A login could not be checked: ${problem} (${String(error)}).`);
  }
}

function userJwt({ connectionKey }: LoginRequest, handle: string, { issuer, validSeconds }: CalloutSettings): string {
  const { pub, sub } = permissionsOf(handle);
  // Limits are ignored here (seen on nats-server 2.15.1); those that count are in nats.conf.
  const nats = { pub, sub, subs: -1, data: -1, payload: -1, type: 'user', version: 2 };
  const exp = Math.floor(Date.now() / 1000) + validSeconds;
  return signJwt({ sub: connectionKey, aud: ACCOUNT, name: handle, exp, nats }, issuer, Date.now());
}

function responseJwt(
  { serverId, connectionKey }: LoginRequest,
  result: { readonly jwt: string } | { readonly error: string },
  issuer: Signer,
): string {
  const nats = { ...result, type: 'authorization_response', version: 2 };
  return signJwt({ sub: connectionKey, aud: serverId, nats }, issuer, Date.now());
}
