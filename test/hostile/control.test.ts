// What everybody may do works, for Mallory too: without that, refusals would prove nothing.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RawClient } from '../support/raw-client.ts';
import { INBOX, MALLORY, World } from './world.ts';

const MAY_SUBSCRIBE = ['chat.live.>', 'chat.live.Go.*', 'chat.here.>', 'chat.state.>', 'chat.typing.>', `${INBOX}.>`];
const MAY_STORE = [
  'chat.room.Go.mallory',
  'chat.profile.mallory',
  'chat.topic.Go.mallory',
  'chat.read.Go.mallory',
  'chat.presence.Go.mallory.1',
  'chat.file.mallory.1',
];
const MAY_REQUEST = [
  'chat.info.room',
  'chat.info.presence',
  ...['CHAT', 'STATE', 'PRESENCE', 'FILES'].map((stream) => `$JS.API.DIRECT.GET.${stream}`),
];

let world: World;
beforeAll(async () => void (world = await World.create()));
afterAll(() => world[Symbol.asyncDispose]());

test.each(['webSocket', 'nats'] as const)('with a key, over %s, one may do what the protocol says', async (door) => {
  using client = await RawClient.signedIn(world[door], MALLORY, world.malloryKey);
  for (const subject of MAY_SUBSCRIBE) client.subscribe(subject);
  client.publish('chat.typing.Go.mallory', { payload: '{"v":1,"type":"typing"}' });
  for (const subject of MAY_STORE) {
    const { payload } = await client.request(INBOX, subject, { payload: 'mine' });
    expect(payload, subject).toMatch(/"seq":\d+/);
  }
  for (const subject of MAY_REQUEST) {
    const answer = await client.request(INBOX, subject, { payload: subject.startsWith('$JS') ? '{"seq":1}' : '' });
    expect(answer.payload, subject).not.toContain('"error"');
    expect(answer.headers, subject).not.toMatch(/^NATS\/1\.0 503/);
  }
  expect(client.errors).toEqual([]);
  await world.settled();
  const heard = new Set(world.ears.deliveries.map(({ subject }) => subject));
  for (const subject of [
    'chat.live.Go.mallory',
    'chat.here.Go.mallory.1',
    'chat.state.profile.mallory',
    'chat.typing.Go.mallory',
  ]) {
    expect(heard).toContain(subject);
  }
  expect(world.page.texts('Go').at(-1)).toBe('mine');
});

test('the page itself may open a WebSocket', async () => {
  const headers = { Origin: 'http://127.0.0.1:7331' };
  using client = await RawClient.dial({ webSocket: world.broker.ports.ws, headers });
  expect(client.nonce).not.toBe('');
});

test('what Alice has written is there before anybody tries anything', async () => {
  expect(world.page.texts('Go').slice(0, 2)).toEqual(['the first', 'the second']);
  expect(world.page.texts('Rust')).toEqual(['elsewhere']);
  const { messages } = await world.record();
  const subjects = new Set([...messages.values()].map(({ subject }) => subject));
  expect(subjects).toContain('$KV.handles.alice');
  expect(subjects).toContain('chat.file.alice.1');
});
