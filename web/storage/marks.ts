// How far the person has read in each room, kept on this device too: for a visit without the network, and for whoever tells nobody.
import { isObject, own, ProtocolError } from '../protocol/check.ts';
import { readMarkAt } from '../protocol/room-words.ts';
import type { ReadMark } from '../protocol/room-words.ts';
import { isRoom } from '../protocol/subjects.ts';
import type { Database, Storage } from './database.ts';

export interface Marks {
  all(): Promise<ReadonlyMap<string, ReadMark>>;
  /** Written at once, or as soon as the writing before is done; the other tabs of this identity hear of it. */
  keep(marks: ReadonlyMap<string, ReadMark>): void;
  /** Hears how far the person reads in other tabs, until `signal` aborts. */
  hear(heard: (marks: ReadonlyMap<string, ReadMark>) => void, signal: AbortSignal): void;
}

const KEY = 'marks';

export function marksIn({ name, trying }: Storage): Marks {
  const channel = new BroadcastChannel(`${name}: marks`);
  let due: ReadonlyMap<string, ReadMark> | undefined;
  let writing = false;
  const write = async (): Promise<void> => {
    writing = true;
    for (let next = due; next !== undefined; next = due) {
      due = undefined;
      await trying((database) => putFurther(database, next));
    }
    writing = false;
  };
  return {
    all: async () => readMarks(await trying((database) => database.get('settings', KEY))),
    keep: (marks) => {
      due = marks;
      channel.postMessage([...marks]);
      if (!writing) void write();
    },
    hear: (heard, signal) => channel.addEventListener('message', ({ data }) => heard(readMarks(data)), { signal }),
  };
}

/** In one transaction, and never back: another tab may have read further, and not have told anybody. */
async function putFurther(database: Database, marks: ReadonlyMap<string, ReadMark>): Promise<void> {
  const { store, done } = database.transaction('settings', 'readwrite');
  const kept = new Map(readMarks(await store.get(KEY)));
  for (const [room, mark] of marks) {
    const before = kept.get(room);
    if (before?.stream !== mark.stream || before.sequence < mark.sequence) kept.set(room, mark);
  }
  await store.put([...kept], KEY);
  await done;
}

/** What is none is left out. */
function readMarks(value: unknown): ReadonlyMap<string, ReadMark> {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  return new Map(entries.flatMap((entry) => markEntry(entry) ?? []));
}

function markEntry(entry: unknown): [[string, ReadMark]] | undefined {
  const [room, mark]: readonly unknown[] = Array.isArray(entry) ? entry : [];
  try {
    return isRoom(room) && isObject(mark) && own(mark, 'stream') !== '' ? [[room, readMarkAt(mark)]] : undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
