// Going to a message far back, by its address or by a day, and reading on from there to the newest.
import { expect, test } from 'vitest';
import { startBroker } from '../support/broker.ts';
import { fill } from '../support/stream-filler.ts';
import { Visit } from '../support/visit.ts';
import { until } from '../support/wait.ts';

/** Where the open room's messages begin and end, as they are shown. */
function shown({ state }: Visit): readonly [first: number, last: number, count: number] {
  const messages = (state.past?.room ?? state.rooms.get(state.current))?.messages ?? [];
  return [messages[0]?.sequence ?? 0, messages.at(-1)?.sequence ?? 0, messages.length];
}

/** Whether what is shown leaves nothing out of a room that is alone in its stream. */
const isWhole = (visit: Visit): boolean => shown(visit)[1] - shown(visit)[0] + 1 === shown(visit)[2];

test('an address leads to a message far back, with what was said before and after it', async () => {
  await using broker = await startBroker();
  await fill(broker.admin, Array<string>(1000).fill('Go'));
  using ada = await Visit.open(broker.webSocket, 'ada');
  ada.session.past.goTo('Go', 200);
  await ada.until('far back', ({ past }) => past !== undefined);
  const [first, last] = shown(ada);
  expect(first).toBeLessThan(200);
  expect(last).toBeGreaterThan(200);
  expect(last).toBeLessThan(900);
  expect(isWhole(ada)).toBe(true);
  expect(ada.state.target).toEqual({ room: 'Go', sequence: 200 });
});

test('reading on from there leads to the newest, nothing left out, and new messages follow', async () => {
  await using broker = await startBroker();
  await fill(broker.admin, Array<string>(400).fill('Go'));
  using ada = await Visit.open(broker.webSocket, 'ada');
  using bob = await Visit.open(broker.webSocket, 'bob');
  ada.session.past.goTo('Go', 100);
  await ada.until('far back', ({ past }) => past !== undefined);
  await bob.say('Go', 'meanwhile');
  for (let pages = 0; pages < 10 && ada.state.past !== undefined; pages += 1) await ada.session.past.loadNewer();
  expect(ada.state.past).toBeUndefined();
  await ada.until('one who has what was said meanwhile', () => shown(ada)[1] === 401);
  expect(isWhole(ada)).toBe(true);
  await bob.say('Go', 'and now');
  await ada.until('one who has the next one', () => shown(ada)[1] === 402);
});

test('reading back from there leads to the very first', async () => {
  await using broker = await startBroker();
  await fill(broker.admin, Array<string>(400).fill('Go'));
  using ada = await Visit.open(broker.webSocket, 'ada');
  ada.session.past.goTo('Go', 150);
  await ada.until('far back', ({ past }) => past !== undefined);
  for (let pages = 0; pages < 10 && ada.state.past?.room.history.type === 'partial'; pages += 1) {
    await ada.session.past.loadOlder();
  }
  expect([shown(ada)[0], ada.state.past?.room.history.type]).toEqual([1, 'complete']);
  expect(isWhole(ada)).toBe(true);
});

test('an address of what is here anyway, of what is gone and of what never was leads to the nearest, without an error', async () => {
  await using broker = await startBroker({ maxMessages: 300 });
  await fill(broker.admin, Array<string>(400).fill('Go'));
  using ada = await Visit.open(broker.webSocket, 'ada');
  ada.session.past.goTo('Go', 395);
  await ada.until('led there', ({ target }) => target?.sequence === 395);
  expect(ada.state.past).toBeUndefined();
  ada.session.past.goTo('Go', 5);
  await ada.until('at the first that is left', ({ past }) => past?.room.messages[0]?.sequence === 101);
  ada.session.past.goTo('Go', 5000);
  await ada.until('led to the end', ({ past, target }) => past === undefined && target?.sequence === 5000);
  expect(shown(ada)[1]).toBe(400);
});

test('a day leads to its first message, in a busy stream too', async () => {
  await using broker = await startBroker();
  const rooms = Array.from({ length: 300 }, (_, index) => (index % 3 === 0 ? 'Go' : 'Rust'));
  await fill(broker.admin, rooms);
  const filled = Date.now();
  await until('the next millisecond', () => Date.now() > filled);
  const between = Date.now();
  await fill(broker.admin, rooms);
  using ada = await Visit.open(broker.webSocket, 'ada');
  expect(await ada.session.past.sequenceAt('Go', between - 86_400_000)).toBe(1);
  expect(await ada.session.past.sequenceAt('Go', between)).toBe(301);
  expect(await ada.session.past.sequenceAt('Go', between + 86_400_000)).toBeUndefined();
});

test('whoever says something or goes to another room is at the newest again', async () => {
  await using broker = await startBroker();
  await fill(broker.admin, Array<string>(400).fill('Go'));
  using ada = await Visit.open(broker.webSocket, 'ada');
  ada.session.past.goTo('Go', 50);
  await ada.until('far back', ({ past }) => past !== undefined);
  await ada.say('Go', 'here I am');
  expect(ada.state.past).toBeUndefined();
  await ada.until('one who has it back', () => shown(ada)[1] === 401);
  ada.session.past.goTo('Go', 50);
  await ada.until('far back again', ({ past }) => past !== undefined);
  ada.session.enterRoom('Rust');
  ada.session.enterRoom('Go');
  expect([ada.state.past, ada.state.target, shown(ada)[1]]).toEqual([undefined, undefined, 401]);
});
