// What the callout signs, and what it believes.
import { createAccount, createServer, createUser, fromPublic } from '@nats-io/nkeys';
import { describe, expect, test } from 'vitest';
import { readJwt, signJwt } from '../../launcher/auth/jwt.ts';
import { signerOf } from '../../launcher/auth/nkey.ts';
import { ProtocolError } from '../../web/protocol/check.ts';

const SERVER = signerOf(createServer().getSeed());
const ACCOUNT = signerOf(createAccount().getSeed());
const NOW = Date.UTC(2026, 4, 20, 12, 0, 0, 999);
const CLAIMS = { sub: 'somebody', aud: 'anybody', nats: { type: 'user', note: 'ä🦊 "quoted"', list: [1, 2] } };
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (text = ''): unknown => JSON.parse(Buffer.from(text, 'base64url').toString());

/** A JWT of any parts, with a signature that fits them. */
function signed(header: unknown, claims: unknown, signer = SERVER): string {
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${signer.sign(text).toString('base64url')}`;
}

test('claims come out as they went in, with who says them, when, and an id', () => {
  const claims = readJwt(signJwt(CLAIMS, SERVER, NOW), 'N');
  expect(claims).toMatchObject({ ...CLAIMS, iss: SERVER.id, iat: Math.floor(NOW / 1000) });
  expect(claims['jti']).toMatch(/^[0-9a-f]{64}$/);
});

test('the id is another one for other claims', () => {
  const idOf = (claims: Record<string, unknown>): unknown => readJwt(signJwt(claims, SERVER, NOW), 'N')['jti'];
  expect(idOf(CLAIMS)).toBe(idOf(CLAIMS));
  expect(idOf({ ...CLAIMS, sub: 'somebody else' })).not.toBe(idOf(CLAIMS));
});

test('it is a JWT as NATS has them, which the nkeys package can check', () => {
  const [header = '', payload = '', signature = '', ...rest] = signJwt(CLAIMS, ACCOUNT, NOW).split('.');
  expect([decode(header), rest]).toEqual([{ typ: 'JWT', alg: 'ed25519-nkey' }, []]);
  const data = new TextEncoder().encode(`${header}.${payload}`);
  expect(fromPublic(ACCOUNT.id).verify(data, Buffer.from(signature, 'base64url'))).toBe(true);
});

describe('nothing is believed', () => {
  test('of which one character was changed, wherever it stands', () => {
    const jwt = signJwt(CLAIMS, SERVER, NOW);
    for (const [place, letter] of Array.from(jwt).entries()) {
      // Half the alphabet away: so that the last character of the signature says something else too.
      const other = letter === '.' ? '-' : (BASE64URL[BASE64URL.indexOf(letter) ^ 32] ?? '');
      const changed = jwt.slice(0, place) + other + jwt.slice(place + 1);
      expect(() => readJwt(changed, 'N'), `character ${place}`).toThrow(ProtocolError);
    }
  });

  test('that was cut off anywhere', () => {
    const jwt = signJwt(CLAIMS, SERVER, NOW);
    for (let length = 0; length < jwt.length; length += 1) {
      expect(() => readJwt(jwt.slice(0, length), 'N'), `${length} characters`).toThrow(ProtocolError);
    }
  });

  test('with a part too many', () => {
    expect(() => readJwt(`${signJwt(CLAIMS, SERVER, NOW)}.e30`, 'N')).toThrow('jwt: expected a valid signature');
  });

  test('that says of itself that it needs no signature', () => {
    const unsigned = `${encode({ typ: 'JWT', alg: 'none' })}.${encode({ ...CLAIMS, iss: SERVER.id })}`;
    for (const jwt of [unsigned, `${unsigned}.`]) {
      expect(() => readJwt(jwt, 'N')).toThrow('jwt: expected a valid signature');
    }
  });

  test('that one key signed in the name of another', () => {
    const forged = signed({}, { ...CLAIMS, iss: SERVER.id }, signerOf(createServer().getSeed()));
    expect(() => readJwt(forged, 'N')).toThrow('jwt: expected a valid signature');
  });

  test('of a key of another role, however well it signed', () => {
    for (const signer of [ACCOUNT, signerOf(createUser().getSeed())]) {
      expect(() => readJwt(signJwt(CLAIMS, signer, NOW), 'N')).toThrow('iss: expected a key N…');
    }
    expect(() => readJwt(signJwt(CLAIMS, SERVER, NOW), 'A')).toThrow('iss: expected a key A…');
  });

  test.each([undefined, null, 7, {}, [], true, 'N', 'NOT A KEY', 'undefined'])('of the issuer %j', (iss) => {
    expect(() => readJwt(signed({}, { ...CLAIMS, iss }), 'N')).toThrow(ProtocolError);
  });

  test.each([null, 7, 'claims', [], [{}]])('of which the claims are %j', (claims) => {
    expect(() => readJwt(signed({}, claims), 'N')).toThrow('jwt: expected claims in JSON');
  });

  test.each(['', '.', '..', '...', 'e30', 'e30.e30', 'a.b.c', '{}', '🦊.🦊.🦊', 'null'])('of %j', (text) => {
    expect(() => readJwt(text, 'N')).toThrow(ProtocolError);
  });

  test('that only its prototype claims', () => {
    const payload = Buffer.from(`{"__proto__":{"iss":"${SERVER.id}"}}`).toString('base64url');
    const text = `e30.${payload}`;
    const jwt = `${text}.${SERVER.sign(text).toString('base64url')}`;
    expect(() => readJwt(jwt, 'N')).toThrow('iss: expected a key N…');
  });
});
