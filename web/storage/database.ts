// This browser's memory for one identity: an IndexedDB database, or nothing where the browser grants none.
import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import { objectAt, own, ProtocolError, stringAt } from '../protocol/check.ts';
import { personaAt } from '../protocol/content.ts';
import { USER_SEED } from '../protocol/login.ts';
import { HANDLE_MAX_LENGTH, handleProblem, isRoom } from '../protocol/subjects.ts';
import type { Identity } from '../domain/identity.ts';

interface Schema extends DBSchema {
  /** Single values by name; what is read back is checked, for an older or newer natter may have written it. */
  settings: { key: Key; value: unknown };
}

type Key = 'identity' | 'unannounced' | 'rooms' | 'seed' | 'code';

/** What is remembered. Never in the way: what this browser does not keep is answered as by somebody who forgot it. */
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
  /** Asks the browser not to clear this memory by itself; it may ask the person, or say no. */
  askToLast(): Promise<void>;
  /** Forgets everything, the key too. */
  forget(): Promise<void>;
  /** Aborted when another tab made somebody else of the person of this browser, or nobody. */
  readonly changedElsewhere: AbortSignal;
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
  const { changedElsewhere, tellOthers } = watchOthers(namespace);
  const get = (key: Key): Promise<unknown> => trying(async () => database?.get('settings', key));
  const put = async (key: Key, value: unknown): Promise<void> =>
    void (await trying(async () => database?.put('settings', value, key)));
  return {
    identity: async () => readIdentity(await get('identity')),
    keepIdentity: (identity) => put('identity', identity),
    unannounced: async () => (await get('unannounced')) === true,
    keepUnannounced: (unannounced) => put('unannounced', unannounced),
    seed: async (make) => {
      const present = await get('seed');
      if (isSeed(present)) return present;
      const made = make();
      return (await trying(() => getOrPutSeed(database, made))) ?? made;
    },
    keepPerson: async (identity, seed) => {
      await trying(async () => database && putPerson(database, identity, seed));
      tellOthers();
    },
    code: async () => readText(await get('code')),
    keepCode: (code) => put('code', code),
    askToLast: async () => {
      // Not there on plain HTTP from another machine.
      if (isSecureContext && !(await navigator.storage.persisted())) await navigator.storage.persist();
    },
    forget: async () => {
      await trying(async () => database?.clear('settings'));
      tellOthers();
    },
    changedElsewhere,
    rooms: async () => readRooms(await get('rooms')),
    keepRooms: (rooms) => put('rooms', [...rooms]),
    lost: loss.signal,
  };
}

/** @throws DOMException where the browser offers no IndexedDB, as in some private windows, or the database is another's. */
async function openDatabase(namespace: string): Promise<IDBPDatabase<Schema>> {
  const name = databaseName(namespace);
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

/** In one transaction, so that of two tabs the first one counts. @returns what is there now. */
async function getOrPutSeed(database: IDBPDatabase<Schema> | undefined, fresh: string): Promise<string | undefined> {
  if (database === undefined) return undefined;
  const { store, done } = database.transaction('settings', 'readwrite');
  const present = await store.get('seed');
  const seed = isSeed(present) ? present : fresh;
  if (seed === fresh) await store.put(fresh, 'seed');
  await done;
  return seed;
}

/** In one transaction, so that nobody ever has the key of one person and the handle of another. */
async function putPerson(database: IDBPDatabase<Schema>, identity: Identity, seed: string): Promise<void> {
  const { store, done } = database.transaction('settings', 'readwrite');
  const puts = [store.put(identity, 'identity'), store.put(seed, 'seed'), store.put(false, 'unannounced')];
  await Promise.all([...puts, done]);
}

function isSeed(value: unknown): value is string {
  return typeof value === 'string' && USER_SEED.test(value);
}

/** The tabs of one identity hear of each other by a channel that no other identity listens to. */
function watchOthers(namespace: string): { readonly changedElsewhere: AbortSignal; readonly tellOthers: () => void } {
  const change = new AbortController();
  const channel = new BroadcastChannel(databaseName(namespace));
  channel.addEventListener('message', () => change.abort());
  return { changedElsewhere: change.signal, tellOthers: () => channel.postMessage('another person') };
}

function databaseName(namespace: string): string {
  return namespace === '' ? 'natter' : `natter as ${namespace}`;
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
  return { handle, ...personaAt('identity', value) };
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function readRooms(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter(isRoom) : undefined;
}
