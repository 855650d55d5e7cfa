// NATS JWTs: header, claims and signature in base64url, signed with an nkey. Source: NATS ADR-14 and ADR-26 (auth callout).
import { createHash } from 'node:crypto';
import { isObject, own, ProtocolError } from '../../web/protocol/check.ts';
import type { JsonObject } from '../../web/protocol/check.ts';
import { isSignedBy } from './nkey.ts';
import type { Signer } from './nkey.ts';

const HEADER = encodePart({ typ: 'JWT', alg: 'ed25519-nkey' });

/** Signs `claims`; issuer, time and, as their id, a hash of them all are added. @param now milliseconds since 1970. */
export function signJwt(claims: JsonObject, issuer: Signer, now: number): string {
  const stamped = { ...claims, iss: issuer.id, iat: Math.floor(now / 1000) };
  const jti = createHash('sha256').update(JSON.stringify(stamped)).digest('hex');
  const signed = `${HEADER}.${encodePart({ ...stamped, jti })}`;
  return `${signed}.${issuer.sign(signed).toString('base64url')}`;
}

/**
 * The claims of `jwt`, signed by the key that they name as issuer.
 * @param role the letter such a key begins with: `N` a server, `A` an account, `U` a user.
 * @throws ProtocolError if it is no JWT or its signature is wrong.
 */
export function readJwt(jwt: string, role: 'N' | 'A' | 'U'): JsonObject {
  const [header = '', payload = '', signature = '', ...rest] = jwt.split('.');
  const claims = decodePart(payload);
  const issuer = own(claims, 'iss');
  if (typeof issuer !== 'string' || !issuer.startsWith(role)) throw new ProtocolError('iss', `a key ${role}…`);
  const signed = isSignedBy(issuer, `${header}.${payload}`, Buffer.from(signature, 'base64url'));
  if (rest.length > 0 || !signed) throw new ProtocolError('jwt', 'a valid signature');
  return claims;
}

function encodePart(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decodePart(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    // Said below.
  }
  if (!isObject(value)) throw new ProtocolError('jwt', 'claims in JSON');
  return value;
}
