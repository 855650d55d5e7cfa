// This browser's memory for one identity: an IndexedDB database, or nothing where the browser grants none.
import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import { isObject, own, stringAt } from '../protocol/check.ts';
import { EMOJI_MAX_LENGTH, NAME_MAX_LENGTH } from '../protocol/content.ts';
import { isHandle, isRoom } from '../protocol/subjects.ts';
import type { Identity } from '../domain/identity.ts';

interface Schema extends DBSchema {
  /** Single values by name; what is read back is checked, for an older or newer natter may have written it. */
  settings: { key: 'identity' | 'rooms'; value: unknown };
}

export interface Memory {
  identity(): Promise<Identity | undefined>;
  keepIdentity(identity: Identity): Promise<void>;
  /** The rooms this person joined, in their order; `undefined` on a first visit. */
  rooms(): Promise<readonly string[] | undefined>;
  keepRooms(rooms: readonly string[]): Promise<void>;
}

/**
 * Opens the memory of one identity.
 * @param namespace '' for the person of this browser, else the `as` of the tab's address.
 * @throws DOMException where the browser offers no IndexedDB, as in some private windows.
 */
export async function openMemory(namespace: string): Promise<Memory> {
  const name = namespace === '' ? 'natter' : `natter as ${namespace}`;
  const database = await openDB<Schema>(name, 1, { upgrade: (db) => void db.createObjectStore('settings') });
  return memoryIn(database);
}

/** A memory that lasts as long as the tab: for browsers without IndexedDB. */
export function forgetfulMemory(): Memory {
  return {
    identity: () => Promise.resolve(undefined),
    keepIdentity: () => Promise.resolve(),
    rooms: () => Promise.resolve(undefined),
    keepRooms: () => Promise.resolve(),
  };
}

function memoryIn(database: IDBPDatabase<Schema>): Memory {
  return {
    identity: async () => readIdentity(await database.get('settings', 'identity')),
    keepIdentity: async (identity) => void (await database.put('settings', identity, 'identity')),
    rooms: async () => readRooms(await database.get('settings', 'rooms')),
    keepRooms: async (rooms) => void (await database.put('settings', [...rooms], 'rooms')),
  };
}

function readIdentity(value: unknown): Identity | undefined {
  if (!isObject(value)) return undefined;
  const handle = own(value, 'handle');
  if (!isHandle(handle)) return undefined;
  return {
    handle,
    name: stringAt('name', own(value, 'name'), NAME_MAX_LENGTH),
    emoji: stringAt('emoji', own(value, 'emoji'), EMOJI_MAX_LENGTH),
  };
}

function readRooms(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter(isRoom) : undefined;
}
