// What a person at the terminal can do wrong: each is a plain sentence with its remedy, exit code 1, and nothing left behind.
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FREE_PORTS, runLauncher, temporaryFolder } from '../support/launched.ts';
import { takePort } from '../support/ports.ts';
import { processesIn } from '../support/processes.ts';
import { complains } from '../support/stand-ins.ts';

/** Runs a launcher that ends by itself. @returns its exit code and what it said. */
async function said(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<[number, string]> {
  const run = runLauncher(args, environment);
  const code = await run.ended;
  return [code, run.output().trim()];
}

describe.each(['--port', '--ws-port', '--nats-port'])('if the port of %s is taken', (flag) => {
  test('it says which, and the flag that chooses another one', async () => {
    await using folder = await temporaryFolder();
    await using taken = await takePort();
    const [code, sentence] = await said(['--data', folder.path, ...FREE_PORTS, flag, String(taken.port)]);
    expect(sentence).toBe(
      `Port ${taken.port} on 127.0.0.1 is taken by another program.\n` +
        `Stop that, or choose another port, or any free one: npm run launch -- ${flag} 0`,
    );
    expect(code).toBe(1);
    expect(await processesIn(folder.path)).toEqual([]);
    expect(await readdir(folder.path)).toEqual(flag === '--port' ? [] : ['keys']);
  });
});

test('two flags with the same port are a mistake it names', async () => {
  const [code, sentence] = await said(['--port', '7400', '--nats-port', '7400']);
  expect([code, sentence]).toEqual([
    1,
    '--port and --nats-port are both 7400.\nEach needs a port of its own; 0 is any free one.',
  ]);
});

test('a --host that is not this machine’s is a mistake it names', async () => {
  await using folder = await temporaryFolder();
  for (const host of ['198.51.100.7', 'no-such-host.invalid', '127.0.0.1:7331']) {
    const [code, sentence] = await said(['--data', folder.path, ...FREE_PORTS, '--host', host]);
    expect(sentence).toMatch(new RegExp(`^${host} is not an address of this machine\\.\nGive one with --host: `));
    expect(code).toBe(1);
  }
  expect(await readdir(folder.path)).toEqual([]);
});

test('a --nats-server that is missing, no program, or another program is a mistake it names', async () => {
  await using folder = await temporaryFolder();
  const text = join(folder.path, 'text');
  await writeFile(text, 'not a program');
  const cases = [
    [join(folder.path, 'missing'), 'does not exist'],
    [text, 'is not executable'],
    [process.execPath, 'is no nats-server'],
    [folder.path, 'is no file'],
  ] as const;
  for (const [path, reason] of cases) {
    const [code, sentence] = await said(['--data', join(folder.path, 'data'), ...FREE_PORTS, '--nats-server', path]);
    expect(sentence).toContain(`${path}: ${reason}`);
    expect(sentence).not.toContain('    at ');
    expect(code).toBe(1);
  }
  expect(await readdir(join(folder.path, 'data'))).toEqual(['keys']);
});

test('a --nats-server that does not start is explained by the end of its log, and of no earlier one', async () => {
  await using folder = await temporaryFolder();
  const server = await complains(folder.path);
  const args = ['--data', join(folder.path, 'data'), ...FREE_PORTS, '--nats-server', server];
  await said(args, { COMPLAINT: 'the first complaint' });
  const [code, sentence] = await said(args, { COMPLAINT: 'the disk is upside down' });
  expect(sentence).toMatch(/^nats-server did not start\. The end of its log:\n\nthe disk is upside down\n/);
  expect(sentence).not.toContain('the first complaint');
  expect(code).toBe(1);
  expect(await readdir(join(folder.path, 'data'))).toEqual(['keys', 'nats-server.log']);
});

test('limits that the disk cannot hold are a mistake it names', async () => {
  await using folder = await temporaryFolder();
  const [code, sentence] = await said(['--data', folder.path, ...FREE_PORTS, '--max-bytes', '8000TB']);
  expect(sentence).toMatch(/^nats-server refused the stream CHAT: insufficient storage/);
  expect(sentence).toContain('--max-bytes');
  expect(code).toBe(1);
  expect(await processesIn(folder.path)).toEqual([]);
});

test('a data folder that is a file is a mistake it names', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'file');
  await writeFile(file, '');
  for (const path of [file, join(file, 'below')]) {
    const [code, sentence] = await said(['--data', path, ...FREE_PORTS]);
    expect(sentence).toBe(
      `The data folder ${path} cannot be used: a file is in the way.\n` +
        'Make it a folder you may write in, or choose another one: npm run launch -- --data FOLDER',
    );
    expect(code).toBe(1);
  }
});

const isRoot = process.getuid?.() === 0;
if (isRoot) console.info('The test of a folder one may not write in is skipped: root may write anywhere.');

test.skipIf(isRoot)('a data folder I may not write in is a mistake it names', async () => {
  await using folder = await temporaryFolder();
  const locked = join(folder.path, 'locked');
  await mkdir(locked);
  await chmod(locked, 0o500);
  const [code, sentence] = await said(['--data', locked, ...FREE_PORTS]);
  expect(sentence).toContain(`The data folder ${locked} cannot be used: you may not write there.`);
  expect(code).toBe(1);
});

test('a file in place of a key is a mistake it names', async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, 'keys'));
  await writeFile(join(folder.path, 'keys', 'launcher.nk'), 'not a key');
  const [code, sentence] = await said(['--data', folder.path, ...FREE_PORTS]);
  expect(sentence).toContain('launcher.nk holds no nkey.\nDelete the file; natter makes a new key.');
  expect(code).toBe(1);
});
