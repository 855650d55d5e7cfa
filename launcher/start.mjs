// @ts-check
// The door of the npm scripts: brings packages and build up to date, then runs the command. Plain JavaScript, for it runs first.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, ensureBuilt, ensurePackages, ROOT, run } from './setup.mjs';

const [command, ...args] = process.argv.slice(2);
process.argv.splice(2, 1);

switch (command) {
  case 'build':
    await prepare();
    break;
  case 'launch':
    await prepare();
    await import(pathToFileURL(bundle('main')).href);
    break;
  case 'dev':
    await prepare(['launcher']);
    process.argv.push('--dev');
    await import(pathToFileURL(bundle('main')).href);
    break;
  case 'chatter':
    await prepare(['launcher']);
    runWithWebSocket(bundle('chatter'), args);
    break;
  case 'admin':
    await prepare(['launcher']);
    await import(pathToFileURL(bundle('admin')).href);
    break;
  default:
    process.stderr.write('Use one of: npm run launch, npm run dev, npm run build, npm run chatter, npm run admin\n');
    process.exitCode = 1;
}

/** @param {readonly import('./setup.mjs').Part[]} [parts] all of them unless given */
async function prepare(parts) {
  checkNode();
  ensurePackages();
  await ensureBuilt(parts);
}

/**
 * @param {string} name
 * @returns {string} its path
 */
function bundle(name) {
  return join(ROOT, 'dist', 'launcher', `${name}.js`);
}

/**
 * Node 20 has a WebSocket only behind a flag.
 * @param {string} file
 * @param {readonly string[]} rest
 */
function runWithWebSocket(file, rest) {
  const flags = 'WebSocket' in globalThis ? [] : ['--experimental-websocket'];
  run(process.execPath, [...flags, file, ...rest]);
}
