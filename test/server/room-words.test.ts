// What a room is about, and how people wish to be shown: the last word counts, for everybody at once.
import { expect, test } from 'vitest';
import { encodeTopic } from '../../web/protocol/room-words.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { startBroker } from '../support/broker.ts';
import { Visit } from '../support/visit.ts';

test('a topic is there for everybody in the room, and for whoever comes later', async () => {
  await using broker = await startBroker();
  using ada = await Visit.open(broker.webSocket, 'ada');
  using bob = await Visit.open(broker.webSocket, 'bob');
  expect(await ada.session.here.setTopic('Go', 'Channels and goroutines')).toBeUndefined();
  await bob.until('one who sees it', ({ topics }) => topics.get('Go')?.text === 'Channels and goroutines');
  expect(await bob.session.here.setTopic('Go', 'Generics')).toBeUndefined();
  await ada.until('one who sees the new one', ({ topics }) => topics.get('Go')?.text === 'Generics');
  using carol = await Visit.open(broker.webSocket, 'carol');
  await carol.until('one who sees the last one', ({ topics }) => topics.get('Go')?.text === 'Generics');
  expect(await ada.session.here.setTopic('Go', '')).toBeUndefined();
  await carol.until('one who sees none', ({ topics }) => topics.get('Go')?.text === '');
});

test('a topic that is too long, or cannot be sent, is refused with a sentence', async () => {
  await using broker = await startBroker();
  using ada = await Visit.open(broker.webSocket, 'ada');
  expect(await ada.session.here.setTopic('Go', 'x'.repeat(251))).toBe('A topic has at most 250 characters.');
  await broker.kill();
  await ada.until('offline', ({ connection }) => connection.type === 'offline');
  expect(await ada.session.here.setTopic('Go', 'Short')).toMatch(/There is no connection/);
});

test('a topic that breaks the protocol is none', async () => {
  await using broker = await startBroker();
  using ada = await Visit.open(broker.webSocket, 'ada');
  for (const payload of ['', 'Plain', '{"v":1,"type":"topic","text":5}', '{"v":2,"type":"topic","text":"Later"}'])
    broker.admin.publish('chat.topic.Go.mallory', payload);
  broker.admin.publish('chat.topic.Go.bob', encodeTopic('Well'));
  await ada.until('one who sees the good one', ({ topics }) => topics.get('Go')?.text === 'Well');
});

test('somebody’s new name is there at once, for those who only have their older messages too', async () => {
  await using broker = await startBroker();
  const seed = newSeed();
  using ada = await Visit.open(broker.webSocket, 'ada');
  {
    using bob = await Visit.open(broker.webSocket, 'bob', { seed });
    await bob.say('Go', 'I was here');
    await ada.until('one who knows how Bob is shown', ({ people }) => people.get('bob')?.name === 'bob');
    await broker.admin.flush();
  }
  const key = ada.state.people.get('bob')?.key ?? '';
  broker.admin.publish('chat.profile.bob', JSON.stringify({ v: 1, type: 'profile', name: 'Robert', emoji: '🐻', key }));
  await ada.until('one who sees the new name', ({ people }) => people.get('bob')?.name === 'Robert');
  using carol = await Visit.open(broker.webSocket, 'carol');
  await carol.until('one who sees it too', ({ people }) => people.get('bob')?.name === 'Robert');
});
