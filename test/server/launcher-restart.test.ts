// nats-server dies while natter runs: it comes back on the same ports with all it kept, or natter says why it does not.
import { jetstreamManager } from '@nats-io/jetstream';
import { expect, test } from 'vitest';
import { connectLauncher } from '../../launcher/broker/connect.ts';
import { ensureKeys } from '../../launcher/keys.ts';
import { launch, temporaryFolder } from '../support/launched.ts';
import type { Launched } from '../support/launched.ts';
import { processesIn } from '../support/processes.ts';
import { TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';

async function health({ page }: Launched): Promise<number> {
  return (await fetch(`${page}/healthz`)).status;
}

/** How often natter said this. */
function times(natter: Launched, sentence: string): number {
  return natter.output().split(sentence).length - 1;
}

test('nats-server is killed: natter says so, starts it again on the same ports, and the chat goes on', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path);
  const before = await natter.broker();
  using ada = await TestTab.open(natter.webSocket, 'ada');
  await ada.enter('Go');
  ada.say('Go', 'before');
  await until('the message', () => ada.texts('Go').length === 1);

  process.kill(before.pid, 'SIGKILL');
  await until('nats-server to run again', () => natter.output().includes('nats-server runs again.'));
  expect(await health(natter)).toBe(200);
  const after = await natter.broker();
  expect(after.ports).toEqual(before.ports);
  expect([after.pid, after.serverId]).not.toEqual([before.pid, before.serverId]);
  expect(times(natter, 'nats-server ended unexpectedly; starting it again.\n')).toBe(1);
  ada.say('Go', 'after');
  await until('the chat to go on', () => ada.texts('Go').join() === 'before,after');
  expect(await processesIn(folder.path)).toHaveLength(2);
});

test('a stream that was lost with nats-server is there again when it is', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path, ['--max-msgs', '7']);
  const { pid, ports } = await natter.broker();
  const connection = await connectLauncher(ports.nats, await ensureKeys(folder.path));
  const manager = await jetstreamManager(connection);
  await manager.streams.delete('CHAT');
  process.kill(pid, 'SIGKILL');
  await until('nats-server to run again', () => natter.output().includes('nats-server runs again.'));
  await until('the connection', () => connection.rtt().catch(() => undefined));
  expect((await manager.streams.info('CHAT')).config.max_msgs).toBe(7);
  await connection.close();
});

test('while nats-server is down, /healthz answers 503, and Ctrl-C leaves none behind', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path);
  process.kill((await natter.broker()).pid, 'SIGKILL');
  await until('it to run again', () => times(natter, 'nats-server runs again.') === 1);
  process.kill((await natter.broker()).pid, 'SIGKILL');
  await until('natter to wait before the next start', () => times(natter, 'starting it again') === 2);
  expect(await health(natter)).toBe(503);
  expect(await natter.stop()).toBe(0);
  expect(await processesIn(folder.path)).toEqual([]);
});

test('natter goes on when nobody reads what it prints any more', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path);
  const { pid } = await natter.broker();
  natter.stopReading();
  process.kill(pid, 'SIGKILL');
  await until('another nats-server', async () => (await natter.broker()).pid !== pid);
  await until('/healthz to answer 200', async () => (await health(natter)) === 200);
  expect(await natter.stop()).toBe(0);
});

test('Ctrl-C while nats-server is being started again leaves none behind', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path);
  process.kill((await natter.broker()).pid, 'SIGKILL');
  await until('natter to notice', () => natter.output().includes('starting it again'));
  expect(await natter.stop()).toBe(0);
  expect(await processesIn(folder.path)).toEqual([]);
});
