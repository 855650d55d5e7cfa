// One start of natter, from its options to a chat one can enter, and what undoes it.
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNatsServer, showProgress } from 'nats-server-bin';
import { version } from '../package.json';
import { originsOf, pageAddress, socketAddresses } from './addresses.ts';
import { Broker } from './broker/broker.ts';
import { brokerEnvironment } from './broker/settings.ts';
import type { BrokerSettings } from './broker/settings.ts';
import type { LaunchError } from './errors.ts';
import { ensureKeys } from './keys.ts';
import { lockFolder } from './lock.ts';
import type { Options } from './options.ts';
import { builtFiles, sourceFiles } from './site/files.ts';
import { Site } from './site/site.ts';
import { provisionStreams } from './streams.ts';
import { summary } from './summary.ts';

/** The project's folder: the bundle of this file lies two below it. */
const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const CONFIGURATION = resolve(ROOT, 'nats.conf');

/** What undoes a start, last step first. */
export type Stop = () => Promise<void>;

/**
 * @param interrupted ends a start that is under way. @param failed is told when nats-server cannot be kept running.
 * @returns once a client could chat. @throws LaunchError, or those of nats-server-bin; everything begun is undone then.
 */
export async function launch(
  options: Options,
  interrupted: AbortSignal,
  failed: (error: LaunchError) => void,
): Promise<Stop> {
  const undo: Stop[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    await start(options, interrupted, failed, undo);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  options: Options,
  interrupted: AbortSignal,
  failed: (error: LaunchError) => void,
  undo: Stop[],
): Promise<void> {
  const folder = resolve(options.data);
  await mkdir(folder, { recursive: true });
  const token = randomUUID();
  const lock = await lockFolder(folder, token);
  undo.push(lock.release);
  const site = new Site(token);
  const port = await site.listen(options.host, options.port);
  undo.push(() => site.close());
  const broker = await Broker.start({
    findBinary: () => findBinary(options, folder, interrupted),
    configuration: CONFIGURATION,
    folder,
    settings: await brokerSettings(options, folder, port),
    prepare: (connection) => provisionStreams(connection, options),
    say: (line) => process.stdout.write(`${line}\n`),
    failed,
  });
  undo.push(() => broker.stop());
  await openSite(site, broker, options);
  const page = pageAddress(options.host, port);
  await lock.addressIs(page);
  process.stdout.write(summary({ version, options, page, ports: broker.ports, folder }));
  if (options.open) await openBrowser(options.publicUrl ?? page);
}

/** Prints, for a shell, the variables that nats.conf refers to. */
export async function printEnvironment(options: Options): Promise<void> {
  const settings = await brokerSettings(options, resolve(options.data), options.port);
  for (const [name, value] of Object.entries(brokerEnvironment(settings))) {
    process.stdout.write(`export ${name}='${value.replaceAll("'", `'\\''`)}'\n`);
  }
}

async function brokerSettings(options: Options, folder: string, pagePort: number): Promise<BrokerSettings> {
  const keys = await ensureKeys(folder);
  const store = resolve(folder, 'jetstream');
  return { ...options, monitorPort: 0, store, keys, origins: originsOf(options, pagePort) };
}

async function openSite(site: Site, broker: Broker, options: Options): Promise<void> {
  const servers = socketAddresses(options);
  const port = broker.ports.ws;
  const files = options.dev
    ? await sourceFiles(ROOT, site.server)
    : builtFiles(resolve(ROOT, 'dist/web'), servers, port);
  site.open({ config: { version, servers, port }, files, healthy: () => broker.answers() });
}

async function findBinary(options: Options, folder: string, signal: AbortSignal): Promise<string> {
  const cacheDir = resolve(folder, 'bin');
  const search = { explicit: options.natsServer, cacheDir, onProgress: showProgress(process.stderr), signal };
  const { path } = await findNatsServer(search);
  return path;
}

async function openBrowser(url: string): Promise<void> {
  const { default: open } = await import('open');
  await open(url);
}
