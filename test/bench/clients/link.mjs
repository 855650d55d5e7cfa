// @ts-check
// A tab's link to natter, made by the page's own code.
import { once, setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { createUser } from '@nats-io/nkeys';
import { runnerImport } from 'vite';
import { ROOT } from '../../../launcher/setup.mjs';

/**
 * @param {number} port
 * @param {AbortSignal} signal ends it
 */
export async function linkTo(port, signal) {
  /** @type {{ module: typeof import('../../../web/transport/connection.ts') }} */
  const { module } = await runnerImport(join(ROOT, 'web/transport/connection.ts'));
  const events = new EventTarget();
  const seed = Buffer.from(createUser().getSeed()).toString();
  const settings = { servers: [`ws://127.0.0.1:${port}`], handle: 'reader', seed, code: '' };
  const connection = new module.Connection({ ...settings, whyRefused: async () => undefined }, ({ type }) => {
    events.dispatchEvent(new Event(type));
  });
  const connected = once(events, 'connected');
  void connection.run(signal);
  await connected;
  if (connection.link === undefined) throw new Error('The connection was lost at once.');
  setMaxListeners(0, connection.link.lost); // a hundred rooms ask at once
  return connection.link;
}
