// SECURITY.md has exactly the attempts of this suite. `npm test -- hostile -u` brings it up to date.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Family } from './attempt.ts';
import { brokenBytes } from './attempts/bytes.ts';
import { doors } from './attempts/doors.ts';
import { floods } from './attempts/floods.ts';
import { spoofedHeaders } from './attempts/headers.ts';
import { jetStream } from './attempts/jetstream.ts';
import { listening } from './attempts/listening.ts';
import { logins } from './attempts/logins.ts';
import { pages } from './attempts/pages.ts';
import { people } from './attempts/people.ts';
import { publishing } from './attempts/publishing.ts';
import { replies } from './attempts/replies.ts';
import { threshold } from './attempts/threshold.ts';
import { withTable } from './table.ts';

const DOCUMENT = fileURLToPath(new URL('../../SECURITY.md', import.meta.url));

const FAMILIES: readonly Family<never>[] = [
  logins,
  threshold,
  publishing,
  listening,
  jetStream,
  replies,
  spoofedHeaders,
  brokenBytes,
  people,
  doors,
  floods,
  pages,
];

test('SECURITY.md says what was tried and what became of it (npm test -- hostile -u writes it anew)', async () => {
  const document = await readFile(DOCUMENT, 'utf8');
  await expect(withTable(document, FAMILIES)).toMatchFileSnapshot(DOCUMENT);
});

test('no two attempts are the same, and there are at least 150', () => {
  const titles = FAMILIES.flatMap(({ name, attempts }) => attempts.map(({ title }) => `${name}: ${title}`));
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  expect(titles.length).toBeGreaterThanOrEqual(150);
});
