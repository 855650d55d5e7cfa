// nats-server-bin without a network: the floor, the archive for each machine, apt's answers, what a person reads.
import { describe, expect, test } from 'vitest';
import {
  chooseRepository,
  parseTargets,
  privateSources,
  signedBy,
} from '../../launcher/nats-server-bin/apt-repository.ts';
import { NatsServerNotFoundError, NatsServerPathError } from '../../launcher/nats-server-bin/errors.ts';
import { compareVersions, FLOOR_TEXT, meetsFloor, parseVersion } from '../../launcher/nats-server-bin/floor.ts';
import { showProgress } from '../../launcher/nats-server-bin/progress.ts';
import { archiveFor, OFFICIAL_RELEASE, parseSums, targetFor } from '../../launcher/nats-server-bin/release.ts';

describe('the floor', () => {
  test.each(
    '2.12.12 2.12.13 v2.12.12 2.14.3 2.14.5 2.14.4-RC.1 2.15.0 v2.15.1 2.15.0+build.7 2.16.0-RC.1 2.20.0 3.0.0'.split(
      ' ',
    ),
  )('nats-server %s is accepted', (version) => {
    expect(meetsFloor(version)).toBe(true);
  });

  test.each(
    (
      '2.12.11 2.12.0 2.12.12-RC.2 2.13.0 2.13.99 2.14.0 2.14.2 2.14.3-RC.1 2.15.0-RC.1 2.11.99 2.9.25 1.4.1 0.0.0 ' +
      '2.15 latest v'
    ).split(' '),
  )('nats-server %s is refused', (version) => {
    expect(meetsFloor(version)).toBe(false);
  });
});

test('a release is newer than its prereleases, and 10 is newer than 9', () => {
  const order = ['2.14.9', '2.14.10-RC.9', '2.14.10-RC.10', '2.14.10', '2.15.0'].flatMap((v) => parseVersion(v) ?? []);
  const signs = order.map((a) => order.map((b) => Math.sign(compareVersions(a, b))));
  expect(signs).toEqual(order.map((_, a) => order.map((__, b) => Math.sign(a - b))));
});

