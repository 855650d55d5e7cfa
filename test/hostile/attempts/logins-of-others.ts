// Getting in as a user of nats.conf, or into another account than the one for people.
import { createAccount, createUser } from '@nats-io/nkeys';
import { signJwt } from '../../../launcher/auth/jwt.ts';
import { signerOf } from '../../../launcher/auth/nkey.ts';
import type { Signer } from '../../../launcher/auth/nkey.ts';
import type { Attempt } from '../attempt.ts';
import { login } from '../tries.ts';
import type { World } from '../world.ts';

const stranger = signerOf(createUser().getSeed());
const account = signerOf(createAccount().getSeed());

const HOUSE = ['launcher', 'callout', 'sys'] as const;

function signerOfHouse({ broker }: World, user: (typeof HOUSE)[number]): Signer {
  return signerOf(broker.keys[user].seed);
}

const asTheHouse: readonly Attempt<World>[] = [
  login('as the command line’s user, over WebSocket', () => ({ user: 'cli' })),
  login('as the command line’s user with an empty password, over WebSocket', () => ({ user: 'cli', pass: '' })),
  login('as the command line’s user with a password, over WebSocket', () => ({ user: 'cli', pass: 'cli' })),
  login('as the command line’s user with a key of one’s own', (client) => ({
    ...client.proof('newcomer', stranger),
    user: 'cli',
  })),
  ...HOUSE.flatMap((user) => [
    login(`with the very key of natter’s user \`${user}\`, over WebSocket`, (client, world) =>
      client.proof(user, signerOfHouse(world, user)),
    ),
    login(`with the public key of \`${user}\` and one’s own signature, over WebSocket`, (client, world) => ({
      ...client.proof('newcomer', stranger),
      nkey: world.broker.keys[user].id,
    })),
    login(
      `with the public key of \`${user}\` and one’s own signature, over TCP`,
      (client, world) => ({ ...client.proof('newcomer', stranger), nkey: world.broker.keys[user].id }),
      ({ nats }) => nats,
    ),
    login(
      `with the public key of \`${user}\` and no signature, over TCP`,
      (_, world) => ({ nkey: world.broker.keys[user].id }),
      ({ nats }) => nats,
    ),
    login(
      `with \`${user}\` as user and password, over TCP`,
      () => ({ user, pass: user }),
      ({ nats }) => nats,
    ),
  ]),
  login(
    'under a user that there is not, over TCP',
    () => ({ user: 'admin' }),
    ({ nats }) => nats,
  ),
];

/** A user’s JWT with every right, by a signer of one’s own. */
function forged(issuer: Signer, audience: string): string {
  const nats = { pub: {}, sub: {}, subs: -1, data: -1, payload: -1, type: 'user', version: 2 };
  return signJwt({ sub: stranger.id, aud: audience, name: 'alice', nats }, issuer, Date.now());
}

/** A JWT that says it needs no signature. */
function unsigned(jwt: string): string {
  const header = Buffer.from('{"typ":"JWT","alg":"none"}').toString('base64url');
  return `${header}.${jwt.split('.')[1]}.`;
}

const byOtherFields: readonly Attempt<World>[] = [
  login('with a JWT one has signed oneself', (client) => ({
    ...client.proof('alice', stranger),
    jwt: forged(account, 'WEB'),
  })),
  login('with a JWT for account CHAT one has signed oneself', (client) => ({
    ...client.proof('alice', stranger),
    jwt: forged(account, 'CHAT'),
  })),
  login('with a JWT that needs no signature', (client) => ({
    ...client.proof('alice', stranger),
    jwt: unsigned(forged(account, 'CHAT')),
  })),
  login('into account CHAT, by the field `account`', (client, { malloryKey }) => ({
    ...client.proof('mallory', malloryKey),
    account: 'CHAT',
  })),
  login('into a new account, by the field `new_account`', (client, { malloryKey }) => ({
    ...client.proof('mallory', malloryKey),
    account: 'MINE',
    new_account: true,
  })),
  login('into the system account, by the field `account`', (client, { malloryKey }) => ({
    ...client.proof('mallory', malloryKey),
    account: 'SYS',
  })),
];

export const loginsOfOthers: readonly Attempt<World>[] = [...asTheHouse, ...byOtherFields];
