// What this browser knows of the person: who they are, the key that proves it, the rooms they joined.
import { ProtocolError, objectAt, own, stringAt } from '../protocol/check.ts';
import { personaAt } from '../protocol/content.ts';
import { USER_SEED } from '../protocol/login.ts';
import { aboutIn } from '../protocol/profile.ts';
import { HANDLE_MAX_LENGTH, handleProblem, isRoom } from '../protocol/subjects.ts';
import type { Identity } from '../domain/identity.ts';
import { decodePreferences } from '../domain/preferences.ts';
import type { Preferences } from '../domain/preferences.ts';
import type { AllRoomSettings, RoomSettings } from '../domain/room-settings.ts';
import { entriesOf, readRoomSettings, settingsOf, withSettings } from '../domain/room-settings.ts';
import { changeAtOnce } from './database.ts';
import type { Storage } from './database.ts';
import { mirrorLook } from './look-mirror.ts';

type Key = 'identity' | 'unannounced' | 'rooms' | 'roomSettings' | 'seed' | 'code' | 'config' | 'preferences';

/** Never in the way: what this browser does not keep is answered as by somebody who forgot it. */
export interface Memory {
  identity(): Promise<Identity | undefined>;
  keepIdentity(identity: Identity): Promise<void>;
  /** Whether the person changed how they are shown and others do not know it yet. */
  unannounced(): Promise<boolean>;
  keepUnannounced(unannounced: boolean): Promise<void>;
  /**
   * The seed of the person's key, made and kept at once if there is none: two tabs that ask get the same.
   * @param make makes a seed.
   */
  seed(make: () => string): Promise<string>;
  /** Somebody from another device is the person of this browser from now on. */
  keepPerson(identity: Identity, seed: string): Promise<void>;
  /** The access code that let the person in; empty if there is none. */
  code(): Promise<string>;
  keepCode(code: string): Promise<void>;
  /** The rooms this person joined, in their order; `undefined` on a first visit. */
  rooms(): Promise<readonly string[] | undefined>;
  keepRooms(rooms: readonly string[]): Promise<void>;
  /** What the person chose on this device; the default for what they did not. */
  preferences(): Promise<Preferences>;
  /** Keeps them, and tells the other tabs of this identity. */
  keepPreferences(preferences: Preferences): Promise<void>;
  /** Hears what the person chooses in other tabs, until `signal` aborts. */
  hearPreferences(heard: (preferences: Preferences) => void, signal: AbortSignal): void;
  /** How the person wants each room. */
  roomSettings(): Promise<AllRoomSettings>;
  /** Keeps them, and tells the other tabs of this identity. */
  keepRoomSettings(room: string, settings: RoomSettings): Promise<void>;
  /** Hears how the person wants a room from now on, as they say in other tabs, until `signal` aborts. */
  hearRoomSettings(heard: (room: string, settings: RoomSettings) => void, signal: AbortSignal): void;
  /** The installation's configuration as the launcher gave it last, unchecked; for a visit without the network. */
  config(): Promise<unknown>;
  keepConfig(config: unknown): Promise<void>;
  /** Asks the browser not to clear this memory by itself; it may ask the person, or say no. */
  askToLast(): Promise<void>;
  /** Forgets everything, the key too. */
  forget(): Promise<void>;
  /** Aborted when another tab made somebody else of the person of this browser, or nobody. */
  readonly changedElsewhere: AbortSignal;
  /** Aborted once this browser did not keep something. */
  readonly lost: AbortSignal;
}

