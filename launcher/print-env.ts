// `--print-env`: the variables that nats.conf refers to, for a nats-server that is started by hand.
import { addressOf } from './addresses.ts';
import { brokerEnvironment } from './broker/settings.ts';
import { dataFolder, inFolder } from './folder.ts';
import type { Options } from './options.ts';
import { brokerSettings } from './prepare.ts';

/** @returns lines for a shell. @throws LaunchError if the data folder or the host cannot be used. */
export async function environmentLines(options: Options): Promise<string> {
  const folder = await inFolder(options.data, () => dataFolder(options.data));
  const page = { address: await addressOf(options.host), port: options.port };
  const environment = brokerEnvironment(await brokerSettings(options, folder, page));
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`)
    .join('');
}
