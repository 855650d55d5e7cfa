// The flags of `npm run launch`: what they mean, and what is said of those that mean nothing.
import { describe, expect, test } from 'vitest';
import { LaunchError } from '../../launcher/errors.ts';
import { helpText, readOptions } from '../../launcher/options.ts';

/** The sentence about a mistake, with its remedy. */
function complaint(args: readonly string[], environment: NodeJS.ProcessEnv = {}): string {
  try {
    readOptions(args, environment);
  } catch (error) {
    if (error instanceof LaunchError) return `${error.message} ${error.remedy}`;
    throw error;
  }
  throw new Error(`There is no complaint about ${args.join(' ')}`);
}

test('without flags, natter is for this machine, and keeps the newest 1000 messages of a day', () => {
  expect(readOptions([], {})).toEqual({
    host: '127.0.0.1',
    port: 7331,
    wsPort: 7332,
    natsPort: 4222,
    data: './data',
    maxMessages: 1000,
    maxAgeSeconds: 86_400,
    maxBytes: 1024 ** 3,
    handleDays: 90,
    accessCode: undefined,
    tls: undefined,
    natsServer: undefined,
    publicUrl: undefined,
    printEnv: false,
    open: false,
    dev: false,
    help: false,
  });
});

test.each([
  ['--host', '0.0.0.0', { host: '0.0.0.0' }],
  ['--host', '[::1]', { host: '::1' }],
  ['--host', 'my-box.local', { host: 'my-box.local' }],
  ['--port', '0', { port: 0 }],
  ['--ws-port', '65535', { wsPort: 65_535 }],
  ['--nats-port', '4333', { natsPort: 4333 }],
  ['--data', '/some where', { data: '/some where' }],
  ['--max-msgs', '0', { maxMessages: 0 }],
  ['--max-age', '90s', { maxAgeSeconds: 90 }],
  ['--max-age', '30m', { maxAgeSeconds: 1800 }],
  ['--max-age', '7D', { maxAgeSeconds: 604_800 }],
  ['--max-age', '36500d', { maxAgeSeconds: 36_500 * 86_400 }],
  ['--max-age', '0', { maxAgeSeconds: 0 }],
  ['--max-bytes', '500MB', { maxBytes: 500 * 1024 ** 2 }],
  ['--max-bytes', '12b', { maxBytes: 12 }],
  ['--max-bytes', '0', { maxBytes: 0 }],
  ['--handle-days', '0', { handleDays: 0 }],
  ['--handle-days', '365', { handleDays: 365 }],
  ['--handle-days', '36600', { handleDays: 36_600 }],
  ['--access-code', 'open sesame', { accessCode: 'open sesame' }],
  ['--access-code', 'Пароль 🔑', { accessCode: 'Пароль 🔑' }],
  ['--access-code', 'x'.repeat(256), { accessCode: 'x'.repeat(256) }],
  ['--nats-server', './nats-server', { natsServer: './nats-server' }],
  ['--public-url', 'https://Chat.example.org/', { publicUrl: 'https://chat.example.org' }],
  ['--public-url', 'http://example.org:8080/chat', { publicUrl: 'http://example.org:8080/chat' }],
])('%s %s is understood', (flag, value, expected) => {
  expect(readOptions([flag, value], {})).toMatchObject(expected);
  expect(readOptions([`${flag}=${value}`], {})).toMatchObject(expected);
  const variable = `NATTER_${flag.slice(2).toUpperCase().replaceAll('-', '_')}`;
  expect(readOptions([], { [variable]: value })).toMatchObject(expected);
});

describe.each([
  ['--host', ['a b', 'http://x', ''], 'a host name or address'],
  ['--port', ['abc', '65536', '1.5', '0x50', ' 80', '-1', ''], 'a port from 1 to 65535, or 0 for any free one'],
  ['--ws-port', ['99999', ''], 'a port from'],
  ['--nats-port', ['nats', ''], 'a port from'],
  ['--data', ['', ' '], 'a folder'],
  ['--max-msgs', ['many', '1.5', '-1', '1e3', '9'.repeat(16), ''], 'a whole number, or 0 for no limit'],
  ['--max-age', ['24', '24 h', '1.5h', '-1h', '36601d', '24hours', '1w', ''], 'a time such as 90s, 30m, 24h or 7d'],
  ['--max-bytes', ['1', '1.5GB', '-1GB', '9000TB', '1PB', ''], 'a size such as 500MB or 2GB'],
  ['--handle-days', ['soon', '1.5', '-1', '90d', '36601', ''], 'a number of days, at most 100 years, or 0 for never'],
  [
    '--public-url',
    ['example.org', 'ftp://example.org', 'https://a/?b', 'https://a/#b', 'https://me:secret@a/'],
    'an address such as https://chat.example.org',
  ],
])('%s', (flag, values, expected) => {
  test.each(values)('refuses “%s” and says what it takes', (value) => {
    const said = value.trim() === '' ? `${flag} is empty; it takes ${expected}` : `${flag} ${value} is not ${expected}`;
    expect(complaint([`${flag}=${value}`])).toContain(said);
    expect(complaint([`${flag}=${value}`])).toContain('npm run launch -- --help');
  });
});

