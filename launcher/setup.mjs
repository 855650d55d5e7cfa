// @ts-check
// What must be there before TypeScript can run: packages and a build. Plain JavaScript, for nothing is installed yet.
// What it says goes to standard error: standard output belongs to the command, such as --print-env.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = [20, 19];
const STANDARD_ERROR = 2;

/** @typedef {'web' | 'launcher'} Part a folder of dist/ */

/** @type {Readonly<Record<Part, { title: string, config: string, sources: readonly string[] }>>} */
const PARTS = {
  web: { title: 'page', config: 'vite.config.ts', sources: ['web'] },
  launcher: {
    title: 'launcher',
    config: 'vite.launcher.config.ts',
    // What it shares with the page; .oxlintrc.json allows no more.
    sources: ['launcher', 'web/protocol', 'web/domain', 'web/transport'],
  },
};
const SHARED_SOURCES = ['package-lock.json', 'package.json', 'tsconfig.json'];

/** Ends the process with a sentence if this Node is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  say(`natter needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Installs the packages of the lock file, unless they are there, whoever installed them. */
export function ensurePackages() {
  if (areInstalled()) return;
  say('Installing packages (npm ci) …');
  // With the tools for building, also where NODE_ENV says production.
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], STANDARD_ERROR);
}

/** npm writes into node_modules what it installed, in the lock file's own form, once all of it is there. */
function areInstalled() {
  const wanted = Object.entries(packagesIn('package-lock.json'));
  const present = packagesIn(join('node_modules', '.package-lock.json'));
  return wanted.every(([path, { version, optional }]) => {
    if (path === '') return true; // natter itself
    return present[path] === undefined ? optional === true : present[path].version === version;
  });
}

/**
 * @param {string} file a lock file
 * @returns {Readonly<Record<string, { version?: string, optional?: boolean }>>} by path; none if there is no such file
 */
function packagesIn(file) {
  const path = join(ROOT, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

/**
 * Builds what is older than its sources: compared by content, so a checkout's file times do not matter.
 * @param {readonly Part[]} parts
 */
export async function ensureBuilt(parts = ['web', 'launcher']) {
  for (const part of parts) await ensurePart(part);
}

/** @param {Part} part */
async function ensurePart(part) {
  const { title, config, sources } = PARTS[part];
  const stamp = join(ROOT, 'dist', `.${part}-stamp`);
  const hash = hashOf([...SHARED_SOURCES, config, ...sources].flatMap((source) => filesIn(join(ROOT, source))));
  if (readStamp(stamp) === hash && existsSync(join(ROOT, 'dist', part))) return;
  say(`Building the ${title} …`);
  rmSync(stamp, { force: true }); // A build that is interrupted leaves half of it behind.
  const { build } = await import('vite');
  await build({ configFile: join(ROOT, config), root: part === 'web' ? undefined : ROOT, logLevel: 'warn' });
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
  const hash = createHash('sha256');
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
 * @param {'inherit' | number} output where its standard output goes
 */
export function run(command, args, output = 'inherit') {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['inherit', output, 'inherit'],
    shell: process.platform === 'win32' && command === 'npm', // which is a script there
  });
  if (error !== undefined) say(`${command} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/** @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
}
