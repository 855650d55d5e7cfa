// The official release that is fetched: its version, its address, its pinned SHA-256 sums. Pure.
import type { Environment } from './environment.ts';

/** A nats-server release somewhere on the web: the official one, or a mirror of it. */
export interface Release {
  /** Without a leading `v`. */
  readonly version: string;
  /** Address under which `v<version>/nats-server-v<version>-<target>.<extension>` lies; http or https. */
  readonly baseUrl: string;
  /** Pinned SHA-256 in hexadecimal, by the end of the archive's name, such as `linux-amd64.tar.gz`. */
  readonly sha256: ReadonlyMap<string, string>;
}

/** An archive and the SHA-256 it must have, in lower-case hexadecimal. */
export interface Archive {
  readonly name: string;
  readonly url: URL;
  readonly sha256: string;
}

/** What is fetched unless the caller says otherwise. README.md tells how to move it to a newer one. */
export const OFFICIAL_RELEASE: Release = {
  version: '2.14.5',
  baseUrl: 'https://github.com/nats-io/nats-server/releases/download',
  sha256: new Map([
    ['linux-amd64.tar.gz', '5e3b603d47c447bda1f77f9ac16dbf91c90aac4ff3681f8fbbc7201e4ed99355'],
    ['linux-arm64.tar.gz', '673a98d3faa79dde3f9ebf16d6dfac36a5f694e7ad2015e4954dd7939c85cd4c'],
    ['linux-arm7.tar.gz', 'c8796b63a8603fdebabd63146ac3d3997c29a2829fdd2af6db320f4a287f2e71'],
    ['linux-arm6.tar.gz', 'e0c6a5ce708c7a57cae5008805397046f6502c627cdc00bfff33af0929d07d50'],
    ['linux-386.tar.gz', '7eb520d5080d2c4b2e9ad0866aa301f7c7af35058bfae61c1ba0cef472d21d47'],
    ['linux-s390x.tar.gz', '829193e8c592e0df5f15402c27417df18d26503d22b77dfc9491982fe0b51a67'],
    ['linux-ppc64le.tar.gz', '5d8f1a264a3bc4b30899814ae8e898b1268e817074635adddd24b32f388e4cc4'],
    ['windows-amd64.zip', 'f66f840a211ab665083b88e9b7edbcf6296cda143be47e53e6f6bb8520692bbb'],
  ]),
};

const TARGETS: ReadonlyMap<string, string> = new Map([
  ['linux x64', 'linux-amd64'],
  ['linux arm64', 'linux-arm64'],
  ['linux ia32', 'linux-386'],
  ['linux s390x', 'linux-s390x'],
  ['linux ppc64', 'linux-ppc64le'],
  ['darwin x64', 'darwin-amd64'],
  ['darwin arm64', 'darwin-arm64'],
  ['win32 x64', 'windows-amd64'],
  ['win32 arm64', 'windows-amd64'], // Windows on ARM runs x64 programs, and only that archive's sum is known.
]);

/** The release's word for this platform, such as `linux-amd64`; undefined where there is no archive. */
export function targetFor({ platform, arch, armVersion }: Environment): string | undefined {
  if (platform === 'linux' && arch === 'arm') return armVersion === '7' ? 'linux-arm7' : 'linux-arm6';
  return TARGETS.get(`${platform} ${arch}`);
}

/** The archive for a target, out of sums by name ending; undefined if none is known. */
export function archiveFor(
  release: Release,
  target: string,
  sums: ReadonlyMap<string, string> = release.sha256,
): Archive | undefined {
  for (const extension of ['tar.gz', 'zip']) {
    const ending = `${target}.${extension}`;
    const sha256 = sums.get(ending)?.toLowerCase();
    const name = `${namePrefix(release)}${ending}`;
    if (sha256 !== undefined) return { name, url: releaseUrl(release, name), sha256 };
  }
  return undefined;
}

/** Address of one file of the release. */
export function releaseUrl(release: Release, name: string): URL {
  return new URL(`${release.baseUrl}/v${release.version}/${name}`);
}

/** Reads a release's SHA256SUMS file into sums by name ending. Lines of another shape are left out. */
export function parseSums(text: string, release: Release): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, sha256, name] = /^([0-9a-fA-F]{64})\s+\*?(\S+)\s*$/.exec(line) ?? [];
    const prefix = namePrefix(release);
    if (sha256 !== undefined && name?.startsWith(prefix)) sums.set(name.slice(prefix.length), sha256);
  }
  return sums;
}

function namePrefix(release: Release): string {
  return `nats-server-v${release.version}-`;
}
