// Everything this browser keeps for one identity, opened together.
import { openStorage } from './database.ts';
import { draftsIn } from './drafts.ts';
import type { Drafts } from './drafts.ts';
import { marksIn } from './marks.ts';
import type { Marks } from './marks.ts';
import { memoryIn } from './memory.ts';
import type { Memory } from './memory.ts';
import { messageCacheIn } from './message-cache.ts';
import type { MessageCache } from './message-cache.ts';
import { outboxStoreIn } from './outbox-store.ts';
import type { OutboxStore } from './outbox-store.ts';

export interface Stores {
  /** The same in all tabs of one identity. */
  readonly name: string;
  readonly memory: Memory;
  readonly outbox: OutboxStore;
  readonly drafts: Drafts;
  readonly cache: MessageCache;
  readonly marks: Marks;
}

/** @param namespace '' for the person of this browser, else the `as` of the tab's address. */
export async function openStores(namespace: string): Promise<Stores> {
  const storage = await openStorage(namespace);
  return {
    name: storage.name,
    memory: memoryIn(storage),
    outbox: outboxStoreIn(storage),
    drafts: draftsIn(storage),
    cache: messageCacheIn(storage),
    marks: marksIn(storage),
  };
}
