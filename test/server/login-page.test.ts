// POST /login.json: the page asks whether somebody would be let in. One natter for all tests of this file.
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicKeyOf } from '../../web/transport/key-in-javascript.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { ask } from '../support/ask.ts';
import type { Answer } from '../support/ask.ts';
import { shuffled } from '../support/choose.ts';
import { launch, temporaryFolder } from '../support/launched.ts';
import type { Launched, TemporaryFolder } from '../support/launched.ts';
import { random } from '../support/random.ts';
import { TestTab } from '../support/tab.ts';

let folder: TemporaryFolder;
let natter: Launched;

beforeAll(async () => {
  folder = await temporaryFolder();
  natter = await launch(folder.path);
});

afterAll(async () => {
  await natter.stop();
  await folder[Symbol.asyncDispose]();
});

const JSON_TYPE = { 'content-type': 'application/json' };
const KEY = publicKeyOf(newSeed());
const QUESTION = { handle: 'ada', key: KEY, code: '' };

function post(body: string, headers: Readonly<Record<string, string>> = JSON_TYPE, method = 'POST'): Promise<Answer> {
  return ask(natter.page, '/login.json', headers, method, { body });
}

const json = ({ body }: Answer): unknown => JSON.parse(body.toString());

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : error;
}

/** Whether natter still runs and answers sensible questions. */
async function goesOn(): Promise<void> {
  const answer = await post(JSON.stringify(QUESTION));
  expect([answer.status, json(answer)]).toEqual([200, { type: 'welcome' }]);
}

test('a sensible question is answered, and the answer is never kept', async () => {
  const { status, headers, body } = await post(JSON.stringify(QUESTION));
  expect([status, JSON.parse(body.toString())]).toEqual([200, { type: 'welcome' }]);
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' });
});

test('whoever asks about a handle that is taken hears so, with free ones; its owner is welcome', async () => {
  const seed = newSeed();
  using taken = await TestTab.open(natter.webSocket, 'taken', { seed });
  expect(taken.connectionEvents).toEqual(['connected']);
  const theirs = await post(JSON.stringify({ ...QUESTION, handle: 'taken' }));
  expect(json(theirs)).toEqual({ type: 'refused', reason: 'taken', free: ['taken-2', 'taken-7', expect.any(String)] });
  const own = await post(JSON.stringify({ ...QUESTION, handle: 'taken', key: publicKeyOf(seed) }));
  expect(json(own)).toEqual({ type: 'welcome' });
});

test('a question about a handle nobody can have is answered with the reason', async () => {
  for (const [handle, reason] of [
    ['', 'handle'],
    ['Ada', 'handle'],
    ['../ada', 'handle'],
    ['h'.repeat(256), 'handle'],
    ['cli', 'reserved'],
  ]) {
    const answer = await post(JSON.stringify({ ...QUESTION, handle }));
    expect([answer.status, json(answer)]).toEqual([200, { type: 'refused', reason, free: [] }]);
  }
});

test('what natter does not know in a question disturbs nothing', async () => {
  const more = { ...QUESTION, seed: 'x', admin: true, constructor: 1, address: '192.0.2.1', nested: { key: [] } };
  const answer = await post(`{"__proto__":{"code":7},${JSON.stringify(more).slice(1)}`);
  expect([answer.status, json(answer)]).toEqual([200, { type: 'welcome' }]);
});

test('only a POST is a question', async () => {
  for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const { status } = await post(JSON.stringify(QUESTION), JSON_TYPE, method);
    expect([method, status]).toEqual([method, 405]);
  }
  expect((await ask(natter.page, '/login.json', JSON_TYPE, 'HEAD')).status).toBe(405);
});

test('what a form of another site could send is no question', async () => {
  const types = [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    '',
    'application/jsonp',
    'text/plain; application/json',
  ];
  for (const type of types) {
    const { status } = await post(JSON.stringify(QUESTION), { 'content-type': type });
    expect([type, status]).toEqual([type, 405]);
  }
  expect((await post(JSON.stringify(QUESTION), {})).status).toBe(405);
});

test('a client that names its charset asks as well as any', async () => {
  const { status } = await post(JSON.stringify(QUESTION), { 'content-type': 'application/json; charset=utf-8' });
  expect(status).toBe(200);
});

