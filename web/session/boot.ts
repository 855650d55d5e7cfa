// From an opened page to a session: the installation's configuration, this browser's memory, who the person is.
import { decodeConfig } from '../protocol/config.ts';
import type { InstallationConfig } from '../protocol/config.ts';
import { identityAs } from '../domain/identity.ts';
import type { Identity } from '../domain/identity.ts';
import type { Look, Preferences } from '../domain/preferences.ts';
import type { AllRoomSettings } from '../domain/room-settings.ts';
import { STARTING_ROOMS } from '../domain/route.ts';
import { mirroredLook } from '../storage/look-mirror.ts';
import { storageName } from '../storage/names.ts';
import { openStores } from '../storage/stores.ts';
import type { Stores } from '../storage/stores.ts';
import { EarlySocket } from '../transport/early-socket.ts';
import { newSeed } from '../transport/user-key.ts';
import { Session } from './session.ts';
import { namespaceOf } from './was-here.ts';

/** What is known before anybody entered. */
export interface Boot extends Stores {
  readonly servers: readonly string[];
  /** Opened while the memory is read. */
  readonly early: EarlySocket | undefined;
  /** Who was here before, or whom the tab's `?as=` names; `undefined` on a first visit. */
  readonly identity: Identity | undefined;
  /** The rooms the person joined, in their order. */
  readonly rooms: readonly string[];
  readonly preferences: Preferences;
  /** How the person wants each room. */
  readonly roomSettings: AllRoomSettings;
  /** What is half written, by room. */
  readonly drafted: ReadonlyMap<string, string>;
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
  readonly roomSettings: AllRoomSettings;
  /** The room to open first. */
  readonly room: string;
}

/** The installation could not be asked for its configuration. */
export class BootError extends Error {
  override readonly name = 'BootError';
}

/** What the page shall look like until the memory was read. @param location the page's address. */
export function earlyLook(location: Location): Look {
  return mirroredLook(storageName(namespaceOf(location)));
}

/**
 * @param location the page's address. @throws BootError with a sentence for the person if the launcher does not answer.
 */
export async function boot(location: Location): Promise<Boot> {
  const as = namespaceOf(location);
  const opening = openStores(as);
  const config = await findConfig(opening);
  const servers = serversOf(config, location);
  const [first] = servers;
  const early = first === undefined ? undefined : openSocket(first);
  const stores = await opening;
  const { memory } = stores;
  const [known, rooms = STARTING_ROOMS, roomSettings, seed, code, preferences, drafts] = await Promise.all([
    memory.identity(),
    memory.rooms(),
    memory.roomSettings(),
    memory.seed(newSeed),
    memory.code(),
    memory.preferences(),
    stores.drafts.all(),
  ]);
  const identity = known ?? (as === '' ? undefined : identityAs(as));
  const kept = { identity, rooms, roomSettings, preferences, drafted: drafts, seed, code };
  return { ...stores, ...kept, servers, early, asksCode: config.accessCode };
}

/** Starts the session of somebody, who is remembered from now on. */
export function enter(boot: Boot, { me, seed, code, rooms, roomSettings, room }: Entrance): Session {
  const { memory, servers, early, preferences } = boot;
  void memory.keepIdentity(me);
  void memory.keepCode(code);
  void memory.askToLast();
  const kept = { rooms, roomSettings, current: room, preferences, stores: boot };
  const session = new Session({ me, seed, code, servers, early, ...kept });
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

/** From the launcher; without the network, as it was the last time. @throws BootError if there was none. */
async function findConfig(opening: Promise<Stores>): Promise<InstallationConfig> {
  try {
    const config = await fetchConfig();
    void opening.then(({ memory }) => memory.keepConfig(config));
    return config;
  } catch (error) {
    const { memory } = await opening;
    const known = await memory.config();
    if (known === undefined) throw error;
    return decodeConfig(known);
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
