// Logins byte by byte, and doors beside the one that a broker starts with.
import { createUser } from '@nats-io/nkeys';
import type { Doorkeeper } from '../../launcher/auth/doorkeeper.ts';
import { signerOf } from '../../launcher/auth/nkey.ts';
import type { Signer } from '../../launcher/auth/nkey.ts';
import { openDoor } from '../../launcher/auth/open.ts';
import type { Door } from '../../launcher/auth/open.ts';
import { Registry } from '../../launcher/auth/registry.ts';
import { connectAs } from '../../launcher/broker/connect.ts';
import type { NatsConnection } from '@nats-io/transport-node';
import type { TestBroker } from './broker.ts';
import { RawClient } from './raw-client.ts';
import type { Entrance } from './raw-client.ts';

/** The key of somebody new. */
export function somebody(): Signer {
  return signerOf(createUser().getSeed());
}

/** The two ways in. */
export function entrances({ ports }: TestBroker): readonly Entrance[] {
  return [{ webSocket: ports.ws }, { nats: ports.nats }];
}

/** What a client says of itself, after it was greeted. */
export type Introduction = (client: RawClient) => Readonly<Record<string, unknown>>;

/** Tries to log in. @returns `in`, or what the server says before it closes the connection. */
export async function attempt(entrance: Entrance, introduction: Introduction): Promise<string> {
  using client = await RawClient.dial(entrance);
  client.connect(introduction(client));
  return (await client.flush()) ? 'in' : client.errors.join(', ');
}

/** Tries to log in as `handle` with a valid proof. @param code the access code. */
export function login(entrance: Entrance, handle: string, key: Signer, code?: string): Promise<string> {
  const token = code === undefined ? {} : { auth_token: code };
  return attempt(entrance, (client) => ({ ...client.proof(handle, key), ...token }));
}

/** What the server says to somebody who is refused. */
export const REFUSED = 'Authorization Violation';

/** Why somebody would not be let in; `undefined` if they would. */
export async function reasonOf(
  { doorkeeper }: { readonly doorkeeper: Doorkeeper },
  handle: string,
  key: Signer,
  code = '',
): Promise<string | undefined> {
  const answer = await doorkeeper.answer({ handle, key: key.id, code }, '127.0.0.1');
  return answer.type === 'refused' ? answer.reason : undefined;
}

/** A door that can be left open until the end of a test. */
export type OtherDoor = Door & { readonly [Symbol.asyncDispose]: () => Promise<void> };

export interface DoorWish {
  readonly handleDays?: number;
  readonly accessCode?: string;
  readonly say?: (line: string) => void;
}

/** A door as the next launcher opens it, or another one on the same broker. */
export async function openAnotherDoor({ ports, keys }: TestBroker, wish: DoorWish = {}): Promise<OtherDoor> {
  const { handleDays = 0, accessCode, say = () => {} } = wish;
  const door = await openDoor({ port: ports.nats, keys, handleDays, accessCode, behindProxy: false, say });
  return { ...door, [Symbol.asyncDispose]: () => door.close() };
}

/** The registry as an admin has it. */
export interface OpenRegistry {
  /** Of account AUTH. */
  readonly connection: NatsConnection;
  readonly registry: Registry;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** A way into the registry beside the door’s. */
export async function openRegistry({ ports, keys }: TestBroker): Promise<OpenRegistry> {
  const connection = await connectAs(ports.nats, keys.callout, 'test registry');
  const registry = await Registry.find(connection);
  if (registry === undefined) throw new Error('No launcher has made the registry yet.');
  return { connection, registry, [Symbol.asyncDispose]: () => connection.close() };
}
