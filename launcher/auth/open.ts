// Opens the door: a connection of account AUTH, the registry in it, and the callout that nats-server asks.
import type { Keys } from '../keys.ts';
import { connectAs } from '../broker/connect.ts';
import { serveLogins } from './callout.ts';
import { Doorkeeper } from './doorkeeper.ts';
import type { Conditions } from './doorkeeper.ts';
import { signerOf } from './nkey.ts';
import { Registry } from './registry.ts';

export interface DoorSettings extends Conditions {
  /** Port of nats-server on this machine. */
  readonly port: number;
  readonly keys: Keys;
  /** How long a handle stays claimed without a login; 0 is for ever. */
  readonly handleDays: number;
  readonly say: (line: string) => void;
}

export interface Door {
  readonly doorkeeper: Doorkeeper;
  /** Nobody new gets in after this. */
  readonly close: () => Promise<void>;
}

/** @returns once logins are answered. */
export async function openDoor({ port, keys, handleDays, say, ...conditions }: DoorSettings): Promise<Door> {
  const connection = await connectAs(port, keys.callout, 'natter callout');
  try {
    const doorkeeper = new Doorkeeper(await Registry.open(connection, handleDays), conditions);
    const issuer = signerOf(keys.issuer.seed);
    serveLogins({ connection, doorkeeper, issuer, validSeconds: validity(handleDays), say });
    await connection.flush();
    return { doorkeeper, close: () => connection.close() };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

const DAY_SECONDS = 86_400;

/**
 * A claim is renewed by a login only. So no login lasts longer than half of what a claim does: else somebody who stays
 * connected could lose their handle to another, and both would be there under it.
 */
function validity(handleDays: number): number {
  return handleDays === 0 ? DAY_SECONDS : Math.min(DAY_SECONDS, (handleDays * DAY_SECONDS) / 2);
}
