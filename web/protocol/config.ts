// /config.json: what the launcher tells the page about this installation.
import { objectAt, own, ProtocolError } from './check.ts';

export interface InstallationConfig {
  /** natter's version. */
  readonly version: string;
  /** Full WebSocket addresses of the servers; empty where the page is to use its own host name and `port`. */
  readonly servers: readonly string[];
  /** The port of the WebSocket listener on the host the page came from. */
  readonly port: number;
  /** Newcomers must give an access code. */
  readonly accessCode: boolean;
}

/** @throws ProtocolError naming the field that is wrong. */
export function decodeConfig(value: unknown): InstallationConfig {
  const config = objectAt('config', value);
  const [version, servers, port] = [own(config, 'version'), own(config, 'servers'), own(config, 'port')];
  if (typeof version !== 'string') throw new ProtocolError('version', 'a string');
  if (!Array.isArray(servers) || !servers.every((server) => typeof server === 'string')) {
    throw new ProtocolError('servers', 'a list of addresses');
  }
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new ProtocolError('port', 'a whole number from 1 to 65535');
  }
  return { version, servers, port, accessCode: own(config, 'accessCode') === true };
}
