// Commands before one is let in, together with the login, and a second login later.
import { createUser } from '@nats-io/nkeys';
import { signerOf } from '../../../launcher/auth/nkey.ts';
import { publishCommand, RawClient } from '../../support/raw-client.ts';
import type { Entrance } from '../../support/raw-client.ts';
import type { Attempt, Family, Outcome } from '../attempt.ts';
import { refusalIn } from '../tries.ts';
import { MALLORY } from '../world.ts';
import type { World } from '../world.ts';

const stranger = signerOf(createUser().getSeed());

/** Sends everything in one packet. */
async function together(client: RawClient, login: object, command: Uint8Array | string): Promise<Outcome> {
  const connect = `CONNECT ${JSON.stringify({ headers: true, verbose: false, ...login })}\r\n`;
  client.write(Buffer.concat([Buffer.from(connect), Buffer.from(command)]));
  return (await client.flush()) ? refusalIn(client.errors) : 'login refused';
}

type Door = (world: World) => Entrance;
const DOORS: readonly (readonly [where: string, door: Door])[] = [
  ['over WebSocket', (world) => world.webSocket],
  ['over TCP', (world) => world.nats],
];

const COMMANDS: readonly (readonly [what: string, command: Uint8Array, outcome: Outcome])[] = [
  ['a message as Alice', publishCommand('chat.room.Go.alice', { payload: 'too quick' }), 'publish refused'],
  [
    'a message without a handle, before it is mapped',
    publishCommand('chat.room.Go', { payload: 'x' }),
    'publish refused',
  ],
  ['the deletion of a stream', publishCommand('$JS.API.STREAM.DELETE.CHAT', {}), 'publish refused'],
  ['a subscription to everything', Buffer.from('SUB > 1\r\n'), 'subscription refused'],
];

const withTheLogin: readonly Attempt<World>[] = DOORS.flatMap(([where, door]) =>
  COMMANDS.map(([what, command, outcome]) => ({
    title: `${what} in one packet with the login, ${where}`,
    outcome,
    attack: async (world: World) => {
      using client = await RawClient.dial(door(world));
      return await together(client, client.proof(MALLORY, world.malloryKey), command);
    },
  })),
);

const withARefusedLogin: readonly Attempt<World>[] = DOORS.map(([where, door]) => ({
  title: `a message as Alice in one packet with a login that is refused, ${where}`,
  outcome: 'login refused',
  attack: async (world: World) => {
    using client = await RawClient.dial(door(world));
    return await together(client, client.proof('alice', stranger), publishCommand('chat.room.Go.alice', {}));
  },
}));

const withoutLogin: readonly Attempt<World>[] = COMMANDS.map(([what, command]) => ({
  title: `${what} without any login, over WebSocket`,
  outcome: 'connection closed',
  attack: async (world: World) => {
    using client = await RawClient.dial(world.webSocket);
    client.write(command);
    return (await client.flush()) ? refusalIn(client.errors) : 'connection closed';
  },
}));

const later: readonly Attempt<World>[] = [
  {
    title: 'a second login with another key on the same connection, then a message as them',
    outcome: 'connection closed',
    attack: async (world) => {
      using client = await world.mallory();
      client.connect(client.proof('carol', stranger));
      client.publish('chat.room.Go.carol');
      return (await client.flush()) ? refusalIn(client.errors) : 'connection closed';
    },
  },
  {
    title: 'a second login under another handle on the same connection, then a message under it',
    outcome: 'publish refused',
    attack: async (world) => {
      using client = await world.mallory();
      client.connect(client.proof('carol', world.malloryKey));
      client.publish('chat.room.Go.carol');
      return (await client.flush()) ? refusalIn(client.errors) : 'connection closed';
    },
  },
  {
    title: 'a second login as the command line, then a message as it',
    outcome: 'connection closed',
    attack: async (world) => {
      using client = await world.mallory();
      client.connect({ user: 'cli' });
      client.publish('chat.room.Go');
      return (await client.flush()) ? refusalIn(client.errors) : 'connection closed';
    },
  },
  {
    title: 'options of the login that no page uses, then a message as Alice',
    outcome: 'publish refused',
    attack: async (world) => {
      const odd = {
        echo: false,
        tls_required: true,
        lang: 'x'.repeat(2000),
        hub: true,
        is_leafnode: true,
        cluster: 'x',
      };
      using client = await RawClient.signedIn(world.webSocket, MALLORY, world.malloryKey, {
        ...odd,
        remote_account: 'CHAT',
        permissions: { publish: { allow: ['>'] } },
      });
      client.publish('chat.room.Go.alice');
      return (await client.flush()) ? refusalIn(client.errors) : 'connection closed';
    },
  },
];

export const threshold: Family<World> = {
  name: 'On the threshold',
  attempts: [...withTheLogin, ...withARefusedLogin, ...withoutLogin, ...later],
};
