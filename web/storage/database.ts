// This browser's memory for one identity: an IndexedDB database, or nothing where the browser grants none.
import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase, IDBPObjectStore } from 'idb';
import { storageName } from './names.ts';

/** What is read back is checked, for an older or newer natter may have written it. */
export interface Schema extends DBSchema {
  /** Single values by name. */
  settings: { key: string; value: unknown };
  /** What the person wrote and the server has not confirmed, in the order in which it was written. */
  outbox: { key: number; value: unknown; indexes: { id: string } };
  /** What is half written, by room. */
  drafts: { key: string; value: unknown };
  /** The newest messages of rooms that were looked into. */
  messages: { key: [room: string, sequence: number]; value: unknown };
  /** Up to where those are complete, by room. */
  rooms: { key: string; value: unknown; indexes: { used: number } };
}

export type Database = IDBPDatabase<Schema>;

/** A database that may not be there; what it is asked for then is answered as by one that is empty. */
export interface Storage {
  /** Of the database; other tabs of the same identity use the same one. */
  readonly name: string;
  /** @returns `undefined` where this browser keeps nothing, or what was asked failed. */
  readonly trying: <Value>(operation: (database: Database) => Promise<Value>) => Promise<Value | undefined>;
  /** Aborted, with the reason, once this browser did not keep something: no IndexedDB, no space, a broken database. */
  readonly lost: AbortSignal;
}

const STORES = ['settings', 'outbox', 'drafts', 'messages', 'rooms'] as const;
/** 1: settings. 2: outbox, drafts, messages, rooms. */
const VERSION = 2;

/** @param namespace '' for the person of this browser, else the `as` of the tab's address. */
export async function openStorage(namespace: string): Promise<Storage> {
  const name = storageName(namespace);
  const loss = new AbortController();
  let database: Database | undefined;
  const trying = async <Value>(operation: (database: Database) => Promise<Value>): Promise<Value | undefined> => {
    if (database === undefined) return undefined;
    try {
      return await operation(database);
    } catch (error) {
      loss.abort(error);
      return undefined;
    }
  };
  try {
    database = await openDatabase(name);
  } catch (error) {
    loss.abort(error);
  }
  return { name, trying, lost: loss.signal };
}

/**
 * Makes one change, committed in the same step: by itself the browser would ask this tab before, which may have crashed or gone
 * elsewhere by then. @param change begins it. @throws DOMException if it failed.
 */
export async function changeAtOnce<Name extends (typeof STORES)[number]>(
  database: Database,
  name: Name,
  change: (store: IDBPObjectStore<Schema, [Name], Name, 'readwrite'>) => Promise<unknown>,
  options?: IDBTransactionOptions,
): Promise<void> {
  const transaction = database.transaction(name, 'readwrite', options);
  const changed = change(transaction.store);
  transaction.commit();
  await Promise.all([changed, transaction.done]);
}

/** @throws DOMException where the browser offers no IndexedDB, as in some private windows, or the database is another's. */
async function openDatabase(name: string): Promise<Database> {
  const database = await openDB<Schema>(name, VERSION, {
    upgrade: (db, before) => {
      if (before < 1) db.createObjectStore('settings');
      if (before < 2) {
        db.createObjectStore('outbox', { autoIncrement: true }).createIndex('id', 'content.id', { unique: true });
        db.createObjectStore('drafts');
        db.createObjectStore('messages', { keyPath: ['room', 'sequence'] });
        db.createObjectStore('rooms', { keyPath: 'room' }).createIndex('used', 'used');
      }
    },
    // A newer natter in another tab wants to change the database; this tab must not make it wait.
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
  if (STORES.every((store) => database.objectStoreNames.contains(store))) return database;
  database.close();
  throw new DOMException(`The database “${name}” is not one of natter’s.`, 'NotFoundError');
}
