// What is half written, room by room; it is there again after a reload.
import { own, isObject } from '../protocol/check.ts';
import { changeAtOnce } from './database.ts';
import type { Storage } from './database.ts';

export interface Drafts {
  /** By room; of another tab too. */
  all(): Promise<ReadonlyMap<string, string>>;
  /** @param text empty forgets it. */
  keep(room: string, text: string): Promise<void>;
}

export function draftsIn({ trying }: Storage): Drafts {
  return {
    all: async () => {
      const drafts = new Map<string, string>();
      await trying(async (database) => {
        const [rooms, values] = await Promise.all([database.getAllKeys('drafts'), database.getAll('drafts')]);
        for (const [index, room] of rooms.entries()) {
          const text = isObject(values[index]) ? own(values[index], 'text') : undefined;
          if (typeof text === 'string') drafts.set(room, text);
        }
      });
      return drafts;
    },
    keep: async (room, text) => {
      await trying(async (database) => {
        await changeAtOnce(database, 'drafts', (store) =>
          text === '' ? store.delete(room) : store.put({ text }, room),
        );
      });
    },
  };
}
