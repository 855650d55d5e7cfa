// The table of attempts in SECURITY.md.
import type { Attempt, Family } from './attempt.ts';

export const START = '<!-- attempts -->';
export const END = '<!-- /attempts -->';

/** `document` with the table between its two marks made anew. @throws Error if a mark is missing. */
export function withTable(document: string, families: readonly Family<never>[]): string {
  const [start, end] = [document.indexOf(START), document.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`SECURITY.md has no ${START} … ${END} for the table.`);
  return `${document.slice(0, start + START.length)}\n\n${tableOf(families)}\n\n${document.slice(end)}`;
}

function tableOf(families: readonly Family<never>[]): string {
  const count = families.reduce((sum, { attempts }) => sum + attempts.length, 0);
  const rows = families.flatMap(({ name, attempts }) => attempts.map((attempt) => rowOf(name, attempt)));
  const head = ['| | what Mallory tries | what becomes of it |', '| --- | --- | --- |'];
  return [`${count.toLocaleString('en')} attempts.`, '', ...head, ...rows].join('\n');
}

function rowOf(family: string, { title, outcome }: Attempt<never>): string {
  return `| ${family} | ${title.replaceAll('|', '\\|')} | ${outcome} |`;
}
