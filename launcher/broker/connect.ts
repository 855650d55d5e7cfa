// The launcher's own ways into nats-server, by its nkeys.
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Key, Keys } from '../keys.ts';

const PATIENCE_MS = 5000;

/**
 * A connection that comes back by itself.
 * @param port of nats-server on this machine. @param key decides the account. @param name for nats-server's own lists.
 */
export function connectAs(port: number, key: Key, name: string): Promise<NatsConnection> {
  return connect({
    servers: `127.0.0.1:${port}`,
    name,
    authenticator: nkeyAuthenticator(key.seed),
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true, // left alone, it would give up for good when a login is refused twice
    reconnectTimeWait: 10,
    reconnectJitter: 0, // the callout should be there before the tabs are
    timeout: PATIENCE_MS,
    noAsyncTraces: true, // they cost a login a tenth of its time
  });
}

/** The launcher's connection, of account CHAT. */
export function connectLauncher(port: number, { launcher }: Keys): Promise<NatsConnection> {
  return connectAs(port, launcher, 'natter launcher');
}

/** @returns the id of the nats-server at this port; `undefined` if there is none, or none that knows the launcher's key. */
export async function serverIdAt(port: number, keys: Keys): Promise<string | undefined> {
  const connection = await connectLauncher(port, keys).catch(() => undefined);
  const id = connection?.info?.server_id;
  await connection?.close();
  return id;
}
