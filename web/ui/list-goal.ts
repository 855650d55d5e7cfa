// The message a reader was led to, among the rows there are.
import type { Target } from '../domain/past.ts';
import type { History } from '../domain/room.ts';
import type { Row } from '../domain/timeline.ts';

/** Where the wanted message stands, or the first after it; `undefined` as long as it may still be on its way. */
export function indexOfGoal(rows: readonly Row[], history: History, { sequence }: Target): number | undefined {
  const index = rows.findIndex((row) => row.type === 'stored' && row.message.sequence >= sequence);
  const row = rows[index];
  if (row?.type !== 'stored') return undefined;
  const first = rows.find(({ type }) => type === 'stored');
  // The first of all may only be the first of those that are here.
  const isSure = row !== first || row.message.sequence === sequence || history.type === 'complete';
  return isSure ? index : undefined;
}