test('a mistake in an environment variable is told of the variable', () => {
  expect(complaint([], { NATTER_MAX_AGE: 'soon' })).toMatch(/^NATTER_MAX_AGE=soon is not a time such as 90s/);
  expect(complaint([], { NATTER_OPEN: 'perhaps' })).toMatch(/^NATTER_OPEN=perhaps is not 1 or 0/);
});

test('an access code that is too short or too long is refused, and never shown', () => {
  for (const code of ['sesame', 'seven77', 'sesame'.repeat(43)]) {
    const sentence = `The access code has ${code.length} characters. It needs 8 to 256, so that nobody guesses it.`;
    expect(complaint(['--access-code', code])).toBe(sentence);
    expect(complaint([], { NATTER_ACCESS_CODE: code })).toBe(sentence);
  }
});

test('certificate and key go together, by flag, by variable, or one of each', () => {
  const tls = { cert: './my cert.pem', key: '/etc/my.key' };
  expect(readOptions(['--tls-cert', tls.cert, '--tls-key', tls.key], {}).tls).toEqual(tls);
  expect(readOptions([], { NATTER_TLS_CERT: tls.cert, NATTER_TLS_KEY: tls.key }).tls).toEqual(tls);
  expect(readOptions(['--tls-cert', tls.cert], { NATTER_TLS_KEY: tls.key }).tls).toEqual(tls);
  const remedy = 'TLS needs both: a certificate and its key.';
  expect(complaint(['--tls-cert', tls.cert])).toBe(`--tls-cert is there without --tls-key. ${remedy}`);
  expect(complaint([], { NATTER_TLS_KEY: tls.key })).toBe(`--tls-key is there without --tls-cert. ${remedy}`);
});

test('a flag wins over its environment variable, and an empty variable is none', () => {
  expect(readOptions(['--port', '1'], { NATTER_PORT: '2', NATTER_WS_PORT: '3' })).toMatchObject({ port: 1, wsPort: 3 });
  expect(readOptions([], { NATTER_PORT: '', NATTER_HOST: '', NATTER_DATA: '' })).toEqual(readOptions([], {}));
});

test('flags without a value are environment variables too', () => {
  expect(readOptions(['--open', '--print-env'], {})).toMatchObject({ open: true, printEnv: true });
  for (const yes of ['1', 'true', 'YES', 'on']) expect(readOptions([], { NATTER_OPEN: yes }).open).toBe(true);
  for (const no of ['0', 'false', 'No', 'off']) expect(readOptions([], { NATTER_OPEN: no }).open).toBe(false);
});

test('a flag that does not exist, a value without a flag and a flag without a value are one sentence each', () => {
  const remedy = 'npm run launch -- --help lists the flags.';
  expect(complaint(['--max-mgs', '5'])).toBe(`Unknown option '--max-mgs'. ${remedy}`);
  expect(complaint(['7331'])).toBe(`Unexpected argument '7331'. ${remedy}`);
  expect(complaint(['--port'])).toBe(`Option '--port <value>' argument missing. ${remedy}`);
  expect(complaint(['--max-msgs', '-5'])).toBe(`Option '--max-msgs' argument is ambiguous. ${remedy}`);
  expect(complaint(['--open=yes'])).toBe(`Option '--open' does not take an argument. ${remedy}`);
});

test('ports of natter’s own that collide are told by their flags; any number of them may be chosen freely', () => {
  expect(complaint(['--port', '4222'])).toContain('--port and --nats-port are both 4222.');
  expect(complaint([], { NATTER_WS_PORT: '7331' })).toContain('--port and --ws-port are both 7331.');
  expect(readOptions(['--port', '0', '--ws-port', '0', '--nats-port', '0'], {})).toMatchObject({ port: 0, wsPort: 0 });
});

test('flags that npm took for its own, because the two dashes were forgotten, are asked for again', () => {
  expect(complaint([], { npm_config_max_msgs: '5' })).toBe(
    'npm took --max-msgs for a flag of its own. ' +
      'Put two dashes before the flags of natter: npm run launch -- --max-msgs …',
  );
  expect(complaint(['8000'], { npm_config_port: 'true' })).toContain('npm took --port');
});

test('--help lists every flag with its default, and fits a terminal', () => {
  for (const [flag, preset] of [
    ['--host ADDRESS', '127.0.0.1'],
    ['--port PORT', '7331'],
    ['--ws-port PORT', '7332'],
    ['--nats-port PORT', '4222'],
    ['--data FOLDER', './data'],
    ['--max-msgs COUNT', '1000'],
    ['--max-age TIME', '24h'],
    ['--max-bytes SIZE', '1GB'],
    ['--handle-days DAYS', '90'],
  ] as const) {
    expect(helpText()).toMatch(new RegExp(`^  ${flag} .*\\(${preset}\\)$`, 'm'));
  }
  for (const flag of [
    '--nats-server PATH',
    '--access-code CODE',
    '--tls-cert FILE',
    '--tls-key FILE',
    '--public-url URL',
    '--print-env',
    '--open',
    '--help',
  ]) {
    expect(helpText()).toMatch(new RegExp(`^  ${flag} `, 'm'));
  }
  expect(
    Math.max(
      ...helpText()
        .split('\n')
        .map(({ length }) => length),
    ),
  ).toBeLessThanOrEqual(120);
});
