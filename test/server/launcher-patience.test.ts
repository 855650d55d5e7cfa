// What takes natter its time: seconds, before it gives something up. Side by side, for all they do is wait.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { logTail } from '../../launcher/broker/log.ts';
import { FREE_PORTS, launch, runLauncher, temporaryFolder } from '../support/launched.ts';
import { processesIn } from '../support/processes.ts';
import { neverEnds } from '../support/stand-ins.ts';
import { until } from '../support/wait.ts';

test.concurrent('nats-server keeps dying: natter waits longer each time, then shows the end of its log and ends with 1', async () => {
  await using folder = await temporaryFolder();
  const natter = await launch(folder.path);
  const killed: number[] = [];
  const over = natter.ended.then(() => true);
  const seen = new Set<number>();
  while (killed.length < 5) {
    const pid = await until('another nats-server', async () => {
      const current = (await processesIn(folder.path)).find(({ command }) => command.includes('ports_file_dir'))?.pid;
      return current !== undefined && !seen.has(current) ? current : undefined;
    });
    seen.add(pid);
    process.kill(pid, 'SIGKILL');
    killed.push(performance.now());
  }
  expect(await over).toBe(true);
  expect(await natter.ended).toBe(1);
  // Whole seconds, for a timer may be a millisecond early.
  const waited = killed.slice(1).map((time, index) => Math.round((time - (killed[index] ?? 0)) / 1000));
  for (const [index, least] of [0, 1, 2, 4].entries()) expect(waited[index]).toBeGreaterThanOrEqual(least);
  const tail = natter.output().slice(natter.output().indexOf('nats-server keeps ending.'));
  expect(tail).toMatch(/^nats-server keeps ending\. The end of its log:\n\n(\[\d+\] .*\n)+/);
  expect(tail).toContain(`Its log says why: ${folder.path}/nats-server.log.`);
  expect(tail).not.toContain('    at ');
  expect(await processesIn(folder.path)).toEqual([]);
});

test.concurrent('/healthz answers 503 while nats-server does not answer, and 200 when it does again', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path);
  const { pid } = await natter.broker();
  process.kill(pid, 'SIGSTOP');
  expect((await fetch(`${natter.page}/healthz`)).status).toBe(503);
  process.kill(pid, 'SIGCONT');
  expect((await fetch(`${natter.page}/healthz`)).status).toBe(200);
});

test.concurrent('a nats-server that does not mind SIGTERM is killed after five seconds', async () => {
  await using folder = await temporaryFolder();
  const data = join(folder.path, 'data');
  const run = runLauncher(['--data', data, ...FREE_PORTS, '--nats-server', await neverEnds(folder.path)]);
  await until('nats-server to be deaf', async () => (await logTail(data)) === 'recovering');
  const begin = performance.now();
  run.signal('SIGTERM');
  expect(await run.ended).toBe(0);
  expect(performance.now() - begin).toBeGreaterThan(4900);
  expect(await processesIn(folder.path)).toEqual([]);
});
