// What somebody has not read: counted exactly, the same in all their tabs and devices.
import { expect, test } from 'vitest';
import { jetstreamManager } from '@nats-io/jetstream';
import { DEFAULT_PREFERENCES } from '../../web/domain/preferences.ts';
import { encodeReadMark } from '../../web/protocol/room-words.ts';
import type { ReadMark } from '../../web/protocol/room-words.ts';
import { openStores } from '../../web/storage/stores.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { startBroker } from '../support/broker.ts';
import { Visit } from '../support/visit.ts';
import { until } from '../support/wait.ts';

test('what was said before one ever came is not new', async () => {
  await using broker = await startBroker();
  using bob = await Visit.open(broker.webSocket, 'bob');
  await bob.say('Go', 'long ago');
  await bob.say('Rust', 'long ago');
  using ada = await Visit.open(broker.webSocket, 'ada');
  await ada.until('one who knows both rooms', ({ unread }) => unread.size === 2);
  expect([ada.unread('Go').count, ada.unread('Rust').count]).toEqual([0, 0]);
});

test('what others say in another room is counted, one’s own is not, and being called is counted apart', async () => {
  await using broker = await startBroker();
  using ada = await Visit.open(broker.webSocket, 'ada');
  using bob = await Visit.open(broker.webSocket, 'bob');
  await bob.say('Rust', 'one');
  await bob.say('Rust', 'two, @ada');
  await ada.say('Rust', 'my own');
  await ada.counts('Rust', 2, 1);
  ada.session.enterRoom('Rust');
  await ada.until('one who has a line', ({ newAfter }) => newAfter !== undefined);
  ada.session.reading.reads('Rust');
  await ada.counts('Rust', 0);
});

test('what arrives while one reads is read, and what arrives while one looks away is new', async () => {
  await using broker = await startBroker();
  using ada = await Visit.open(broker.webSocket, 'ada');
  using bob = await Visit.open(broker.webSocket, 'bob');
  ada.session.reading.reads('Go');
  await bob.say('Go', 'seen');
  await ada.until('one who has it', ({ rooms }) => rooms.get('Go')?.messages.length === 1);
  ada.session.reading.reads('Go');
  expect([ada.unread('Go').count, ada.state.newAfter]).toEqual([0, undefined]);
  ada.session.reading.reads(undefined);
  await bob.say('Go', 'unseen');
  await ada.counts('Go', 1);
  expect(ada.state.newAfter).toBe(1);
});

test('after a reload and after a lost connection the count is what it was, with what came meanwhile', async () => {
  await using broker = await startBroker();
  const [seed, browser] = [newSeed(), 'reload'];
  using bob = await Visit.open(broker.webSocket, 'bob');
  {
    using ada = await Visit.open(broker.webSocket, 'ada', { seed, browser });
    await bob.say('Rust', 'one');
    await bob.say('Rust', 'two');
    await ada.counts('Rust', 2);
  }
  await bob.say('Rust', 'three');
  using again = await Visit.open(broker.webSocket, 'ada', { seed, browser });
  await again.counts('Rust', 3);
  await broker.killAndRestart();
  await bob.until('connected again', ({ connection }) => connection.type === 'live');
  await bob.say('Rust', 'four');
  await again.counts('Rust', 4);
});

test('somebody in three hundred rooms has each of them counted', async () => {
  await using broker = await startBroker();
  const rooms = Array.from({ length: 300 }, (_, index) => `Room${index}`);
  const wish = { seed: newSeed(), browser: 'many rooms', rooms, current: 'Room0' };
  using bob = await Visit.open(broker.webSocket, 'bob');
  {
    using ada = await Visit.open(broker.webSocket, 'ada', wish);
    await ada.until('aware of all rooms', ({ unread }) => unread.size === rooms.length);
    ada.session.reading.flush();
  }
  for (const room of rooms) bob.session.say(room, 'hello');
  await bob.until('one whose messages are stored', () =>
    rooms.every((room) => bob.state.rooms.get(room)?.outgoing.every(({ delivery }) => delivery.type === 'stored')),
  );
  using again = await Visit.open(broker.webSocket, 'ada', wish);
  await again.until('one who counts all', () => rooms.every((room) => again.unread(room).count === 1));
  expect(again.state.connection.type).toBe('live');
});

test('what is read on one device is read on the other, at once and later', async () => {
  await using broker = await startBroker();
  const seed = newSeed();
  using phone = await Visit.open(broker.webSocket, 'ada', { seed });
  using tablet = await Visit.open(broker.webSocket, 'ada', { seed });
  using bob = await Visit.open(broker.webSocket, 'bob');
  await bob.say('Rust', 'one', 'two', 'three');
  await Promise.all([phone.counts('Rust', 3), tablet.counts('Rust', 3)]);
  phone.session.enterRoom('Rust');
  await phone.until('in the room', ({ rooms }) => rooms.get('Rust')?.messages.length === 3);
  phone.session.reading.reads('Rust');
  await Promise.all([phone.counts('Rust', 0), tablet.counts('Rust', 0)]);
  await bob.say('Rust', 'four');
  phone.session.reading.reads(undefined);
  await tablet.counts('Rust', 1);
  phone.session.reading.flush();
  using laptop = await Visit.open(broker.webSocket, 'ada', { seed });
  await laptop.until('one who knows the room', ({ unread }) => unread.has('Rust'));
  expect(laptop.unread('Rust').count).toBeLessThanOrEqual(1);
  await laptop.counts('Rust', tablet.unread('Rust').count);
});

