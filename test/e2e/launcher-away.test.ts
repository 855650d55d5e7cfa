// The launcher is killed while nats-server lives: who chats chats on, and who comes in waits for the next launcher.
import { expect, test } from 'vitest';
import { launch, samePorts, temporaryFolder } from '../support/launched.ts';
import { startBrowser, Tab } from '../support/people.ts';

test('open pages chat on without the launcher; one that enters waits, and is in when the next launcher is there', async () => {
  await using folder = await temporaryFolder();
  const first = await launch(folder.path);
  const browser = await startBrowser();
  try {
    const ada = await Tab.open(browser, `${first.page}/?as=Ada#/room/Away`);
    const bob = await Tab.open(browser, `${first.page}/?as=Bob#/room/Away`);
    const visitor = await Tab.open(browser, `${first.page}/#/room/Away`);
    await ada.say('before');
    await bob.sees('before');
    await visitor.page.getByRole('button', { name: 'Start chatting' }).waitFor();
    await first.kill();

    await ada.say('is it gone?');
    await bob.sees('is it gone?');
    await bob.say('it is');
    await ada.sees('it is');
    await visitor.page.getByRole('button', { name: 'Start chatting' }).click();
    await visitor.page.getByText('Connecting to NATS …').waitFor();
    await visitor.say('let me in');
    await visitor.row('let me in').getByText('Waiting for the connection …').waitFor();

    await using second = await launch(folder.path, samePorts(first));
    expect(second.output()).toContain('nats-server still runs from an earlier start; taking it over.');
    await ada.sees('let me in');
    await visitor.sees('it is');
    await ada.say('welcome');
    await visitor.sees('welcome');
    const complaints = [ada, bob, visitor].flatMap((tab) => tab.complaints);
    // As long as it starts, the next launcher says just that to whoever asks.
    expect(complaints.filter((text) => !text.includes('status of 503'))).toEqual([]);
  } finally {
    await browser.close();
  }
});
