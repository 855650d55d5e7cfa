// The question of nats-server: what is read of it, and what is no question.
import { createServer, createUser } from '@nats-io/nkeys';
import { describe, expect, test } from 'vitest';
import { signJwt } from '../../launcher/auth/jwt.ts';
import { signerOf } from '../../launcher/auth/nkey.ts';
import { readLoginRequest } from '../../launcher/auth/request.ts';
import { ProtocolError } from '../../web/protocol/check.ts';

const SERVER = signerOf(createServer().getSeed());
const CONNECTION = createUser().getPublicKey();
const CLIENT = { type: 'websocket', host: '192.0.2.7', nonce: 'abcdefghijk', kind: 'Client' };
const OPTIONS = { name: 'ada', user: 'bob', nkey: 'UKEY', sig: 'c2ln', auth_token: 'open sesame', lang: 'nats.ws' };
const NATS = {
  server_id: { id: SERVER.id, name: 'natter' },
  user_nkey: CONNECTION,
  client_info: CLIENT,
  connect_opts: OPTIONS,
};
const AUDIENCE = 'nats-authorization-request';

/** The question with `nats` changed, signed by the server it names. */
const ask = (nats: object = {}, claims: object = {}): string =>
  signJwt({ aud: AUDIENCE, sub: CONNECTION, nats: { ...NATS, ...nats }, ...claims }, SERVER, Date.now());

test('a question says who wants in, from where, and how they prove it', () => {
  expect(readLoginRequest(ask())).toEqual({
    serverId: SERVER.id,
    connectionKey: CONNECTION,
    clientType: 'websocket',
    address: '192.0.2.7',
    nonce: 'abcdefghijk',
    name: 'ada',
    user: 'bob',
    nkey: 'UKEY',
    signature: 'c2ln',
    token: 'open sesame',
  });
});

/** Each field of the request by the field it is read from. */
const FIELDS = [
  ['clientType', 'client_info', 'type'],
  ['address', 'client_info', 'host'],
  ['nonce', 'client_info', 'nonce'],
  ['name', 'connect_opts', 'name'],
  ['user', 'connect_opts', 'user'],
  ['nkey', 'connect_opts', 'nkey'],
  ['signature', 'connect_opts', 'sig'],
  ['token', 'connect_opts', 'auth_token'],
] as const;

describe('what a client did not send', () => {
  test.each(FIELDS)('is empty, and never the word “undefined”: %s', (field, part, name) => {
    const { [name]: _left, ...rest }: Record<string, unknown> = NATS[part];
    const request = readLoginRequest(ask({ [part]: rest }));
    expect(request[field]).toBe('');
    expect(JSON.stringify(request)).not.toContain('undefined');
  });

  test('may be everything: then all of it is empty', () => {
    const request = readLoginRequest(ask({ client_info: {}, connect_opts: {}, user_nkey: undefined }));
    const { serverId, ...rest } = request;
    expect(serverId).toBe(SERVER.id);
    expect(new Set(Object.values(rest))).toEqual(new Set(['']));
  });

  test('is not taken from what every object inherits', () => {
    const options = JSON.parse('{"__proto__":{"name":"ada","user":"ada"}}');
    expect(readLoginRequest(ask({ connect_opts: options }))).toMatchObject({ name: '', user: '' });
  });
});

describe('what a client sent of another kind is no question', () => {
  for (const value of [null, 7, true, ['ada'], { name: 'ada' }, 'x'.repeat(4097)]) {
    test.each(FIELDS)(`%s: ${JSON.stringify(value).slice(0, 20)}`, (_field, part, name) => {
      const request = ask({ [part]: { ...NATS[part], [name]: value } });
      expect(() => readLoginRequest(request)).toThrow(ProtocolError);
      expect(() => readLoginRequest(request)).toThrow(`nats.${part}.${name}: expected `);
    });
  }

  test.each(['client_info', 'connect_opts', 'server_id'])('%s', (part) => {
    for (const value of [undefined, null, 'x', [], 7]) {
      expect(() => readLoginRequest(ask({ [part]: value })), JSON.stringify(value)).toThrow(
        `nats.${part}: expected an object`,
      );
    }
  });

  test('user_nkey', () => {
    expect(() => readLoginRequest(ask({ user_nkey: 7 }))).toThrow('nats.user_nkey: expected a string');
  });
});

describe('a question is only one', () => {
  test('that is meant for a callout', () => {
    for (const aud of [undefined, '', 'nats-authorization-response', [AUDIENCE]]) {
      expect(() => readLoginRequest(ask({}, { aud })), JSON.stringify(aud)).toThrow('aud: expected ');
    }
  });

  test('that the server signed which it names', () => {
    for (const id of [undefined, '', CONNECTION, createServer().getPublicKey(), [SERVER.id]]) {
      expect(() => readLoginRequest(ask({ server_id: { id } })), JSON.stringify(id)).toThrow(
        'nats.server_id.id: expected the signer',
      );
    }
  });

  test('that a server signed, and not a user or an account who learned how', () => {
    const user = signerOf(createUser().getSeed());
    const claims = { aud: AUDIENCE, nats: { ...NATS, server_id: { id: user.id } } };
    expect(() => readLoginRequest(signJwt(claims, user, Date.now()))).toThrow('iss: expected a key N…');
  });

  test('with claims about a login', () => {
    for (const nats of [undefined, null, 'x', [NATS]]) {
      const jwt = signJwt({ aud: AUDIENCE, nats }, SERVER, Date.now());
      expect(() => readLoginRequest(jwt)).toThrow('nats: expected an object');
    }
  });
});
