// nats-server dies, often or for long: what was written is there afterwards, once, and everybody sees the same.
import { expect, test } from 'vitest';
import { shuffled } from '../support/choose.ts';
import { aMoment, LONG, seeded, setFaultStage } from '../support/faults.ts';
import type { Installation } from '../support/faults.ts';
import type { Tab } from '../support/people.ts';
import type { Random } from '../support/random.ts';
import {
  goTo,
  isCutOff,
  keptLetters,
  nothingWaits,
  readRows,
  remembers,
  showsExactly,
  storedTexts,
  toldOnline,
  write,
} from '../support/reading.ts';
import { until } from '../support/wait.ts';

const stage = setFaultStage();

const ROOMS = ['Go', 'Rust', 'Zig'] as const;
const ROUNDS = LONG ? 20 : 3;
/** Of each tab in each round, so that every tab writes 200 in the long form. */
const EACH_ROUND = 10;
/** From the moment a message got through, the server has at most so long to live, and is dead for at most as long. */
const MOST_MS = 300;

test('nats-server is killed again and again while three tabs write, and every message is there once, the same for all', async () => {
  const chance = seeded();
  await using place = await stage.install();
  const ada = await place.open('/?as=Ada#/room/Go');
  const writers = [
    ada,
    await place.openIn(ada.page.context(), '/?as=Ada#/room/Rust'),
    await place.open('/?as=Bob#/room/Zig'),
  ];
  for (const tab of writers) await visitAll(tab);
  // Drawn beforehand, for what follows takes its turns as it comes; each as often as the others, for of a room that is not
  // open a tab keeps 250 messages at most.
  const turns = (2 * ROUNDS * writers.length) / ROOMS.length;
  const rooms = [...shuffled(Array.from({ length: turns }, () => ROOMS).flat(), chance)];
  const written: string[] = [];
  const writeSome = async (round: number, part: string): Promise<void> => {
    for (const [index, tab] of writers.entries()) {
      await goTo(tab, rooms.pop() ?? ROOMS[0]);
      const texts = Array.from({ length: EACH_ROUND / 2 }, (_, count) => `${index} ${round} ${part} ${count}`);
      written.push(...texts);
      await write(tab, texts);
    }
  };
  await killWhile(place, chance, writeSome);

  await nothingWaits(ada, 'Ada');
  await Promise.all(writers.map((tab, index) => nothingWaits(tab, index < 2 ? 'Ada' : 'Bob')));
  const stored = await storedTexts(place.broker.admin);
  expect(stored.map(({ text }) => text).toSorted()).toEqual(written.toSorted());
  for (const room of ROOMS) {
    const texts = stored.filter((message) => message.room === room).map(({ text }) => text);
    expect(outOfOrder(texts, written), 'what overtook something its author wrote before it').toEqual([]);
    for (const tab of writers) {
      await goTo(tab, room);
      await showsExactly(tab, texts);
    }
  }
});

/** Opens every room once: what is said there from now on is not to be scrolled back for. */
async function visitAll(tab: Tab): Promise<void> {
  for (const room of ROOMS) {
    await goTo(tab, room);
    await tab.page.getByText('Nobody has said anything here yet.').waitFor();
  }
}

/** Kills and starts the server in every round, at a moment of chance, with something written before and something meanwhile. */
async function killWhile(
  { broker }: Installation,
  chance: Random,
  writeSome: (round: number, part: string) => Promise<void>,
): Promise<void> {
  let heard = 0;
  broker.admin.subscribe('chat.live.>', { callback: () => void (heard += 1) });
  await broker.admin.flush();
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = heard;
    const writing = writeSome(round, 'alive').then(() => writeSome(round, 'dead'));
    await until('a message to get through', () => heard > before, 30_000);
    await aMoment(MOST_MS, chance);
    await broker.kill();
    await Promise.all([writing, aMoment(MOST_MS, chance)]);
    await broker.restart();
  }
}

/** Texts of a room that lie behind one that the same tab wrote later. */
function outOfOrder(texts: readonly string[], written: readonly string[]): readonly string[] {
  const ranks = new Map(written.map((text, rank) => [text, rank]));
  const last = new Map<string, number>();
  return texts.filter((text) => {
    const [writer = ''] = text;
    const rank = ranks.get(text) ?? -1;
    const before = last.get(writer) ?? -1;
    last.set(writer, Math.max(rank, before));
    return rank < before;
  });
}

/** By the tab's own clock. */
const AWAY_MINUTES = LONG ? 5 : 1;

test(`the server is away for minutes (${AWAY_MINUTES}), I write fifty messages and reload twice, and all arrive once, in order`, async () => {
  await using place = await stage.install();
  const ada = await place.open('/?as=Ada#/room/Go', (tab) => tab.page.clock.install());
  const bob = await place.open('/?as=Bob#/room/Go');
  await ada.sayAndStore('before');
  await bob.sees('before');
  await nothingWaits(ada, 'Ada'); // its acknowledgement may come after its copy
  await remembers(ada, 'Ada', 1);
  await place.broker.kill();
  await isCutOff(ada);

  const texts = Array.from({ length: 50 }, (_, index) => `away ${index + 1}`);
  const parts = [texts.slice(0, 20), texts.slice(20, 40), texts.slice(40)];
  for (const [index, part] of parts.entries()) {
    await write(ada, part);
    const soFar = parts.slice(0, index + 1).flat();
    await until('all to be on disk', async () => (await keptLetters(ada, 'Ada')).length === soFar.length);
    await ada.page.clock.runFor((AWAY_MINUTES * 60_000) / parts.length);
    if (index < 2) await ada.page.reload();
    await showsExactly(ada, ['before', ...soFar]);
    await until('all to wait', async () => (await readRows(ada)).filter(({ waits }) => waits).length === soFar.length);
    await ada.page.getByText('Waiting for the connection …').first().waitFor();
  }

  await place.broker.restart();
  await toldOnline(ada);
  await nothingWaits(ada, 'Ada');
  await showsExactly(bob, ['before', ...texts]);
  await showsExactly(ada, ['before', ...texts]);
  expect((await storedTexts(place.broker.admin)).map(({ text }) => text)).toEqual(['before', ...texts]);
});
