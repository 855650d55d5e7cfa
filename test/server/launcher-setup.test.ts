// What `npm run launch` does before it launches: nothing, if nothing has changed. In a copy of the project.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, mkdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FREE_PORTS, runLauncher, temporaryFolder } from '../support/launched.ts';
import type { TemporaryFolder } from '../support/launched.ts';
import { until } from '../support/wait.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const VITE = ['vite.config.ts', 'vite.launcher.config.ts'];
const SOURCES = ['launcher', 'web', 'nats.conf', 'package.json', 'package-lock.json', 'tsconfig.json', ...VITE];
const PAGE = 'Building the page …\n';
const LAUNCHER = 'Building the launcher …\n';

/** npm tells its scripts where its own project is; here another one is meant. */
const OUTSIDE_NPM = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm|natter)_/i.test(name)));

interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

async function run(folder: string, command: string, ...args: string[]): Promise<Outcome> {
  const child = spawn(command, args, { cwd: folder, env: OUTSIDE_NPM, stdio: ['ignore', 'pipe', 'pipe'] });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const [code] = await once(child, 'close');
  return { code: Number(code), output, errors };
}

/** `npm run build`, without npm. @returns what it said. */
async function build(folder: string): Promise<string> {
  const { code, output, errors } = await run(folder, process.execPath, 'launcher/start.mjs', 'build');
  expect([code, output], errors).toEqual([0, '']);
  return errors;
}

/** The project's sources, with the packages of this one. */
let project: TemporaryFolder;

beforeAll(async () => {
  project = await temporaryFolder();
  for (const name of SOURCES) await cp(join(ROOT, name), join(project.path, name), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(project.path, 'node_modules'));
  expect(await build(project.path)).toBe(PAGE + LAUNCHER);
});

afterAll(() => project[Symbol.asyncDispose]());

test('what is up to date is not built again; what has changed is, and nothing beside it', async () => {
  const file = (name: string): string => join(project.path, name);
  const built = await stat(file('dist/launcher/main.js'));
  expect(await build(project.path)).toBe('');
  expect((await stat(file('dist/launcher/main.js'))).mtimeMs).toBe(built.mtimeMs);
  await utimes(file('web/main.ts'), new Date(), new Date());
  expect(await build(project.path), 'only the time of a file is new').toBe('');

  await writeFile(file('web/ui/new.css'), '');
  expect(await build(project.path), 'a new file of the page').toBe(PAGE);
  await appendFile(file('launcher/summary.ts'), '\n');
  expect(await build(project.path), 'a file of the launcher').toBe(LAUNCHER);
  await rm(file('web/ui/new.css'));
  await appendFile(file('web/protocol/streams.ts'), '\n');
  expect(await build(project.path), 'a file of both').toBe(PAGE + LAUNCHER);
});

test('after a build that failed, the sources of the one before are built again', async () => {
  const file = join(project.path, 'launcher/summary.ts');
  const source = await readFile(file, 'utf8');
  await writeFile(file, 'this is not TypeScript');
  const failed = await run(project.path, process.execPath, 'launcher/start.mjs', 'build');
  expect(failed.code).not.toBe(0);
  expect(failed.errors).toContain('launcher/summary.ts');
  await writeFile(file, source);
  expect(await build(project.path)).toBe(LAUNCHER);
});

test('what it does beforehand is not mixed into what the command prints', async () => {
  await appendFile(join(project.path, 'launcher/summary.ts'), '\n');
  const start = ['launcher/start.mjs', 'launch', '--data', join(project.path, 'data'), '--print-env'];
  const { code, output, errors } = await run(project.path, process.execPath, ...start);
  expect([code, errors]).toEqual([0, LAUNCHER]);
  expect(output).toMatch(/^(export NATTER_[A-Z_]+='.+'\n)+# nats-server -c '.+'\n$/);
});

test('a build while natter runs takes its files away, and does not end it', async () => {
  const data = join(project.path, 'running');
  const natter = runLauncher(['--data', data, ...FREE_PORTS], {}, join(project.path, 'dist/launcher/main.js'));
  const page = await until('natter to be ready', () => /Page +(\S+)/.exec(natter.output())?.[1], 30_000);
  await rm(join(project.path, 'dist/web'), { recursive: true });
  await expect(fetch(page).then((answer) => answer.text())).rejects.toThrow();
  expect((await fetch(`${page}/healthz`)).status).toBe(200);
  natter.signal('SIGINT');
  expect(await natter.ended).toBe(0);
});

test('packages are installed if they are not those of the lock file, whoever installed them', async () => {
  await using folder = await temporaryFolder();
  const file = (name: string): string => join(folder.path, name);
  await mkdir(file('launcher/nats-server-bin'), { recursive: true });
  await cp(join(ROOT, 'launcher/setup.mjs'), file('launcher/setup.mjs'));
  /** Writes what npm would write: a project with one package, which lies in the project itself. */
  const write = async (version: string): Promise<void> => {
    const inner = { name: 'nats-server-bin', version };
    const outer = { name: 'natter', version: '1.0.0', workspaces: ['launcher/nats-server-bin'] };
    const link = { resolved: 'launcher/nats-server-bin', link: true };
    const packages = { '': outer, 'launcher/nats-server-bin': { version }, 'node_modules/nats-server-bin': link };
    await writeFile(file('launcher/nats-server-bin/package.json'), JSON.stringify(inner));
    await writeFile(file('package.json'), JSON.stringify(outer));
    await writeFile(file('package-lock.json'), JSON.stringify({ ...outer, lockfileVersion: 3, packages }));
  };
  const ensure = ['-e', `import('./launcher/setup.mjs').then(({ ensurePackages }) => ensurePackages())`];
  const said = async (): Promise<string> =>
    (await run(folder.path, process.execPath, ...ensure)).errors.split('\n', 1).join();
  await write('1.0.0');
  expect(await said()).toBe('Installing packages (npm ci) …');
  expect(await said()).toBe('');
  await write('2.0.0');
  expect(await said()).toBe('Installing packages (npm ci) …');
  await write('3.0.0');
  expect((await run(folder.path, 'npm', 'ci', '--offline')).code).toBe(0);
  expect(await said(), 'somebody has run npm ci').toBe('');
});

test('a command that does not exist is refused before anything is done', async () => {
  await using folder = await temporaryFolder();
  await cp(join(ROOT, 'launcher'), join(folder.path, 'launcher'), { recursive: true });
  const { code, errors } = await run(folder.path, process.execPath, 'launcher/start.mjs', 'lunch');
  expect([code, errors]).toEqual([
    1,
    'Use one of: npm run launch, npm run dev, npm run build, npm run chatter, npm run admin\n',
  ]);
});
