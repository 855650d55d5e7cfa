// The launcher's own way into nats-server, by its nkey.
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Keys } from '../keys.ts';

const PATIENCE_MS = 5000;

/** A connection of account CHAT that comes back by itself. */
export function connectLauncher(port: number, { launcher }: Keys): Promise<NatsConnection> {
  return connect({
    servers: `127.0.0.1:${port}`,
    name: 'natter launcher',
    authenticator: nkeyAuthenticator(launcher.seed),
    maxReconnectAttempts: -1,
    reconnectTimeWait: 50,
    timeout: PATIENCE_MS,
  });
}

/** @returns the id of the nats-server at this port; `undefined` if there is none, or none that knows the launcher's key. */
export async function serverIdAt(port: number, keys: Keys): Promise<string | undefined> {
  const connection = await connectLauncher(port, keys).catch(() => undefined);
  const id = connection?.info?.server_id;
  await connection?.close();
  return id;
}
