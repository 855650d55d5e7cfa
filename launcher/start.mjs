// @ts-check
// The door of the npm scripts: brings packages and build up to date, then runs the command. Plain JavaScript, for it runs first.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensurePackages, ROOT, run } from './setup.mjs';

const [command, ...args] = process.argv.slice(2);
process.argv.splice(2, 1);

checkNode();
ensurePackages();
await ensureBuilt();

switch (command) {
  case 'build':
    break;
  case 'launch':
    await import(bundle('main'));
    break;
  case 'dev':
    process.argv.push('--dev');
    await import(bundle('main'));
    break;
  case 'chatter':
    runWithWebSocket('chatter', args);
    break;
  default:
    process.stderr.write('Use one of: npm run launch, npm run dev, npm run build, npm run chatter\n');
    process.exitCode = 1;
}

/** @param {string} name */
function bundle(name) {
  return pathToFileURL(join(ROOT, 'dist', 'launcher', `${name}.js`)).href;
}

/**
 * Node 20 has a WebSocket only behind a flag.
 * @param {string} name
 * @param {readonly string[]} rest
 */
function runWithWebSocket(name, rest) {
  const flags = 'WebSocket' in globalThis ? [] : ['--experimental-websocket'];
  run(process.execPath, [...flags, join(ROOT, 'dist', 'launcher', `${name}.js`), ...rest]);
}
