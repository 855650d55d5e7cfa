// One data folder, one launcher: the second one is told where the first is, and a lock that nobody holds is no obstacle.
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FREE_PORTS, launch, runLauncher, temporaryFolder } from '../support/launched.ts';
import { freePort } from '../support/ports.ts';
import { processesIn } from '../support/processes.ts';
import { neverListens } from '../support/stand-ins.ts';
import { until } from '../support/wait.ts';

const REMEDY =
  'Open that, or stop it first (Ctrl-C where it runs), or use another folder: npm run launch -- --data FOLDER';

/** Leaves a lock behind as a launcher would. */
async function leaveLock(folder: string, holder: { pid: number; token: string; url: string }): Promise<void> {
  await writeFile(join(folder, 'launcher.json'), JSON.stringify(holder));
}

test('a second launcher is refused, and told the address of the first', async () => {
  await using folder = await temporaryFolder();
  await using first = await launch(folder.path);
  const before = await processesIn(folder.path);
  const second = runLauncher(['--data', folder.path, ...FREE_PORTS]);
  expect(await second.ended).toBe(1);
  expect(second.output().trim()).toBe(`natter already runs: ${first.page}\n${REMEDY}`);
  expect(await processesIn(folder.path)).toEqual(before);
  expect((await fetch(`${first.page}/healthz`)).status).toBe(200);
});

test('a second launcher is refused also while the first still starts', async () => {
  await using folder = await temporaryFolder();
  const server = await neverListens(folder.path);
  const data = join(folder.path, 'data');
  const first = runLauncher(['--data', data, ...FREE_PORTS, '--nats-server', server]);
  await until('nats-server to be started', async () => (await processesIn(data)).length === 2);
  const second = runLauncher(['--data', data, ...FREE_PORTS, '--nats-server', server]);
  expect(await second.ended).toBe(1);
  const { url } = JSON.parse(await readFile(join(data, 'launcher.json'), 'utf8'));
  expect(second.output().trim()).toBe(`natter is already starting: ${url}\n${REMEDY}`);
  const [page, health] = await Promise.all([fetch(url), fetch(`${url}/healthz`)]);
  expect([page.status, await page.text(), health.status]).toEqual([503, expect.stringContaining('starting'), 503]);
  first.signal('SIGINT');
  expect(await first.ended).toBe(0);
});

test('a lock of a launcher that is gone is no obstacle', async () => {
  await using folder = await temporaryFolder();
  const first = await launch(folder.path);
  await first.kill();
  await using second = await launch(folder.path);
  expect(await second.stop()).toBe(0);
});

test('a lock whose pid belongs to another program by now is no obstacle', async () => {
  await using folder = await temporaryFolder();
  const nobody = `http://127.0.0.1:${await freePort()}`;
  await leaveLock(folder.path, { pid: process.pid, token: 'x', url: nobody });
  await using first = await launch(folder.path);
  await first.stop();

  const other = createServer((_request, response) => response.end('{"launcher":"another one"}'));
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  await leaveLock(folder.path, { pid: process.pid, token: 'x', url: `http://127.0.0.1:${port}` });
  await using second = await launch(folder.path);
  expect(await second.stop()).toBe(0);
  await new Promise((resolve) => other.close(resolve));
});

test('a lock that is damaged is no obstacle', async () => {
  await using folder = await temporaryFolder();
  for (const text of ['{', '[]', '{"pid":"1"}', '{"pid":-1,"token":"","url":""}']) {
    await writeFile(join(folder.path, 'launcher.json'), text);
    await using natter = await launch(folder.path);
    expect(await natter.stop()).toBe(0);
  }
});

test('of two launchers started at once, one runs and the other says so', async () => {
  await using folder = await temporaryFolder();
  const runs = [
    runLauncher(['--data', folder.path, ...FREE_PORTS]),
    runLauncher(['--data', folder.path, ...FREE_PORTS]),
  ];
  const loser = await Promise.race(runs.map(async (run) => ({ run, code: await run.ended })));
  expect(loser.code).toBe(1);
  expect(loser.run.output()).toMatch(/^\nnatter (already runs|is already starting)/);
  const winner = runs.find((run) => run !== loser.run);
  await until('the other one to be ready', () => winner?.output().includes('Ctrl-C stops it.'));
  winner?.signal('SIGINT');
  expect(await winner?.ended).toBe(0);
});
