// Who is there, and who is writing: said by every tab, forgotten by the server, and never flapping.
import { headers } from '@nats-io/transport-node';
import { expect, test } from 'vitest';
import { startBroker } from '../support/broker.ts';
import { Visit } from '../support/visit.ts';
import { openStores } from '../../web/storage/stores.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { encodePresence, encodeTyping } from '../../web/protocol/presence.ts';
import { until } from '../support/wait.ts';

test('who comes into a room sees who is there, and is seen', async () => {
  await using broker = await startBroker();
  using ada = await Visit.open(broker.webSocket, 'ada');
  using bob = await Visit.open(broker.webSocket, 'bob');
  await ada.sees('ada active', 'bob active');
  await bob.sees('ada active', 'bob active');
});

test('who goes into another room is there and no longer here, at once', async () => {
  await using broker = await startBroker();
  using ada = await Visit.open(broker.webSocket, 'ada');
  using bob = await Visit.open(broker.webSocket, 'bob');
  await ada.sees('ada active', 'bob active');
  bob.session.enterRoom('Rust');
  await ada.sees('ada active');
  await bob.sees('bob active');
});

test('who walks through many rooms finds in each only who is there, however quickly they go', async () => {
  await using broker = await startBroker();
  using bob = await Visit.open(broker.webSocket, 'bob', { current: 'Rust' });
  using ada = await Visit.open(broker.webSocket, 'ada');
  for (let round = 0; round < 20; round += 1) {
    ada.session.enterRoom('Rust');
    await new Promise((resolve) => setImmediate(resolve)); // what was asked for is on its way
    ada.session.enterRoom('Go');
    await ada.sees('ada active');
  }
  bob.session.enterRoom('Go');
  await ada.sees('ada active', 'bob active');
});

test('a closed tab is gone at once, and the person only with their last tab', async () => {
  await using broker = await startBroker();
  const seed = newSeed();
  using ada = await Visit.open(broker.webSocket, 'ada');
  using one = await Visit.open(broker.webSocket, 'bob', { seed });
  using two = await Visit.open(broker.webSocket, 'bob', { seed });
  await ada.until('one who knows both tabs', ({ roster }) => roster.size === 3);
  one.session.leave();
  await ada.until('one who knows that a tab is gone', ({ roster }) =>
    [...roster.values()].some(({ state }) => state === 'gone'),
  );
  expect(ada.present()).toEqual(['ada active', 'bob active']);
  two.session.leave();
  await ada.sees('ada active');
});

test('a tab that was killed is gone when its word lapses, without help from anyone', async () => {
  await using broker = await startBroker({ presenceSeconds: 2 });
  using ada = await Visit.open(broker.webSocket, 'ada');
  const bob = await Visit.open(broker.webSocket, 'bob');
  await ada.sees('ada active', 'bob active');
  bob.session.stop();
  await ada.sees('ada active');
  using carol = await Visit.open(broker.webSocket, 'carol');
  await carol.sees('ada active', 'carol active');
  expect(carol.state.roster.size).toBe(2);
});

test('whoever stays is there for longer than one word holds', async () => {
  await using broker = await startBroker({ presenceSeconds: 2 });
  using ada = await Visit.open(broker.webSocket, 'ada');
  using bob = await Visit.open(broker.webSocket, 'bob');
  await ada.sees('ada active', 'bob active');
  const sequences = new Set<number>();
  let lost = 0;
  await ada.until('one who heard of Bob six times', ({ roster }) => {
    const tab = [...roster.values()].find(({ handle }) => handle === 'bob');
    if (tab === undefined) lost += 1;
    else sequences.add(tab.sequence);
    return sequences.size >= 6;
  });
  expect(lost).toBe(0);
  expect(bob.present()).toEqual(['ada active', 'bob active']);
});

test('after nats-server was killed nobody has gone, and everybody is still there', async () => {
  await using broker = await startBroker();
  using ada = await Visit.open(broker.webSocket, 'ada');
  using bob = await Visit.open(broker.webSocket, 'bob');
  await ada.sees('ada active', 'bob active');
  let lost = 0;
  ada.session.store.addEventListener('chat-change', () => {
    if (ada.present().length < 2) lost += 1;
  });
  await broker.kill();
  await ada.until('cut off', ({ connection }) => connection.type !== 'live');
  await broker.restart();
  await ada.until('connected again', ({ connection }) => connection.type === 'live');
  using carol = await Visit.open(broker.webSocket, 'carol');
  await carol.sees('ada active', 'bob active', 'carol active');
  await ada.sees('ada active', 'bob active', 'carol active');
  await bob.sees('ada active', 'bob active', 'carol active');
  expect(lost).toBe(0);
});

