// The README says of flags and commands what is so.
import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { helpText } from '../../launcher/options.ts';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const README = read('README.md');

test('the README lists every flag of --help but --dev and --help, with its default and the same words', () => {
  const flags = [...helpText().matchAll(/^ {2}--([a-z-]+)(?: [A-Z]+)? +(.+)$/gm)].map(([, name = '', text = '']) => {
    const [, help = '', preset = ''] = /^(.*?)(?: \(([^()]+)\))?$/.exec(text) ?? [];
    return `| \`--${name}\` | ${preset} | ${help.replace('--ws-port', '`--ws-port`')} |`.replace('|  |', '| |');
  });
  const listed = flags.filter((line) => !/`--(dev|help)`/.test(line));
  expect(listed).toHaveLength(16);
  for (const line of listed) expect(README).toContain(line);
});

test('every npm script the README names exists', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));
  const named = new Set([...README.matchAll(/npm (?:run ([a-z:]+)|(test))/g)].map(([, run, test]) => run ?? test));
  for (const name of named) expect(Object.keys(scripts)).toContain(name);
});

test('every file and folder of the README’s map exists', () => {
  const map = /```\n(nats\.conf[\s\S]*?)```/.exec(README)?.[1] ?? '';
  let folder = '';
  const paths = map.split('\n').flatMap((line) => {
    const [, indent = '', name = ''] = /^( *)(\S+)/.exec(line) ?? [];
    if (name === '') return [];
    if (indent === '') folder = name.endsWith('/') ? name : '';
    return indent === '' ? [name] : [folder + name];
  });
  expect(paths.length).toBeGreaterThan(15);
  for (const path of paths)
    expect(statSync(new URL(`../../${path}`, import.meta.url), { throwIfNoEntry: false }), path).toBeDefined();
});
