// The source "apt": the distribution's own nats-server package, from a newer suite, without root and without a trace.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  chooseRepository,
  parseTargets,
  privateSources,
  signedBy,
  TARGET_FORMAT,
  type Repository,
} from './apt-repository.ts';
import { keep, withWorkFolder } from './cache.ts';
import type { SearchContext } from './context.ts';
import { findOnPath } from './environment.ts';
import { reasonOf, SourceError } from './errors.ts';
import type { FoundServer } from './events.ts';
import { run } from './run.ts';

// Read after the system's own configuration, which thereby keeps its say on proxies and the like. Cleared are the
// hooks, because they act on the machine's own caches, and the languages, because we read no descriptions. Checking
// signatures is demanded even where the machine does not.
const CONFIGURATION = `
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear Acquire::Languages;
Acquire::Languages "none";
Acquire::AllowInsecureRepositories "false";
Acquire::AllowDowngradeToInsecureRepositories "false";
APT::Get::AllowUnauthenticated "false";
APT::Default-Release "";
APT::Update::Error-Mode "any";
Dir::Cache::pkgcache "pkgcache.bin";
Dir::Cache::srcpkgcache "srcpkgcache.bin";
Dir::Etc::SourceParts "/dev/null";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
Acquire::PDiffs "false";
Acquire::Retries "0";
Acquire::http::Timeout "3";
`;

interface Tools {
  readonly aptGet: string;
  readonly dpkg: string;
  readonly dpkgDeb: string;
}

/** Fetches the distribution's package with apt, unpacks it privately and keeps its nats-server in the cache. */
export async function fetchWithApt(context: SearchContext): Promise<FoundServer> {
  const tools = await findTools(context);
  return await withWorkFolder(context.cacheDir, async (folder) => {
    try {
      const repository = await hostRepository(tools, context);
      const options = await prepare(folder, repository, tools, context);
      await download(folder, repository, aptIn(folder, tools.aptGet, options, context));
      return await keep(await unpack(folder, tools, context), 'apt', context);
    } catch (error) {
      context.signal?.throwIfAborted();
      throw error instanceof SourceError ? error : new SourceError(withoutLogin(reasonOf(error)), { cause: error });
    }
  });
}

async function findTools({ environment }: SearchContext): Promise<Tools> {
  const find = async (name: string) => {
    const file = await findOnPath(name, environment);
    if (file === undefined) throw new SourceError(`this machine has no ${name}`, { absent: true });
    return file;
  };
  return { aptGet: await find('apt-get'), dpkg: await find('dpkg'), dpkgDeb: await find('dpkg-deb') };
}

async function hostRepository({ aptGet }: Tools, context: SearchContext): Promise<Repository> {
  const osRelease = await readFile('/etc/os-release', 'utf8').catch(() => '');
  // Before the first update apt answers only the second question, and less about each repository.
  for (const more of [[], ['--no-release-info']]) {
    const args = [...more, 'indextargets', '--format', TARGET_FORMAT, 'Created-By: Packages'];
    const output = await run(aptGet, args, { variables: variablesFor(context), signal: context.signal });
    const repository = chooseRepository(parseTargets(output), osRelease);
    if (repository !== undefined) return repository;
  }
  throw new SourceError('apt knows no repository of Debian or Ubuntu itself here');
}

/** Writes apt's private files into the folder and answers the options that make apt use them. */
async function prepare(folder: string, repository: Repository, { dpkg }: Tools, context: SearchContext) {
  const place = (name: string) => join(folder, name);
  const variables = variablesFor(context);
  const architecture = await run(dpkg, ['--print-architecture'], { variables, signal: context.signal });
  const key = signedBy(await readFile(repository.entryFile, 'utf8'), repository.uri);
  await writeFile(place('private.sources'), privateSources(repository, architecture.trim(), key), { mode: 0o600 });
  await writeFile(place('apt.conf'), CONFIGURATION);
  await mkdir(place('lists/partial'), { recursive: true });
  await mkdir(place('cache/archives/partial'), { recursive: true });
  // Paths go here and not into apt.conf, where a quote in one could not be written.
  const settings = [
    `Dir::Etc::SourceList=${place('private.sources')}`,
    `Dir::State::Lists=${place('lists')}`,
    `Dir::Cache=${place('cache')}`,
    'APT::Status-Fd=1',
  ];
  return ['-c', place('apt.conf'), '-qq', ...settings.flatMap((setting) => ['-o', setting])];
}

/** Runs one apt-get command and tells how far it is; `label` says what it does. */
type Apt = (label: string, ...command: string[]) => Promise<void>;

function aptIn(folder: string, aptGet: string, options: readonly string[], context: SearchContext): Apt {
  const { onProgress, signal } = context;
  return async (label, ...command) => {
    onProgress({ type: 'step', source: 'apt', message: label });
    const onLine = (line: string) => {
      const percent = /^dlstatus:\d+:([\d.]+):/.exec(line)?.[1];
      if (percent === undefined) return;
      onProgress({ type: 'progress', source: 'apt', label, unit: 'percent', done: Number(percent), total: 100 });
    };
    await run(aptGet, [...options, ...command], { cwd: folder, variables: variablesFor(context), signal, onLine });
  };
}

async function download(folder: string, repository: Repository, apt: Apt): Promise<void> {
  const from = withoutLogin(repository.uri);
  let updateError: unknown;
  try {
    await apt(`reading the package lists of ${repository.suites.join(' and ')} from ${from}`, 'update');
  } catch (error) {
    // One suite may fail while the other has what we need; only without any list is there nothing to ask.
    if (!(await readdir(join(folder, 'lists'))).some((name) => name.includes('_Packages'))) throw error;
    updateError = error;
  }
  try {
    await apt(`fetching the package nats-server from ${from}`, 'download', 'nats-server');
  } catch (error) {
    throw updateError ?? error;
  }
}

async function unpack(folder: string, { dpkgDeb }: Tools, context: SearchContext): Promise<string> {
  const deb = (await readdir(folder)).find((name) => name.endsWith('.deb'));
  if (deb === undefined) throw new SourceError('apt-get download left no package');
  const options = { cwd: folder, variables: variablesFor(context), signal: context.signal };
  await run(dpkgDeb, ['-x', join(folder, deb), join(folder, 'unpacked')], options);
  return join(folder, 'unpacked/usr/sbin/nats-server');
}

// English messages, and an offline machine's name look-ups give up after 2 s instead of 10.
function variablesFor({ environment }: SearchContext): NodeJS.ProcessEnv {
  return { RES_OPTIONS: 'timeout:2 attempts:1', ...environment.variables, LC_ALL: 'C.UTF-8' };
}

// A mirror's address may carry a name and a password, which belong in no log.
function withoutLogin(text: string): string {
  return text.replace(/\/\/[^/@\s]*@/g, '//');
}
