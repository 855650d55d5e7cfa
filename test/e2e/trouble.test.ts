// When nats-server is away or refuses: nothing written is lost, and the page says how things stand.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { expect, test } from 'vitest';
import { Tab } from '../support/people.ts';
import { setStage } from '../support/stage.ts';
import { until } from '../support/wait.ts';

const stage = setStage();

/** The pid of the nats-server that the launcher runs now. */
async function brokerPid(): Promise<number> {
  const record: unknown = JSON.parse(await readFile(join(stage.natter().data, 'nats-server.json'), 'utf8'));
  if (typeof record === 'object' && record !== null && 'pid' in record && typeof record.pid === 'number')
    return record.pid;
  throw new Error('the record of nats-server has no pid');
}

test('what is written while nats-server is dead is sent when it is back, once and in order', async () => {
  const ada = await stage.open('/?as=Ada#/room/Dead');
  const bob = await stage.open('/?as=Bob#/room/Dead');
  await ada.say('before');
  await bob.sees('before');
  const pid = await brokerPid();
  process.kill(pid, 'SIGSTOP'); // it stays there, and answers nothing
  for (const text of ['first', 'second', 'third']) await ada.say(text);
  await ada.sees('third');
  process.kill(pid, 'SIGKILL');
  await bob.sees('third');
  await until('every message to be stored', async () => (await ada.page.getByText(/Sending|Waiting/).count()) === 0);
  expect(await bob.texts()).toEqual(['before', 'first', 'second', 'third']);
  expect(await ada.texts()).toEqual(['before', 'first', 'second', 'third']);
});

test('the page says that there is no connection, and stops saying so when there is one', async () => {
  const ada = await stage.open('/?as=Ada#/room/Away');
  await ada.page.getByText(/^NATS \d/).waitFor();
  await ada.page.context().setOffline(true);
  const pid = await brokerPid();
  process.kill(pid, 'SIGKILL');
  // Chromium may keep the end of a socket to itself while it is offline; the tab asks when somebody looks at it.
  await ada.page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await ada.page.getByText(/No connection since/).waitFor();
  await ada.say('into the void');
  await ada.row('into the void').getByText('Waiting for the connection …').waitFor();
  await ada.page.context().setOffline(false);
  await ada.page.getByText(/No connection since/).waitFor({ state: 'detached' });
  await ada.row('into the void').getByText('Waiting').waitFor({ state: 'detached' });
});

/** While `during` runs, the stream refuses every message, as a full one would. */
async function whileStreamRefuses(during: () => Promise<void>): Promise<void> {
  const connection = await connect({ servers: stage.natter().nats });
  const manager = await jetstreamManager(connection);
  const { config } = await manager.streams.info('CHAT');
  await manager.streams.update('CHAT', { ...config, max_msg_size: 1 });
  await during();
  await manager.streams.update('CHAT', config);
  await connection.close();
}

test('a message the server cannot store says so and can be sent again', async () => {
  const ada = await stage.open('/?as=Ada#/room/Refused');
  await ada.sayAndStore('all well');
  await whileStreamRefuses(async () => {
    await ada.say('hold on to this');
    await ada.page.getByRole('alert').getByText('Not sent. The server could not store it').waitFor();
  });
  await ada.page.getByRole('button', { name: 'Send again' }).click();
  const bob = await stage.open('/?as=Bob#/room/Refused');
  await bob.sees('hold on to this');
  await ada.page.getByRole('alert').waitFor({ state: 'detached' });
  expect(await ada.texts()).toEqual(['all well', 'hold on to this']);
});

test('a failed message can be discarded', async () => {
  const ada = await stage.open('/?as=Ada#/room/Discard');
  await whileStreamRefuses(async () => {
    await ada.say('never mind');
    await ada.page.getByRole('button', { name: 'Discard', exact: true }).click();
    await ada.row('never mind').waitFor({ state: 'detached' });
  });
});

/** Whether this browser keeps everything that waits as refused for good; what is not known as that, the next visit sends. */
function keptAsNotSent({ page }: Tab, as: string): Promise<boolean> {
  return page.evaluate(async (name) => {
    const opening = indexedDB.open(name);
    await new Promise((resolve) => opening.addEventListener('success', resolve));
    const reading = opening.result.transaction('outbox').objectStore('outbox').getAll();
    await new Promise((resolve) => reading.addEventListener('success', resolve));
    opening.result.close();
    return reading.result.length > 0 && reading.result.every(({ failed }) => typeof failed === 'string');
  }, `natter as ${as}`);
}

test('a tab with something that was not sent can be closed without a question, for it is kept; the next visit has it', async () => {
  const ada = await stage.open('/?as=Ada#/room/Closing');
  await ada.sayAndStore('all well');
  await whileStreamRefuses(async () => {
    await ada.say('not sent yet');
    await ada.page.getByRole('alert').waitFor();
    await until('it to be kept as not sent', () => keptAsNotSent(ada, 'Ada'));
    const closed = ada.page.waitForEvent('close');
    await ada.page.close({ runBeforeUnload: true });
    await closed;
  });
  const again = new Tab(await ada.page.context().newPage());
  await again.page.goto(`${stage.natter().page}/?as=Ada#/room/Closing`);
  await again.page.getByRole('alert').getByText('Not sent. The server could not store it').waitFor();
  await again.page.getByRole('button', { name: 'Send again' }).click();
  await again.page.getByRole('alert').waitFor({ state: 'detached' });
  expect(await again.texts()).toEqual(['all well', 'not sent yet']);
  expect(again.complaints).toEqual([]);
});

test('where the browser keeps nothing, it asks before it closes a tab with something that was not sent', async () => {
  const ada = await stage.open('/?as=Ada#/room/Asking');
  await ada.composer.waitFor();
  await ada.page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('not here', 'SecurityError');
    };
  });
  await ada.page.goto(`${stage.natter().page}/?as=Grace#/room/Asking`);
  await ada.sayAndStore('all well');
  await whileStreamRefuses(async () => {
    await ada.say('not sent yet');
    await ada.page.getByRole('alert').waitFor();
    const asked = ada.page.waitForEvent('dialog');
    await ada.page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
  });
  await ada.page.getByRole('button', { name: 'Send again' }).click();
  await ada.page.getByRole('alert').waitFor({ state: 'detached' });
});

test('a page whose launcher is gone, and that was never here before, says what to do', async () => {
  const tab = await stage.open('/?as=Ada');
  await tab.composer.waitFor();
  await tab.page.route('**/config.json', (route) => route.abort());
  await tab.page.goto(`${stage.natter().page}/?as=Zed`);
  await tab.page.getByRole('alert').getByText('npm run launch').waitFor();
  await tab.page.unroute('**/config.json');
  await tab.page.getByRole('button', { name: 'Try again' }).click();
  await tab.composer.waitFor();
});
