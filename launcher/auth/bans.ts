// Who is banned: handles, and with each the keys that have or had it. In a key-value bucket of account AUTH.
import type { KV, KvEntry } from '@nats-io/kv';
import { isObject, own } from '../../web/protocol/check.ts';
import { isHandle } from '../../web/protocol/subjects.ts';

export interface Ban {
  readonly handle: string;
  /** Public keys that are shut out with it; none if nobody had the handle. */
  readonly keys: readonly string[];
  /** Since when, in milliseconds since 1970. */
  readonly time: number;
}

/**
 * The bucket has an entry for every banned handle, which says what is banned with it, and one for every banned key, so
 * that a login asks for two entries, however many bans there are. A key never looks like a handle: it is upper-case.
 */
export class Bans {
  readonly #bucket: KV;

  constructor(bucket: KV) {
    this.#bucket = bucket;
  }

  /** Whether this handle or this key is banned. */
  async includes(handle: string, key: string): Promise<boolean> {
    const entries = await Promise.all([this.#bucket.get(handle), this.#bucket.get(key)]);
    return entries.some((entry) => entry?.operation === 'PUT');
  }

  /** Bans `handle`, and `key` with it and with all it had before. @returns the keys banned with it now. */
  async add(handle: string, key: string | undefined): Promise<readonly string[]> {
    const before = readBan(await this.#bucket.get(handle));
    const keys = [...new Set([...(before?.keys ?? []), ...(key === undefined ? [] : [key])])];
    const isNew = before === undefined || keys.length > before.keys.length;
    if (isNew) await this.#bucket.put(handle, JSON.stringify({ keys }));
    for (const each of keys) await this.#bucket.put(each, JSON.stringify({ handle }));
    return keys;
  }

  /** Lifts the ban of `handle`, and of its keys where no other ban names them. @returns whether it was banned. */
  async remove(handle: string): Promise<boolean> {
    const bans = await this.all();
    const ban = bans.find((each) => each.handle === handle);
    if (ban === undefined) return false;
    const kept = new Set(bans.filter((each) => each !== ban).flatMap(({ keys }) => keys));
    for (const key of ban.keys) if (!kept.has(key)) await this.#bucket.delete(key);
    // Last, so that one that was interrupted can be done again.
    await this.#bucket.delete(handle);
    return true;
  }

  /** All bans, oldest first. */
  async all(): Promise<readonly Ban[]> {
    const bans: Ban[] = [];
    for await (const entry of await this.#bucket.history()) {
      const ban = readBan(entry);
      if (ban !== undefined) bans.push(ban);
    }
    return bans;
  }
}

/** @returns `undefined` for an entry that was deleted, and for that of a key. */
function readBan(entry: KvEntry | null): Ban | undefined {
  if (entry?.operation !== 'PUT' || !isHandle(entry.key)) return undefined;
  const value = entry.json<unknown>();
  const keys = isObject(value) ? own(value, 'keys') : undefined;
  const known: readonly unknown[] = Array.isArray(keys) ? keys : [];
  return {
    handle: entry.key,
    keys: known.filter((key) => typeof key === 'string'),
    time: entry.created.getTime(),
  };
}
