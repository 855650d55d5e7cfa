// nats-server's own word on streams and connections, asked over its system account: it has no monitoring port.
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';
import type { Keys } from '../../launcher/keys.ts';

/** Something that is asked about: the port of a nats-server, and the keys of its own users. */
export interface Asked {
  readonly port: number;
  readonly keys: Keys;
}

/**
 * @param what such as `CONNZ`, `JSZ` or `VARZ`. @param options as the monitoring pages have them.
 * @returns the answer's data, whose shape the caller knows.
 */
export async function askServer<Data>({ port, keys }: Asked, what: string, options: object = {}): Promise<Data> {
  const connection = await connect({
    servers: `127.0.0.1:${port}`,
    authenticator: nkeyAuthenticator(keys.sys.seed),
    reconnect: false,
  });
  try {
    const subject = `$SYS.REQ.SERVER.${connection.info?.server_id}.${what}`;
    const answer = await connection.request(subject, JSON.stringify(options), { timeout: 5000 });
    return answer.json<{ data: Data }>().data;
  } finally {
    await connection.close();
  }
}
