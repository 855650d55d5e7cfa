// Headers that the server reads or writes itself, in what Mallory may publish.
import { headerBlock } from '../../support/raw-client.ts';
import type { Attempt, Family, Outcome } from '../attempt.ts';
import { ALICES_ID, INBOX } from '../world.ts';
import type { World } from '../world.ts';

const CHAT = 'chat.room.Go.mallory';
const STATE = ['chat.profile.mallory', 'chat.topic.Go.mallory', 'chat.read.Go.mallory'];
const PRESENCE = 'chat.presence.Go.mallory.1';
const FILES = 'chat.file.mallory.headers';
const ALL = [CHAT, ...STATE, PRESENCE, FILES];

type Headers = Readonly<Record<string, string>>;

/** Publishes under each of `subjects`; the streams must take all of them, or none. */
function send(title: string, headers: Headers, outcome: Outcome, subjects: readonly string[] = ALL): Attempt<World> {
  const leaves = outcome === 'stored and shown as her own' ? subjects : [];
  return {
    title,
    outcome,
    leaves,
    attack: async (world) => {
      using client = await world.mallory();
      const outcomes = new Set<Outcome>();
      for (const subject of subjects) {
        const sent = { payload: title, headers: headerBlock(headers) };
        outcomes.add(outcomeOf((await client.request(INBOX, subject, sent)).payload));
      }
      await world.settled();
      const isShown = world.page.texts('Go').at(-1) === title;
      if (isShown !== leaves.includes(CHAT)) return 'SUCCEEDS';
      const [only = 'SUCCEEDS'] = outcomes;
      return outcomes.size === 1 ? only : 'SUCCEEDS';
    },
  };
}

function outcomeOf(acknowledgement: string): Outcome {
  const answer: { error?: unknown; duplicate?: boolean } = JSON.parse(acknowledgement);
  if (answer.error !== undefined) return 'the stream refuses it';
  return answer.duplicate === true ? 'not stored: it is no news' : 'stored and shown as her own';
}

