// What was said before: after a restart, on entering, and by scrolling back.
import { expect, test } from 'vitest';
import type { ChatState } from '../../web/domain/chat.ts';
import { fillRoom } from '../support/fill-room.ts';
import type { Tab } from '../support/people.ts';
import { readRows } from '../support/reading.ts';
import { setStage } from '../support/stage.ts';
import { until } from '../support/wait.ts';

const stage = setStage(['--max-msgs', '0']);

test('history is there after natter was stopped and started again', async () => {
  const before = await stage.open('/?as=Ada#/room/Kept');
  await before.sayAndStore('do not forget me');
  await stage.relaunch();
  const after = await stage.open('/?as=Bob#/room/Kept');
  await after.sees('do not forget me');
});

test('a tab that stays open while natter is restarted goes on chatting', async () => {
  const ada = await stage.open('/?as=Ada#/room/Stay');
  await ada.sayAndStore('one');
  await stage.relaunch();
  const bob = await stage.open('/?as=Bob#/room/Stay');
  await bob.say('two');
  await ada.sees('two');
  expect(await ada.texts()).toEqual(['one', 'two']);
});

test('on entering, the newest messages are there and the view is at the last one', async () => {
  await fillRoom(stage.natter().nats, 'Long', 400);
  const tab = await stage.open('/?as=Ada#/room/Long');
  await tab.row('message 400').waitFor();
  const box = await tab.row('message 400').boundingBox();
  expect(box?.y).toBeLessThan(tab.page.viewportSize()?.height ?? 0);
  expect(await tab.rows.count()).toBeLessThan(200);
});

test('scrolling up loads older pages up to the very first message, each message once and in order', async () => {
  await fillRoom(stage.natter().nats, 'Back', 400);
  const tab = await stage.open('/?as=Ada#/room/Back');
  await tab.row('message 400').waitFor();
  const seen = new Set<string>();
  while (!seen.has('message 1')) {
    const oldest = (await tab.texts())[0] ?? '';
    for (const text of await tab.texts()) seen.add(text);
    if (seen.has('message 1')) break;
    await tab.scrollToOldest();
    await expect.poll(async () => (await tab.texts())[0], { timeout: 5000 }).not.toBe(oldest);
  }
  expect(seen.size).toBe(400);
  const texts = await tab.texts();
  expect(texts).toEqual(texts.map((_, index) => `message ${index + 1}`));
  await tab.page.getByText('The oldest message that is kept here').waitFor();
});

/** Whether `text` is the newest message that the tab has of a room, which need not be the open one. */
function isNewest(tab: Tab, room: string, text: string): Promise<boolean> {
  return tab.page.locator('side-bar').evaluate(
    (bar, wanted) => {
      const { rooms }: ChatState = Reflect.get(bar, 'chat');
      const content = rooms.get(wanted.room)?.messages.at(-1)?.content;
      return content !== undefined && 'text' in content && content.text === wanted.text;
    },
    { room, text },
  );
}

test('of a room one does not look into only the newest messages stay here, and the others come when one scrolls to them', async () => {
  const { nats } = stage.natter();
  await fillRoom(nats, 'Left', 60);
  const tab = await stage.open('/?as=Ada#/room/Left');
  await tab.row('message 60').waitFor();
  const [first] = await readRows(tab);
  await tab.enterRoom('Elsewhere');
  await tab.page.getByText('Nobody has said anything here yet.').waitFor();
  await fillRoom(nats, 'Left', 600);
  await until('the tab to have heard all of it', () => isNewest(tab, 'Left', 'message 600'));
  await tab.enterRoom('Left');
  await tab.row('message 600').waitFor();
  expect((await readRows(tab)).length).toBeLessThan(300);
  await tab.scrollBackTo(first?.sequence ?? 0);
  const texts = (await readRows(tab)).map(({ text }) => text);
  const said = [60, 600].flatMap((count) => Array.from({ length: count }, (_, index) => `message ${index + 1}`));
  expect(texts).toEqual(said.slice(-texts.length));
});

test('what one reads stays where it is while older messages come in above and newer ones below', async () => {
  await fillRoom(stage.natter().nats, 'Still', 300);
  const reader = await stage.open('/?as=Ada#/room/Still');
  await reader.row('message 300').waitFor();
  const writer = await stage.open('/?as=Bob#/room/Still');
  const loaded = await reader.rows.count();
  await reader.scrollToOldest();
  const marker = await reader.firstVisibleText();
  const before = await reader.row(marker).boundingBox();
  for (let count = 1; count <= 5; count += 1) await writer.say(`new ${count}`);
  await reader.page.getByRole('button', { name: '5 new messages' }).waitFor();
  await expect.poll(() => reader.rows.count()).toBeGreaterThan(loaded + 5);
  const after = await reader.row(marker).boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? -1000))).toBeLessThan(2);
  await reader.page.getByRole('button', { name: '5 new messages' }).click();
  await expect
    .poll(async () => (await reader.row('new 5').boundingBox())?.y ?? Infinity)
    .toBeLessThan(reader.page.viewportSize()?.height ?? 0);
});

test('the view follows new messages while it is at the last one', async () => {
  await fillRoom(stage.natter().nats, 'Follow', 60);
  const reader = await stage.open('/?as=Ada#/room/Follow');
  await reader.row('message 60').waitFor();
  const writer = await stage.open('/?as=Bob#/room/Follow');
  await writer.say('the newest');
  await reader.row('the newest').waitFor();
  await expect
    .poll(async () => (await reader.row('the newest').boundingBox())?.y ?? Infinity)
    .toBeLessThan(reader.page.viewportSize()?.height ?? 0);
  expect(await reader.page.getByRole('button', { name: /new message|newest/ }).count()).toBe(0);
});
