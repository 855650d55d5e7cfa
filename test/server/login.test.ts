// A handle belongs to the key that took it first.
import { describe, expect, test } from 'vitest';
import { handleProblem, RESERVED_HANDLES } from '../../web/protocol/subjects.ts';
import { publicKeyOf } from '../../web/transport/key-in-javascript.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { startBroker } from '../support/broker.ts';
import {
  attempt,
  entrances,
  login,
  openAnotherDoor,
  openRegistry,
  reasonOf,
  REFUSED,
  somebody,
} from '../support/logins.ts';
import { RawClient } from '../support/raw-client.ts';
import { TestTab } from '../support/tab.ts';
import { until } from '../support/wait.ts';

describe('a handle', () => {
  test('is whose key took it first; everybody else is refused, and told which ones are free', async () => {
    await using broker = await startBroker();
    const { doorkeeper } = broker.door;
    const [mine, theirs] = [newSeed(), newSeed()];
    using ada = await TestTab.open(broker.webSocket, 'ada', { seed: mine });
    const question = { handle: 'ada', key: publicKeyOf(theirs), code: '' };
    const answer = await doorkeeper.answer(question, '127.0.0.1');
    if (answer.type !== 'refused') throw new Error('ada is not taken');
    expect(answer.reason).toBe('taken');
    expect(answer.free.length).toBeGreaterThanOrEqual(2);
    using other = new TestTab(broker.webSocket, 'ada', { seed: theirs, whyRefused: async () => answer });
    await other.ended;
    expect(other.connectionEvents).toEqual(['refused']);

    for (const handle of answer.free) {
      expect(await doorkeeper.answer({ ...question, handle }, '127.0.0.1')).toEqual({ type: 'welcome' });
      using tab = await TestTab.open(broker.webSocket, handle, { seed: theirs });
      expect(tab.connectionEvents).toEqual(['connected']);
    }
    expect(await doorkeeper.answer(question, '127.0.0.1')).toEqual({ ...answer, free: [] });
    expect(ada.connectionEvents).toEqual(['connected']);
  });

  test('as long as handles may be is proposed shorter, so that the proposals are handles too', async () => {
    await using broker = await startBroker();
    const [web] = entrances(broker);
    if (web === undefined) throw new Error('There is no way in.');
    const [mine, theirs] = [somebody(), somebody()];
    for (const handle of ['h'.repeat(32), `${'h'.repeat(29)}-ab`, 'a']) {
      expect(await login(web, handle, mine)).toBe('in');
      const answer = await broker.door.doorkeeper.answer({ handle, key: theirs.id, code: '' }, '127.0.0.1');
      if (answer.type !== 'refused') throw new Error(`${handle} is not taken`);
      expect(answer.free.map(handleProblem)).toEqual(answer.free.map(() => undefined));
      expect(answer.free.length).toBeGreaterThanOrEqual(2);
    }
  });

  test('that is banned is proposed to nobody', async () => {
    await using broker = await startBroker();
    await using admin = await openRegistry(broker);
    await admin.registry.claim('ada', somebody().id, undefined);
    const question = { handle: 'ada', key: somebody().id, code: '' };
    const before = await broker.door.doorkeeper.answer(question, '127.0.0.1');
    if (before.type !== 'refused') throw new Error('ada is not taken');
    const [banned = '', ...others] = before.free;
    await admin.registry.ban(banned);
    expect(await broker.door.doorkeeper.answer(question, '127.0.0.1')).toEqual({ ...before, free: others });
  });

  test('is its owner’s on every connection, over WebSocket and TCP, at the same time', async () => {
    await using broker = await startBroker();
    const key = somebody();
    const clients = await Promise.all(
      [...entrances(broker), ...entrances(broker)].map((entrance) => RawClient.signedIn(entrance, 'ada', key)),
    );
    const other = await Promise.all(entrances(broker).map((entrance) => login(entrance, 'ada', somebody())));
    expect(other).toEqual([REFUSED, REFUSED]);
    for (const client of clients) {
      expect(await client.flush()).toBe(true);
      client[Symbol.dispose]();
    }
  });

  test('is one of many that a key may have', async () => {
    await using broker = await startBroker();
    const key = somebody();
    for (const [index, entrance] of [...entrances(broker), ...entrances(broker)].entries()) {
      expect(await login(entrance, `ada-${index}`, key)).toBe('in');
    }
  });

  test('stays its owner’s when the server and the launcher are started anew', async () => {
    await using broker = await startBroker();
    const [key, other] = [somebody(), somebody()];
    const [web] = entrances(broker);
    if (web === undefined) throw new Error('There is no way in.');
    expect(await login(web, 'ada', key)).toBe('in');
    await broker.door.close();
    await broker.killAndRestart();
    await using _ = await openAnotherDoor(broker);
    expect(await login(web, 'ada', other)).toBe(REFUSED);
    expect(await login(web, 'ada', key)).toBe('in');
  });
});

