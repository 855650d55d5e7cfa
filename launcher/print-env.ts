// `--print-env`: the variables that nats.conf and tls.conf refer to, for a nats-server that is started by hand.
import { addressOf } from './addresses.ts';
import { brokerEnvironment } from './broker/settings.ts';
import { dataFolder, inFolder } from './folder.ts';
import { configurationOf } from './launch.ts';
import type { Options } from './options.ts';
import { brokerSettings } from './prepare.ts';
import { readTls } from './tls.ts';

/** @returns lines for a shell. @throws LaunchError if the data folder, the host or the certificate cannot be used. */
export async function environmentLines(options: Options): Promise<string> {
  const tls = options.tls === undefined ? undefined : await readTls(options.tls);
  const folder = await inFolder(options.data, () => dataFolder(options.data));
  const page = { address: await addressOf(options.host), port: options.port, tls };
  const environment = brokerEnvironment(await brokerSettings(options, folder, page));
  const lines = Object.entries(environment).map(([name, value]) => `export ${name}=${quoted(value)}\n`);
  return [...lines, `# nats-server -c ${quoted(configurationOf(options))}\n`].join('');
}

/** As one word of a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
