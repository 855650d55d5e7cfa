// The suites that run in Node; test/browser runs in Chromium, see web-test-runner.config.mjs.
import { defineConfig } from 'vitest/config';

// Node 20 has the WebSocket that nats.ws needs only behind a flag.
const execArgv = 'WebSocket' in globalThis ? [] : ['--experimental-websocket'];

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], maxWorkers: 2, testTimeout: 30_000 } },
      {
        test: {
          name: 'server',
          include: ['test/server/**/*.test.ts'],
          globalSetup: 'test/support/provide-nats-server.ts',
          execArgv,
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'hostile',
          include: ['test/hostile/**/*.test.ts'],
          globalSetup: 'test/support/provide-nats-server.ts',
          execArgv,
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/support/provide-nats-server.ts',
          // Each file launches natter and Chromium, and waits for both more than it computes.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          // Without this a second, in which a busy machine does not even reload the page.
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        test: {
          // In `npm test` a short form; `npm run test:faults` is the long one, see test/support/faults.ts.
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          globalSetup: 'test/support/provide-nats-server.ts',
          execArgv,
          maxWorkers: 2,
          testTimeout: 240_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
