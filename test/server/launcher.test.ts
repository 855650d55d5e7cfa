// `npm run launch` as people use it: start, chat, stop, start again. Each test launches a natter of its own.
import { jetstreamManager } from '@nats-io/jetstream';
import type { StreamInfo } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { expect, test } from 'vitest';
import { connectLauncher } from '../../launcher/broker/connect.ts';
import { ensureKeys } from '../../launcher/keys.ts';
import { launch, samePorts, temporaryFolder } from '../support/launched.ts';
import type { Launched } from '../support/launched.ts';
import { processesIn } from '../support/processes.ts';
import { TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';

/** What JetStream says of the CHAT stream. */
async function chatStream({ data, nats }: Launched): Promise<StreamInfo> {
  const connection = await connectLauncher(Number(new URL(nats).port), await ensureKeys(data));
  try {
    return await (await jetstreamManager(connection)).streams.info('CHAT');
  } finally {
    await connection.close();
  }
}

test('when the addresses appear, I can chat', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path);
  const [page, health] = await Promise.all([fetch(natter.page), fetch(`${natter.page}/healthz`)]);
  expect([page.status, health.status]).toEqual([200, 200]);
  using ada = await TestTab.open(natter.webSocket, 'ada');
  await ada.enter('Go');
  ada.say('Go', 'hello');
  await until('the message', () => ada.texts('Go').includes('hello'));
  // The very first attempt of each must have gone well; a tab would try again and hide it.
  expect(ada.connectionEvents).toEqual(['connected']);
});

test('every address it prints is true', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path);
  expect(await (await fetch(natter.page)).text()).toContain('<title>');
  using ada = await TestTab.open(natter.webSocket, 'ada');
  expect((await ada.link()).nc.info?.server_name).toBe('natter');
  const cli = await connect({ servers: natter.nats });
  expect(cli.info?.server_name).toBe('natter');
  await cli.close();
  expect(natter.output()).toContain(`the newest 1000 messages of the last 24 hours, in ${folder.path}`);
});

test('what was said is there after Ctrl-C and a new start', async () => {
  await using folder = await temporaryFolder();
  await using first = await launch(folder.path);
  using ada = await TestTab.open(first.webSocket, 'ada');
  await ada.enter('Go');
  ada.say('Go', 'remember me');
  await until('the message', () => ada.texts('Go').length === 1);
  expect(await first.stop()).toBe(0);
  await using second = await launch(folder.path);
  using bob = await TestTab.open(second.webSocket, 'bob');
  await bob.enter('Go');
  expect(bob.texts('Go')).toEqual(['remember me']);
});

test('a changed --max-msgs changes the stream and keeps what is within the new limit', async () => {
  await using folder = await temporaryFolder();
  await using first = await launch(folder.path);
  using ada = await TestTab.open(first.webSocket, 'ada');
  await ada.enter('Go');
  for (const text of ['one', 'two', 'three', 'four', 'five']) ada.say('Go', text);
  await until('the messages', () => ada.texts('Go').length === 5);
  const before = await chatStream(first);
  await first.stop();
  await using second = await launch(folder.path, ['--max-msgs', '3']);
  const after = await chatStream(second);
  expect(after.created).toBe(before.created);
  expect(after.config.max_msgs).toBe(3);
  using bob = await TestTab.open(second.webSocket, 'bob');
  await bob.enter('Go');
  expect(bob.texts('Go')).toEqual(['three', 'four', 'five']);
  await second.stop();
  await using third = await launch(folder.path, ['--max-msgs', '0']);
  expect((await chatStream(third)).config.max_msgs).toBe(-1);
});

test('a --max-age below two minutes shortens the time in which a repeat is recognised, and a longer one restores it', async () => {
  await using folder = await temporaryFolder();
  const ages = [
    ['24h', 86_400, 120],
    ['30s', 30, 30],
    ['7d', 604_800, 120],
    ['0', 0, 120],
  ] as const;
  for (const [age, seconds, window] of ages) {
    await using natter = await launch(folder.path, ['--max-age', age]);
    const { config } = await chatStream(natter);
    expect([age, config.max_age, config.duplicate_window]).toEqual([age, seconds * 1e9, window * 1e9]);
    expect(await natter.stop()).toBe(0);
  }
});

test('a data folder may have blanks and quotes in its path', async () => {
  await using folder = await temporaryFolder(`it's "my" $HOME \\ `);
  await using first = await launch(folder.path);
  using ada = await TestTab.open(first.webSocket, 'ada');
  await ada.enter('Go');
  ada.say('Go', 'hello');
  await until('the message', () => ada.texts('Go').length === 1);
  const { serverId } = await first.broker();
  await first.kill();
  await using second = await launch(folder.path, samePorts(first));
  expect((await second.broker()).serverId).toBe(serverId);
  expect(await second.stop()).toBe(0);
  expect(await processesIn(folder.path)).toEqual([]);
});

test('the page it serves speaks to the WebSocket it started', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path);
  const config: unknown = await (await fetch(`${natter.page}/config.json`)).json();
  expect(config).toMatchObject({ version: '0.1.0', servers: [], port: Number(new URL(natter.webSocket).port) });
});