test('idle is away, and who does not want to be disturbed says so, with a word of their own', async () => {
  await using broker = await startBroker();
  using ada = await Visit.open(broker.webSocket, 'ada');
  using bob = await Visit.open(broker.webSocket, 'bob');
  bob.session.here.idle(true);
  await ada.sees('ada active', 'bob away');
  bob.session.here.idle(false);
  await ada.sees('ada active', 'bob active');
  bob.session.setAvailability('dnd', 'writing tests');
  await ada.sees('ada active', 'bob dnd');
  expect(ada.people().find(({ handle }) => handle === 'bob')?.status).toBe('writing tests');
  bob.session.here.idle(true);
  bob.session.setAvailability('auto', '');
  await ada.sees('ada active', 'bob away');
});

test('do not disturb is for all tabs of a browser, and for the next visit', async () => {
  await using broker = await startBroker();
  const wish = { seed: newSeed(), browser: 'quiet please' };
  using ada = await Visit.open(broker.webSocket, 'ada');
  {
    using one = await Visit.open(broker.webSocket, 'bob', wish);
    using two = await Visit.open(broker.webSocket, 'bob', wish);
    one.session.setAvailability('dnd', 'writing');
    await two.until('told by its neighbour', ({ preferences }) => preferences.availability === 'dnd');
    two.session.setAvailability('auto', '');
    await ada.sees('ada active', 'bob active');
    two.session.setAvailability('dnd', 'writing still');
    await ada.sees('ada active', 'bob dnd');
    one.session.leave();
    two.session.leave();
  }
  const { memory } = await openStores('quiet please');
  const preferences = await memory.preferences();
  using again = await Visit.open(broker.webSocket, 'bob', { ...wish, preferences });
  await ada.sees('ada active', 'bob dnd');
  const status = (): string | undefined => again.people().find(({ handle }) => handle === 'bob')?.status;
  await again.until('one who is shown so', () => status() === 'writing still');
});

test('whoever is active in one tab is active, whatever their other tabs do', async () => {
  await using broker = await startBroker();
  const seed = newSeed();
  using ada = await Visit.open(broker.webSocket, 'ada');
  using one = await Visit.open(broker.webSocket, 'bob', { seed });
  using two = await Visit.open(broker.webSocket, 'bob', { seed });
  one.session.here.idle(true);
  await ada.until('one who heard that Bob’s first tab is idle', ({ roster }) =>
    [...roster.values()].some(({ state }) => state === 'away'),
  );
  expect(ada.present()).toEqual(['ada active', 'bob active']);
  two.session.here.idle(true);
  await ada.sees('ada active', 'bob away');
});

test('who is writing is seen until they have said it, and forgotten when they give up', async () => {
  await using broker = await startBroker();
  using ada = await Visit.open(broker.webSocket, 'ada');
  using bob = await Visit.open(broker.webSocket, 'bob');
  bob.session.keepDraft('Go', 'He');
  await ada.until('one who sees Bob write', ({ typing }) => typing.join() === 'bob');
  expect(bob.state.typing).toEqual([]);
  await bob.say('Go', 'Hello');
  await ada.until('one who sees nobody write', ({ typing }) => typing.length === 0);
  bob.session.keepDraft('Go', 'And');
  await ada.until('one who sees Bob write again', ({ typing }) => typing.join() === 'bob');
  await ada.until('one who has forgotten it', ({ typing }) => typing.length === 0);
});

test('what only looks like presence or typing is not taken for it', async () => {
  await using broker = await startBroker();
  using ada = await Visit.open(broker.webSocket, 'ada');
  const user = { name: 'Mallory', emoji: '🦹' };
  const here = encodePresence({ state: 'active', status: '', user });
  const forged = headers();
  forged.set('Nats-Subject', 'chat.presence.Go.bob.x');
  forged.set('Nats-Sequence', '999');
  forged.set('Nats-Time-Stamp', new Date().toISOString());
  broker.admin.publish('chat.here.Go.bob.x', here); // no header at all
  broker.admin.publish('chat.here.Go.carol.x', here, { headers: forged }); // of another subject
  broker.admin.publish('chat.presence.Go.dave.x', 'not a presence');
  broker.admin.publish('chat.presence.Go.erin.x', encodePresence({ state: 'away', status: '', user }));
  await ada.sees('ada active', 'erin away');
  const typing = encodeTyping();
  const link = await until('the link', () => broker.admin);
  link.publish('chat.typing.Go.bob', typing, { headers: headers() });
  link.publish('chat.typing.Go.carol', '{"stream":"CHAT","seq":1}');
  link.publish('chat.typing.Go.erin', typing);
  using bob = await Visit.open(broker.webSocket, 'bob');
  bob.session.keepDraft('Go', 'me');
  await ada.until('one who sees somebody write', ({ typing: who }) => who.includes('bob'));
  expect(ada.state.typing).toEqual(['bob']);
});
