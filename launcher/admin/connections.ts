// The people's connections: listed and ended over nats-server's system account. Source: NATS ADR on monitoring subjects,
// `$SYS.REQ.SERVER.*`, as nats-server 2.15.1 answers them.
import type { NatsConnection } from '@nats-io/transport-node';
import { isObject, objectAt, own, patternAt, ProtocolError, stringAt } from '../../web/protocol/check.ts';
import type { JsonObject } from '../../web/protocol/check.ts';

export interface PersonConnection {
  /** The server it is at, `N…`, and its number there. */
  readonly serverId: string;
  readonly cid: number;
  /** As the callout attested it, not as the client calls itself. */
  readonly handle: string;
  /** `websocket` or `nats`. */
  readonly type: string;
  /** Over WebSocket, a client can make it up in a header. */
  readonly address: string;
  /** When it was opened, in milliseconds since 1970, by its server's clock. */
  readonly start: number;
  /** What the client says of itself: anything. */
  readonly client: { readonly name: string; readonly library: string; readonly version: string };
}

export interface Listing {
  /** Only this handle's. */
  readonly handle?: string;
  /** How many to ask for at once. */
  readonly pageSize?: number;
}

const PAGE_SIZE = 1000;
const PATIENCE_MS = 5000;
/** The account nats.conf keeps browsers and bots in; whoever is in it came through the callout. */
const ACCOUNT = 'WEB';
const OPEN = 0;
const SERVER_ID = /^N[A-Z2-7]{55}$/;
const MOST = 8192;

/** @param sys a connection of account SYS. @throws ProtocolError if an answer makes no sense, and what requests throw. */
export async function connectionsOf(sys: NatsConnection, listing: Listing = {}): Promise<readonly PersonConnection[]> {
  const lists = (await serverIds(sys)).map((id) => connectionsAt(sys, id, listing));
  return (await Promise.all(lists)).flat();
}

/** Ends connections. @returns how many it ended; some may have gone by themselves. */
export async function kick(sys: NatsConnection, connections: readonly PersonConnection[]): Promise<number> {
  const answers = connections.map(({ serverId, cid }) => ask(sys, `$SYS.REQ.SERVER.${serverId}.KICK`, { cid }));
  return (await Promise.all(answers)).filter((answer) => own(answer, 'error') === undefined).length;
}

/** One server knows how many they are; then all are asked, and the last answer is the end of the waiting. */
async function serverIds(sys: NatsConnection): Promise<readonly string[]> {
  const subject = '$SYS.REQ.SERVER.PING';
  const count = own(objectAt('statsz', own(await ask(sys, subject, {}), 'statsz')), 'active_servers');
  if (typeof count !== 'number') throw new ProtocolError('statsz.active_servers', 'a number');
  const options = { strategy: 'count', maxMessages: count, maxWait: PATIENCE_MS } as const;
  const ids = new Set<string>();
  for await (const answer of await sys.requestMany(subject, '', options)) {
    const server = objectAt('server', own(objectAt('answer', answer.json()), 'server'));
    ids.add(patternAt('server.id', own(server, 'id'), SERVER_ID, 'a server’s key'));
  }
  return [...ids];
}

async function connectionsAt(
  sys: NatsConnection,
  serverId: string,
  { handle, pageSize = PAGE_SIZE }: Listing,
): Promise<readonly PersonConnection[]> {
  const found = new Map<number, PersonConnection>();
  const filter = { auth: true, acc: ACCOUNT, state: OPEN, user: handle, limit: pageSize };
  for (let offset = 0; ; offset += pageSize) {
    const answer = await ask(sys, `$SYS.REQ.SERVER.${serverId}.CONNZ`, { ...filter, offset });
    const page = own(objectAt('data', own(answer, 'data')), 'connections');
    const entries: readonly unknown[] = Array.isArray(page) ? page : [];
    for (const entry of entries) {
      const connection = readConnection(serverId, objectAt('connection', entry));
      if (connection.handle === (handle ?? connection.handle)) found.set(connection.cid, connection);
    }
    if (entries.length < pageSize) return [...found.values()];
  }
}

function readConnection(serverId: string, entry: JsonObject): PersonConnection {
  const cid = own(entry, 'cid');
  if (typeof cid !== 'number') throw new ProtocolError('cid', 'a number');
  // What is empty is not there at all.
  const text = (field: string): string => stringAt(field, own(entry, field) ?? '', MOST);
  return {
    serverId,
    cid,
    // The `name` of the JWT that the callout answered replaces whatever user the client named (seen on 2.15.1);
    // `name_tag` is the account's, and `name` the client's own.
    handle: text('authorized_user'),
    type: text('type'),
    address: text('ip'),
    start: Date.parse(text('start')),
    client: { name: text('name'), library: text('lang'), version: text('version') },
  };
}

async function ask(sys: NatsConnection, subject: string, question: JsonObject): Promise<JsonObject> {
  const answer = await sys.request(subject, JSON.stringify(question), { timeout: PATIENCE_MS });
  const value = answer.json<unknown>();
  if (!isObject(value)) throw new ProtocolError(subject, 'an object');
  return value;
}
