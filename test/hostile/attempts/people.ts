// What Mallory says of herself and of rooms: that she is there, writes, has read, what it is about. As a reader takes it who
// keeps to PROTOCOL.md.
import { jetstreamManager } from '@nats-io/jetstream';
import { ProtocolError } from '../../../web/protocol/check.ts';
import { decodePresence } from '../../../web/protocol/presence.ts';
import { decodeProfile } from '../../../web/protocol/profile.ts';
import { decodeReadMark, decodeTopic } from '../../../web/protocol/room-words.ts';
import { placeOf, presencePlaceOf, profileOwnerOf } from '../../../web/protocol/subjects.ts';
import type { Delivery } from '../../support/operations.ts';
import type { Attempt, Family, Outcome } from '../attempt.ts';
import { judge } from '../judge.ts';
import { lastHeader } from '../record.ts';
import { INBOX } from '../world.ts';
import type { World } from '../world.ts';

const KEY = 'UB4M2VQ6C2YRKW5L5TVN3TQKJ5Y6YV2XGQF5DCZ3L7LQ2MWJ3OCGEXSP';
const USER = { name: 'Mallory', emoji: '🦹' };

const presence = (fields: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ v: 1, type: 'presence', state: 'active', status: '', user: USER, ...fields });
const topic = (text: unknown): string => JSON.stringify({ v: 1, type: 'topic', text });
const read = (sequence: unknown, stream: unknown = '2026-01-01T00:00:00Z'): string =>
  JSON.stringify({ v: 1, type: 'read', sequence, stream });
const profile = (fields: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ v: 1, type: 'profile', ...USER, key: KEY, ...fields });

/** Stores `payload` under a subject of her own, and sees whether Alice's client hears it and would believe it. */
function say(title: string, subject: string, payload: string, outcome: Outcome): Attempt<World> {
  return {
    title,
    outcome,
    leaves: outcome === 'the stream refuses it' ? [] : [subject],
    attack: async (world) => {
      using client = await world.mallory();
      const heard = world.ears.deliveries.length;
      const { payload: answer } = await client.request(INBOX, subject, { payload });
      if (answer.includes('"error"')) return 'the stream refuses it';
      await world.settled();
      const stored = world.ears.deliveries.slice(heard).filter((delivery) => judge(delivery).type === 'stored');
      return stored.some(isShown) ? 'stored and shown as her own' : 'stored as her own, shown by nobody';
    },
  };
}

function isShown({ headers, payload }: Delivery): boolean {
  const subject = lastHeader(headers, 'Nats-Subject');
  const bytes = new TextEncoder().encode(payload);
  try {
    if (subject.startsWith('chat.presence.')) decodePresence(bytes);
    else if (subject.startsWith('chat.topic.')) decodeTopic(bytes);
    else if (subject.startsWith('chat.read.')) decodeReadMark(bytes);
    else decodeProfile(bytes);
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
  const owners = [
    presencePlaceOf(subject),
    placeOf(subject, 'topic'),
    placeOf(subject, 'read'),
    profileOwnerOf(subject),
  ];
  return owners.some((owner) => owner !== undefined);
}

const HERE = 'chat.presence.Go.mallory.1';

const odd: readonly Attempt<World>[] = [
  say('presence with a status of 3 KB', HERE, presence({ status: 'x'.repeat(3000) }), 'the stream refuses it'),
  say(
    'presence with a status of 101 characters',
    HERE,
    presence({ status: 'x'.repeat(101) }),
    'stored as her own, shown by nobody',
  ),
  say(
    'presence in a state of her own making',
    HERE,
    presence({ state: 'admin' }),
    'stored as her own, shown by nobody',
  ),
  say(
    'presence whose name is 1 KB long',
    HERE,
    presence({ user: { name: 'x'.repeat(1024), emoji: '' } }),
    'stored as her own, shown by nobody',
  ),
  say('presence without a name', HERE, presence({ user: undefined }), 'stored as her own, shown by nobody'),
  say(
    'presence under Alice’s name',
    HERE,
    presence({ user: { name: 'Alice', emoji: '🦊' } }),
    'stored and shown as her own',
  ),
  say(
    'presence of a session called `constructor`',
    'chat.presence.Go.mallory.constructor',
    presence(),
    'stored and shown as her own',
  ),
  say(
    'presence of a session of 1,000 characters',
    `chat.presence.Go.mallory.${'s'.repeat(1000)}`,
    presence(),
    'stored as her own, shown by nobody',
  ),
  say(
    'presence in a room whose name is none',
    'chat.presence.Gö.mallory.1',
    presence(),
    'stored as her own, shown by nobody',
  ),
  say(
    'the topic of a room where she never wrote, which anybody may change',
    'chat.topic.Rust.mallory',
    topic('Mine now'),
    'stored and shown as her own',
  ),
  say(
    'a topic of 251 characters',
    'chat.topic.Rust.mallory',
    topic('x'.repeat(251)),
    'stored as her own, shown by nobody',
  ),
  say('a topic that is a list', 'chat.topic.Rust.mallory', topic(['x']), 'stored as her own, shown by nobody'),
  say(
    'a read mark beyond everything that was said',
    'chat.read.Go.mallory',
    read(Number.MAX_SAFE_INTEGER),
    'stored and shown as her own',
  ),
  say(
    'a read mark that is infinite',
    'chat.read.Go.mallory',
    read(1).replace('1,', '1e999,'),
    'stored as her own, shown by nobody',
  ),
  say('a read mark before the beginning', 'chat.read.Go.mallory', read(-1), 'stored as her own, shown by nobody'),
  say(
    'a profile with Alice’s key, which gives her nothing of Alice’s',
    'chat.profile.mallory',
    profile({}),
    'stored and shown as her own',
  ),
  say(
    'a profile that says 201 characters of her',
    'chat.profile.mallory',
    profile({ about: 'x'.repeat(201) }),
    'stored as her own, shown by nobody',
  ),
];

const ROOMS = 10_000;
const inManyRooms: Attempt<World> = {
  title: 'presence in 10,000 rooms, which together take less than 8 MB of the server, and lapse',
  outcome: 'stored and shown as her own',
  leaves: Array.from({ length: ROOMS }, (_, number) => `chat.presence.Room${number}.mallory.1`),
  attack: async (world) => {
    using client = await world.mallory();
    for (let number = 0; number < ROOMS; number += 1) {
      client.publish(`chat.presence.Room${number}.mallory.1`, { payload: presence({ status: 'x'.repeat(100) }) });
    }
    await client.flush();
    const { streams } = await jetstreamManager(world.broker.admin);
    const { state, config } = await streams.info('PRESENCE');
    return state.bytes < 8 * 1024 ** 2 && config.max_age > 0 ? 'stored and shown as her own' : 'SUCCEEDS';
  },
};

const typingStorm: Attempt<World> = {
  title: 'typing 10,000 times, in a room where she is not',
  outcome: 'changes nothing',
  attack: async (world) => {
    using client = await world.mallory();
    for (let times = 0; times < ROOMS; times += 1) {
      client.publish('chat.typing.Rust.mallory', { payload: '{"v":1,"type":"typing"}' });
    }
    return (await client.flush()) ? 'changes nothing' : 'connection closed';
  },
};

export const people: Family<World> = {
  name: 'Among people',
  attempts: [...odd, typingStorm, inManyRooms], // in this order: what follows the last would take long
};
