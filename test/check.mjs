// @ts-check
// `npm run check`: types, templates, lint (with the direction of imports), format. Runs all of them and names those that fail.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, ensurePackages, ROOT } from '../launcher/setup.mjs';

checkNode();
ensurePackages();

/** lit-analyzer's list of what HTML and CSS know is older than `popover`, `enterkeyhint` and `field-sizing`. */
const NEWER_THAN_THE_ANALYZER = ['--rules.no-invalid-css', 'off', '--rules.no-unknown-attribute', 'off'];

/** @type {readonly (readonly [name: string, script: string, ...args: readonly string[]])[]} */
const CHECKS = [
  ['types of web', '@typescript/native/bin/tsc', '-p', 'web'],
  ['types of the service worker', '@typescript/native/bin/tsc', '-p', 'web/worker'],
  ['types of launcher', '@typescript/native/bin/tsc', '-p', 'launcher'],
  ['types of test', '@typescript/native/bin/tsc', '-p', 'test'],
  ['templates', 'lit-analyzer/cli.js', 'web/ui', '--strict', '--maxWarnings', '0', ...NEWER_THAN_THE_ANALYZER],
  ['lint', 'oxlint/bin/oxlint', '--type-aware', '--deny-warnings', 'web', 'launcher', 'test'],
  ['format', 'oxfmt/bin/oxfmt', '--check', '.'],
];

const failed = CHECKS.filter(([name, script, ...args]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  process.stdout.write(`${status === 0 ? 'ok    ' : 'FAILED'} ${name}\n`);
  if (status !== 0) process.stdout.write(`${stdout}${stderr}\n`);
  return status !== 0;
});
process.exitCode = failed.length === 0 ? 0 : 1;
