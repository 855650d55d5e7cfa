// @ts-check
// `npm test`: brings everything the tests need, then runs them. `npm test -- unit` (or server, hostile, e2e, faults, browser) runs one
// suite; what follows is passed to its runner. `faults` on its own is the long form, as `npm run test:faults` has it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensurePackages, ROOT } from '../launcher/setup.mjs';

const NODE_SUITES = ['unit', 'server', 'hostile', 'e2e', 'faults'];
const [first, ...rest] = process.argv.slice(2);

checkNode();
ensurePackages();
if (first !== 'unit' && first !== 'server') await findBrowser();
await ensureBuilt();
if (first === 'faults') process.env['NATTER_FAULTS'] ??= 'long';

if (first === undefined) {
  const passed = [vitest([]), webTestRunner([])].every((status) => status === 0);
  process.exitCode = passed ? 0 : 1;
} else if (NODE_SUITES.includes(first)) process.exitCode = vitest(['--project', first, ...rest]);
else if (first === 'browser') process.exitCode = webTestRunner(rest);
else {
  process.stderr.write(`There is no suite “${first}”. There are: ${NODE_SUITES.join(', ')}, browser.\n`);
  process.exitCode = 1;
}

async function findBrowser() {
  const { ensureChromium, NoBrowserError } = await import('./chromium.mjs');
  try {
    process.env['CHROME_PATH'] = await ensureChromium();
  } catch (error) {
    if (!(error instanceof NoBrowserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** @param {readonly string[]} args */
function vitest(args) {
  return program('vitest/vitest.mjs', ['run', ...args]);
}

/** @param {readonly string[]} args */
function webTestRunner(args) {
  return program('@web/test-runner/dist/bin.js', args);
}

/**
 * @param {string} script below node_modules
 * @param {readonly string[]} args
 */
function program(script, args) {
  const { status } = spawnSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  return status ?? 1;
}
