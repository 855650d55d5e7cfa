// An installation with an access code, as people meet it.
import { expect, test } from 'vitest';
import type { Tab } from '../support/people.ts';
import { isConnected, keptIn } from '../support/reading.ts';
import { setStage } from '../support/stage.ts';

const CODE = 'open sesame';
const stage = setStage(['--access-code', CODE]);

const start = ({ page }: Tab): Promise<void> => page.getByRole('button', { name: 'Start chatting' }).click();

test('a newcomer is asked for the code, hears that a wrong one is wrong, and is in with the right one for good', async () => {
  const tab = await stage.open('/#/room/Secret');
  const code = tab.page.getByLabel('Access code');
  await start(tab);
  await tab.page.getByText('This chat needs an access code').waitFor();
  await code.fill('close sesame');
  await start(tab);
  await tab.page.getByText('This chat needs an access code').waitFor();
  expect(await tab.composer.count()).toBe(0);
  await code.fill(CODE);
  await code.press('Enter');
  await tab.say('inside');
  await tab.row('inside').waitFor();
  await expect.poll(() => keptIn(tab, '', 'settings', 'code')).toBe(CODE);
  await tab.page.reload();
  await tab.page.getByText(/^NATS \d/).waitFor();
  expect(await tab.page.getByLabel('Access code').count()).toBe(0);
});

test('who is in can change how they are shown without being asked again', async () => {
  const tab = await stage.open('/#/room/Secret');
  await tab.page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ali Baba');
  await tab.page.getByLabel('Access code').fill(CODE);
  await start(tab);
  await tab.composer.waitFor();
  await tab.page.getByRole('button', { name: /@ali-baba/ }).click();
  await tab.page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ali');
  await tab.page.getByRole('button', { name: 'Save' }).click();
  await tab.page.getByRole('dialog').waitFor({ state: 'detached' });
  await tab.page.getByRole('button', { name: /^Ali\s*@ali-baba/ }).waitFor();
});

test('a handle that is taken is not told to somebody without the code, and is to somebody with it', async () => {
  const ada = await stage.open('/?as=Ada');
  await ada.page.getByLabel('Access code').fill(CODE);
  await start(ada);
  await isConnected(ada); // by which the handle is hers
  const other = await stage.open('/');
  await other.page.getByRole('textbox', { name: 'Handle' }).fill('ada');
  await start(other);
  await other.page.getByText('This chat needs an access code').waitFor();
  expect(await other.page.getByText('belongs to somebody else').count()).toBe(0);
  await other.page.getByLabel('Access code').fill(CODE);
  await start(other);
  await other.page.getByText('@ada belongs to somebody else.').waitFor();
  // The code was right: nothing is said against it whatever handle is thought of next.
  await other.page.getByRole('textbox', { name: 'Handle' }).fill('ada-the-second');
  await other.page.getByText('@ada belongs to somebody else.').waitFor({ state: 'detached' });
  const asked = other.page.waitForResponse('**/login.json');
  await other.page.getByRole('textbox', { name: 'Handle' }).fill('ada');
  await asked;
  await other.page.getByText('@ada belongs to somebody else.').waitFor();
  expect(await other.page.getByText('this one is not right').count()).toBe(0);
});

test('who moves to another device gives the code there, and is the same person', async () => {
  const first = await stage.open('/#/room/Moved');
  await first.page.getByRole('textbox', { name: 'Name', exact: true }).fill('Kassim');
  await first.page.getByLabel('Access code').fill(CODE);
  await start(first);
  await first.say('mine');
  await first.page.getByRole('button', { name: /@kassim/ }).click();
  await first.page.getByRole('button', { name: 'Move to another device' }).click();
  await first.page.getByLabel('Passphrase').fill('forty thieves');
  await first.page.getByRole('button', { name: 'Show the code' }).click();
  const address = await first.page.getByRole('status', { name: 'Address for the other device' }).textContent();
  const second = await stage.open('/');
  await second.page.goto(String(address).trim());
  await second.page.getByLabel('Passphrase').fill('forty thieves');
  await second.page.getByRole('button', { name: 'Go on as on the other device' }).click();
  await second.page.getByLabel('Access code').fill(CODE);
  expect(await second.page.getByRole('textbox', { name: 'Handle' }).inputValue()).toBe('kassim');
  await start(second);
  await second.composer.waitFor();
  await second.page.getByRole('button', { name: /@kassim/ }).waitFor();
});
