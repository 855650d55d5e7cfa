// The launcher is killed while nats-server lives: who chats chats on, and who comes in waits for the next launcher.
import { expect, test } from 'vitest';
import { launch, samePorts, temporaryFolder } from '../support/launched.ts';
import { startBrowser, Tab } from '../support/people.ts';
import { until } from '../support/wait.ts';

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
    // The rest of the page comes once the door is drawn, and from the launcher.
    await visitor.page.waitForFunction(() => customElements.get('chat-view') !== undefined);
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

test('a browser without Ed25519 fetches what signs in its place; when that fails it tries again, and one is in', async () => {
  await using folder = await temporaryFolder();
  await using natter = await launch(folder.path);
  const browser = await startBrowser();
  try {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    await context.addInitScript(() => Reflect.deleteProperty(Crypto.prototype, 'subtle'));
    const tab = new Tab(await context.newPage());
    const isSigner = (url: URL): boolean => url.pathname.includes('key-in-javascript');
    let failures = 0;
    await context.route(isSigner, (route) => {
      failures += 1;
      return route.abort();
    });
    await tab.page.goto(`${natter.page}/#/room/Away`);
    await tab.page.getByRole('button', { name: 'Start chatting' }).click();
    await tab.page.getByText('Connecting to NATS …').waitFor();
    await tab.say('let me in');
    await until('it to be tried again', () => failures > 2);
    await context.unroute(isSigner);
    await tab.row('let me in').locator('time a').waitFor();
    expect(tab.complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});
