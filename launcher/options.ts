// The flags of `npm run launch`, each also an environment variable, and what they mean. Behaviour is elsewhere.
import { parseArgs } from 'node:util';
import { LaunchError } from './errors.ts';
import { bytesOf, codeOf, countOf, daysOf, folderOf, hostOf, portOf, secondsOf, urlOf, yesOf } from './values.ts';
import type { Given } from './values.ts';

export interface Options {
  readonly host: string;
  /** Ports; 0 lets the system choose one. */
  readonly port: number;
  readonly wsPort: number;
  readonly natsPort: number;
  /** Folder of everything natter keeps. */
  readonly data: string;
  /** Limits of the CHAT stream, over all rooms; 0 is no limit. */
  readonly maxMessages: number;
  readonly maxAgeSeconds: number;
  readonly maxBytes: number;
  /** Path of a nats-server to use; undefined looks for one. */
  readonly natsServer: string | undefined;
  /** How long a handle stays its owner's after their last login, in days; 0 is for ever. */
  readonly handleDays: number;
  /** What newcomers must know; undefined lets everybody in who reaches the page. */
  readonly accessCode: string | undefined;
  /** Paths of certificate and key, for page and WebSocket both; undefined is plain HTTP. */
  readonly tls: TlsFiles | undefined;
  /** Where people reach the page, if a proxy stands before it; without a trailing slash. */
  readonly publicUrl: string | undefined;
  readonly printEnv: boolean;
  readonly open: boolean;
  /** The page comes from its sources, with live reload. Set by `npm run dev`. */
  readonly dev: boolean;
  readonly help: boolean;
}

/** PEM files. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

interface Flag {
  /** What stands after the flag; undefined if nothing does. */
  readonly value: string | undefined;
  readonly default: string;
  readonly help: string;
}

const FLAGS = {
  host: { value: 'ADDRESS', default: '127.0.0.1', help: 'address the page and the WebSocket listen on' },
  port: { value: 'PORT', default: '7331', help: 'port of the page; 0 chooses a free one, here and below' },
  'ws-port': { value: 'PORT', default: '7332', help: 'port of NATS over WebSocket, for the tabs' },
  'nats-port': { value: 'PORT', default: '4222', help: 'port of NATS over TCP, for the nats CLI; on 127.0.0.1 only' },
  data: { value: 'FOLDER', default: './data', help: 'where messages, keys, logs and nats-server are kept' },
  'max-msgs': { value: 'COUNT', default: '1000', help: 'messages kept, over all rooms; 0 is no limit' },
  'max-age': { value: 'TIME', default: '24h', help: 'how long messages are kept: 90s, 30m, 24h, 7d; 0 is no limit' },
  'max-bytes': { value: 'SIZE', default: '1GB', help: 'disk space of messages: 500MB, 2GB; 0 is no limit' },
  'nats-server': { value: 'PATH', default: '', help: 'the nats-server to run; else one is found or fetched' },
  'handle-days': {
    value: 'DAYS',
    default: '90',
    help: 'a handle is free again so long after its last login; 0 is never',
  },
  'access-code': { value: 'CODE', default: '', help: 'only who knows it gets in; at least 8 characters' },
  'tls-cert': { value: 'FILE', default: '', help: 'certificate in PEM form, for the page and the WebSocket' },
  'tls-key': { value: 'FILE', default: '', help: 'its key in PEM form' },
  'public-url': {
    value: 'URL',
    default: '',
    help: 'address of the page behind a proxy that passes URL/nats to --ws-port',
  },
  'print-env': { value: undefined, default: '', help: 'print what a bare `nats-server -c nats.conf` needs, and end' },
  open: { value: undefined, default: '', help: 'open the page in the browser' },
  dev: { value: undefined, default: '', help: 'serve the page from its sources, with live reload (npm run dev)' },
  help: { value: undefined, default: '', help: 'print this, and end' },
} as const satisfies Readonly<Record<string, Flag>>;

type FlagName = keyof typeof FLAGS;
type Parsed = Partial<Record<string, string | boolean>>;

