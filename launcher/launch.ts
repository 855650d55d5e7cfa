// One start of natter, from its options to a chat one can enter, and what undoes it.
import { randomUUID } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNatsServer, showProgress } from 'nats-server-bin';
import { version } from '../package.json';
import { addressOf, pageAddress, socketAddresses } from './addresses.ts';
import { openDoor } from './auth/open.ts';
import type { Door } from './auth/open.ts';
import { Broker } from './broker/broker.ts';
import type { BrokerSettings } from './broker/settings.ts';
import type { LaunchError } from './errors.ts';
import type { Options } from './options.ts';
import { brokerSettings, takeFolder } from './prepare.ts';
import { plainWarning } from './reach.ts';
import { builtFiles, sourceFiles } from './site/files.ts';
import { Site } from './site/site.ts';
import { provisionStreams } from './streams.ts';
import { summary } from './summary.ts';
import { readTls } from './tls.ts';
import type { Tls } from './tls.ts';

/** The project's folder: the bundle of this file lies two below it. */
const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** What `nats-server -c` is given. */
export function configurationOf({ tls }: Pick<Options, 'tls'>): string {
  return resolve(ROOT, tls === undefined ? 'nats.conf' : 'launcher/broker/tls.conf');
}

/** What undoes a start, or a step of it. */
export type Stop = () => Promise<void>;

/** What a start is told, and whom it tells. */
export interface Start {
  readonly options: Options;
  /** Ends a start that is under way. */
  readonly interrupted: AbortSignal;
  readonly say: (text: string) => void;
  /** Told when nats-server cannot be kept running. */
  readonly failed: (error: LaunchError) => void;
}

/**
 * @returns once a client could chat. @throws LaunchError, or those of nats-server-bin, or the reason of `interrupted`;
 * everything begun is undone then.
 */
export async function launch(start: Start): Promise<Stop> {
  const undo: Stop[] = [];
  const stop = (): Promise<void> => undoAll(undo.splice(0));
  try {
    await run(start, undo);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Last step first. One that fails keeps no other from being undone. @throws the first failure. */
async function undoAll(steps: readonly Stop[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps.toReversed()) await step().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

async function run(start: Start, undo: Stop[]): Promise<void> {
  const { options, interrupted, say } = start;
  const tls = await tlsOf(options, say);
  const token = randomUUID();
  const { folder, lock } = await takeFolder(options.data, token);
  undo.push(lock.release);
  const address = await addressOf(options.host);
  const site = new Site(token, tls);
  const port = await site.listen(address, options.port);
  undo.push(() => site.close());
  const page = pageAddress(options, port);
  await lock.addressIs(page);
  const settings = await brokerSettings(options, folder, { address, port, tls });
  const broker = await startBroker(start, folder, settings);
  undo.push(() => broker.stop());
  const door = await openDoor({
    ...options,
    behindProxy: options.publicUrl !== undefined,
    port: broker.ports.nats,
    keys: settings.keys,
    say: (line) => say(`${line}\n`),
  });
  undo.push(() => door.close());
  await openSite({ site, broker, door, options });
  interrupted.throwIfAborted();
  say(summary({ version, options, page, ports: broker.ports, folder }) + plainWarning(options, address));
  if (options.open) await openBrowser(options.publicUrl ?? page, say);
}

async function tlsOf({ tls: files }: Options, say: Start['say']): Promise<Tls | undefined> {
  const tls = files === undefined ? undefined : await readTls(files);
  if (tls?.warning !== undefined) say(`${tls.warning}\n`);
  return tls;
}

function startBroker(start: Start, folder: string, settings: BrokerSettings): Promise<Broker> {
  const { options, interrupted, say, failed } = start;
  return Broker.start({
    named: options.natsServer,
    findBinary: (signal) => findBinary(options.natsServer, folder, signal),
    configuration: configurationOf(options),
    folder,
    settings,
    prepare: (connection) => provisionStreams(connection, options),
    say: (line) => say(`${line}\n`),
    failed,
    signal: interrupted,
  });
}

async function findBinary(named: string | undefined, folder: string, signal: AbortSignal): Promise<string> {
  const cacheDir = resolve(folder, 'bin');
  const search = { explicit: named, cacheDir, onProgress: showProgress(process.stderr), signal };
  const { path } = await findNatsServer(search);
  return path;
}

interface Running {
  readonly site: Site;
  readonly broker: Broker;
  readonly door: Door;
  readonly options: Options;
}

async function openSite({ site, broker, door, options }: Running): Promise<void> {
  const servers = socketAddresses(options);
  const port = broker.ports.ws;
  const files = options.dev
    ? await sourceFiles(ROOT, site.server)
    : builtFiles(resolve(ROOT, 'dist/web'), servers, port);
  site.open({
    config: { version, servers, port, accessCode: options.accessCode !== undefined },
    files,
    healthy: () => broker.answers(),
    login: (question, address) => door.doorkeeper.answer(question, address),
    behindProxy: options.publicUrl !== undefined,
  });
}

/** A machine without a browser is no reason to end. */
async function openBrowser(url: string, say: (text: string) => void): Promise<void> {
  const failed = (error: unknown): void => {
    say(`The browser could not be opened (${String(error)}). Please open ${url} yourself.\n`);
  };
  try {
    const { default: open } = await import('open');
    const opener = await open(url);
    opener.once('error', failed);
  } catch (error) {
    failed(error);
  }
}
