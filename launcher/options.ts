// The flags of `npm run launch`, each also an environment variable, and what they mean. Behaviour is elsewhere.
import { parseArgs } from 'node:util';
import { LaunchError } from './errors.ts';

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
  /** Where people reach the page, if a proxy stands before it; without a trailing slash. */
  readonly publicUrl: string | undefined;
  readonly printEnv: boolean;
  readonly open: boolean;
  /** The page comes from its sources, with live reload. Set by `npm run dev`. */
  readonly dev: boolean;
  readonly help: boolean;
}

interface Flag {
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

/**
 * Reads the command line and, for flags that are not there, the environment (`--max-msgs` is `NATTER_MAX_MSGS`).
 * @throws LaunchError naming the flag that is wrong, and why.
 */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): Options {
  const given = parse(args);
  const text = (name: FlagName): string => String(given[name] ?? environment[variable(name)] ?? FLAGS[name].default);
  const on = (name: FlagName): boolean => given[name] === true || isYes(environment[variable(name)]);
  return {
    host: text('host'),
    port: portOf('port', text('port')),
    wsPort: portOf('ws-port', text('ws-port')),
    natsPort: portOf('nats-port', text('nats-port')),
    data: text('data'),
    maxMessages: countOf('max-msgs', text('max-msgs')),
    maxAgeSeconds: secondsOf('max-age', text('max-age')),
    maxBytes: bytesOf('max-bytes', text('max-bytes')),
    natsServer: text('nats-server') || undefined,
    publicUrl: urlOf('public-url', text('public-url')),
    printEnv: on('print-env'),
    open: on('open'),
    dev: on('dev'),
    help: on('help'),
  };
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
    'Every flag is also an environment variable: --max-msgs is NATTER_MAX_MSGS.',
    '',
  ].join('\n');
}

function parse(args: readonly string[]): Partial<Record<string, string | boolean>> {
  const options = Object.fromEntries(
    Object.entries<Flag>(FLAGS).map(([name, { value }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false }).values;
  } catch (error) {
    const [problem = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new LaunchError(`${problem}.`, 'npm run launch -- --help lists the flags.', { cause: error });
  }
}

function variable(name: FlagName): string {
  return `NATTER_${name.toUpperCase().replaceAll('-', '_')}`;
}

function isYes(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false', 'no'].includes(value.toLowerCase());
}

function portOf(name: FlagName, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw wrong(name, text, 'a port from 1 to 65535, or 0 for any free one');
}

function countOf(name: FlagName, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw wrong(name, text, 'a whole number, or 0 for no limit');
}

const SECONDS: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
]);

function secondsOf(name: FlagName, text: string): number {
  return scaled(name, text, SECONDS, 'a time such as 90s, 30m, 24h or 7d, or 0 for no limit');
}

const BYTES: ReadonlyMap<string, number> = new Map([
  ['b', 1],
  ['kb', 1024],
  ['mb', 1024 ** 2],
  ['gb', 1024 ** 3],
  ['tb', 1024 ** 4],
]);

function bytesOf(name: FlagName, text: string): number {
  return scaled(name, text, BYTES, 'a size such as 500MB or 2GB, or 0 for no limit');
}

function scaled(name: FlagName, text: string, units: ReadonlyMap<string, number>, expected: string): number {
  if (text === '0') return 0;
  const match = /^(\d{1,12})([a-z]+)$/i.exec(text);
  const unit = units.get(match?.[2]?.toLowerCase() ?? '');
  if (match?.[1] === undefined || unit === undefined) throw wrong(name, text, expected);
  return Number(match[1]) * unit;
}

function urlOf(name: FlagName, text: string): string | undefined {
  if (text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '') {
    throw wrong(name, text, 'an address such as https://chat.example.org');
  }
  return url.href.replace(/\/$/, '');
}

function wrong(name: FlagName, text: string, expected: string): LaunchError {
  return new LaunchError(`--${name} ${text} is not ${expected}.`, 'npm run launch -- --help explains every flag.');
}