describe('a page of another site', () => {
  const foreign = { origin: 'https://evil.example' };

  test('gets no leave to ask', async () => {
    const { status, headers } = await post(
      '',
      {
        ...foreign,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
      'OPTIONS',
    );
    expect(status).toBe(405);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('could not read an answer if it did', async () => {
    for (const origin of ['https://evil.example', 'null', natter.page]) {
      const { headers } = await post(JSON.stringify(QUESTION), { ...JSON_TYPE, origin });
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

test('a question that is too large is refused, and one that is huge is not even read to its end', async () => {
  const large = (size: number): Promise<Answer> => post(JSON.stringify({ ...QUESTION, code: 'x'.repeat(size) }));
  for (const size of [2049, 4096]) {
    const answer = await large(size);
    expect([size, answer.status, json(answer)]).toEqual([
      size,
      400,
      { error: 'question: expected at most 2048 bytes' },
    ]);
  }
  for (const size of [1_000_000, 5_000_000]) {
    const outcome = await large(size).then(({ status }) => status, errorCode);
    expect([400, 'ECONNRESET', 'EPIPE'], String(size)).toContain(outcome);
  }
  await goesOn();
});

test('what is no JSON, or no question, is refused with the field that is wrong', async () => {
  const wrong: readonly (readonly [body: string, error: string])[] = [
    ['', 'question: expected JSON'],
    ['{', 'question: expected JSON'],
    ['undefined', 'question: expected JSON'],
    ["{'handle':'ada'}", 'question: expected JSON'],
    ['null', 'question: expected an object'],
    ['[]', 'question: expected an object'],
    ['7', 'question: expected an object'],
    ['"ada"', 'question: expected an object'],
    ['{}', 'handle: expected a string'],
    [`{"key":"${KEY}"}`, 'handle: expected a string'],
    ['{"handle":"ada"}', 'key: expected the public nkey of a user'],
    ['{"handle":"ada","key":"UADA"}', 'key: expected the public nkey of a user'],
    [`{"handle":["ada"],"key":"${KEY}"}`, 'handle: expected a string'],
    [`{"handle":"ada","key":"${KEY}","code":null}`, 'code: expected a string'],
  ];
  for (const [body, error] of wrong) {
    const answer = await post(body);
    expect([body, answer.status, json(answer)]).toEqual([body, 400, { error }]);
  }
});

test('a thousand bodies that make no sense do not end natter, and none is welcome', async () => {
  const chance = random();
  const whole = JSON.stringify(QUESTION);
  /** The question cut, shuffled, doubled, or with some bytes changed. */
  const junk = (): string => {
    const letters = Array.from(whole);
    const kind = chance.under(5);
    if (kind === 0) return whole.slice(0, chance.under(whole.length));
    if (kind === 1) return shuffled(letters, chance).join('');
    if (kind === 2) return whole + whole.slice(chance.under(whole.length));
    if (kind === 3)
      return String.fromCodePoint(...Array.from({ length: chance.under(300) }, () => chance.under(0x800)));
    letters[chance.under(10)] = String.fromCodePoint(33 + chance.under(60));
    return letters.join('');
  };
  for (let round = 0; round < 50; round += 1) {
    const bodies = Array.from({ length: 20 }, junk);
    const answers = await Promise.all(bodies.map((body) => post(body)));
    for (const [index, answer] of answers.entries()) {
      const { status } = answer;
      const where = `seed ${chance.seed}: ${bodies[index]}`;
      if (bodies[index] === whole) expect(status, where).toBe(200);
      else expect([status, json(answer)], where).toEqual([400, { error: expect.any(String) }]);
    }
  }
  await goesOn();
  expect(natter.output()).not.toMatch(/error|could not/i);
});

test('a question that breaks off, or never ends, holds nobody up', async () => {
  const { hostname, port } = new URL(natter.page);
  const head = 'POST /login.json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  const open = [
    `${head}Content-Length: 500\r\n\r\n{"handle":`,
    `${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"han\r\n`,
    `${head}Transfer-Encoding: chunked\r\n\r\nnonsense\r\n`,
    `${head}Content-Length: -1\r\n\r\n`,
  ].map((text) => {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    socket.write(text);
    return socket;
  });
  await goesOn();
  for (const socket of open) socket.destroy();
  await goesOn();
});

test('natter says that it cannot tell, while nats-server is away', async () => {
  await using other = await temporaryFolder();
  await using away = await launch(other.path);
  const { pid } = await away.broker();
  process.kill(pid, 'SIGSTOP');
  const answer = await ask(away.page, '/login.json', JSON_TYPE, 'POST', { body: JSON.stringify(QUESTION) });
  process.kill(pid, 'SIGCONT');
  expect([answer.status, json(answer)]).toEqual([503, { error: expect.stringContaining('try again') }]);
});
