// What a tab shows and keeps, and what the stream has, in a form that can be compared.
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { StreamConfig } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { ChatState } from '../../web/domain/chat.ts';
import type { Row } from '../../web/domain/timeline.ts';
import type { Tab } from './people.ts';
import { until } from './wait.ts';

/** A row of the list as it stands in the page. */
export interface ReadRow {
  /** The stream's, as the row's tooltip says it; 0 for a message on its way. */
  readonly sequence: number;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** It is sent when there is a connection again. */
  readonly waits: boolean;
}

/**
 * The messages of the list, oldest first. Those in the page as they stand there; of a long list the others, which come into
 * it when somebody scrolls to them, as the list has them.
 */
export function readRows(tab: Tab): Promise<readonly ReadRow[]> {
  return tab.log.evaluate((log) => {
    const root = log.getRootNode();
    if (!(root instanceof ShadowRoot)) throw new Error('The list is no element of its own.');
    const drawn = new Map(
      [...log.querySelectorAll<HTMLElement>('message-row')].map((row) => {
        const time = row.shadowRoot?.querySelector('time');
        const text = row.shadowRoot?.querySelector('message-text')?.shadowRoot?.textContent ?? '';
        const sequence = Number(/number (\d+)$/.exec(time?.title ?? '')?.[1] ?? 0);
        return [row.dataset['key'], { sequence, text: text.trim(), time: Date.parse(time?.dateTime ?? '') }];
      }),
    );
    const rows: readonly Row[] = Reflect.get(root.host, 'rows');
    return rows.flatMap((row) => {
      if (row.type !== 'stored' && row.type !== 'outgoing') return [];
      const { content, time } = row.message;
      const sequence = row.type === 'stored' ? row.message.sequence : 0;
      const text = 'text' in content ? content.text.trim() : '';
      const waits = row.type === 'outgoing' && row.message.delivery.type === 'waiting';
      return [{ ...(drawn.get(row.key) ?? { sequence, text, time }), waits }];
    });
  });
}

/** Waits until the list shows exactly these texts, in this order. */
export async function showsExactly(tab: Tab, texts: readonly string[], limit = 30_000): Promise<void> {
  let shown: readonly string[] = [];
  const wanted = JSON.stringify(texts);
  const isSo = async (): Promise<boolean> => {
    shown = (await readRows(tab)).map(({ text }) => text);
    return JSON.stringify(shown) === wanted;
  };
  await until('the list to be complete', isSo, limit).catch((error: unknown) => {
    throw new Error(`${String(error)}: ${difference(shown, texts)}`, { cause: error });
  });
}

/** In one line, what is wrong with a list. */
function difference(shown: readonly string[], wanted: readonly string[]): string {
  const at = wanted.findIndex((text, index) => shown[index] !== text);
  const missing = wanted.filter((text) => !shown.includes(text));
  return [
    `${shown.length} rows instead of ${wanted.length}`,
    `from row ${at} on: ${JSON.stringify(shown.slice(at, at + 5))} instead of ${JSON.stringify(wanted.slice(at, at + 5))}`,
    `missing ${missing.length}: ${JSON.stringify(missing.slice(0, 5))}`,
  ].join('; ');
}

/** Writes these, one after the other in one go, as the composer hands on what was written; a person is slower. */
export function write(tab: Tab, texts: readonly string[]): Promise<void> {
  return tab.page.locator('message-composer').evaluate((composer, all) => {
    for (const text of all) {
      const written = new Event('message-written', { bubbles: true, composed: true });
      composer.dispatchEvent(Object.assign(written, { text }));
    }
  }, texts);
}

/** Waits until the page has a connection; the room is shown before that. */
export async function isConnected(tab: Tab): Promise<void> {
  await tab.page.getByText(/^NATS \d/).waitFor({ state: 'attached' });
}

/** Waits until the page knows that it has no connection; a person is told a second later. */
export async function isCutOff(tab: Tab): Promise<void> {
  await tab.page.getByText('No connection since').waitFor({ state: 'attached' });
}

/** The browser tells the page that the network may be another one. */
export async function toldOnline(...tabs: readonly Tab[]): Promise<void> {
  await Promise.all(tabs.map(({ page }) => page.evaluate(() => window.dispatchEvent(new Event('online')))));
}

/** Opens a room that is in the tab's address or list. */
export async function goTo(tab: Tab, room: string): Promise<void> {
  await tab.page.evaluate((name) => {
    location.hash = `#/room/${name}`;
  }, room);
  await tab.page.getByRole('log', { name: `Messages in ${room}` }).waitFor();
}

