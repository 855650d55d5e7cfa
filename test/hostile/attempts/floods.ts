// Too much: too large, too many, too slow. Others must not notice.
import { askServer } from '../../support/ask-server.ts';
import { frame } from '../../support/wire.ts';
import { headerBlock, publishCommand, RawClient } from '../../support/raw-client.ts';
import type { Publication } from '../../support/raw-client.ts';
import { until } from '../../support/wait.ts';
import type { Attempt, Family } from '../attempt.ts';
import { asMallory } from '../tries.ts';
import { INBOX } from '../world.ts';
import type { World } from '../world.ts';

const OWN = 'chat.room.Go.mallory';
const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;

/** What is past a limit of nats.conf: `max_payload`, `max_control_line` and the like. */
function cutOff(title: string, send: (client: RawClient) => unknown): Attempt<World> {
  return {
    title,
    outcome: 'only she is cut off',
    attack: async (world) => {
      const outcome = await asMallory(world, send);
      return outcome === 'connection closed' ? 'only she is cut off' : outcome;
    },
  };
}

/** What a stream does not take, though the server does. */
function tooLargeFor(title: string, subject: string, publication: Publication): Attempt<World> {
  return {
    title,
    outcome: 'the stream refuses it',
    attack: async (world) => {
      using client = await world.mallory();
      const { payload } = await client.request(INBOX, subject, publication);
      return payload.includes('"error"') ? 'the stream refuses it' : 'SUCCEEDS';
    },
  };
}

const manyHeaders = (count: number): string =>
  headerBlock(Object.fromEntries(Array.from({ length: count }, (_, index) => [`X-${index}`, 'x'])));

const tooLarge: readonly Attempt<World>[] = [
  cutOff('a message of 128 KB and one byte', (client) =>
    client.publish(OWN, { payload: 'x'.repeat(128 * KILOBYTE + 1) }),
  ),
  cutOff('a message of 10 MB', (client) => client.publish(OWN, { payload: 'x'.repeat(10 * MEGABYTE) })),
  cutOff('a message that says to be 2 GB', (client) => client.write(`PUB ${OWN} 2147483647\r\n`)),
  cutOff('a message of 128 KB whose headers make it more', (client) =>
    client.publish(OWN, { payload: 'x'.repeat(128 * KILOBYTE - 20), headers: manyHeaders(10) }),
  ),
  cutOff('20,000 headers', (client) => client.publish(OWN, { headers: manyHeaders(20_000) })),
  cutOff('one header of 1 MB', (client) => client.publish(OWN, { headers: headerBlock({ X: 'x'.repeat(MEGABYTE) }) })),
  cutOff('a WebSocket frame of 64 MB', (client) =>
    client.wire.sendUnframed(frame(Buffer.from('PUB'), { length: BigInt(64 * MEGABYTE) })),
  ),
  cutOff('10,000 PONGs nobody asked for, and a message too large', (client) => {
    client.write('PONG\r\n'.repeat(10_000));
    client.publish(OWN, { payload: 'x'.repeat(MEGABYTE) });
  }),
  tooLargeFor('a profile of 100 KB', 'chat.profile.mallory', { payload: 'x'.repeat(100 * KILOBYTE) }),
  tooLargeFor('a topic of 9 KB', 'chat.topic.Go.mallory', { payload: 'x'.repeat(9 * KILOBYTE) }),
  tooLargeFor('10,000 headers, which are more than 64 KB', OWN, { headers: manyHeaders(10_000) }),
];

const headerBomb: Attempt<World> = {
  title: '5,000 headers in a message that is not too large',
  outcome: 'stored and shown as her own',
  leaves: [OWN],
  attack: async (world) => {
    using client = await world.mallory();
    await client.request(INBOX, OWN, { payload: 'many headers', headers: manyHeaders(5000) });
    await world.settled();
    return world.page.texts('Go').at(-1) === 'many headers' ? 'stored and shown as her own' : 'SUCCEEDS';
  },
};

const manySubscriptions: Attempt<World> = {
  title: '10,000 subscriptions, of which a connection has 1,000',
  outcome: 'subscription refused',
  attack: async (world) => {
    using client = await world.mallory();
    for (let number = 0; number < 10_000; number += 1) client.subscribe(`chat.live.Room${number}.*`);
    await client.flush();
    const refusals = client.errors.filter((error) => error === 'maximum subscriptions exceeded');
    return refusals.length === 9000 ? 'subscription refused' : 'SUCCEEDS';
  },
};

/** Asks for 64 MB and reads nothing: more than the kernel and nats-server keep for her together. */
const slowReader: Attempt<World> = {
  title: 'a reader that asks for 64 MB and reads nothing',
  outcome: 'only she is cut off',
  leaves: ['chat.file.mallory.large'],
  attack: async (world) => {
    using client = await world.mallory();
    const payload = 'x'.repeat(127 * KILOBYTE);
    await client.request(INBOX, 'chat.file.mallory.large', { payload });
    client.subscribe(`${INBOX}.slow`);
    await client.flush();
    client.wire.pause();
    const ask = publishCommand('$JS.API.DIRECT.GET.FILES', {
      payload: '{"last_by_subj":"chat.file.mallory.large"}',
      reply: `${INBOX}.slow`,
    });
    for (let number = 0; number < 512; number += 1) client.write(ask);
    await until('the server to cut her off', async () =>
      (await reasonsOf(world)).some((why) => why.startsWith('Slow')),
    );
    return 'only she is cut off';
  },
};

/** A state of connections, in nats-server's numbers. */
const CLOSED = 1;

/** Why nats-server has closed connections of Mallory's. */
async function reasonsOf({ broker }: World): Promise<readonly string[]> {
  const { connections } = await askServer<{ connections: readonly { name?: string; reason: string }[] }>(
    { port: broker.ports.nats, keys: broker.keys },
    'CONNZ',
    { state: CLOSED, limit: 100_000 },
  );
  return connections.filter(({ name }) => name === 'mallory').map(({ reason }) => reason);
}

/** Each is answered within what everybody else waits for. */
const manyLogins: Attempt<World> = {
  title: '500 logins at once that are refused',
  outcome: 'login refused',
  attack: async (world) => {
    const attempts = Array.from({ length: 500 }, () =>
      RawClient.dial(world.webSocket).then(async (client) => {
        client.connect({ ...client.proof('alice', world.malloryKey) });
        const letIn = await client.flush();
        client[Symbol.dispose]();
        return letIn;
      }),
    );
    const letIn = (await Promise.all(attempts)).some(Boolean);
    return letIn ? 'SUCCEEDS' : 'login refused';
  },
};

const amplified: Attempt<World> = {
  title: 'a thousand requests for the history of a room in one packet',
  outcome: 'changes nothing',
  attack: async (world) => {
    using client = await world.mallory();
    client.subscribe(`${INBOX}.all`);
    const ask = publishCommand('$JS.API.DIRECT.GET.CHAT', {
      payload: '{"seq":1,"batch":100000,"next_by_subj":"chat.room.Rust.*"}',
      reply: `${INBOX}.all`,
    });
    client.write(Buffer.concat(Array.from({ length: 1000 }, () => ask)));
    return (await client.flush()) ? 'changes nothing' : 'connection closed';
  },
};

export const floods: Family<World> = {
  name: 'Too much',
  attempts: [...tooLarge, headerBomb, manySubscriptions, slowReader, manyLogins, amplified],
};
