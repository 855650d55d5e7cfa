// Letters on disk: what a person wrote goes here before it goes to the network, and leaves when the server has confirmed it.
import { isObject, objectAt, own, ProtocolError, stringAt } from '../protocol/check.ts';
import { decodeContent, payloadOf } from '../protocol/content.ts';
import { PAYLOAD_MAX_BYTES } from '../protocol/streams.ts';
import { isHandle, isRoom } from '../protocol/subjects.ts';
import type { Letter } from '../domain/letter.ts';
import { changeAtOnce } from './database.ts';
import type { Database, Storage } from './database.ts';

/** What happened to the letters of this identity, in this tab or another. */
export type OutboxNews =
  | { readonly type: 'changed' }
  /** The person gave it up. */
  | { readonly type: 'discarded'; readonly room: string; readonly id: string }
  /** It goes out under a new id, for a stranger occupied the first one. */
  | { readonly type: 'renamed'; readonly room: string; readonly id: string; readonly newId: string };

export interface OutboxStore {
  /** The same in all tabs of one person. */
  readonly name: string;
  /**
   * The letters of `handle`, in the order in which they were written; those of other tabs too. `undefined` where nothing is
   * kept.
   */
  all(handle: string): Promise<readonly Letter[] | undefined>;
  /**
   * Begins to write it, at once and so that it is finished without this tab too. Resolves when it is on disk, or will never be.
   * @returns whether it is.
   */
  add(letter: Letter): Promise<boolean>;
  /** Puts `letter` in the place of the one with this id. */
  replace(id: string, letter: Letter): Promise<void>;
  remove(id: string): Promise<void>;
  /** Tells the other tabs. */
  tell(news: OutboxNews): void;
  /** Hears what other tabs tell, until `signal` aborts. */
  listen(heard: (news: OutboxNews) => void, signal: AbortSignal): void;
}

const bytes = new TextEncoder();

export function outboxStoreIn({ name, trying }: Storage): OutboxStore {
  const channel = new BroadcastChannel(`${name} outbox`);
  return {
    name: channel.name,
    all: async (handle) => {
      const values = await trying((database) => database.getAll('outbox'));
      return values?.flatMap(readLetter).filter((letter) => letter.handle === handle);
    },
    add: async (letter) => {
      const kept = await trying((database) => addLetter(database, letter));
      channel.postMessage({ type: 'changed' });
      return kept === true;
    },
    replace: async (id, letter) => {
      await trying(async (database) => {
        const key = await database.getKeyFromIndex('outbox', 'id', id);
        if (key !== undefined) await changeAtOnce(database, 'outbox', (store) => store.put(entryOf(letter), key));
      });
      channel.postMessage({ type: 'changed' });
    },
    remove: async (id) => {
      await trying(async (database) => {
        const key = await database.getKeyFromIndex('outbox', 'id', id);
        if (key !== undefined) await changeAtOnce(database, 'outbox', (store) => store.delete(key));
      });
      channel.postMessage({ type: 'changed' });
    },
    tell: (news) => channel.postMessage(news),
    listen: (heard, signal) => {
      const options = { signal };
      channel.addEventListener('message', ({ data }) => heard(readNews(data)), options);
    },
  };
}

/** Strictly on disk. */
async function addLetter(database: Database, letter: Letter): Promise<true> {
  await changeAtOnce(database, 'outbox', (store) => store.put(entryOf(letter)), { durability: 'strict' });
  return true;
}

/** The content as on the wire, with its id beside it for the index. */
function entryOf({ room, handle, content, time, after, failed }: Letter): object {
  return { room, handle, content: { id: content.id, payload: payloadOf(content) }, time, after, failed };
}

/** @returns nothing for what is no letter. */
function readLetter(value: unknown): readonly Letter[] {
  try {
    return [letterAt(value)];
  } catch (error) {
    if (error instanceof ProtocolError) return [];
    throw error;
  }
}

function letterAt(value: unknown): Letter {
  const entry = objectAt('letter', value);
  const [room, handle, failed] = [own(entry, 'room'), own(entry, 'handle'), own(entry, 'failed')];
  if (!isRoom(room) || !isHandle(handle)) throw new ProtocolError('room', 'a room and a handle');
  const payload = stringAt('payload', own(objectAt('content', own(entry, 'content')), 'payload'), PAYLOAD_MAX_BYTES);
  const content = decodeContent(bytes.encode(payload));
  if (content.type !== 'message' || content.id === undefined || content.user === undefined) {
    throw new ProtocolError('content', 'a message');
  }
  const { id, user } = content;
  return {
    room,
    handle,
    content: { ...content, id, user },
    time: Number(own(entry, 'time')),
    after: Number(own(entry, 'after')),
    failed: typeof failed === 'string' ? failed : undefined,
  };
}

function readNews(value: unknown): OutboxNews {
  if (!isObject(value)) return { type: 'changed' };
  const [type, room, id, newId] = ['type', 'room', 'id', 'newId'].map((key) => own(value, key));
  if (!isRoom(room) || typeof id !== 'string') return { type: 'changed' };
  if (type === 'renamed' && typeof newId === 'string') return { type, room, id, newId };
  return type === 'discarded' ? { type, room, id } : { type: 'changed' };
}
