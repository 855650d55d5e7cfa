// From an opened page to a session: the installation's configuration, this browser's memory, who the person is.
import { decodeConfig } from '../protocol/config.ts';
import type { InstallationConfig } from '../protocol/config.ts';
import { identityAs } from '../domain/identity.ts';
import type { Identity } from '../domain/identity.ts';
import { STARTING_ROOMS } from '../domain/route.ts';
import { openMemory } from '../storage/database.ts';
import type { Memory } from '../storage/database.ts';
import { EarlySocket } from '../transport/early-socket.ts';
import { newSeed } from '../transport/user-key.ts';
import { Session } from './session.ts';

/** What is known before anybody entered. */
export interface Boot {
  readonly memory: Memory;
  readonly servers: readonly string[];
  /** Opened while the memory is read. */
  readonly early: EarlySocket | undefined;
  /** Who was here before, or whom the tab's `?as=` names; `undefined` on a first visit. */
  readonly identity: Identity | undefined;
  /** The rooms the person joined, in their order. */
  readonly rooms: readonly string[];
  /** The secret that the person's handles belong to, `SU…`. */
  readonly seed: string;
  /** Newcomers must give an access code. */
  readonly asksCode: boolean;
  /** The one that let the person in before; empty if there is none. */
  readonly code: string;
}

/** Who enters, and by what. */
export interface Entrance {
  readonly me: Identity;
  readonly seed: string;
  readonly code: string;
  readonly rooms: readonly string[];
  /** The room to open first. */
  readonly room: string;
}

/** The installation could not be asked for its configuration. */
export class BootError extends Error {
  override readonly name = 'BootError';
}

/**
 * @param location the page's address. @throws BootError with a sentence for the person if the launcher does not answer.
 */
export async function boot(location: Location): Promise<Boot> {
  const as = new URLSearchParams(location.search).get('as') ?? '';
  const opening = openMemory(as);
  const config = await fetchConfig();
  const servers = serversOf(config, location);
  const [first] = servers;
  const early = first === undefined ? undefined : openSocket(first);
  const memory = await opening;
  const [known, rooms = STARTING_ROOMS, seed, code] = await Promise.all([
    memory.identity(),
    memory.rooms(),
    memory.seed(newSeed),
    memory.code(),
  ]);
  const identity = known ?? (as === '' ? undefined : identityAs(as));
  return { memory, servers, early, identity, rooms, seed, asksCode: config.accessCode, code };
}

/** Starts the session of somebody, who is remembered from now on. */
export function enter({ memory, servers, early }: Boot, { me, seed, code, rooms, room }: Entrance): Session {
  void memory.keepIdentity(me);
  void memory.keepCode(code);
  void memory.askToLast();
  const session = new Session({ me, seed, code, servers, early, rooms, current: room, memory });
  session.start();
  return session;
}

/** @throws BootError if the browser does not accept the address, as a page on https does not accept `ws:`. */
function openSocket(address: string): EarlySocket {
  try {
    return new EarlySocket(address);
  } catch (error) {
    throw new BootError(`This page cannot connect to NATS at ${address}: see --public-url.`, { cause: error });
  }
}

async function fetchConfig(): Promise<InstallationConfig> {
  try {
    const response = await fetch('./config.json');
    if (!response.ok) throw new Error(`status ${response.status}`);
    return decodeConfig(await response.json());
  } catch (error) {
    throw new BootError('natter’s launcher does not answer. Is “npm run launch” still running?', { cause: error });
  }
}

/** Where the page's own host offers NATS, unless the installation names full addresses. */
function serversOf({ servers, port }: InstallationConfig, { protocol, hostname }: Location): readonly string[] {
  if (servers.length > 0) return servers;
  return [`${protocol === 'https:' ? 'wss' : 'ws'}://${hostname}:${port}`];
}