describe('the archive of the official release', () => {
  test.each([
    ['linux', 'x64', undefined, 'linux-amd64.tar.gz'],
    ['linux', 'arm64', undefined, 'linux-arm64.tar.gz'],
    ['linux', 'arm', '7', 'linux-arm7.tar.gz'],
    ['linux', 'arm', '6', 'linux-arm6.tar.gz'],
    ['linux', 'ia32', undefined, 'linux-386.tar.gz'],
    ['linux', 's390x', undefined, 'linux-s390x.tar.gz'],
    ['linux', 'ppc64', undefined, 'linux-ppc64le.tar.gz'],
    ['win32', 'x64', undefined, 'windows-amd64.zip'],
    ['win32', 'arm64', undefined, 'windows-amd64.zip'],
  ] as const)('for %s on %s (ARM version %s) is %s, with a pinned sum', (platform, arch, armVersion, ending) => {
    const target = targetFor({ platform, arch, armVersion, variables: {} });
    const archive = archiveFor(OFFICIAL_RELEASE, target ?? '');
    expect(archive?.url.href).toBe(
      `https://github.com/nats-io/nats-server/releases/download/v2.14.5/nats-server-v2.14.5-${ending}`,
    );
    expect(archive?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('there is none for a machine that nats-server is not released for', () => {
    expect(targetFor({ platform: 'aix', arch: 'ppc64', armVersion: undefined, variables: {} })).toBeUndefined();
    expect(targetFor({ platform: 'linux', arch: 'riscv64', armVersion: undefined, variables: {} })).toBeUndefined();
  });

  test("for a Mac is found in the release's SHA256SUMS, whatever else that lists", () => {
    const sum = 'AB'.repeat(32);
    const names = ['nats-server-v2.14.5-darwin-arm64.zip\r', '', 'nats-server-v2.14.4-darwin-amd64.zip'];
    const text = names.map((name) => `${sum}  ${name}\n`).join('nonsense\n');
    const sums = parseSums(text, OFFICIAL_RELEASE);
    expect(archiveFor(OFFICIAL_RELEASE, 'darwin-arm64', sums)).toMatchObject({
      name: 'nats-server-v2.14.5-darwin-arm64.zip',
      sha256: sum.toLowerCase(),
    });
    expect(archiveFor(OFFICIAL_RELEASE, 'darwin-amd64', sums)).toBeUndefined();
  });
});

describe("the distribution's repository", () => {
  const mirror = 'http://mirror.example/debian/|bookworm|main|Debian|Debian|/etc/apt/sources.list.d/debian.sources:1';
  const security = 'http://mirror.example/sec/|stretch/updates|main|Debian|Debian-Security|/etc/apt/x.sources:2';
  const stranger = 'https://apt.example/|bookworm|main|Example|Example|/etc/apt/sources.list.d/example.list:1';

  test("is the machine's own mirror, not the security one or a stranger's", () => {
    expect(chooseRepository(parseTargets([stranger, security, mirror, ''].join('\n')), '')).toEqual({
      uri: 'http://mirror.example/debian/',
      suites: ['testing', 'unstable'],
      component: 'main',
      entryFile: '/etc/apt/sources.list.d/debian.sources',
    });
  });

  test('on Ubuntu is the universe of devel', () => {
    const line = 'http://ports.example/|noble|universe|Ubuntu|Ubuntu|/etc/apt/sources.list.d/ubuntu.sources:1';
    expect(chooseRepository(parseTargets(line), '')).toMatchObject({ suites: ['devel'], component: 'universe' });
  });

  test('is found in a fresh container, where apt does not yet know whose a repository is', () => {
    const unknown = (line: string) => line.replace(/\|(Debian|Example)\|[^|]+\|/, '|$(ORIGIN)|$(LABEL)|');
    const targets = parseTargets([unknown(stranger), unknown(mirror)].join('\n'));
    expect(chooseRepository(targets, 'ID=debian\nVERSION_CODENAME="bookworm"\n')?.uri).toBe(
      'http://mirror.example/debian/',
    );
    expect(chooseRepository(targets, 'ID=other\nVERSION_CODENAME=bookworm\n')).toBeUndefined();
  });

  test("is checked with the key that the machine's own entry names", () => {
    const sources =
      'Types: deb\n# old\nURIs: http://a.example/debian\nSigned-By: /k/a.gpg\n\n' +
      'URIs: http://b.example/\nSigned-By:\n KEY\n .\n MORE\n';
    expect(signedBy(sources, 'http://a.example/debian/')).toBe('/k/a.gpg');
    expect(signedBy(sources, 'http://b.example/')).toBe('KEY\n .\n MORE');
    expect(signedBy('deb [arch=amd64 signed-by=/k/c.gpg] http://c.example/ x main\n', 'http://c.example')).toBe(
      '/k/c.gpg',
    );
    expect(signedBy('deb [trusted=yes] http://d.example x main\n', 'http://d.example/')).toBeUndefined();
  });

  test('is written without anything that would turn the check off', () => {
    const [repository] = [chooseRepository(parseTargets(mirror), '')].flatMap((found) => found ?? []);
    expect(repository && privateSources(repository, 'arm64', '/k/a.gpg')).toBe(
      'Types: deb\nURIs: http://mirror.example/debian/\nSuites: testing unstable\nComponents: main\n' +
        'Architectures: arm64\nTargets: Packages\nSigned-By: /k/a.gpg\n',
    );
  });
});

describe('what a person reads', () => {
  test('when nothing was found: what was tried, why it failed, and what to do', () => {
    const cause = new Error('no route');
    const error = new NatsServerNotFoundError(
      [
        { source: 'path', label: 'the PATH', reason: '/usr/bin/nats-server is version 2.9.0', cause: undefined },
        { source: 'release', label: 'the official release', reason: 'cannot be reached', cause },
      ],
      'What to do: connect.',
    );
    expect(error.message.split('\n')).toEqual([
      `No usable nats-server was found (needed: ${FLOOR_TEXT}). Tried:`,
      '  the PATH: /usr/bin/nats-server is version 2.9.0',
      '  the official release: cannot be reached',
      'What to do: connect.',
    ]);
    expect(error.cause).toMatchObject({ errors: [undefined, cause] });
  });

  test('when the named file is bad: the file, the reason, the remedy', () => {
    const error = new NatsServerPathError('/opt/nats', 'does not exist', undefined);
    expect(error.message).toContain('/opt/nats: does not exist.');
    expect(error.message).toContain(error.remedy);
  });

  const bytes = (done: number, total?: number) =>
    ({ type: 'progress', source: 'release', label: 'archive', unit: 'bytes', done, total }) as const;

  test('in a log: a line at each quarter of a download', () => {
    const written: string[] = [];
    const listen = showProgress({ write: (text) => written.push(text) });
    for (let done = 0; done <= 100; done += 1) listen(bytes(done * 80_000, 8_000_000));
    expect(written).toEqual(
      ['25 %, 2.0', '50 %, 4.0', '75 %, 6.0', '100 %, 8.0'].map((text) => `nats-server: ${text} of 8.0 MB\n`),
    );
  });

  test('on a terminal: one bar that redraws itself and makes room for other lines', () => {
    const written: string[] = [];
    const listen = showProgress({ isTTY: true, columns: 60, write: (text) => written.push(text) });
    listen(bytes(4_000_000, 8_000_000));
    listen(bytes(4_000_001, 8_000_000));
    listen(bytes(1_500_000));
    listen({ type: 'passed', source: 'cache', label: 'the cache', reason: 'empty', absent: true });
    listen({ type: 'passed', source: 'path', label: 'the PATH', reason: 'too old', absent: false });
    expect(written).toEqual([
      '\r\u001B[2K[############............] 50 %, 4.0 of 8.0 MB',
      '\r\u001B[2K1.5 MB',
      '\r\u001B[2K',
      'nats-server: not from the PATH: too old\n',
    ]);
  });
});