export function memoryIn(storage: Storage): Memory {
  const { trying, lost } = storage;
  const { changedElsewhere, tellOthers } = watchOthers(storage.name);
  const choices = new BroadcastChannel(`${storage.name} preferences`);
  const wishes = new BroadcastChannel(`${storage.name} room settings`);
  const get = (key: Key): Promise<unknown> => trying((database) => database.get('settings', key));
  const put = (key: Key, value: unknown): Promise<void> =>
    trying((database) => changeAtOnce(database, 'settings', (store) => store.put(value, key)));
  return {
    identity: async () => readIdentity(await get('identity')),
    keepIdentity: (identity) => put('identity', identity),
    unannounced: async () => (await get('unannounced')) === true,
    keepUnannounced: (unannounced) => put('unannounced', unannounced),
    seed: async (make) => {
      const present = await get('seed');
      if (isSeed(present)) return present;
      const made = make();
      return (await getOrPutSeed(storage, made)) ?? made;
    },
    keepPerson: async (identity, seed) => {
      await replaceAll(storage, [
        ['identity', identity],
        ['seed', seed],
      ]);
      tellOthers();
    },
    code: async () => readText(await get('code')),
    keepCode: (code) => put('code', code),
    rooms: async () => readRooms(await get('rooms')),
    keepRooms: (rooms) => put('rooms', [...rooms]),
    preferences: async () => {
      const preferences = decodePreferences(await get('preferences'));
      if (!lost.aborted) mirrorLook(storage.name, preferences);
      return preferences;
    },
    keepPreferences: async (preferences) => {
      choices.postMessage(preferences);
      mirrorLook(storage.name, preferences);
      await put('preferences', preferences);
    },
    hearPreferences: (heard, signal) => {
      choices.addEventListener('message', ({ data }) => heard(decodePreferences(data)), { signal });
    },
    roomSettings: async () => readRoomSettings(await get('roomSettings')),
    keepRoomSettings: (room, settings) => {
      wishes.postMessage([room, settings]);
      return putRoomSettings(storage, room, settings);
    },
    hearRoomSettings: (heard, signal) => {
      const read = ({ data }: MessageEvent<unknown>): void => {
        const [room]: readonly unknown[] = Array.isArray(data) ? data : [];
        if (isRoom(room)) heard(room, settingsOf(readRoomSettings([data]), room));
      };
      wishes.addEventListener('message', read, { signal });
    },
    config: () => get('config'),
    keepConfig: (config) => put('config', config),
    askToLast: async () => {
      // Not there on plain HTTP from another machine.
      if (isSecureContext && !(await navigator.storage.persisted())) await navigator.storage.persist();
    },
    forget: async () => {
      await replaceAll(storage, []);
      tellOthers();
    },
    changedElsewhere,
    lost,
  };
}

/**
 * Lets these settings be all there is; what was waiting to be sent is another person's. In one transaction, so that nobody has
 * the key of one person and the handle of another.
 */
async function replaceAll({ name, trying }: Storage, settings: readonly (readonly [Key, unknown])[]): Promise<void> {
  mirrorLook(name, undefined);
  await trying(async (database) => {
    const stores = [...database.objectStoreNames];
    const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
    for (const store of stores) await transaction.objectStore(store).clear();
    for (const [key, value] of settings) await transaction.objectStore('settings').put(value, key);
    await transaction.done;
  });
}

/** In one transaction, so that of two tabs the first one counts. @returns what is there now. */
function getOrPutSeed({ trying }: Storage, fresh: string): Promise<string | undefined> {
  return trying(async (database) => {
    const { store, done } = database.transaction('settings', 'readwrite');
    const present = await store.get('seed');
    const seed = isSeed(present) ? present : fresh;
    if (seed === fresh) await store.put(fresh, 'seed');
    await done;
    return seed;
  });
}

/** In one transaction, so that what another tab keeps of other rooms stays. */
async function putRoomSettings({ trying }: Storage, room: string, settings: RoomSettings): Promise<void> {
  await trying(async (database) => {
    const { store, done } = database.transaction('settings', 'readwrite');
    const before = readRoomSettings(await store.get('roomSettings'));
    await store.put(entriesOf(withSettings(before, room, settings)), 'roomSettings');
    await done;
  });
}

function isSeed(value: unknown): value is string {
  return typeof value === 'string' && USER_SEED.test(value);
}

/** The tabs of one identity hear of each other by a channel that no other identity listens to. */
function watchOthers(name: string): { readonly changedElsewhere: AbortSignal; readonly tellOthers: () => void } {
  const change = new AbortController();
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', () => change.abort());
  return { changedElsewhere: change.signal, tellOthers: () => channel.postMessage('another person') };
}

/** @returns `undefined` for what is no identity: the person is asked again, as on a first visit. */
function readIdentity(value: unknown): Identity | undefined {
  try {
    return identityAt(value);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

function identityAt(value: unknown): Identity {
  const identity = objectAt('identity', value);
  const handle = stringAt('handle', own(identity, 'handle'), HANDLE_MAX_LENGTH);
  if (handleProblem(handle) !== undefined) throw new ProtocolError('handle', 'a handle that can be used');
  return { handle, ...personaAt('identity', value), ...aboutIn(identity) };
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function readRooms(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter(isRoom) : undefined;
}
