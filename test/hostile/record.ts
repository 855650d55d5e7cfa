// Everything nats-server keeps, in every account: streams with their configuration, consumers and every message.
import { createHash } from 'node:crypto';
import { askServer } from '../support/ask-server.ts';
import type { TestBroker } from '../support/broker.ts';
import type { Delivery } from '../support/operations.ts';
import type { RawClient } from '../support/raw-client.ts';

export interface KeptMessage {
  readonly subject: string;
  /** Of headers and payload. */
  readonly digest: string;
  /** When it was stored, in milliseconds since 1970. */
  readonly time: number;
}

export interface ServerRecord {
  /** Per account and stream: configuration and consumers. */
  readonly streams: unknown;
  /** By stream and sequence, such as `CHAT 7`. */
  readonly messages: ReadonlyMap<string, KeptMessage>;
}

/** A client with rights over these streams, and where it may listen. */
export interface Reader {
  readonly client: RawClient;
  readonly streams: readonly string[];
}

interface Account {
  readonly name: string;
  readonly stream_detail?: readonly StreamDetail[];
}

interface StreamDetail {
  readonly name: string;
  readonly config: unknown;
  readonly state: { readonly consumer_count: number };
  readonly consumer_detail?: unknown;
}

export async function recordOf(broker: TestBroker, readers: readonly Reader[]): Promise<ServerRecord> {
  const streams = await streamsOf(broker);
  const messages = new Map<string, KeptMessage>();
  for (const { client, streams } of readers) {
    for (const stream of streams) for (const [key, kept] of await messagesIn(client, stream)) messages.set(key, kept);
  }
  return { streams, messages };
}

/** nats-server's own list, over all accounts. */
async function streamsOf({ ports, keys }: TestBroker): Promise<unknown> {
  const options = { accounts: true, streams: true, consumer: true, config: true };
  const { account_details: accounts } = await askServer<{ account_details: readonly Account[] }>(
    { port: ports.nats, keys },
    'JSZ',
    options,
  );
  return accounts
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ name, stream_detail: streams = [] }) => ({
      account: name,
      streams: streams
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .map(({ name, config, state, consumer_detail: consumers }) => ({
          name,
          config,
          state: state.consumer_count,
          consumers,
        })),
    }));
}

let requests = 0;

async function messagesIn(client: RawClient, stream: string): Promise<readonly (readonly [string, KeptMessage])[]> {
  requests += 1;
  const inbox = `_INBOX.record.${requests}`;
  const subscription = client.subscribe(inbox);
  const first = client.deliveries.length;
  const payload = JSON.stringify({ seq: 1, batch: 100_000 });
  client.publish(`$JS.API.DIRECT.GET.${stream}`, { payload, reply: inbox });
  const end = await client.until(`the messages of ${stream}`, () => {
    const last = client.deliveries.at(-1);
    return last?.subject === inbox && /^NATS\/1\.0 (204|404)/.test(last.headers) ? client.deliveries.length - 1 : false;
  });
  client.write(`UNSUB ${subscription}\r\n`);
  return client.deliveries.slice(first, end).map((message) => [placeIn(message), keptOf(message)]);
}

/** Where a message with the stream's own headers is kept. */
export function placeIn({ headers }: Delivery): string {
  return `${lastHeader(headers, 'Nats-Stream')} ${lastHeader(headers, 'Nats-Sequence')}`;
}

/** The same for a message as it is fetched and as it was republished. */
export function keptOf({ headers, payload }: Delivery): KeptMessage {
  // What stands around the message in the stream is nothing of its own.
  const own = headers.split('\r\n').filter((line) => !/^Nats-(Num-Pending|Last-Sequence|UpTo-Sequence):/.test(line));
  const digest = createHash('sha256').update(own.join('\n')).update(payload).digest('hex');
  const time = Date.parse(lastHeader(headers, 'Nats-Time-Stamp'));
  return { subject: lastHeader(headers, 'Nats-Subject'), digest, time };
}

/** The value behind the last `name` of a header block; the others may be a publisher's. */
export function lastHeader(headers: string, name: string): string {
  const line = headers.split('\r\n').findLast((candidate) => candidate.startsWith(`${name}:`));
  return line === undefined ? '' : line.slice(name.length + 1).trim();
}
