// What must be settled before nats-server starts: the data folder, and the values for nats.conf.
import { join } from 'node:path';
import { originsOf } from './addresses.ts';
import type { BrokerSettings } from './broker/settings.ts';
import { dataFolder, inFolder } from './folder.ts';
import { ensureKeys } from './keys.ts';
import { lockFolder } from './lock.ts';
import type { Lock } from './lock.ts';
import type { Options } from './options.ts';
import type { Tls } from './tls.ts';

/** Where the page is, and how. */
export interface PageAt {
  /** The address its host name stands for. */
  readonly address: string;
  readonly port: number;
  readonly tls: Tls | undefined;
}

/** Makes the data folder and takes it for this launcher. @throws LaunchError if it is in use or cannot be used. */
export function takeFolder(path: string, token: string): Promise<{ readonly folder: string; readonly lock: Lock }> {
  return inFolder(path, async () => {
    const folder = await dataFolder(path);
    return { folder, lock: await lockFolder(folder, token) };
  });
}

/** @param folder natter's data folder, absolute. @throws LaunchError if the keys there are of no use. */
export async function brokerSettings(options: Options, folder: string, page: PageAt): Promise<BrokerSettings> {
  const { wsPort, natsPort } = options;
  const keys = await inFolder(folder, () => ensureKeys(folder));
  const origins = originsOf(options, page.address, page.port);
  const store = join(folder, 'jetstream');
  return { host: page.address, wsPort, natsPort, store, keys, origins, tls: page.tls };
}
