// The question nats-server asks when somebody wants in: checked, field by field, before anything in it is believed.
import { objectAt, own, ProtocolError, stringAt } from '../../web/protocol/check.ts';
import { readJwt } from './jwt.ts';

/** Somebody wants in. What they say of themselves is theirs; the rest is the server's word. */
export interface LoginRequest {
  /** The server that asks, `N…`; the answer is for it alone. */
  readonly serverId: string;
  /** The key the server made for this connection, `U…`; the answer is about it. */
  readonly connectionKey: string;
  /** `websocket`, `nats`, `mqtt` or `leafnode`. */
  readonly clientType: string;
  readonly address: string;
  /** What the server gave the client to sign. */
  readonly nonce: string;
  readonly name: string;
  readonly user: string;
  /** The public key the client says it has. */
  readonly nkey: string;
  /** Base64url. */
  readonly signature: string;
  /** Where the access code travels. */
  readonly token: string;
}

const AUDIENCE = 'nats-authorization-request';
/** nats-server reads no longer line of a client that is not in yet: `max_control_line`. */
const MOST = 4096;

/** @param jwt the request as it came. @throws ProtocolError naming what is wrong with it. */
export function readLoginRequest(jwt: string): LoginRequest {
  const claims = readJwt(jwt, 'N');
  if (own(claims, 'aud') !== AUDIENCE) throw new ProtocolError('aud', AUDIENCE);
  const nats = objectAt('nats', own(claims, 'nats'));
  const server = objectAt('nats.server_id', own(nats, 'server_id'));
  const client = objectAt('nats.client_info', own(nats, 'client_info'));
  const options = objectAt('nats.connect_opts', own(nats, 'connect_opts'));
  const serverId = own(server, 'id');
  if (typeof serverId !== 'string' || serverId !== own(claims, 'iss')) {
    throw new ProtocolError('nats.server_id.id', 'the signer');
  }
  // A field that a client did not send is not there at all: an empty text, and never the word "undefined".
  const text = (field: string, value: unknown): string => (value === undefined ? '' : stringAt(field, value, MOST));
  return {
    serverId,
    connectionKey: text('nats.user_nkey', own(nats, 'user_nkey')),
    clientType: text('nats.client_info.type', own(client, 'type')),
    address: text('nats.client_info.host', own(client, 'host')),
    nonce: text('nats.client_info.nonce', own(client, 'nonce')),
    name: text('nats.connect_opts.name', own(options, 'name')),
    user: text('nats.connect_opts.user', own(options, 'user')),
    nkey: text('nats.connect_opts.nkey', own(options, 'nkey')),
    signature: text('nats.connect_opts.sig', own(options, 'sig')),
    token: text('nats.connect_opts.auth_token', own(options, 'auth_token')),
  };
}
