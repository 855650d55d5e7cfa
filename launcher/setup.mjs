// @ts-check
// What must be there before TypeScript can run: packages and a build. Plain JavaScript, for nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = [20, 19];

/** Ends the process with a sentence if this Node is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  process.stderr.write(`natter needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.\n`);
  process.exit(1);
}

/** Installs the packages of the lock file, unless the last install was of this very lock file. */
export function ensurePackages() {
  const stamp = join(ROOT, 'node_modules', '.natter-lock');
  const lock = hashOf([join(ROOT, 'package-lock.json')]);
  if (readStamp(stamp) === lock) return;
  process.stdout.write('Installing packages (npm ci) …\n');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
}

/** Builds what is older than its sources: compared by content, so a checkout's file times do not matter. */
export async function ensureBuilt() {
  const shared = ['package-lock.json', 'package.json', 'tsconfig.json', 'web'];
  await ensurePart('web', 'vite.config.ts', [...shared, 'vite.config.ts']);
  await ensurePart('launcher', 'vite.launcher.config.ts', [...shared, 'vite.launcher.config.ts', 'launcher']);
}

/**
 * @param {string} name of the part, and of its folder in dist/
 * @param {string} config Vite's configuration file for it
 * @param {readonly string[]} sources files and folders it is made of
 */
async function ensurePart(name, config, sources) {
  const stamp = join(ROOT, 'dist', `.${name}-stamp`);
  const hash = hashOf(sources.flatMap((source) => filesIn(join(ROOT, source))));
  if (readStamp(stamp) === hash && existsSync(join(ROOT, 'dist', name))) return;
  process.stdout.write(`Building the ${name === 'web' ? 'page' : 'launcher'} …\n`);
  const { build } = await import('vite');
  await build({ configFile: join(ROOT, config), root: name === 'web' ? undefined : ROOT, logLevel: 'warn' });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

/**
 * @param {string} path
 * @returns {string[]} the file itself, or all files below the folder
 */
function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name !== 'node_modules');
  return names.flatMap((name) => filesIn(join(path, name)));
}

/** @param {readonly string[]} files */
function hashOf(files) {
  const hash = createHash('sha256').update(process.versions.node);
  for (const file of files) hash.update(`\0${relative(ROOT, file)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

/** @param {string} file */
function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/**
 * Runs a program to its end; ends this process too if it fails.
 * @param {string} command
 * @param {readonly string[]} args
 */
export function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error !== undefined) process.stderr.write(`${command} could not be started: ${error.message}\n`);
  if (status !== 0) process.exit(status ?? 1);
}
