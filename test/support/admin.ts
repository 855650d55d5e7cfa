// The scene of the admin's tests: commands that print, people with keys, and doors that are slower than real ones.
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { expect } from 'vitest';
import type { Access } from '../../launcher/admin/access.ts';
import { aborted } from '../../launcher/aborted.ts';
import { serveLogins } from '../../launcher/auth/callout.ts';
import type { Conditions, Doorkeeper } from '../../launcher/auth/doorkeeper.ts';
import { signerOf } from '../../launcher/auth/nkey.ts';
import { Registry } from '../../launcher/auth/registry.ts';
import { connectAs } from '../../launcher/broker/connect.ts';
import { publicKeyOf } from '../../web/transport/key-in-javascript.ts';
import type { TestBroker } from './broker.ts';
import { TestTab } from './tab.ts';

/** What a command printed. */
export class Terminal {
  text = '';
  readonly say = (line: string): void => {
    this.text += `${line}\n`;
  };
}

/** @param loginMs how long a login may be under way: no time at all, where the test has none under way. */
export function accessTo({ ports, keys }: TestBroker, loginMs = 0): Access {
  return { port: ports.nats, keys, loginMs };
}

/** What runs when `command` is given at the terminal. @returns what it printed. */
export async function printed(command: (say: (line: string) => void) => Promise<void>): Promise<string> {
  const terminal = new Terminal();
  await command(terminal.say);
  return terminal.text;
}

/** Something to wait for until another part of the test lets one through. */
export function gate(): { readonly open: () => void; readonly passed: Promise<void> } {
  const controller = new AbortController();
  return { open: () => controller.abort(), passed: aborted(controller.signal) };
}

/** Where tabs come in, and who decides about them. */
export type Entrance = Pick<TestBroker, 'webSocket'> & { readonly door: Pick<TestBroker['door'], 'doorkeeper'> };

/** A tab of the person with this key; it gives up when the door says why it is not let in. */
export function tabOf({ webSocket, door }: Entrance, handle: string, seed: string): TestTab {
  const question = { handle, key: publicKeyOf(seed), code: '' };
  return new TestTab(webSocket, handle, {
    seed,
    whyRefused: async () => {
      const answer = await door.doorkeeper.answer(question, '127.0.0.1');
      return answer.type === 'refused' ? answer : undefined;
    },
  });
}

/** Opens a tab that is let in. */
export async function enter(broker: TestBroker, handle: string, seed: string): Promise<TestTab> {
  const tab = tabOf(broker, handle, seed);
  await tab.link();
  return tab;
}

/** Tries to get in, in vain. */
export async function isTurnedAway(entrance: Entrance, handle: string, seed: string): Promise<void> {
  using tab = tabOf(entrance, handle, seed);
  await tab.ended;
  expect(tab.connectionEvents, handle).toEqual(['refused']);
}

/** A bot over TCP, which says of itself what it likes. */
export function connectBot(broker: TestBroker, seed: string, user: string, name: string): Promise<NatsConnection> {
  const authenticator = [nkeyAuthenticator(new TextEncoder().encode(seed)), () => ({ user })];
  return connect({ servers: `127.0.0.1:${broker.ports.nats}`, name, authenticator, reconnect: false });
}

/** A doorkeeper who asks nothing special of anybody. */
export const NO_CONDITIONS: Conditions = { accessCode: undefined, behindProxy: false };

/** Takes the place of the door with another doorkeeper. */
export async function serveWith(
  broker: TestBroker,
  make: (registry: Registry) => Doorkeeper,
): Promise<Entrance & { readonly [Symbol.asyncDispose]: () => Promise<void> }> {
  await broker.door.close();
  const connection = await connectAs(broker.ports.nats, broker.keys.callout, 'test callout');
  const doorkeeper = make(await Registry.open(connection, 0));
  serveLogins({ connection, doorkeeper, issuer: signerOf(broker.keys.issuer.seed), validSeconds: 60, say: () => {} });
  await connection.flush();
  return { webSocket: broker.webSocket, door: { doorkeeper }, [Symbol.asyncDispose]: () => connection.close() };
}
