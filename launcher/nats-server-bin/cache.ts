// The cache folder: what lies in it, and the one way in, which other processes see either whole or not at all.
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SearchContext } from './context.ts';
import { programName, type Environment } from './environment.ts';
import { reasonOf, SourceError } from './errors.ts';
import type { FoundServer, SourceName } from './events.ts';
import { compareVersions, parseVersion, type Version } from './floor.ts';
import { inspect, UnusableFileError } from './inspect.ts';

const WORK_PREFIX = '.fetch-';
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/** The source "cache": the newest usable nats-server in the cache folder, or `nats-server` put there by hand. */
export async function lookInCache({ cacheDir, environment, signal }: SearchContext): Promise<FoundServer> {
  const reasons: string[] = [];
  for (const name of candidates(await namesIn(cacheDir), environment)) {
    const path = join(cacheDir, name);
    try {
      return { path, version: await inspect(path, environment, signal), source: 'cache' };
    } catch (error) {
      if (!(error instanceof UnusableFileError)) throw error;
      reasons.push(`${name} ${error.message}`);
    }
  }
  if (reasons.length > 0) throw new SourceError(reasons.join('; '));
  throw new SourceError(`nothing in ${cacheDir} yet`, { absent: true });
}

/**
 * Gives `use` a folder of its own inside the cache folder (so that a rename out of it is atomic) and removes it at the
 * end. A killed run leaves its folder behind; the next one that is a day later clears it away.
 */
export async function withWorkFolder<T>(cacheDir: string, use: (folder: string) => Promise<T>): Promise<T> {
  let folder: string;
  try {
    await mkdir(cacheDir, { recursive: true });
    await removeAbandoned(cacheDir);
    folder = await mkdtemp(join(cacheDir, WORK_PREFIX));
  } catch (cause) {
    throw new SourceError(`cannot write in ${cacheDir} (${reasonOf(cause)})`, { cause });
  }
  try {
    return await use(folder);
  } finally {
    // Retried, because a program that was just told to stop may still write there.
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/**
 * Checks a fetched binary by running it, then moves it from its work folder into the cache under its version's name.
 * @throws SourceError if it is unusable on this machine or below the floor; the cache is then as it was.
 */
export async function keep(binary: string, source: SourceName, context: SearchContext): Promise<FoundServer> {
  const { cacheDir, environment, signal } = context;
  try {
    await chmod(binary, 0o755);
    const version = await inspect(binary, environment, signal);
    const path = join(cacheDir, programName(`nats-server-${version}${suffixFor(environment)}`, environment));
    await moveInto(path, binary, environment);
    return { path, version, source };
  } catch (cause) {
    signal?.throwIfAborted();
    throw new SourceError(`the fetched nats-server ${reasonOf(cause)}`, { cause });
  }
}

async function moveInto(path: string, binary: string, environment: Environment): Promise<void> {
  try {
    await rename(binary, path);
  } catch (error) {
    // Windows does not replace a program that runs. Then another process has put the same version there: use that.
    await inspect(path, environment).catch(() => {
      throw error;
    });
  }
}

// A home folder may be shared by unlike machines, so the name carries the platform.
function suffixFor({ platform, arch }: Environment): string {
  return `-${platform}-${arch}`;
}

function candidates(names: readonly string[], environment: Environment): string[] {
  const byHand = programName('nats-server', environment);
  const ending = programName(suffixFor(environment), environment);
  const kept: { name: string; version: Version }[] = [];
  for (const name of names) {
    if (!name.startsWith('nats-server-') || !name.endsWith(ending)) continue;
    const version = parseVersion(name.slice('nats-server-'.length, -ending.length));
    if (version !== undefined) kept.push({ name, version });
  }
  kept.sort((a, b) => compareVersions(b.version, a.version));
  return [...names.filter((name) => name === byHand), ...kept.map(({ name }) => name)];
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw new SourceError(`cannot read ${folder} (${reasonOf(cause)})`, { cause });
  }
}

async function removeAbandoned(cacheDir: string): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    if (!name.startsWith(WORK_PREFIX)) continue;
    const folder = join(cacheDir, name);
    const touched = await stat(folder).catch(() => undefined); // Undefined: its owner has just removed it.
    if (touched === undefined || Date.now() - touched.mtimeMs < ABANDONED_AFTER_MS) continue;
    await rm(folder, { recursive: true, force: true });
  }
}