describe('nobody gets in', () => {
  const malformed = [
    '',
    ' ',
    'Ada',
    'a b',
    'a.b',
    'a*',
    '*',
    '>',
    '-ada',
    '_ada',
    'ada\n',
    'ada\0',
    'äda',
    '🦊',
    'h'.repeat(33),
    '../ada',
    'ada,bob',
    'undefined ',
  ];

  test('under what is no handle, and is told so', async () => {
    await using broker = await startBroker();
    for (const handle of malformed) {
      for (const entrance of entrances(broker)) {
        expect(await login(entrance, handle, somebody()), JSON.stringify(handle)).toBe(REFUSED);
      }
      expect(await reasonOf(broker.door, handle, somebody()), JSON.stringify(handle)).toBe('handle');
    }
    expect(broker.complaints).toEqual([]);
  });

  test('under a handle that is reserved, and is told so', async () => {
    await using broker = await startBroker();
    for (const handle of RESERVED_HANDLES) {
      for (const entrance of entrances(broker)) {
        expect(await login(entrance, handle, somebody()), handle).toBe(REFUSED);
      }
      expect(await reasonOf(broker.door, handle, somebody()), handle).toBe('reserved');
    }
  });

  test('who does not say a handle at all, however well they prove who they are', async () => {
    await using broker = await startBroker();
    const key = somebody();
    for (const entrance of entrances(broker)) {
      for (const said of [{}, { name: undefined }, { name: '', user: '' }, { name: null }, { username: 'ada' }]) {
        const answer = await attempt(entrance, (client) => ({ ...client.proof('', key), name: undefined, ...said }));
        expect(answer, JSON.stringify(said)).toBe(REFUSED);
      }
    }
    await using admin = await openRegistry(broker);
    expect(await admin.registry.handlesOf([key.id])).toEqual([]);
    expect(await admin.registry.claimOf('undefined')).toBeUndefined();
  });
});

describe('who says their handle as the user', () => {
  test('is in as that user, whatever the name of the connection is', async () => {
    await using broker = await startBroker();
    await using admin = await openRegistry(broker);
    const key = somebody();
    for (const entrance of entrances(broker)) {
      using client = await RawClient.dial(entrance);
      client.connect({ ...client.proof('my bot 1.0', key), user: 'ada' });
      expect(await client.flush()).toBe(true);
      client.publish('chat.room.Go.ada', { payload: 'as ada' });
      client.publish('chat.room.Go.bob', { payload: 'as bob' });
      await client.until('the refusal', () => client.errors.length > 0);
      expect(client.errors).toEqual(['Permissions Violation for Publish to "chat.room.Go.bob"']);
    }
    expect(await admin.registry.handlesOf([key.id])).toEqual(['ada']);
  });

  test('is refused if it is somebody else’s, also under a name that is their own', async () => {
    await using broker = await startBroker();
    const [ada, bob] = [somebody(), somebody()];
    for (const entrance of entrances(broker)) {
      expect(await login(entrance, 'ada', ada)).toBe('in');
      expect(await login(entrance, 'bob', bob)).toBe('in');
      expect(await attempt(entrance, (client) => ({ ...client.proof('bob', bob), user: 'ada' }))).toBe(REFUSED);
      expect(await attempt(entrance, (client) => ({ ...client.proof('ada', bob), user: 'bob' }))).toBe('in');
    }
  });
});

test('to ask whether a handle is free takes it from nobody, and gives it to nobody', async () => {
  await using broker = await startBroker();
  const [asker, other] = [somebody(), somebody()];
  const [web] = entrances(broker);
  if (web === undefined) throw new Error('There is no way in.');
  for (let round = 0; round < 3; round += 1) expect(await reasonOf(broker.door, 'ada', asker)).toBeUndefined();
  expect(await login(web, 'ada', other)).toBe('in');
  expect(await reasonOf(broker.door, 'ada', asker)).toBe('taken');
  expect(await reasonOf(broker.door, 'ada', other)).toBeUndefined();
  // A key is public: whoever knows it may ask, and is still not in with it.
  const forger = await attempt(web, (client) => ({ ...client.proof('ada', asker), nkey: other.id }));
  expect(forger).toBe(REFUSED);
});

test('what I write is mine alone: the server gives the room to my handle and to nobody else’s', async () => {
  await using broker = await startBroker();
  using ada = await TestTab.open(broker.webSocket, 'ada');
  using bob = await TestTab.open(broker.webSocket, 'bob');
  await Promise.all([ada.enter('Go'), bob.enter('Go')]);
  ada.say('Go', 'from ada');
  bob.say('Go', 'from bob');
  await until('both messages', () => ada.texts('Go').length === 2 && bob.texts('Go').length === 2);
  const authors = ada.room('Go').messages.map(({ handle, content }) => ['text' in content && content.text, handle]);
  expect(new Map(authors.map(([text, handle]) => [text, handle]))).toEqual(
    new Map([
      ['from ada', 'ada'],
      ['from bob', 'bob'],
    ]),
  );
});
