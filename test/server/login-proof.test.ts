// Nobody gets in with another’s key: what a client must sign, and what is no proof.
import { createAccount, createServer, createUser } from '@nats-io/nkeys';
import { expect, test } from 'vitest';
import { signerOf } from '../../launcher/auth/nkey.ts';
import type { LoginRequest } from '../../launcher/auth/request.ts';
import { startBroker } from '../support/broker.ts';
import type { TestBroker } from '../support/broker.ts';
import { attempt, entrances, login, openRegistry, REFUSED, somebody } from '../support/logins.ts';
import type { Introduction } from '../support/logins.ts';
import { RawClient } from '../support/raw-client.ts';
import type { Entrance } from '../support/raw-client.ts';

const KEY = somebody();
const OTHER = somebody();
const SEED = createUser().getSeed();
const PROOFS: readonly (readonly [what: string, introduction: Introduction])[] = [
  ['a key and no signature', () => ({ name: 'ada', nkey: KEY.id })],
  ['an empty signature', (client) => ({ ...client.proof('ada', KEY), sig: '' })],
  ['a signature of nothing', (client) => ({ ...client.proof('ada', KEY), sig: KEY.sign('').toString('base64url') })],
  [
    'a signature of something else',
    (client) => ({ ...client.proof('ada', KEY), sig: KEY.sign(`${client.nonce} `).toString('base64url') }),
  ],
  ['a signature by somebody else', (client) => ({ ...client.proof('ada', OTHER), nkey: KEY.id })],
  ['the key of somebody else', (client) => ({ ...client.proof('ada', KEY), nkey: OTHER.id })],
  ['half a signature', (client) => ({ ...client.proof('ada', KEY), sig: client.proof('ada', KEY).sig.slice(0, 43) })],
  ['a signature and more', (client) => ({ ...client.proof('ada', KEY), sig: `${client.proof('ada', KEY).sig}AAAA` })],
  ['a key in small letters', (client) => ({ ...client.proof('ada', KEY), nkey: KEY.id.toLowerCase() })],
  ['a key with a letter too many', (client) => ({ ...client.proof('ada', KEY), nkey: `${KEY.id}A` })],
  ['a key with a letter too few', (client) => ({ ...client.proof('ada', KEY), nkey: KEY.id.slice(0, -1) })],
  ['the key of an account', (client) => client.proof('ada', signerOf(createAccount().getSeed()))],
  ['the key of a server', (client) => client.proof('ada', signerOf(createServer().getSeed()))],
  ['the seed instead of the key', (client) => ({ ...client.proof('ada', KEY), nkey: new TextDecoder().decode(SEED) })],
  ['a password instead', () => ({ user: 'ada', pass: 'open sesame' })],
  ['a token instead', () => ({ name: 'ada', auth_token: 'open sesame' })],
];
/** Over TCP these are the person at this machine, whatever they call themselves. */
const NO_PROOFS: typeof PROOFS = [
  ['no key and no signature', () => ({ name: 'ada' })],
  ['a signature and no key', (client) => ({ ...client.proof('ada', KEY), nkey: undefined })],
  ['a JWT instead', (client) => ({ name: 'ada', jwt: 'e30.e30.e30', sig: client.proof('ada', KEY).sig })],
];

test.each(NO_PROOFS)(
  '%s lets nobody in over WebSocket, and is no person of the chat over TCP',
  async (_what, introduction) => {
    await using broker = await startBroker();
    expect(await attempt({ webSocket: broker.ports.ws }, introduction)).toBe(REFUSED);
    using local = await RawClient.dial({ nats: broker.ports.nats });
    local.connect(introduction(local));
    const { payload } = await local.request('_INBOX.x', '$SYS.REQ.USER.INFO');
    expect(JSON.parse(payload)).toMatchObject({ data: { user: 'cli', account: 'CHAT' } });
    await using admin = await openRegistry(broker);
    expect(await admin.registry.claimOf('ada')).toBeUndefined();
  },
);

test.each(PROOFS)('%s is no proof', async (_what, introduction) => {
  await using broker = await startBroker();
  for (const entrance of entrances(broker)) expect(await attempt(entrance, introduction)).toBe(REFUSED);
  await using admin = await openRegistry(broker);
  expect(await admin.registry.claimOf('ada')).toBeUndefined();
  expect(broker.complaints).toEqual([]);
});

test('a proof that was overheard is none on another connection', async () => {
  await using broker = await startBroker();
  for (const entrance of entrances(broker)) {
    using overheard = await RawClient.dial(entrance);
    const proof = overheard.proof('ada', KEY);
    expect(await attempt(entrance, () => proof)).toBe(REFUSED);
    overheard.connect(proof);
    expect(await overheard.flush()).toBe(true);
    expect(await attempt(entrance, () => proof)).toBe(REFUSED);
  }
});

/** natter’s own users, as far as they try to come in as somebody in the chat. */
function ownKeys({ keys }: TestBroker): readonly (readonly [name: string, key: ReturnType<typeof signerOf>])[] {
  const { launcher, callout, sys } = keys;
  return Object.entries({ launcher, callout, sys }).map(([name, { seed }]) => [name, signerOf(seed)]);
}

test('natter’s own keys, and the command line, let nobody in over WebSocket', async () => {
  await using broker = await startBroker();
  const web: Entrance = { webSocket: broker.ports.ws };
  for (const [name, key] of ownKeys(broker)) expect(await login(web, 'ada', key), name).toBe(REFUSED);
  for (const said of [{}, { user: 'cli' }, { user: 'cli', pass: '' }, { name: 'cli' }]) {
    expect(await attempt(web, () => said), JSON.stringify(said)).toBe(REFUSED);
  }
});

test('the key that signs logins lets nobody in, anywhere', async () => {
  await using broker = await startBroker();
  const issuer = signerOf(broker.keys.issuer.seed);
  for (const entrance of entrances(broker)) expect(await login(entrance, 'ada', issuer)).toBe(REFUSED);
});

test('what a server did not give to be signed, and a client of another kind, prove nothing', async () => {
  await using broker = await startBroker();
  const { doorkeeper } = broker.door;
  const reasonFor = async (nonce: string, clientType: string): Promise<string | undefined> => {
    const request: LoginRequest = {
      serverId: '',
      connectionKey: '',
      clientType,
      address: '127.0.0.1',
      nonce,
      name: 'ada',
      user: '',
      nkey: KEY.id,
      signature: KEY.sign(nonce).toString('base64url'),
      token: '',
    };
    return (await doorkeeper.admit(request)).refusal;
  };
  for (const nonce of ['', 'a', 'abcdefghij']) expect(await reasonFor(nonce, 'websocket'), nonce).toBe('proof');
  for (const type of ['mqtt', 'leafnode', '', 'WebSocket']) expect(await reasonFor('abcdefghijk', type)).toBe('client');
  for (const type of ['websocket', 'nats']) expect(await reasonFor('abcdefghijk', type)).toBeUndefined();
});
