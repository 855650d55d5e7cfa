// nats-server-bin against real files, real processes, a web server of its own and the real apt where there is one.
// Longer than the rule, because the stand-ins for a machine and for a release serve every test here and no other file.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { findAllOnPath, findOnPath } from '../../launcher/nats-server-bin/environment.ts';
import {
  findNatsServer,
  meetsFloor,
  NatsServerNotFoundError,
  NatsServerPathError,
  thisMachine,
  type Environment,
  type FinderEvent,
  type Release,
} from '../../launcher/nats-server-bin/index.ts';

const NOBODY_LISTENS = 'http://127.0.0.1:1'; // Port 1 (tcpmux) is in no use, so a connection is refused at once.
const windows = process.platform === 'win32'; // The stand-ins for nats-server are shell scripts.
const withoutNats = await withoutNatsServer(thisMachine());
const aptGet = await findOnPath('apt-get', withoutNats);
if (aptGet === undefined) console.info('The test that fetches with apt is skipped: this machine has no apt-get.');

let scratch: string;
let cacheDir: string;
let events: FinderEvent[];

beforeEach(async () => {
  scratch = await realpath(await mkdtemp(join(tmpdir(), 'nats-server-bin-')));
  cacheDir = join(scratch, 'data/bin');
  events = [];
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

/** Writes a program that answers `--version` as nats-server does, and answers its path. */
async function standIn(folder: string, version: string): Promise<string> {
  await mkdir(join(scratch, folder), { recursive: true });
  const file = join(scratch, folder, 'nats-server');
  await writeFile(file, `#!/bin/sh\necho 'nats-server: v${version}'\n`, { mode: 0o755 });
  return file;
}

/** A machine whose PATH holds these folders, and of this machine's programs only the ones named. */
async function machine(
  folders: string[],
  programs: string[],
  platform: NodeJS.Platform = 'linux',
): Promise<Environment> {
  const tools = await mkdtemp(join(scratch, 'tools-'));
  for (const name of programs) {
    const program = await findOnPath(name, thisMachine());
    if (program !== undefined) await symlink(program, join(tools, name));
  }
  const path = [...folders.map((folder) => join(scratch, folder)), tools].join(':');
  return { platform, arch: 'x64', armVersion: undefined, variables: { ...process.env, PATH: path } };
}

/** This machine, without the folders of its PATH that hold a nats-server: apt needs many programs, and not that one. */
async function withoutNatsServer(environment: Environment): Promise<Environment> {
  const taken = new Set((await findAllOnPath('nats-server', environment)).map((file) => dirname(file)));
  const path = (environment.variables['PATH'] ?? '').split(delimiter).filter((folder) => !taken.has(join(folder)));
  return { ...environment, variables: { ...environment.variables, PATH: path.join(delimiter) } };
}

const TO_UNPACK = ['tar', 'gzip'];

/** Packs a stand-in as a release does. */
async function pack(version: string, target = 'linux-amd64'): Promise<Buffer> {
  const name = `nats-server-v${version}-${target}`;
  await standIn(name, version);
  await promisify(execFile)('tar', ['-czf', `${name}.tar.gz`, name], { cwd: scratch });
  return await readFile(join(scratch, `${name}.tar.gz`));
}

const sumOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Serves a release until the test ends. */
async function serve(answer: RequestListener, sha256: Record<string, string> = {}): Promise<Release> {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error("the test's web server has no port");
  return { version: '2.14.5', baseUrl: `http://127.0.0.1:${address.port}`, sha256: new Map(Object.entries(sha256)) };
}

const unreachable: Release = {
  version: '2.14.5',
  baseUrl: NOBODY_LISTENS,
  sha256: new Map([['linux-amd64.tar.gz', '0']]),
};

function find(
  environment: Environment,
  release: Release = unreachable,
  more: { explicit?: string; signal?: AbortSignal } = {},
) {
  return findNatsServer({ cacheDir, environment, release, onProgress: (event) => events.push(event), ...more });
}

async function failure(search: Promise<unknown>): Promise<unknown> {
  return await search.then(
    () => undefined,
    (error: unknown) => error,
  );
}

async function notFound(search: Promise<unknown>): Promise<NatsServerNotFoundError> {
  const error = await failure(search);
  if (error instanceof NatsServerNotFoundError) return error;
  throw new Error('expected that no nats-server is found', { cause: error });
}

const reasonFrom = (error: NatsServerNotFoundError, source: string) =>
  error.attempts.find((attempt) => attempt.source === source)?.reason;

describe.skipIf(windows)('a file that I name', () => {
  test('is used as it is, if it is good', async () => {
    const explicit = await standIn('mine', '2.15.1');
    expect(await find(await machine([], []), unreachable, { explicit })).toEqual({
      path: explicit,
      version: '2.15.1',
      source: 'explicit',
    });
  });

  test('is never silently skipped: what is wrong with it is said', async () => {
    await standIn('good', '2.15.1');
    const environment = await machine(['good'], []);
    const noProgram = join(scratch, 'notes.txt');
    await writeFile(noProgram, 'hello');
    const files = {
      'does not exist': join(scratch, 'nowhere'),
      'is no file': scratch,
      'is not executable': noProgram,
      'is no nats-server': process.execPath,
      'is version 2.13.0, below the floor': await standIn('old', '2.13.0'),
    };
    for (const [reason, explicit] of Object.entries(files)) {
      const error = await failure(find(environment, unreachable, { explicit }));
      expect(error).toBeInstanceOf(NatsServerPathError);
      expect(String(error)).toContain(`${explicit}: ${reason}`);
    }
  });
});

describe.skipIf(windows)('nats-server on my PATH', () => {
  test('is passed over if it is too old, and I am told; the next one on the PATH is taken', async () => {
    const old = await standIn('old', '2.10.29');
    const environment = await machine(['old'], []);
    const error = await notFound(find(environment));
    expect(reasonFrom(error, 'path')).toContain(`${old} is version 2.10.29, below the floor`);
    expect(events).toContainEqual(expect.objectContaining({ type: 'passed', source: 'path', absent: false }));

    const path = await standIn('new', '2.12.12');
    expect(await find(await machine(['old', 'new'], []))).toEqual({ path, version: '2.12.12', source: 'path' });
  });
});

describe.skipIf(windows)('the release is downloaded', () => {
  test('checked, kept, and found again later without a network', async () => {
    const archive = await pack('2.14.5');
    const asked: string[] = [];
    const release = await serve(
      (request, response) => {
        asked.push(request.url ?? '');
        if (request.url?.startsWith('/elsewhere')) response.end(archive);
        else response.writeHead(302, { location: '/elsewhere', 'content-length': 0 }).end();
      },
      { 'linux-amd64.tar.gz': sumOf(archive) },
    );
    const environment = await machine([], TO_UNPACK);
    const server = await find(environment, release);
    const path = join(cacheDir, 'nats-server-2.14.5-linux-x64');
    expect(server).toEqual({ path, version: '2.14.5', source: 'release' });
    expect(await readdir(cacheDir)).toEqual(['nats-server-2.14.5-linux-x64']);
    expect(asked).toEqual(['/v2.14.5/nats-server-v2.14.5-linux-amd64.tar.gz', '/elsewhere']);

    expect(await find(await machine([], []))).toEqual({ path, version: '2.14.5', source: 'cache' });
  });

  test('and of several kept ones the newest that runs is taken', async () => {
    await mkdir(cacheDir, { recursive: true });
    for (const version of ['2.14.10', '2.14.9', '2.16.0', '2.16.0-RC.1']) {
      await rename(await standIn('any', version), join(cacheDir, `nats-server-${version}-linux-x64`));
    }
    await writeFile(join(cacheDir, 'nats-server-2.17.0-linux-x64'), 'half a binary', { mode: 0o755 });
    await writeFile(join(cacheDir, 'nats-server-2.18.0-darwin-arm64'), "another machine's", { mode: 0o755 });
    expect(await find(await machine([], []))).toMatchObject({ version: '2.16.0', source: 'cache' });
  });

  test('and I see how many bytes of how many have come', async () => {
    const archive = await pack('2.14.5');
    const half = Math.floor(archive.length / 2);
    const release = await serve(
      (_, response) => {
        response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, half));
        response.end(archive.subarray(half));
      },
      { 'linux-amd64.tar.gz': sumOf(archive) },
    );
    await find(await machine([], TO_UNPACK), release);
    const progress = events.filter((event) => event.type === 'progress');
    expect(progress.at(-1)).toMatchObject({ unit: 'bytes', done: archive.length, total: archive.length });
  });

  test('but refused if its sum is wrong: nothing stays, and the next source is tried', async () => {
    const archive = await pack('2.14.5');
    const release = await serve((_, response) => response.end(archive), { 'linux-amd64.tar.gz': '0'.repeat(64) });
    const error = await notFound(find(await machine([], TO_UNPACK), release));
    expect(reasonFrom(error, 'release')).toContain(`was refused: its SHA-256 is ${sumOf(archive)}`);
    expect(reasonFrom(error, 'apt')).toBe('this machine has no apt-get');
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test('but refused if it breaks off half-way: nothing stays', async () => {
    const archive = await pack('2.14.5');
    const release = await serve(
      (_, response) => {
        response.writeHead(200, { 'content-length': archive.length });
        response.write(archive.subarray(0, 50), () => response.destroy());
      },
      { 'linux-amd64.tar.gz': sumOf(archive) },
    );
    const error = await notFound(find(await machine([], TO_UNPACK), release));
    expect(reasonFrom(error, 'release')).toMatch(/nats-server-v2\.14\.5-linux-amd64\.tar\.gz: aborted/);
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test('but refused if what is in it is below the floor: nothing stays', async () => {
    const archive = await pack('2.14.2');
    const release = await serve((_, response) => response.end(archive), { 'linux-amd64.tar.gz': sumOf(archive) });
    const error = await notFound(find(await machine([], TO_UNPACK), { ...release, version: '2.14.2' }));
    expect(reasonFrom(error, 'release')).toContain('the fetched nats-server is version 2.14.2, below the floor');
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test('by several launchers at once, and all of them get it', async () => {
    const archive = await pack('2.14.5');
    const release = await serve((_, response) => response.end(archive), { 'linux-amd64.tar.gz': sumOf(archive) });
    const environment = await machine([], TO_UNPACK);
    const servers = await Promise.all(Array.from({ length: 5 }, () => find(environment, release)));
    expect(new Set(servers.map((server) => server.path)).size).toBe(1);
    expect(await readdir(cacheDir)).toEqual(['nats-server-2.14.5-linux-x64']);
  });

  test('until I press Ctrl-C: it ends at once and nothing stays', async () => {
    const release = await serve(
      (_, response) => {
        response.writeHead(200, { 'content-length': 1000 }).write('the beginning');
      },
      { 'linux-amd64.tar.gz': '0'.repeat(64) },
    );
    const stop = new AbortController();
    const stopped = new Error('stopped');
    const onProgress = (event: FinderEvent) => {
      if (event.type === 'progress') stop.abort(stopped);
    };
    const environment = await machine([], TO_UNPACK);
    const search = findNatsServer({ cacheDir, environment, release, onProgress, signal: stop.signal });
    expect(await failure(search)).toBe(stopped);
    expect(await readdir(cacheDir)).toEqual([]);
  });

  test("on a Mac checked against the release's own list of sums, with a warning that this is weaker", async () => {
    const archive = await pack('2.14.5', 'darwin-amd64');
    const release = await serve((request, response) => {
      const sums = `${sumOf(archive)}  nats-server-v2.14.5-darwin-amd64.tar.gz\n`;
      response.end(request.url === '/v2.14.5/SHA256SUMS' ? sums : archive);
    });
    const server = await find(await machine([], TO_UNPACK, 'darwin'), release);
    expect(server).toMatchObject({ version: '2.14.5', source: 'release' });
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'warning', message: expect.stringContaining('weaker') }),
    );
  });
});

describe.skipIf(windows)('when everything fails', () => {
  test('I read what was tried, why each failed, and what to do', async () => {
    await standIn('old', '2.9.0');
    await standIn('data/bin', '2.14.2');
    const error = await notFound(find(await machine(['old'], [])));
    expect(error.attempts.map((attempt) => attempt.source)).toEqual(['cache', 'path', 'release', 'apt']);
    expect(error.message).toContain('the cache: nats-server is version 2.14.2, below the floor');
    expect(error.message).toContain('nats-server is version 2.9.0, below the floor');
    expect(error.message).toMatch(/the official release 2\.14\.5: http\S+: cannot be reached \(.*ECONNREFUSED/);
    expect(error.message).toContain("the distribution's package (apt): this machine has no apt-get");
    expect(error.message).toContain(error.remedy);
    expect(error.remedy).toContain(cacheDir);
  });

  test('and the cache folder cannot be written, I read that too', async () => {
    await writeFile(join(scratch, 'data'), 'a file where a folder should be');
    const error = await notFound(find(await machine([], [])));
    expect(reasonFrom(error, 'release')).toContain(`cannot write in ${cacheDir}`);
  });
});

describe.skipIf(aptGet === undefined)('without the release, on Debian or Ubuntu', () => {
  test("the distribution's package is fetched, and nothing on the machine changes", { timeout: 180_000 }, async () => {
    const traces = async () =>
      await Promise.all(
        ['/var/lib/apt/lists', '/var/cache/apt', '/var/lib/dpkg/status'].map(
          async (path) => (await stat(path)).mtimeMs,
        ),
      );
    const before = await traces();
    const server = await find(withoutNats);
    expect(server.source).toBe('apt');
    expect(meetsFloor(server.version)).toBe(true);
    expect(await readdir(cacheDir)).toEqual([`nats-server-${server.version}-linux-${process.arch}`]);
    expect(await traces()).toEqual(before);
    expect(events).toContainEqual(expect.objectContaining({ type: 'progress', source: 'apt', done: 100, total: 100 }));
  });
});
