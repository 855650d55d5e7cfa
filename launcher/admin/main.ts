// `npm run admin`: bans, releases, erases and lists, in a natter that runs on this machine. Ctrl-C just ends it: every
// command can be given again.
import { unreachable } from '../../web/protocol/unreachable.ts';
import { explain } from '../explain.ts';
import { findAccess } from './access.ts';
import { ban, unban } from './ban.ts';
import { erase } from './erase.ts';
import { ADMIN_HELP } from './help.ts';
import { readAdminOptions } from './options.ts';
import { release } from './release.ts';
import { who } from './who.ts';

async function main(): Promise<void> {
  const { command, data } = readAdminOptions(process.argv.slice(2), process.env);
  if (command.type === 'help') return void process.stdout.write(ADMIN_HELP);
  const access = await findAccess(data);
  switch (command.type) {
    case 'who':
      return who(access, say);
    case 'ban':
      return ban(access, command.handle, say);
    case 'unban':
      return unban(access, command.handle, say);
    case 'release':
      return release(access, command.handle, say);
    case 'erase':
      return erase(access, command.sequence, say);
    default:
      return unreachable(command);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

// A reader that went away, as in `npm run admin who | head -3`, is no failure.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
try {
  await main();
} catch (error) {
  // And ends: towards a nats-server that does not answer, an attempt to connect stays open (seen in nats.js 3.4.0).
  process.stderr.write(`\n${explain(error)}\n\n`, () => process.exit(1));
}