/** What the server writes behind a stored message; of two values the last is the server's. */
const THE_SERVERS: readonly (readonly [name: string, value: string])[] = [
  ['Nats-Stream', 'OTHER'],
  ['Nats-Subject', 'chat.room.Go.alice'],
  ['Nats-Sequence', '1'],
  ['Nats-Sequence', '999999999'],
  ['Nats-Time-Stamp', '2001-01-01T00:00:00Z'],
  ['Nats-Last-Sequence', '999999998'],
  ['Nats-Num-Pending', '1000'],
  ['Nats-UpTo-Sequence', '1'],
  ['Nats-Marker-Reason', 'MaxAge'],
  ['Nats-Marker-Reason', 'Purge'],
  ['Nats-Msg-Size', '0'],
  ['Nats-Request-Info', '{"acc":"CHAT"}'],
  ['Nats-Response-Type', 'singleton'],
  ['Nats-Pending-Messages', '0'],
  ['Nats-Pin-Id', 'x'],
  ['Nats-Consumer-Stalled', 'x'],
  ['Nats-Last-Consumer', '1'],
  ['Nats-Server-Xkey', 'X'],
  ['Status', '404'],
  ['Description', 'Message Not Found'],
  ['KV-Operation', 'PURGE'],
  ['Nats-Required-Api-Level', '999'],
  ['traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
];

/** All of Alice's message, as the server would write it. */
const WHOLE: Headers = {
  'Nats-Stream': 'CHAT',
  'Nats-Subject': 'chat.room.Go.alice',
  'Nats-Sequence': '1',
  'Nats-Time-Stamp': '2026-01-01T00:00:00Z',
  'Nats-Last-Sequence': '0',
};

const REFUSED: readonly (readonly [title: string, headers: Headers, subjects?: readonly string[]])[] = [
  ['`Nats-Rollup: all`, to empty the stream', { 'Nats-Rollup': 'all' }],
  ['`Nats-Rollup: sub`', { 'Nats-Rollup': 'sub' }],
  ['`Nats-TTL: never` where messages have an end', { 'Nats-TTL': 'never' }],
  ['`Nats-TTL: 1s`', { 'Nats-TTL': '1s' }],
  ['`Nats-TTL: -1`', { 'Nats-TTL': '-1' }],
  ['`Nats-Expected-Stream` of another', { 'Nats-Expected-Stream': 'OTHER' }],
  ['`Nats-Expected-Last-Sequence`', { 'Nats-Expected-Last-Sequence': '0' }],
  ['`Nats-Expected-Last-Msg-Id`', { 'Nats-Expected-Last-Msg-Id': 'x' }],
  ['`Nats-Expected-Last-Subject-Sequence`', { 'Nats-Expected-Last-Subject-Sequence': '999999' }],
  [
    '`Nats-Expected-Last-Subject-Sequence-Subject`, Alice’s',
    {
      'Nats-Expected-Last-Subject-Sequence': '999999',
      'Nats-Expected-Last-Subject-Sequence-Subject': 'chat.room.Go.alice',
    },
  ],
  ['`Nats-Stream-Source`, as if it came from another stream', { 'Nats-Stream-Source': 'CHAT 1' }],
  ['`Nats-Schedule`, for later, as Alice', schedule('@at 2026-01-01T00:00:00Z', 'chat.room.Go.alice')],
  ['`Nats-Schedule`, every second, as Alice', schedule('@every 1s', 'chat.room.Go.alice')],
  ['`Nats-Schedule`, every second, to a verb of the API', schedule('@every 1s', '$JS.API.STREAM.DELETE.CHAT')],
  ['`Nats-Incr`, a counter', { 'Nats-Incr': '+1' }],
  ['`Nats-Batch-Id`, the first of a batch', { 'Nats-Batch-Id': 'b', 'Nats-Batch-Sequence': '1' }],
  [
    '`Nats-Batch-Commit`, a whole batch',
    { 'Nats-Batch-Id': 'c', 'Nats-Batch-Sequence': '1', 'Nats-Batch-Commit': '1' },
  ],
];

function schedule(when: string, target: string): Headers {
  return { 'Nats-Schedule': when, 'Nats-Schedule-Target': target, 'Nats-Schedule-TTL': '1s' };
}

/** Tracing: the server publishes what became of a message, to a subject that the message names. */
const TRACED: readonly (readonly [what: string, destination: string])[] = [
  ['as Alice', 'chat.room.Go.alice'],
  ['as what the stream republishes', 'chat.live.Go.alice'],
  ['to a verb of the API', '$JS.API.STREAM.DELETE.CHAT'],
  ['to Alice’s inbox', '_INBOX.alice.1'],
  ['to her own inbox', '_INBOX.mallory.1'],
  ['to the callout', '$SYS.REQ.USER.AUTH'],
];

const traced: readonly Attempt<World>[] = TRACED.map(([what, destination]) => ({
  title: `\`Nats-Trace-Dest\`, a trace ${what}, \`${destination}\``,
  outcome: 'publish refused',
  attack: async (world) => {
    using client = await world.mallory();
    for (const subject of [...ALL, 'chat.typing.Go.mallory', '$JS.API.DIRECT.GET.CHAT', 'chat.info.room']) {
      const trace = { 'Nats-Trace-Dest': destination, 'Nats-Trace-Only': 'true' };
      client.publish(subject, { payload: '{"seq":1}', headers: headerBlock(trace) });
    }
    await client.flush();
    const refusals = client.errors.filter((error) => error.includes(`Publish to "${destination}"`));
    return refusals.length === ALL.length + 3 ? 'publish refused' : 'SUCCEEDS';
  },
}));

export const spoofedHeaders: Family<World> = {
  name: 'Headers',
  attempts: [
    ...THE_SERVERS.map(([name, value]) =>
      send(`\`${name}: ${value}\` in everything she stores`, { [name]: value }, 'stored and shown as her own'),
    ),
    send('all headers of a message of Alice’s', WHOLE, 'stored and shown as her own'),
    ...REFUSED.map(([title, headers, subjects]) => send(title, headers, 'the stream refuses it', subjects)),
    send('`Nats-Msg-Id` of a message of Alice’s', { 'Nats-Msg-Id': ALICES_ID }, 'not stored: it is no news', [CHAT]),
    ...traced,
  ],
};
