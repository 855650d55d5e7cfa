// A launcher was killed; the next one finds what it left behind.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from '@nats-io/transport-node';
import { expect, test } from 'vitest';
import { runsIn } from '../../launcher/broker/process.ts';
import { writeRecord } from '../../launcher/broker/record.ts';
import { launch, samePorts, temporaryFolder } from '../support/launched.ts';
import { freePort } from '../support/ports.ts';
import { processesIn } from '../support/processes.ts';
import { sameUnderAnotherName } from '../support/stand-ins.ts';
import { until } from '../support/wait.ts';

/** The text of the first message of all rooms. */
async function firstMessage(nats: string): Promise<string> {
  const cli = await connect({ servers: nats });
  const answer = await cli.request('$JS.API.DIRECT.GET.CHAT', JSON.stringify({ seq: 1 }));
  await cli.close();
  return answer.string();
}

async function say(nats: string, text: string): Promise<void> {
  const cli = await connect({ servers: nats });
  await cli.request('chat.room.Go', text);
  await cli.close();
}

test('a killed launcher leaves nats-server behind, the next one takes it over, and nobody is disconnected', async () => {
  await using folder = await temporaryFolder();
  const first = await launch(folder.path);
  const before = await first.broker();
  const cli = await connect({ servers: first.nats, reconnect: false });
  await first.kill();
  await using second = await launch(folder.path, samePorts(first));
  expect(second.output()).toContain('nats-server still runs from an earlier start; taking it over.');
  expect(await second.broker()).toEqual(before);
  expect([second.page, second.nats, second.webSocket]).toEqual([first.page, first.nats, first.webSocket]);
  await cli.flush();
  expect(cli.isClosed()).toBe(false);
  expect((await fetch(`${second.page}/healthz`)).status).toBe(200);

  expect(await second.stop()).toBe(0);
  await cli.closed();
  expect(await processesIn(folder.path)).toEqual([]);
  expect(await readdir(folder.path)).toEqual(['jetstream', 'keys', 'nats-server.log']);
});

test('a nats-server that was taken over and dies is started again', async () => {
  await using folder = await temporaryFolder();
  const first = await launch(folder.path);
  const { pid } = await first.broker();
  await first.kill();
  await using second = await launch(folder.path, samePorts(first));
  process.kill(pid, 'SIGKILL');
  await until('nats-server to run again', () => second.output().includes('nats-server runs again.'));
  expect((await second.broker()).pid).not.toBe(pid);
  expect((await fetch(`${second.page}/healthz`)).status).toBe(200);
});

test.each([
  ['--ws-port', () => freePort().then(String)],
  ['--nats-port', () => freePort().then(String)],
  ['--public-url', () => 'https://chat.example.org'],
  ['--nats-server', sameUnderAnotherName],
])('for another %s, the nats-server that was left behind is started anew, with its history', async (flag, value) => {
  await using folder = await temporaryFolder();
  const first = await launch(folder.path);
  const left = await first.broker();
  await say(first.nats, 'kept');
  await first.kill();
  await using second = await launch(folder.path, [...samePorts(first), flag, await value(folder.path)]);
  expect(second.output()).toContain('nats-server still runs from an earlier start with other settings; restarting it.');
  expect((await second.broker()).serverId).not.toBe(left.serverId);
  expect(await runsIn(left.pid, folder.path)).not.toBe(true);
  expect(await firstMessage(second.nats)).toBe('kept');
});

test('a nats-server whose launcher was killed before it answered is started anew', async () => {
  await using folder = await temporaryFolder();
  const first = await launch(folder.path);
  const left = await first.broker();
  await first.kill();
  await writeRecord(folder.path, { ...left, serverId: '', ports: { nats: 0, ws: 0 } });
  await using second = await launch(folder.path, samePorts(first));
  expect(second.output()).toContain('nats-server still runs from an earlier start and does not answer; restarting it.');
  expect(await runsIn(left.pid, folder.path)).not.toBe(true);
  expect((await second.broker()).serverId).not.toBe(left.serverId);
});

test('a program that has the pid of a nats-server long gone is left alone', async () => {
  await using folder = await temporaryFolder();
  const first = await launch(folder.path);
  const left = await first.broker();
  await first.stop();
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const strangerEnded = once(stranger, 'exit');
  await writeRecord(folder.path, { ...left, pid: stranger.pid ?? 0 });
  await using second = await launch(folder.path, samePorts(first));
  expect(second.output()).not.toContain('earlier start');
  expect(await second.stop()).toBe(0);
  expect(stranger.kill('SIGINT')).toBe(true);
  expect(await strangerEnded).toEqual([null, 'SIGINT']);
});
