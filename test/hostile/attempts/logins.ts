// Getting in without a key, with somebody else's, or under a name nobody may have.
import { createAccount, createServer, createUser } from '@nats-io/nkeys';
import { signerOf } from '../../../launcher/auth/nkey.ts';
import { RESERVED_HANDLES } from '../../../web/protocol/subjects.ts';
import { RawClient } from '../../support/raw-client.ts';
import type { Attempt, Family } from '../attempt.ts';
import { login } from '../tries.ts';
import type { World } from '../world.ts';
import { loginsOfOthers } from './logins-of-others.ts';

const stranger = signerOf(createUser().getSeed());
const account = signerOf(createAccount().getSeed());
const server = signerOf(createServer().getSeed());

/** A signature with its last byte changed. */
function spoilt(signature: Buffer): string {
  const bytes = Buffer.from(signature);
  bytes[63] = (bytes[63] ?? 0) ^ 1;
  return bytes.toString('base64url');
}

const withoutProof: readonly Attempt<World>[] = [
  login('without any credentials', () => ({})),
  login('with a handle and no key', () => ({ name: 'newcomer' })),
  login('with a key and no signature', () => ({ name: 'newcomer', nkey: stranger.id })),
  login('with a signature and no key', (client) => ({ ...client.proof('newcomer', stranger), nkey: undefined })),
  login('with a signature that is nearly right', (client) => ({
    ...client.proof('newcomer', stranger),
    sig: spoilt(stranger.sign(client.nonce)),
  })),
  login('with a signature of nothing', (client) => ({
    ...client.proof('newcomer', stranger),
    sig: stranger.sign('').toString('base64url'),
  })),
  login('with an empty signature', (client) => ({ ...client.proof('newcomer', stranger), sig: '' })),
  login('with a signature that is no text', (client) => ({ ...client.proof('newcomer', stranger), sig: 7 })),
  login('with a key that is none', (client) => ({ ...client.proof('newcomer', stranger), nkey: 'UALICE' })),
  login('with the key of an account', (client) => client.proof('newcomer', account)),
  login('with the key of a server', (client) => client.proof('newcomer', server)),
  login('with a password', () => ({ user: 'newcomer', pass: 'newcomer' })),
  login('with a token', () => ({ name: 'newcomer', auth_token: 'newcomer' })),
];

const asAlice: readonly Attempt<World>[] = [
  login('as Alice, with a key of one’s own', (client) => client.proof('alice', stranger)),
  login('as Alice, with Mallory’s key that is known here', (client, { malloryKey }) =>
    client.proof('alice', malloryKey),
  ),
  login('as Alice in `user`, and as oneself in `name`', (client, { malloryKey }) => ({
    ...client.proof('mallory', malloryKey),
    user: 'alice',
  })),
  login('as Alice in a second `NAME` of the same command', (client, { malloryKey }) => ({
    ...client.proof('mallory', malloryKey),
    NAME: 'alice',
  })),
  login('with Alice’s public key and one’s own signature', (client, { aliceKey, malloryKey }) => ({
    ...client.proof('alice', malloryKey),
    nkey: aliceKey.id,
  })),
  {
    title: 'as Alice, with her signature of an earlier nonce',
    outcome: 'login refused',
    attack: async (world) => {
      using earlier = await RawClient.signedIn(world.webSocket, 'alice', world.aliceKey);
      const overheard = earlier.proof('alice', world.aliceKey);
      using client = await RawClient.dial(world.webSocket);
      client.connect(overheard);
      return (await client.flush()) ? 'SUCCEEDS' : 'login refused';
    },
  },
  {
    title: 'as Alice, with her signature of a nonce that another connection was given',
    outcome: 'login refused',
    attack: async (world) => {
      using relay = await RawClient.dial(world.webSocket);
      using client = await RawClient.dial(world.webSocket);
      client.connect(relay.proof('alice', world.aliceKey));
      return (await client.flush()) ? 'SUCCEEDS' : 'login refused';
    },
  },
];

const MALFORMED: readonly (readonly [what: string, name: unknown])[] = [
  ['empty', ''],
  ['the wildcard `*`', '*'],
  ['the wildcard `>`', '>'],
  ['with a dot, `alice.x`', 'alice.x'],
  ['with a wildcard, `alice.>`', 'alice.>'],
  ['in capitals, `Alice`', 'Alice'],
  ['with a space before it', ' alice'],
  ['with a space behind it', 'alice '],
  ['with a line end', 'alice\n'],
  ['with a NUL', 'alice\0'],
  ['with a command behind it', 'alice\r\nPUB chat.room.Go.alice 0\r\n\r\n'],
  ['with a letter that looks like another, Cyrillic `а`', '\u0430lice'],
  ['with an accent', 'al\u00edce'],
  ['with a character one does not see', 'al\u200bice'],
  ['in full-width letters', 'ａｌｉｃｅ'],
  ['of 33 letters', 'a'.repeat(33)],
  ['of 3,000 letters', 'a'.repeat(3000)],
  ['beginning with `-`', '-alice'],
  ['beginning with `_`', '__proto__'],
  ['beginning with `$`', '$SYS'],
  ['a template of nats.conf', '{{name()}}'],
  ['a path', '../alice'],
  ['a number', 7],
  ['a list', ['alice']],
  ['an object', { toString: 'alice' }],
  ['null', null],
];

const named: readonly Attempt<World>[] = [
  ...[...RESERVED_HANDLES].map((handle) =>
    login(`under the reserved handle \`${handle}\``, (client) => client.proof(handle, stranger)),
  ),
  ...MALFORMED.map(([what, name]) =>
    login(`under a handle that is ${what}`, (client) => ({ ...client.proof('', stranger), name })),
  ),
];

export const logins: Family<World> = {
  name: 'Logging in',
  attempts: [...withoutProof, ...asAlice, ...named, ...loginsOfOthers],
};
