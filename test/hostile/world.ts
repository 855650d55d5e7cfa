// The world of a hostile file: a broker with everything on it, Alice who chats, and Mallory who has a key and no manners.
import { createUser } from '@nats-io/nkeys';
import { signerOf } from '../../launcher/auth/nkey.ts';
import type { Signer } from '../../launcher/auth/nkey.ts';
import { jetstreamManager, StorageType } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { startBroker } from '../support/broker.ts';
import type { TestBroker } from '../support/broker.ts';
import { headerBlock, RawClient } from '../support/raw-client.ts';
import type { Entrance } from '../support/raw-client.ts';
import { TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';
import { recordOf } from './record.ts';
import type { Reader, ServerRecord } from './record.ts';

export const MALLORY = 'mallory';
/** Below it Mallory may listen. */
export const INBOX = `_INBOX.${MALLORY}`;

/** The id of one of Alice's messages. */
export const ALICES_ID = '000000000000000000000A';

/** A subject of every stream that Alice wrote to, and what she wrote. */
const ALICE_WROTE: readonly (readonly [subject: string, payload: string])[] = [
  ['chat.room.Go.alice', 'the first'],
  ['chat.room.Go.alice', `{"v":1,"type":"message","id":"${ALICES_ID}","text":"the second"}`],
  ['chat.room.Rust.alice', 'elsewhere'],
  ['chat.profile.alice', '{"v":1,"type":"profile","name":"Alice"}'],
  ['chat.topic.Go.alice', '{"v":1,"type":"topic","text":"about Go"}'],
  ['chat.read.Go.alice', '{"v":1,"type":"read","sequence":2,"stream":"2026-01-01T00:00:00Z"}'],
  [
    'chat.presence.Go.alice.1',
    '{"v":1,"type":"presence","state":"active","status":"","user":{"name":"Alice","emoji":""}}',
  ],
  ['chat.file.alice.1', 'a chunk'],
];

/** One subject of each stream, for asking it something that leaves no trace. */
const STREAM_SUBJECTS = ['chat.room.Go.alice', 'chat.profile.alice', 'chat.presence.Go.alice.1', 'chat.file.alice.1'];
const NOT_HERE = headerBlock({ 'Nats-Expected-Stream': 'NO-STREAM' });

export class World {
  readonly broker: TestBroker;
  readonly malloryKey: Signer;
  readonly aliceKey: Signer;
  /** Alice's page, looking at `Go` and `Rust`. */
  readonly page: TestTab;
  /** A second client of Alice's that hears everything she may hear. */
  readonly ears: RawClient;
  readonly #launcher: RawClient;
  readonly #system: RawClient;
  readonly #readers: readonly Reader[];

  private constructor(
    broker: TestBroker,
    keys: Pick<World, 'malloryKey' | 'aliceKey'>,
    page: TestTab,
    clients: Clients,
  ) {
    this.broker = broker;
    this.malloryKey = keys.malloryKey;
    this.aliceKey = keys.aliceKey;
    this.page = page;
    this.ears = clients.ears;
    this.#launcher = clients.launcher;
    this.#system = clients.system;
    this.#readers = [
      { client: clients.launcher, streams: ['CHAT', 'STATE', 'PRESENCE', 'FILES'] },
      { client: clients.callout, streams: ['KV_handles', 'KV_bans'] },
    ];
  }

  static async create(): Promise<World> {
    const broker = await startBroker();
    await addStreamToCome(broker.admin);
    const [aliceSeed, mallorySeed] = [createUser().getSeed(), createUser().getSeed()];
    const keys = { aliceKey: signerOf(aliceSeed), malloryKey: signerOf(mallorySeed) };
    const clients = await openClients(broker, keys.aliceKey);
    for (const [subject, payload] of ALICE_WROTE) {
      const headers = payload.includes(ALICES_ID) ? headerBlock({ 'Nats-Msg-Id': ALICES_ID }) : undefined;
      await clients.ears.request('_INBOX.alice', subject, { payload, headers });
    }
    const page = await TestTab.open(broker.webSocket, 'alice', { seed: Buffer.from(aliceSeed).toString() });
    await Promise.all([page.enter('Go'), page.enter('Rust')]);
    const world = new World(broker, keys, page, clients);
    (await world.mallory())[Symbol.dispose](); // her handle is hers from now on
    return world;
  }

  get webSocket(): Entrance {
    return { webSocket: this.broker.ports.ws };
  }

  get nats(): Entrance {
    return { nats: this.broker.ports.nats };
  }

  /** Mallory, let in over WebSocket. */
  mallory(): Promise<RawClient> {
    return RawClient.signedIn(this.webSocket, MALLORY, this.malloryKey);
  }

  /**
   * Waits until everything that was published has had its consequences, and Alice has got them. What a client published is
   * handled in its order; after it, each stream answers a message that it refuses, and only then the system account a
   * request, for traces go through its queue, and the streams once more, for what such a trace has stored.
   */
  async settled(): Promise<void> {
    await this.#askStreams();
    await this.#launcher.request('_INBOX.fence', '$JS.API.STREAM.INFO.CHAT');
    await this.#system.request('_INBOX.fence', '$SYS.REQ.SERVER.PING');
    await this.#askStreams();
    await this.ears.flush();
    await (await this.page.link()).nc.flush();
  }

  record(): Promise<ServerRecord> {
    return recordOf(this.broker, this.#readers);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.page[Symbol.dispose]();
    await this.page.ended;
    for (const client of [this.ears, this.#system, ...this.#readers.map(({ client }) => client)])
      client[Symbol.dispose]();
    await this.broker[Symbol.asyncDispose]();
  }

  async #askStreams(): Promise<void> {
    for (const subject of STREAM_SUBJECTS) {
      const { payload } = await this.#launcher.request('_INBOX.fence', subject, { headers: NOT_HERE });
      if (!payload.includes('"error"'))
        throw new Error(`${subject} took a message that was not meant for it: ${payload}`);
    }
  }
}

interface Clients {
  readonly ears: RawClient;
  readonly launcher: RawClient;
  readonly callout: RawClient;
  readonly system: RawClient;
}

async function openClients(broker: TestBroker, aliceKey: Signer): Promise<Clients> {
  const { keys, ports } = broker;
  const own = (seed: Uint8Array): Promise<RawClient> =>
    RawClient.signedIn({ nats: ports.nats }, 'natter', signerOf(seed));
  const ears = await RawClient.signedIn({ webSocket: ports.ws }, 'alice', aliceKey);
  for (const subject of ['chat.live.>', 'chat.here.>', 'chat.state.>', 'chat.typing.>', '_INBOX.alice.>']) {
    ears.subscribe(subject);
  }
  await ears.flush();
  return {
    ears,
    launcher: await own(keys.launcher.seed),
    callout: await own(keys.callout.seed),
    system: await own(keys.sys.seed),
  };
}

/** The stream that DESIGN.md describes and the launcher does not make yet, so that attempts on it are real. */
async function addStreamToCome(admin: NatsConnection): Promise<void> {
  const { streams } = await jetstreamManager(admin);
  const present = await streams.names().next();
  if (present.includes('FILES')) return;
  await streams.add({
    name: 'FILES',
    subjects: ['chat.file.*.*'],
    storage: StorageType.File,
    max_msg_size: 128 * 1024,
    allow_direct: true,
  });
  await until('the streams', async () => (await streams.names().next()).length === 4);
}
