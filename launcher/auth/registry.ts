// Whose handle is whose, and who is banned: key-value buckets of account AUTH, which no browser ever reaches.
import { JetStreamApiError, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import type { KV, KvEntry } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import { isObject, own } from '../../web/protocol/check.ts';
import { Bans } from './bans.ts';
import type { Ban } from './bans.ts';

/** Who has a handle, or had it. */
export interface Claim {
  /** Public key, `U…`. */
  readonly key: string;
  /** Taken from that key by an admin: anybody else may have the handle. */
  readonly released: boolean;
  /** The bucket's, for changing exactly this claim. */
  readonly revision: number;
  /** When it was written, in milliseconds since 1970. */
  readonly time: number;
}

const HANDLES = 'handles';
const BANS = 'bans';
const MEGABYTE = 1024 ** 2;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const DEDUPE_MS = 120_000;
const STREAM_NOT_FOUND = 10059;
const WRONG_REVISION = 10071;

export class Registry {
  readonly #handles: KV;
  readonly #bans: Bans;

  /** A claim is written anew at most this often, for every write goes to the disk before a login is answered. */
  readonly #renewMs: number;

  private constructor(handles: KV, bans: KV, days: number) {
    this.#handles = handles;
    this.#bans = new Bans(bans);
    this.#renewMs = days === 0 ? HOUR_MS : Math.min(HOUR_MS, (days * DAY_MS) / 8);
  }

  /** The buckets as a launcher made them. @param connection of account AUTH. @returns `undefined` if none has yet. */
  static async find(connection: NatsConnection): Promise<Registry | undefined> {
    const { streams } = await jetstreamManager(connection);
    try {
      await Promise.all([HANDLES, BANS].map((bucket) => streams.info(`KV_${bucket}`)));
    } catch (error) {
      if (hasCode(error, STREAM_NOT_FOUND)) return undefined;
      throw error;
    }
    const kvm = new Kvm(jetstream(connection));
    return new Registry(await kvm.open(HANDLES), await kvm.open(BANS), 0);
  }

  /**
   * Makes the buckets if they are not there, and adapts how long a claim lasts.
   * @param connection of account AUTH. @param days how long a handle stays claimed without a login; 0 is for ever.
   */
  static async open(connection: NatsConnection, days: number): Promise<Registry> {
    const js = jetstream(connection);
    const kvm = new Kvm(js);
    const handles = await kvm.create(HANDLES, { history: 1, max_bytes: 64 * MEGABYTE });
    const bans = await kvm.create(BANS, { history: 1, max_bytes: 16 * MEGABYTE });
    const { streams } = await jetstreamManager(connection);
    const age = { max_age: nanoseconds(days * DAY_MS), duplicate_window: nanoseconds(dedupeMs(days * DAY_MS)) };
    const { config } = await streams.info(`KV_${HANDLES}`);
    if (config.max_age !== age.max_age) await streams.update(`KV_${HANDLES}`, age);
    return new Registry(handles, bans, days);
  }

  /** @returns `undefined` if nobody has `handle`. */
  async claimOf(handle: string): Promise<Claim | undefined> {
    return readClaim(await this.#handles.get(handle));
  }

  /**
   * Binds `handle` to `key` if it is free, and renews the claim if it is theirs.
   * @param present what `claimOf` answered. @returns whose it is now.
   */
  async claim(handle: string, key: string, present: Claim | undefined): Promise<Claim> {
    if (present !== undefined && !isToWrite(present, key, this.#renewMs)) return present;
    const mine = JSON.stringify({ key });
    try {
      const revision =
        present === undefined
          ? await this.#handles.create(handle, mine)
          : await this.#handles.update(handle, mine, present.revision);
      return { key, released: false, revision, time: Date.now() };
    } catch (error) {
      // Somebody was quicker: a stranger, an admin, or oneself on another device.
      const quicker = error instanceof JetStreamApiError ? await this.claimOf(handle) : undefined;
      if (quicker === undefined) throw error;
      return quicker;
    }
  }

  /** The handles that these keys have. Reads the whole bucket. */
  async handlesOf(keys: readonly string[]): Promise<readonly string[]> {
    const handles: string[] = [];
    for await (const entry of await this.#handles.history()) {
      const claim = readClaim(entry);
      if (claim !== undefined && !claim.released && keys.includes(claim.key)) handles.push(entry.key);
    }
    return handles;
  }

  /** Takes `handle` from its key, so that anybody else may have it. @returns whether anybody had it. */
  async release(handle: string): Promise<boolean> {
    const claim = await this.claimOf(handle);
    if (claim === undefined || claim.released) return false;
    try {
      await this.#handles.update(handle, JSON.stringify({ key: claim.key, released: true }), claim.revision);
      return true;
    } catch (error) {
      // Its owner has just logged in, or another admin was quicker.
      if (hasCode(error, WRONG_REVISION)) return this.release(handle);
      throw error;
    }
  }

  /** Whether this handle or this key is banned. */
  isBanned(handle: string, key: string): Promise<boolean> {
    return this.#bans.includes(handle, key);
  }

  /** Bans `handle` and the key that has it, so that changing the handle does not help. @returns the keys banned with it. */
  async ban(handle: string): Promise<readonly string[]> {
    const claim = await this.claimOf(handle);
    return this.#bans.add(handle, claim?.released === false ? claim.key : undefined);
  }

  /** @returns whether `handle` was banned. */
  unban(handle: string): Promise<boolean> {
    return this.#bans.remove(handle);
  }

  /** All bans, oldest first. */
  bans(): Promise<readonly Ban[]> {
    return this.#bans.all();
  }
}

function nanoseconds(milliseconds: number): number {
  return milliseconds * 1e6;
}

/** A dedupe window longer than the entries live is refused. */
function dedupeMs(maxAgeMs: number): number {
  return maxAgeMs === 0 ? DEDUPE_MS : Math.min(DEDUPE_MS, maxAgeMs);
}

/** Whether `key` is to be written into a claim that is there: to take over a released one, or to renew its own. */
function isToWrite({ key: owner, released, time }: Claim, key: string, renewMs: number): boolean {
  if (released) return owner !== key;
  return owner === key && Date.now() - time > renewMs;
}

/** @returns `undefined` for a handle that is free. */
function readClaim(entry: KvEntry | null): Claim | undefined {
  if (entry?.operation !== 'PUT') return undefined;
  const value = objectOf(entry);
  const key = own(value, 'key');
  if (typeof key !== 'string') return undefined;
  const { revision, created } = entry;
  return { key, released: own(value, 'released') === true, revision, time: created.getTime() };
}

function objectOf(entry: KvEntry): Readonly<Record<string, unknown>> {
  const value = entry.json<unknown>();
  return isObject(value) ? value : {};
}

function hasCode(error: unknown, code: number): boolean {
  return error instanceof JetStreamApiError && error.code === code;
}
