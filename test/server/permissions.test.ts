// What the broker lets whom do. The page's own code plays no part here: whoever attacks does not use it.
import { once } from 'node:events';
import { request } from 'node:http';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect as connectTcp } from '@nats-io/transport-node';
import { connect, nkeyAuthenticator } from 'nats.ws';
import type { NatsConnection } from 'nats.ws';
import { expect, test } from 'vitest';
import { startBroker } from '../support/broker.ts';
import type { TestBroker } from '../support/broker.ts';
import { RawClient } from '../support/raw-client.ts';
import { TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';

/** Connects as any page could. */
function connectPage(broker: TestBroker): Promise<NatsConnection> {
  return connect({ servers: broker.webSocket, name: 'mallory', inboxPrefix: '_INBOX.mallory', reconnect: false });
}

/** Gathers the subjects that the broker forbids `page`, as they come. */
function forbidden(page: NatsConnection): readonly string[] {
  const subjects: string[] = [];
  const gather = async (): Promise<void> => {
    for await (const { permissionContext } of page.status()) {
      if (permissionContext !== undefined) subjects.push(permissionContext.subject);
    }
  };
  void gather();
  return subjects;
}

/** How many messages the stream has under each subject. */
async function subjectsStored(broker: TestBroker): Promise<Readonly<Record<string, number>>> {
  const { streams } = await jetstreamManager(broker.admin);
  const { state } = await streams.info('CHAT', { subjects_filter: '>' });
  expect(state.consumer_count).toBe(0);
  return state.subjects ?? {};
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const MAY_SUBSCRIBE = words('chat.live.> chat.live.Go.* chat.here.> chat.state.> chat.typing.> _INBOX.mallory.>');
const MAY_NOT_SUBSCRIBE = words(`
  > * *.> chat.> chat.*.> chat.room.> chat.room.Go.* chat.presence.> chat.profile.> chat.topic.> chat.read.> chat.file.>
  _INBOX.> _R_.> $SYS.> $JS.> $JS.API.> $JS.API.DIRECT.GET.CHAT $KV.> $O.> $SRV.>`);
const MAY_NOT_PUBLISH = words(`
  chat.room.Go chat.room.Go.a.b chat.live.Go.alice chat.here.Go.alice.1 chat.state.profile.alice _INBOX.alice.1
  $SYS.REQ.SERVER.PING $SYS.REQ.ACCOUNT.CHAT.CONNZ $KV.room.x $O.room.x $JS.ACK.CHAT.x.1.1.1.1.1 $JS.API.INFO
  $JS.API.DIRECT.GET.X $JS.API.DIRECT.GET.CHAT.chat.room.Go.alice
  $JS.API.STREAM.CREATE.X $JS.API.STREAM.UPDATE.CHAT $JS.API.STREAM.DELETE.CHAT $JS.API.STREAM.PURGE.CHAT
  $JS.API.STREAM.MSG.DELETE.CHAT $JS.API.STREAM.MSG.GET.CHAT $JS.API.STREAM.INFO.CHAT $JS.API.STREAM.NAMES
  $JS.API.STREAM.LIST $JS.API.STREAM.SNAPSHOT.CHAT $JS.API.STREAM.RESTORE.X $JS.API.STREAM.LEADER.STEPDOWN.CHAT
  $JS.API.CONSUMER.CREATE.CHAT $JS.API.CONSUMER.CREATE.CHAT.x.chat.room.> $JS.API.CONSUMER.DURABLE.CREATE.CHAT.x
  $JS.API.CONSUMER.DELETE.CHAT.x $JS.API.CONSUMER.LIST.CHAT $JS.API.CONSUMER.MSG.NEXT.CHAT.x`);
const AS_THE_COMMAND_LINE = words(`
  chat.room.Go.cli chat.typing.Go.cli chat.presence.Go.cli.1 chat.profile.cli chat.topic.Go.cli chat.read.Go.cli
  chat.file.cli.1`);

test('a page may listen to what rooms republish and to nothing else', async () => {
  await using broker = await startBroker();
  const page = await connectPage(broker);
  const refused = forbidden(page);
  for (const subject of [...MAY_SUBSCRIBE, ...MAY_NOT_SUBSCRIBE]) page.subscribe(subject, { callback: () => {} });
  await page.flush();
  await until('the refusals', () => refused.length >= MAY_NOT_SUBSCRIBE.length);
  expect(refused).toEqual(MAY_NOT_SUBSCRIBE);
  await page.close();
});

test('a page may write nothing but people’s own subjects, and never as the command line', async () => {
  await using broker = await startBroker();
  const page = await connectPage(broker);
  const refused = forbidden(page);
  const subjects = [...MAY_NOT_PUBLISH, ...AS_THE_COMMAND_LINE];
  for (const subject of subjects) page.publish(subject, '{}');
  page.publish('chat.room.Go.mallory', 'allowed');
  await page.flush();
  await until('the refusals', () => refused.length >= subjects.length);
  expect(refused).toEqual(subjects);
  expect(await subjectsStored(broker)).toEqual({ 'chat.room.Go.mallory': 1 });
  await page.close();
});

test('no reply subject makes the server do or store what a page may not', async () => {
  await using broker = await startBroker();
  const page = await connectPage(broker);
  await page.request('chat.room.Go.mallory', ''); // Stored empty, it would be a valid request to delete the stream.
  const targets = [...MAY_NOT_PUBLISH, ...AS_THE_COMMAND_LINE, 'chat.room.Go.victim', 'chat.profile.victim'];
  // The server itself takes no message that names an acknowledgement's subject.
  const replies = targets.filter((subject) => !subject.startsWith('$JS.ACK'));
  const requests = ['$JS.API.DIRECT.GET.CHAT', 'chat.info.room', 'chat.room.Go.mallory'];
  for (const reply of replies) for (const subject of requests) page.publish(subject, '{"seq":1}', { reply });
  const last = await page.request('chat.room.Go.mallory', 'the last one');
  expect(last.json()).toEqual({ stream: 'CHAT', seq: replies.length + 2 });
  expect(await subjectsStored(broker)).toEqual({ 'chat.room.Go.mallory': replies.length + 2 });
  await page.close();
});

test('a page cannot log in as the command line, the launcher or any other user of this machine', async () => {
  await using broker = await startBroker();
  const keys = [broker.keys.launcher, broker.keys.callout, broker.keys.sys];
  const logins = [
    ...['cli', 'launcher', 'admin', 'sys'].flatMap((user) => [{ user }, { user, pass: 'x' }]),
    ...keys.map(({ seed }) => ({ authenticator: nkeyAuthenticator(seed) })),
  ];
  for (const login of logins) {
    const attempt = connect({ servers: broker.webSocket, reconnect: false, ...login });
    await expect(attempt, JSON.stringify(login)).rejects.toMatchObject({ code: 'AUTHORIZATION_VIOLATION' });
  }
  using tcp = await RawClient.open(broker.ports.nats, { user: 'browser' });
  expect(await tcp.flush()).not.toContain('PONG');
});

test('the page of another site cannot use my browser to chat', async () => {
  await using broker = await startBroker();
  const upgrade = async (origin: string): Promise<number | undefined> => {
    const headers = {
      origin,
      upgrade: 'websocket',
      connection: 'Upgrade',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'bmF0dGVyIG5hdHRlciBuYQ==',
    };
    const attempt = request({ port: broker.ports.ws, host: '127.0.0.1', headers }).end();
    const answered = Promise.race([once(attempt, 'upgrade'), once(attempt, 'response')]);
    const [answer]: { statusCode?: number; destroy?: () => void }[] = await answered;
    attempt.destroy();
    return answer?.statusCode;
  };
  expect(await upgrade('http://127.0.0.1:7331')).toBe(101);
  for (const origin of ['http://evil.example', 'http://127.0.0.1:7332', 'https://127.0.0.1:7331', 'null']) {
    expect(await upgrade(origin), origin).toBe(403);
  }
});

test('what I publish on the command line of this machine appears in the room as the command line’s', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  await alice.enter('Go');
  const cli = await connectTcp({ servers: `127.0.0.1:${broker.ports.nats}` });
  const me = await cli.request('$SYS.REQ.USER.INFO');
  expect(me.json()).toMatchObject({ data: { user: 'cli', account: 'CHAT' } });
  cli.publish('chat.room.Go', 'hello');
  await until('the message', () => alice.texts('Go').length === 1);
  expect(alice.room('Go').messages[0]).toMatchObject({ handle: 'cli', content: { type: 'plain', text: 'hello' } });
  expect(await subjectsStored(broker)).toEqual({ 'chat.room.Go.cli': 1 });
  await cli.close();
});