test('beyond a hundred nobody counts, and all of it can be marked as read', async () => {
  await using broker = await startBroker();
  const seed = newSeed();
  using ada = await Visit.open(broker.webSocket, 'ada', { seed, browser: 'many' });
  using bob = await Visit.open(broker.webSocket, 'bob');
  await bob.say('Rust', ...Array.from({ length: 130 }, (_, number) => `number ${number}`));
  await bob.say('Go', 'that was all');
  await ada.counts('Go', 1); // it comes after all of those
  await ada.counts('Rust', 100);
  ada.session.reading.markRead('Rust');
  await ada.counts('Rust', 0);
  using again = await Visit.open(broker.webSocket, 'ada', { seed, browser: 'many' });
  await again.counts('Rust', 0);
  await bob.say('Rust', 'one more');
  await again.counts('Rust', 1);
  again.session.reading.markAllRead();
  await again.counts('Rust', 0);
});

test('a mark beyond all that was said, or of another stream, marks nothing as read', async () => {
  await using broker = await startBroker();
  const seed = newSeed();
  using ada = await Visit.open(broker.webSocket, 'ada', { seed });
  using bob = await Visit.open(broker.webSocket, 'bob');
  await bob.say('Rust', 'one', 'two');
  await ada.counts('Rust', 2);
  const { stream } = ada.state;
  broker.admin.publish('chat.read.Rust.ada', encodeReadMark({ sequence: Number.MAX_SAFE_INTEGER, stream }));
  broker.admin.publish('chat.read.Go.ada', encodeReadMark({ sequence: 2, stream: '2020-01-01T00:00:00Z' }));
  await bob.say('Rust', 'three');
  await ada.counts('Rust', 3);
  await bob.say('Rust', 'four');
  await ada.counts('Rust', 4);
  using later = await Visit.open(broker.webSocket, 'ada', { seed });
  await bob.say('Rust', 'five');
  await later.counts('Rust', 1); // this device knows no true mark: what was said before is not new
  later.session.reading.markRead('Rust');
  await Promise.all([ada.counts('Rust', 0), later.counts('Rust', 0)]);
  await bob.say('Rust', 'six');
  await Promise.all([ada.counts('Rust', 1), later.counts('Rust', 1)]);
});

test('who tells nobody how far they read has the same count after a reload, and others learn nothing', async () => {
  await using broker = await startBroker();
  const quiet = { ...DEFAULT_PREFERENCES, sendRead: false };
  const wish = { seed: newSeed(), browser: 'quiet', preferences: quiet };
  using bob = await Visit.open(broker.webSocket, 'bob');
  {
    using ada = await Visit.open(broker.webSocket, 'ada', wish);
    await bob.say('Go', 'one', 'two');
    await ada.counts('Go', 2);
    ada.session.reading.markRead('Go');
    await bob.say('Go', 'three');
    await ada.counts('Go', 1);
    ada.session.leave();
  }
  using again = await Visit.open(broker.webSocket, 'ada', wish);
  await again.counts('Go', 1);
  again.session.reading.markRead('Go');
  const { streams } = await jetstreamManager(broker.admin);
  const kept = await streams.info('STATE', { subjects_filter: 'chat.read.>' });
  expect(Object.keys(kept.state.subjects ?? {})).not.toContain('chat.read.Go.ada');
  expect(bob.state.seenBy.has('ada')).toBe(false);
});

test('two tabs of somebody who tells nobody know at once what the other one has read, and do not forget it', async () => {
  await using broker = await startBroker();
  const quiet = { ...DEFAULT_PREFERENCES, sendRead: false };
  const wish = { seed: newSeed(), browser: 'two quiet tabs', preferences: quiet };
  using bob = await Visit.open(broker.webSocket, 'bob');
  {
    using one = await Visit.open(broker.webSocket, 'ada', wish);
    using two = await Visit.open(broker.webSocket, 'ada', wish);
    await bob.say('Go', 'one', 'two');
    await bob.say('Rust', 'three');
    await Promise.all([one.counts('Go', 2), two.counts('Go', 2), two.counts('Rust', 1)]);
    one.session.reading.markRead('Go');
    await until('it to be kept', async () => (await marksOf('two quiet tabs')).get('Go')?.sequence === 2);
    await two.counts('Go', 0); // it hears of it from its neighbour, not from the server
    two.session.reading.markRead('Rust');
    await one.counts('Rust', 0);
    await until('it to be kept', async () => (await marksOf('two quiet tabs')).get('Rust')?.sequence === 3);
  }
  using again = await Visit.open(broker.webSocket, 'ada', wish);
  await bob.say('Rust', 'four');
  await again.counts('Rust', 1);
  await again.counts('Go', 0);
});

/** What a browser keeps of what was read. */
async function marksOf(browser: string): Promise<ReadonlyMap<string, ReadMark>> {
  const { marks } = await openStores(browser);
  return marks.all();
}

test('others see how far one has read in the room they have open', async () => {
  await using broker = await startBroker();
  using ada = await Visit.open(broker.webSocket, 'ada');
  using bob = await Visit.open(broker.webSocket, 'bob');
  await bob.say('Go', 'did you see it?');
  await ada.until('one who has it', ({ rooms }) => rooms.get('Go')?.messages.length === 1);
  ada.session.reading.reads('Go');
  await bob.until('one who knows', ({ seenBy }) => seenBy.get('ada')?.sequence === 1);
  using carol = await Visit.open(broker.webSocket, 'carol');
  await carol.until('one who learns it', ({ seenBy }) => seenBy.get('ada')?.sequence === 1);
  expect(bob.state.seenBy.has('carol')).toBe(false);
  carol.session.reading.reads('Go'); // for the first time, so nothing here is new to her
  await bob.until('one who knows of her too', ({ seenBy }) => seenBy.get('carol')?.sequence === 1);
});
