// The suites that run in Node; test/browser runs in Chromium, see web-test-runner.config.mjs.
import { defineConfig } from 'vitest/config';

// Node 20 has the WebSocket that nats.ws needs only behind a flag.
const execArgv = 'WebSocket' in globalThis ? [] : ['--experimental-websocket'];

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          name: 'server',
          include: ['test/server/**/*.test.ts'],
          globalSetup: 'test/support/provide-nats-server.ts',
          execArgv,
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
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/support/provide-nats-server.ts',
          // Each file launches natter and Chromium; two at a time would fight for the cores.
          maxWorkers: 1,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
