// Runs a family: each attempt is a test of its own, in one world, which no attempt may change.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoredMessage } from '../../web/domain/message.ts';
import type { Attempt, Family } from './attempt.ts';
import { judge } from './judge.ts';
import { keptOf, placeIn } from './record.ts';
import type { ServerRecord } from './record.ts';
import { MALLORY, World } from './world.ts';

export function runFamily({ name, attempts }: Family<World>): void {
  let world: World;
  beforeAll(async () => void (world = await World.create()));
  afterAll(() => world[Symbol.asyncDispose]());
  for (const attempt of attempts) test(`${name}: ${attempt.title} – ${attempt.outcome}`, () => prove(world, attempt));
}

async function prove(world: World, attempt: Attempt<World>): Promise<void> {
  const before = await world.record();
  const shownBefore = shown(world);
  const heard = world.ears.deliveries.length;
  const outcome = await attempt.attack(world);
  await world.settled();
  const after = await world.record();
  expect(outcome).toBe(attempt.outcome);
  expect(after.streams).toEqual(before.streams);
  expect(differences(before, after)).toEqual(allowed(attempt));
  expect(falsehoods(world, heard, after)).toEqual([]);
  expect(shown(world).filter((message) => !isKnown(message, shownBefore) && message.handle !== MALLORY)).toEqual([]);
  expect(shown(world).filter((message) => !isKept(message, after))).toEqual([]);
  expect(world.page.connectionEvents).toEqual(['connected']);
  expect(world.broker.complaints).toEqual([]);
}

/** Subjects under which messages came or went; of Mallory's own, one may take another's place. */
function differences(before: ServerRecord, after: ServerRecord): readonly string[] {
  const missing = (from: ServerRecord, to: ServerRecord): readonly string[] =>
    [...from.messages]
      .filter(([place, { digest }]) => to.messages.get(place)?.digest !== digest)
      .map(([, { subject }]) => subject);
  const added = missing(after, before);
  const replaced = missing(before, after).filter((subject) => !(isMallorys(subject) && added.includes(subject)));
  return [...added.map((subject) => `new: ${subject}`), ...replaced.map((subject) => `gone: ${subject}`)].toSorted();
}

function allowed({ leaves = [] }: Attempt<World>): readonly string[] {
  if (!leaves.every(isMallorys)) throw new Error('An attempt may leave messages under Mallory’s own subjects only.');
  return leaves.map((subject) => `new: ${subject}`).toSorted();
}

function isMallorys(subject: string): boolean {
  const [, family, first, second] = subject.split('.');
  return (family === 'profile' || family === 'file' ? first : second) === MALLORY;
}

/** What Alice's other client has heard since and would believe, though it is not so. */
function falsehoods({ ears }: World, since: number, { messages }: ServerRecord): readonly unknown[] {
  return ears.deliveries.slice(since).filter((delivery) => {
    const verdict = judge(delivery);
    if (verdict.type === 'typing') return verdict.handle !== MALLORY;
    if (verdict.type !== 'stored') return false;
    const { subject, digest } = keptOf(delivery);
    const kept = messages.get(placeIn(delivery));
    // One message of Mallory's may have taken the place of another meanwhile.
    return kept === undefined ? !isMallorys(subject) : kept.subject !== subject || kept.digest !== digest;
  });
}

function shown({ page }: World): readonly StoredMessage[] {
  return ['Go', 'Rust'].flatMap((room) => page.room(room).messages);
}

function isKnown(message: StoredMessage, known: readonly StoredMessage[]): boolean {
  return known.some((other) => JSON.stringify(other) === JSON.stringify(message));
}

/** Whether the stream has a message at this place, of this room, this handle and this time. */
function isKept({ room, handle, sequence, time }: StoredMessage, { messages }: ServerRecord): boolean {
  const kept = messages.get(`CHAT ${sequence}`);
  return kept?.subject === `chat.room.${room}.${handle}` && kept.time === time;
}
