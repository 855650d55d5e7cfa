// What most attempts do: log in, publish, subscribe or request, and tell what became of it.
import { connect } from 'node:net';
import { NoUpgradeError } from '../support/wire.ts';
import { RawClient } from '../support/raw-client.ts';
import type { Entrance, Publication } from '../support/raw-client.ts';
import { until } from '../support/wait.ts';
import type { Attempt, Outcome } from './attempt.ts';
import { INBOX } from './world.ts';
import type { World } from './world.ts';

/** Fields of a CONNECT command, for a connection that was greeted. */
export type Credentials = (client: RawClient, world: World) => Readonly<Record<string, unknown>>;

/** Logs in over WebSocket, or where `entrance` says. */
export function login(
  title: string,
  credentials: Credentials,
  entrance = (world: World): Entrance => world.webSocket,
): Attempt<World> {
  return {
    title,
    outcome: 'login refused',
    attack: async (world) => {
      using client = await RawClient.dial(entrance(world));
      client.connect(credentials(client, world));
      return (await client.flush()) ? 'SUCCEEDS' : 'login refused';
    },
  };
}

export function publish(title: string, subject: string, publication: Publication = {}): Attempt<World> {
  return {
    title,
    outcome: 'publish refused',
    attack: (world) => asMallory(world, (client) => client.publish(subject, publication)),
  };
}

export function subscribe(title: string, subject: string, queue = ''): Attempt<World> {
  return {
    title,
    outcome: 'subscription refused',
    attack: (world) => asMallory(world, (client) => client.subscribe(subject, queue)),
  };
}

/** Lets Mallory, who is let in, send something. @returns what the server said to it. */
export async function asMallory(world: World, send: (client: RawClient) => unknown): Promise<Outcome> {
  using client = await world.mallory();
  send(client);
  if (!(await client.flush())) return 'connection closed';
  return refusalIn(client.errors);
}

/** What these errors of the server mean. */
export function refusalIn(errors: readonly string[]): Outcome {
  if (errors.some((error) => error.startsWith('Permissions Violation for Publish'))) return 'publish refused';
  if (errors.some((error) => error.startsWith('Permissions Violation for Subscription'))) return 'subscription refused';
  return errors.length > 0 ? 'request refused' : 'SUCCEEDS';
}

/** Opens a connection that the server should not upgrade. */
export async function handshake(entrance: Entrance): Promise<Outcome> {
  try {
    using client = await RawClient.dial(entrance);
    return (await client.flush()) ? 'SUCCEEDS' : 'connection closed';
  } catch (error) {
    if (error instanceof NoUpgradeError) return 'handshake refused';
    throw error;
  }
}

/** The answer to a request of Mallory's; she may make it, and listens to it in her inbox. */
export async function ask(world: World, subject: string, publication: Publication): Promise<string> {
  using client = await world.mallory();
  return (await client.request(INBOX, subject, publication)).payload;
}

/** Sends `sent` to a port and waits until the server closes; it may answer with an HTTP error. */
export async function sendRaw(port: number, sent: string | Uint8Array): Promise<Outcome> {
  const socket = connect({ port, host: '127.0.0.1' });
  let received = '';
  socket.on('data', (chunk) => (received += String(chunk)));
  socket.on('error', () => {});
  socket.write(sent);
  await until('the server to close the connection', () => socket.closed);
  return /HTTP\/1\.[01] (200|101)|PONG/.test(received) ? 'SUCCEEDS' : 'connection closed';
}

/** What other protocols open with. */
export const GARBAGE = Buffer.from(Array.from({ length: 8192 }, (_, index) => (index * 37 + 11) % 256));
export const TLS_GREETING = Buffer.from(`1603010200010001fc0303${'0d0a'.repeat(254)}`, 'hex');
export const NATS_AS_CLI = 'CONNECT {"user":"cli"}\r\nPUB chat.room.Go.alice 2\r\nhi\r\nPING\r\n\r\n';