/**
 * Reads the command line and, for flags that are not there, the environment (`--max-msgs` is `NATTER_MAX_MSGS`).
 * @throws LaunchError naming the flag or variable that is wrong, and why.
 */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): Options {
  refuseWhatNpmTook(environment);
  const parsed = parse(args);
  const value = (name: FlagName): Given => given(name, parsed, environment);
  const on = (name: FlagName): boolean => parsed[name] === true || yesOf(value(name));
  const options = {
    host: hostOf(value('host')),
    port: portOf(value('port')),
    wsPort: portOf(value('ws-port')),
    natsPort: portOf(value('nats-port')),
    data: folderOf(value('data')),
    maxMessages: countOf(value('max-msgs')),
    maxAgeSeconds: secondsOf(value('max-age')),
    maxBytes: bytesOf(value('max-bytes')),
    handleDays: daysOf(value('handle-days')),
    accessCode: codeOf(value('access-code')),
    tls: tlsOf(value('tls-cert'), value('tls-key')),
    natsServer: value('nats-server').text || undefined,
    publicUrl: urlOf(value('public-url')),
    printEnv: on('print-env'),
    open: on('open'),
    dev: on('dev'),
    help: on('help'),
  };
  refuseSharedPort(options);
  return options;
}

/** What `--help` prints. */
export function helpText(): string {
  const lines = Object.entries<Flag>(FLAGS).map(([name, flag]) => {
    const left = `  --${name}${flag.value === undefined ? '' : ` ${flag.value}`}`;
    const preset = flag.default === '' ? '' : ` (${flag.default})`;
    return `${left.padEnd(26)}${flag.help}${preset}`;
  });
  return [
    'npm run launch -- [flags]    starts natter: nats-server, its streams, and the page',
    '',
    ...lines,
    '',
    'Every flag is also an environment variable: --max-msgs is NATTER_MAX_MSGS. A flag wins.',
    '',
  ].join('\n');
}

function given(name: FlagName, parsed: Parsed, environment: NodeJS.ProcessEnv): Given {
  const flag = parsed[name];
  if (typeof flag === 'string') return { text: flag, typed: `--${name} ${flag}` };
  const variable = `NATTER_${name.toUpperCase().replaceAll('-', '_')}`;
  // An empty variable is how a shell or a compose file says that there is none.
  const text = environment[variable] || undefined;
  if (text !== undefined) return { text, typed: `${variable}=${text}` };
  return { text: FLAGS[name].default, typed: `--${name} ${FLAGS[name].default}` };
}

function parse(args: readonly string[]): Parsed {
  const options = Object.fromEntries(
    Object.entries<Flag>(FLAGS).map(([name, { value }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false }).values;
  } catch (error) {
    // Node says first what is wrong, then what else might have been meant.
    const [problem = ''] = (error instanceof Error ? error.message : String(error)).split(/\.?\n|\. /);
    throw new LaunchError(`${problem}.`, 'npm run launch -- --help lists the flags.', { cause: error });
  }
}

/** `npm run launch --port 80` gives the flag to npm, which keeps it as a setting of its own and launches without it. */
function refuseWhatNpmTook(environment: NodeJS.ProcessEnv): void {
  const ours = Object.keys(FLAGS).filter((name) => name !== 'dev' && name !== 'help');
  const taken = ours.find((name) => environment[`npm_config_${name.replaceAll('-', '_')}`] !== undefined);
  if (taken === undefined) return;
  throw new LaunchError(
    `npm took --${taken} for a flag of its own.`,
    `Put two dashes before the flags of natter: npm run launch -- --${taken} …`,
  );
}

function tlsOf(cert: Given, key: Given): TlsFiles | undefined {
  if (cert.text !== '' && key.text !== '') return { cert: cert.text, key: key.text };
  if (cert.text === '' && key.text === '') return undefined;
  const [given, missing] = cert.text === '' ? ['--tls-key', '--tls-cert'] : ['--tls-cert', '--tls-key'];
  throw new LaunchError(`${given} is there without ${missing}.`, 'TLS needs both: a certificate and its key.');
}

function refuseSharedPort({ port, wsPort, natsPort }: Pick<Options, 'port' | 'wsPort' | 'natsPort'>): void {
  const flags = new Map<number, string>();
  for (const [flag, number] of Object.entries({ '--port': port, '--ws-port': wsPort, '--nats-port': natsPort })) {
    const other = flags.get(number);
    flags.set(number, flag);
    if (other === undefined || number === 0) continue;
    const remedy = 'Each needs a port of its own; 0 is any free one.';
    throw new LaunchError(`${other} and ${flag} are both ${number}.`, remedy);
  }
}
