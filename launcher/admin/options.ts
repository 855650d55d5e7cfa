// The command line of `npm run admin`, read and checked.
import { parseArgs } from 'node:util';
import { handleProblem, isHandle } from '../../web/protocol/subjects.ts';
import { LaunchError } from '../errors.ts';
import { ADMIN_USAGE } from './help.ts';

export type AdminCommand =
  | { readonly type: 'help' }
  | { readonly type: 'who' }
  | { readonly type: 'ban' | 'unban' | 'release'; readonly handle: string }
  | { readonly type: 'erase'; readonly sequence: number };

export interface AdminOptions {
  readonly command: AdminCommand;
  /** natter's data folder, as it was given. */
  readonly data: string;
}

/** @throws LaunchError with a sentence on what is wrong, and the usage. */
export function readAdminOptions(args: readonly string[], environment: NodeJS.ProcessEnv): AdminOptions {
  const { help, data, words } = parse(args);
  const folder = data ?? (environment['NATTER_DATA'] || './data');
  const [name = 'help', ...operands] = help ? [] : words;
  if (name !== 'help') refuseWhatNpmTook(environment);
  if (folder.trim() === '') throw wrong('--data needs a folder such as ./data.');
  return { command: commandOf(name, operands), data: folder };
}

interface Parsed {
  readonly help: boolean;
  readonly data: string | undefined;
  readonly words: readonly string[];
}

function parse(args: readonly string[]): Parsed {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { data: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    return { help: values.help ?? false, data: values.data, words: positionals };
  } catch (error) {
    // Node says first what is wrong, then what else might have been meant.
    const [problem = ''] = (error instanceof Error ? error.message : String(error)).split(/\.?\n|\. /);
    throw wrong(`${problem}.`);
  }
}

function commandOf(name: string, operands: readonly string[]): AdminCommand {
  switch (name) {
    case 'help':
      return { type: name };
    case 'who':
      if (operands.length > 0) throw wrong('who takes nothing after it.');
      return { type: name };
    case 'ban':
    case 'unban':
    case 'release':
      return { type: name, handle: handleOf(name, operands) };
    case 'erase':
      return { type: name, sequence: sequenceOf(operands) };
    default:
      throw wrong(`There is no command ${JSON.stringify(name)}.`);
  }
}

function handleOf(name: string, operands: readonly string[]): string {
  const [typed = '', ...more] = operands;
  const handle = typed.replace(/^@/, '');
  if (handle === '') throw wrong(`Whom to ${name}? A handle is missing.`);
  if (more.length > 0) throw wrong(`${name} takes one handle, not ${operands.length}.`);
  if (isHandle(handle)) return handle;
  throw wrong(`${JSON.stringify(handle)} is no handle. ${handleProblem(handle) ?? ''}`);
}

function sequenceOf(operands: readonly string[]): number {
  const [typed = '', ...more] = operands;
  if (typed === '') throw wrong('Which message? Its sequence is missing.');
  if (more.length > 0) throw wrong(`erase takes one sequence, not ${operands.length}.`);
  const sequence = Number(typed);
  if (/^[1-9]\d*$/.test(typed) && Number.isSafeInteger(sequence)) return sequence;
  throw wrong(`${JSON.stringify(typed)} is no sequence, which is a whole number from 1.`);
}

/** `npm run admin --data FOLDER who` gives the flag to npm, which keeps it: that would be about another natter. */
function refuseWhatNpmTook(environment: NodeJS.ProcessEnv): void {
  if (environment['npm_config_data'] === undefined) return;
  throw wrong('npm took --data for a flag of its own. Put two dashes before it: npm run admin -- --data FOLDER …');
}

function wrong(problem: string): LaunchError {
  return new LaunchError(problem, ADMIN_USAGE);
}
