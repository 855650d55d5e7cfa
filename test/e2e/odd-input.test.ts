// What other clients may publish: shown sensibly, never dropped silently, never breaking the page.
import { connect } from '@nats-io/transport-node';
import { expect, test } from 'vitest';
import { setStage } from '../support/stage.ts';

const stage = setStage();

const ID = '0123456789abcdefghijA';

/** What is published, under which handle, and what a reader finds in its row. */
const ODD: readonly (readonly [name: string, handle: string, payload: string | Uint8Array, shown: string | RegExp])[] =
  [
    ['plain text', 'tom', 'hello, plain world', 'hello, plain world'],
    ['a number', 'tom', '42', '42'],
    ['an empty payload', 'tim', '', 'An empty message'],
    ['zero-width characters only', 'tam', '\u200B\u200D\u2060', 'A blank message'],
    ['right-to-left text', 'amira', json('B', 'مرحبا بالجميع'), 'مرحبا بالجميع'],
    ['a text that is a number', 'bad', `{"v":1,"type":"message","id":"${ID}C","text":7}`, /text: expected a string/],
    [
      'a user without a name',
      'bad',
      `{"v":1,"type":"message","id":"${ID}D","user":{},"text":"x"}`,
      /user\.name: expected/,
    ],
    ['an unknown type', 'new', '{"v":1,"type":"poll","question":"tea?"}', /cannot show a message of type “poll”/],
    [
      'a newer version',
      'new',
      '{"v":2,"type":"message","text":"x"}',
      /cannot show a message of type “message, version 2”/,
    ],
    [
      'the older example’s format',
      'zoe',
      '{"user":{"name":"Zoe","emoji":"🦉"},"message":"as before","time":"x"}',
      'as before',
    ],
    ['markup', 'eve', json('E', '<script>alert(1)</script>'), '<script>alert(1)</script>'],
    ['bytes that are no text', 'raw', new Uint8Array([0xff, 0xfe, 0x41]), /A$/],
  ];

function json(last: string, text: string): string {
  return JSON.stringify({ v: 1, type: 'message', id: `${ID}${last}`, user: { name: 'Somebody', emoji: '🐢' }, text });
}

test('odd payloads are all there, each with a row that makes sense of it', async () => {
  const connection = await connect({ servers: stage.natter().nats });
  const tab = await stage.open('/?as=Ada#/room/Odd');
  await tab.page.getByText('Nobody has said anything here yet.').waitFor();
  for (const [, handle, payload] of ODD) connection.publish(`chat.room.Odd.${handle}`, payload);
  await connection.flush();
  await tab.rows.nth(ODD.length - 1).waitFor();
  for (const [index, [name, , , shown]] of ODD.entries()) {
    expect(await tab.rows.nth(index).getByText(shown).count(), name).toBeGreaterThan(0);
  }
  await tab.page.reload();
  await tab.rows.nth(ODD.length - 1).waitFor();
  expect(await tab.rows.count()).toBe(ODD.length);
  await connection.close();
});

test('a text of a thousand lines and one of 16 KiB are folded, and unfold on demand', async () => {
  const connection = await connect({ servers: stage.natter().nats });
  const lines = Array.from({ length: 1000 }, (_, index) => `line ${index + 1}`).join('\n');
  connection.publish('chat.room.Folded.tom', lines);
  connection.publish('chat.room.Folded.tim', 'x'.repeat(16 * 1024));
  await connection.flush();
  const tab = await stage.open('/?as=Ada#/room/Folded');
  const row = tab.rows.first();
  const height = async (): Promise<number> => (await row.boundingBox())?.height ?? 0;
  await row.waitFor();
  expect(await height()).toBeLessThan(400);
  await row.getByRole('button', { name: 'Show all 1,000 lines' }).click();
  await expect.poll(height).toBeGreaterThan(10_000);
  await row.getByRole('button', { name: 'Show less' }).click();
  await expect.poll(height).toBeLessThan(400);
  const wide = await tab.rows.nth(1).boundingBox();
  expect(wide?.width).toBeLessThan(tab.page.viewportSize()?.width ?? 0);
  await connection.close();
});

test('a message from the command line is shown as coming from there', async () => {
  const connection = await connect({ servers: stage.natter().nats });
  const tab = await stage.open('/?as=Ada#/room/Terminal');
  connection.publish('chat.room.Terminal', 'typed in a terminal');
  await tab.row('typed in a terminal').getByText('command line').waitFor();
  await connection.close();
});
