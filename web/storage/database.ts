// This browser's memory for one identity: an IndexedDB database, or nothing where the browser grants none.
import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import { objectAt, own, ProtocolError, stringAt } from '../protocol/check.ts';
import { EMOJI_MAX_LENGTH, NAME_MAX_LENGTH } from '../protocol/content.ts';
import { HANDLE_MAX_LENGTH, handleProblem, isRoom } from '../protocol/subjects.ts';
import type { Identity } from '../domain/identity.ts';

interface Schema extends DBSchema {
  /** Single values by name; what is read back is checked, for an older or newer natter may have written it. */
  settings: { key: Key; value: unknown };
}

type Key = 'identity' | 'rooms';

/** What is remembered. Never in the way: what this browser does not keep is answered as by somebody who forgot it. */
export interface Memory {
  identity(): Promise<Identity | undefined>;
  keepIdentity(identity: Identity): Promise<void>;
  /** The rooms this person joined, in their order; `undefined` on a first visit. */
  rooms(): Promise<readonly string[] | undefined>;
  keepRooms(rooms: readonly string[]): Promise<void>;
  /** Aborted, with the reason, once this browser did not keep something: no IndexedDB, no space, a broken database. */
  readonly lost: AbortSignal;
}

/** Opens the memory of one identity. @param namespace '' for the person of this browser, else the `as` of the tab's address. */
export async function openMemory(namespace: string): Promise<Memory> {
  const loss = new AbortController();
  const trying = async <Value>(operation: () => Promise<Value>): Promise<Value | undefined> => {
    try {
      return await operation();
    } catch (error) {
      loss.abort(error);
      return undefined;
    }
  };
  const database = await trying(() => openDatabase(namespace));
  const get = (key: Key): Promise<unknown> => trying(async () => database?.get('settings', key));
  const put = async (key: Key, value: unknown): Promise<void> =>
    void (await trying(async () => database?.put('settings', value, key)));
  return {
    identity: async () => readIdentity(await get('identity')),
    keepIdentity: (identity) => put('identity', identity),
    rooms: async () => readRooms(await get('rooms')),
    keepRooms: (rooms) => put('rooms', [...rooms]),
    lost: loss.signal,
  };
}

/** @throws DOMException where the browser offers no IndexedDB, as in some private windows, or the database is another's. */
async function openDatabase(namespace: string): Promise<IDBPDatabase<Schema>> {
  const name = namespace === '' ? 'natter' : `natter as ${namespace}`;
  const database = await openDB<Schema>(name, 1, {
    upgrade: (db) => void db.createObjectStore('settings'),
    // A newer natter in another tab wants to change the database; this tab must not make it wait.
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
  if (database.objectStoreNames.contains('settings')) return database;
  database.close();
  throw new DOMException(`The database “${name}” is not one of natter’s.`, 'NotFoundError');
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
  return {
    handle,
    name: stringAt('name', own(identity, 'name'), NAME_MAX_LENGTH),
    emoji: stringAt('emoji', own(identity, 'emoji'), EMOJI_MAX_LENGTH),
  };
}

function readRooms(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter(isRoom) : undefined;
}
