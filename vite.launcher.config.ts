// How the launcher is built: a bundle per command, for Node; packages stay where npm put them, but for our own workspace's.
import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    ssr: true,
    outDir: 'dist/launcher',
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: {
      input: { main: 'launcher/main.ts', chatter: 'launcher/chatter/main.ts', admin: 'launcher/admin/main.ts' },
    },
  },
  ssr: { noExternal: ['nats-server-bin'] },
});
