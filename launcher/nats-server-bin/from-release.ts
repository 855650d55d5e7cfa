// The source "release": the official archive for this platform, checked before anything in it is touched.
import { join } from 'node:path';
import { keep, withWorkFolder } from './cache.ts';
import type { SearchContext } from './context.ts';
import { findOnPath, programName } from './environment.ts';
import { reasonOf, SourceError } from './errors.ts';
import type { FoundServer } from './events.ts';
import { downloadFile, DownloadError, downloadText } from './http.ts';
import { archiveFor, parseSums, releaseUrl, targetFor, type Archive } from './release.ts';
import { run } from './run.ts';

/** Downloads, checks, unpacks, and keeps the release's nats-server in the cache. */
export async function fetchRelease(context: SearchContext): Promise<FoundServer> {
  const target = targetFor(context.environment);
  if (target === undefined) {
    const { platform, arch } = context.environment;
    throw new SourceError(`there is no release archive for ${platform} on ${arch}`);
  }
  try {
    const archive = archiveFor(context.release, target) ?? (await archiveBySums(target, context));
    return await withWorkFolder(context.cacheDir, async (folder) => {
      await downloadChecked(archive, folder, context);
      return await keep(await unpack(archive, folder, context), 'release', context);
    });
  } catch (error) {
    if (error instanceof DownloadError) throw new SourceError(error.message, { cause: error });
    throw error;
  }
}

async function archiveBySums(target: string, context: SearchContext): Promise<Archive> {
  const { environment, onProgress, release, signal } = context;
  if (environment.platform !== 'darwin') throw new SourceError(`no SHA-256 is pinned for ${target}`);
  const sumsUrl = releaseUrl(release, 'SHA256SUMS');
  const sums = parseSums(await downloadText(sumsUrl, signal), release);
  const archive = archiveFor(release, target, sums);
  if (archive === undefined) throw new SourceError(`${sumsUrl.href} names no archive for ${target}`);
  const message =
    `no SHA-256 is pinned for ${target}, so the archive is checked against the release's own SHA256SUMS. ` +
    'That is weaker: who could change the archive could change the sums with it.';
  onProgress({ type: 'warning', source: 'release', message });
  return archive;
}

async function downloadChecked(archive: Archive, folder: string, context: SearchContext): Promise<void> {
  const { onProgress, signal } = context;
  onProgress({ type: 'step', source: 'release', message: `fetching ${archive.url.href}` });
  const sha256 = await downloadFile(archive.url, join(folder, archive.name), {
    signal,
    onBytes: (done, total) =>
      onProgress({ type: 'progress', source: 'release', label: archive.name, unit: 'bytes', done, total }),
  });
  if (sha256 === archive.sha256) return;
  throw new SourceError(
    `${archive.url.href} was refused: its SHA-256 is ${sha256}, but ${archive.sha256} is expected ` +
      '(a damaged download, or not the file that was released)',
  );
}

async function unpack(archive: Archive, folder: string, context: SearchContext): Promise<string> {
  const { environment, signal } = context;
  const tar = await findTar(context);
  const unzipped = archive.name.endsWith('.zip') ? '-xf' : '-xzf';
  try {
    // A name relative to the folder, because some tars take what stands before a colon for a host's name.
    await run(tar, [unzipped, archive.name], { cwd: folder, variables: environment.variables, signal });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new SourceError(`${tar} could not unpack ${archive.name} (${reasonOf(cause)})`, { cause });
  }
  return join(folder, archive.name.replace(/\.(tar\.gz|zip)$/, ''), programName('nats-server', environment));
}

// On Windows the system's own tar reads zip; another one that comes first on the PATH, such as git's, does not.
async function findTar({ environment }: SearchContext): Promise<string> {
  const { platform, variables } = environment;
  if (platform === 'win32') return join(variables['SystemRoot'] ?? 'C:\\Windows', 'System32', 'tar.exe');
  const tar = await findOnPath('tar', environment);
  if (tar === undefined) throw new SourceError('there is no tar on the PATH to unpack the archive with');
  return tar;
}
