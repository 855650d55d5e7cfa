// The directory's counts, as a real server gives them to a browser's own rights.
import { expect, test } from 'vitest';
import { roomCounts } from '../../web/transport/directory.ts';
import { startBroker } from '../support/broker.ts';
import { fill } from '../support/stream-filler.ts';
import { TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';

test('where nothing was ever said there is no room', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  expect([...(await roomCounts(await alice.link()))]).toEqual([]);
});

test('the messages of a room are counted whoever wrote them, also in one called constructor', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  using bob = await TestTab.open(broker.webSocket, 'bob');
  await fill(broker.admin, ['Go', 'Go', 'go', 'constructor', 'Go']);
  alice.say('Go', 'one more');
  bob.say('Go', 'and one');
  await until('both to be stored', () => alice.deliveries('Go').length + bob.deliveries('Go').length >= 4);
  const link = await alice.link();
  await expect
    .poll(async () => new Map(await roomCounts(link)))
    .toEqual(
      new Map([
        ['Go', 5],
        ['go', 1],
        ['constructor', 1],
      ]),
    );
});

test('more rooms than one answer has are counted over several answers', async () => {
  await using broker = await startBroker();
  using alice = await TestTab.open(broker.webSocket, 'alice');
  const rooms = Array.from({ length: 300 }, (_, index) => `Room${index}`);
  await fill(broker.admin, rooms);
  const link = await alice.link();
  const offsets: unknown[] = [];
  // A server's page has 100,000 subjects; here it is cut to a hundred, as the server would cut it.
  const nc = new Proxy(link.nc, {
    get: (target, name) => {
      if (name !== 'request') return Reflect.get(target, name);
      return async (subject: string, question: string, options: { timeout: number }) => {
        const { offset }: { offset: number } = JSON.parse(question);
        offsets.push(offset);
        const reply = await target.request(subject, question, options);
        const answer: { state: { subjects: Record<string, number> } } = JSON.parse(reply.string());
        const subjects = Object.fromEntries(Object.entries(answer.state.subjects).slice(0, 100));
        return { string: () => JSON.stringify({ ...answer, state: { ...answer.state, subjects } }) };
      };
    },
  });
  const counts = await roomCounts({ ...link, nc });
  expect(offsets).toEqual([0, 100, 200]);
  expect([...counts.keys()].toSorted()).toEqual(rooms.toSorted());
});