/**
 * Waits until the tab knows in every room from where on to count what is unread; for somebody who was never there, that is
 * where the stream is at that moment.
 */
export async function countsUnread(tab: Tab): Promise<void> {
  const isSo = (): Promise<boolean> =>
    tab.page.locator('side-bar').evaluate((bar) => {
      const { rooms, unread }: ChatState = Reflect.get(bar, 'chat');
      return [...rooms.keys()].every((room) => unread.has(room));
    });
  await until('the tab to count what is unread', isSo, 30_000);
}

/**
 * What this browser keeps under a key; `undefined` if nothing. What is shown is kept a moment later, and a reload before that
 * loses it. @param as of the tab's address; '' if that names nobody.
 */
export function keptIn(tab: Tab, as: string, store: 'settings' | 'drafts', key: string): Promise<unknown> {
  const name = as === '' ? 'natter' : `natter as ${as}`;
  return tab.page.evaluate(
    async (wanted) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(wanted.name);
        opening.addEventListener('success', () => resolve(opening.result));
        opening.addEventListener('error', () => reject(new Error('no database')));
      });
      const reading = database.transaction(wanted.store).objectStore(wanted.store).get(wanted.key);
      await new Promise((resolve) => reading.addEventListener('success', resolve));
      database.close();
      const value: unknown = reading.result;
      return value;
    },
    { name, store, key },
  );
}

/** The texts of what this browser keeps for sending, in order. @param as of the tab's address. */
export function keptLetters(tab: Tab, as: string): Promise<readonly string[]> {
  return tab.page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.addEventListener('success', () => resolve(opening.result));
      opening.addEventListener('error', () => reject(new Error('no database')));
    });
    const reading = database.transaction('outbox').objectStore('outbox').getAll();
    await new Promise((resolve) => reading.addEventListener('success', resolve));
    database.close();
    return reading.result.map((letter) => String(JSON.parse(letter.content.payload).text));
  }, `natter as ${as}`);
}

/** Waits until this browser remembers so many messages for the next visit. @param as of the tab's address. */
export async function remembers(tab: Tab, as: string, count: number): Promise<void> {
  const remembered = (): Promise<number> =>
    tab.page.evaluate(async (name) => {
      const opening = indexedDB.open(name);
      await new Promise((resolve) => opening.addEventListener('success', resolve));
      const counting = opening.result.transaction('messages').objectStore('messages').count();
      await new Promise((resolve) => counting.addEventListener('success', resolve));
      opening.result.close();
      return counting.result;
    }, `natter as ${as}`);
  await until(`${count} messages to be remembered`, async () => (await remembered()) === count);
}

/** Waits until nothing of what the open room shows is on its way, and nothing is kept for sending. */
export async function nothingWaits(tab: Tab, as: string, limit = 30_000): Promise<void> {
  await until(`nothing of ${as} to wait`, async () => (await keptLetters(tab, as)).length === 0, limit);
  const isFinal = async (): Promise<boolean> => (await readRows(tab)).every(({ sequence }) => sequence > 0);
  await until('every row to be stored', isFinal, limit);
}

export interface StoredText {
  readonly sequence: number;
  readonly room: string;
  readonly handle: string;
  readonly text: string;
}

/** Everything the stream has, in its order. */
export async function storedTexts(admin: NatsConnection): Promise<readonly StoredText[]> {
  const { streams } = await jetstreamManager(admin);
  const { state } = await streams.info('CHAT');
  if (state.messages === 0) return [];
  const consumer = await jetstream(admin).consumers.get('CHAT');
  const stored: StoredText[] = [];
  for await (const message of await consumer.fetch({ max_messages: state.messages, expires: 10_000 })) {
    const [, , room = '', handle = ''] = message.subject.split('.');
    stored.push({ sequence: message.seq, room, handle, text: textOf(message.string()) });
  }
  return stored;
}

/** As a reader sees it. */
function textOf(payload: string): string {
  return payload.startsWith('{') ? String(JSON.parse(payload).text) : payload;
}

/** The sequence the stream has reached. */
export async function lastSequence(admin: NatsConnection): Promise<number> {
  const { streams } = await jetstreamManager(admin);
  return (await streams.info('CHAT')).state.last_seq;
}

/** Changes the stream, as its admin. @returns what it was before. */
export async function changeStream(admin: NatsConnection, change: Partial<StreamConfig>): Promise<StreamConfig> {
  const { streams } = await jetstreamManager(admin);
  const { config } = await streams.info('CHAT');
  await streams.update('CHAT', { ...config, ...change });
  return config;
}
