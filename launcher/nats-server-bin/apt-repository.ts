// Which repository of the distribution to ask, and by which key it is checked: read from what apt itself says. Pure.

/** A distribution whose newer suites hold a recent nats-server. */
interface Distribution {
  readonly origin: string;
  /** Its `ID` in /etc/os-release. */
  readonly id: string;
  readonly suites: readonly string[];
  readonly component: string;
}

const DISTRIBUTIONS: readonly Distribution[] = [
  { origin: 'Debian', id: 'debian', suites: ['testing', 'unstable'], component: 'main' },
  { origin: 'Ubuntu', id: 'ubuntu', suites: ['devel'], component: 'universe' },
];

// Where the distributions' installers write their own repository, as opposed to those that a person added.
const OWN_ENTRY = /\/(sources\.list|debian\.sources|ubuntu\.sources)$/;

/** One package list that apt would fetch. Fields that apt does not know are empty. */
export interface IndexTarget {
  readonly uri: string;
  readonly release: string;
  readonly component: string;
  readonly origin: string;
  readonly label: string;
  /** The file that names the repository. */
  readonly entryFile: string;
}

/** The repository to ask for nats-server, of the host's own mirror. */
export interface Repository {
  readonly uri: string;
  readonly suites: readonly string[];
  readonly component: string;
  readonly entryFile: string;
}

/** What `apt-get indextargets --format` is asked to print. */
export const TARGET_FORMAT = '$(REPO_URI)|$(RELEASE)|$(COMPONENT)|$(ORIGIN)|$(LABEL)|$(SOURCESENTRY)';

/** Reads what `apt-get indextargets` printed in TARGET_FORMAT. */
export function parseTargets(output: string): IndexTarget[] {
  return output.split('\n').flatMap((line) => {
    // What apt does not know it leaves standing as `$(ORIGIN)`.
    const fields = line.split('|').map((field) => (field.startsWith('$(') ? '' : field));
    const [uri, release, component, origin, label, entry] = fields;
    if (!uri || !release || component === undefined || origin === undefined || !entry) return [];
    return [{ uri, release, component, origin, label: label ?? '', entryFile: entry.replace(/:\d+$/, '') }];
  });
}

/**
 * Chooses the distribution's main repository. Before the first `apt-get update` (as in a container) apt does not know
 * whose a repository is; then only the installer's own entry for the release in os-release counts.
 */
export function chooseRepository(targets: readonly IndexTarget[], osRelease: string): Repository | undefined {
  const id = osReleaseField(osRelease, 'ID');
  const codename = osReleaseField(osRelease, 'VERSION_CODENAME');
  for (const distribution of DISTRIBUTIONS) {
    const found = targets.find((target) => {
      if (target.component !== distribution.component || target.release.includes('-')) return false;
      if (target.origin !== '') return target.origin === distribution.origin && target.label === distribution.origin;
      return id === distribution.id && target.release === codename && OWN_ENTRY.test(target.entryFile);
    });
    if (found !== undefined) {
      return {
        uri: found.uri,
        suites: distribution.suites,
        component: distribution.component,
        entryFile: found.entryFile,
      };
    }
  }
  return undefined;
}

/**
 * Answers the `Signed-By` that a sources file has for a repository: keyring paths, or a whole key. Undefined if it has
 * none, and apt then checks with its trusted keys.
 */
export function signedBy(sources: string, uri: string): string | undefined {
  for (const stanza of sources.replace(/^#.*\n?/gm, '').split(/\n\s*\n/)) {
    const field = (name: string) => new RegExp(`^${name}:((?:.*)(?:\\n[ \\t].*)*)`, 'im').exec(stanza)?.[1]?.trim();
    if (
      field('URIs')
        ?.split(/\s+/)
        .some((candidate) => sameUri(candidate, uri))
    )
      return field('Signed-By');
  }
  for (const [, options, candidate] of sources.matchAll(/^deb\s+\[([^\]]*)\]\s+(\S+)/gm)) {
    if (candidate !== undefined && sameUri(candidate, uri)) return /(?:^|\s)signed-by=(\S+)/.exec(options ?? '')?.[1];
  }
  return undefined;
}

/** Writes the private sources file (deb822). */
export function privateSources(repository: Repository, architecture: string, key: string | undefined): string {
  const fields = [
    'Types: deb',
    `URIs: ${repository.uri}`,
    `Suites: ${repository.suites.join(' ')}`,
    `Components: ${repository.component}`,
    `Architectures: ${architecture}`,
    'Targets: Packages',
    ...(key === undefined ? [] : [`Signed-By: ${key}`]),
  ];
  return `${fields.join('\n')}\n`;
}

function sameUri(a: string, b: string): boolean {
  return a.replace(/\/+$/, '') === b.replace(/\/+$/, '');
}

function osReleaseField(text: string, name: string): string | undefined {
  return new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1];
}
