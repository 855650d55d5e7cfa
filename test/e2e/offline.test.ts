// Without the launcher and without a network: the page opens, shows what was there last, and takes what one writes.
import { fileURLToPath } from 'node:url';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtFiles } from '../../launcher/site/files.ts';
import { Site } from '../../launcher/site/site.ts';
import { startBroker } from '../support/broker.ts';
import type { TestBroker } from '../support/broker.ts';
import { temporaryFolder } from '../support/launched.ts';
import { startBrowser, Tab } from '../support/people.ts';
import { keptIn, remembers } from '../support/reading.ts';
import { setStage } from '../support/stage.ts';
import { until } from '../support/wait.ts';

const stage = setStage();
const BUILT = fileURLToPath(new URL('../../dist/web', import.meta.url));

/** Waits until the browser keeps the page, and this tab is served by what keeps it. */
async function pageKept({ page }: Tab): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

/** Waits until the browser keeps this of what Ada has half written in a room: a reload before that has what it kept before. */
async function draftKept(ada: Tab, room: string, draft: object | undefined): Promise<void> {
  await expect.poll(() => keptIn(ada, 'Ada', 'drafts', room)).toEqual(draft);
}

/** Another tab in the same browser. */
async function openBeside(tab: Tab, address: string): Promise<Tab> {
  const beside = new Tab(await tab.page.context().newPage());
  await beside.page.goto(address);
  return beside;
}

test('with the launcher stopped the page opens, shows the last messages, and what I write is sent when natter is back', async () => {
  const ada = await stage.open('/?as=Ada#/room/Off');
  const bob = await stage.open('/?as=Bob#/room/Off');
  await ada.sayAndStore('before');
  await bob.sayAndStore('and hello');
  await ada.sees('and hello');
  await pageKept(ada);
  await remembers(ada, 'Ada', 2);
  const address = ada.page.url();
  await stage.natter().stop();

  await ada.page.reload();
  await ada.sees('and hello');
  expect(await ada.texts()).toEqual(['before', 'and hello']);
  await ada.page.getByText('What was said before comes when there is a connection.').waitFor();
  await ada.say('written without anything');
  await ada.row('written without anything').getByText('Waiting for the connection …').waitFor();
  await ada.page.getByText('What you write is kept here').waitFor();

  const beside = await openBeside(ada, address);
  await beside.sees('written without anything');
  await beside.say('and in another tab');
  await ada.sees('and in another tab');
  await ada.page.reload();
  const expected = ['before', 'and hello', 'written without anything', 'and in another tab'];
  await expect.poll(() => ada.texts()).toEqual(expected);

  await stage.relaunch();
  await bob.sees('and in another tab');
  expect(await bob.texts()).toEqual(expected);
  for (const tab of [ada, beside]) {
    const onTheirWay = tab.page.getByText(/Sending …|Waiting for/);
    await until('all to be sent', async () => (await onTheirWay.count()) === 0);
    expect(await tab.texts()).toEqual(expected);
  }
  expect(beside.complaints).toEqual([]);
});

test('what is written in a tab that was closed at once is sent by another tab of mine', async () => {
  const ada = await stage.open('/?as=Ada#/room/Hand');
  const bob = await stage.open('/?as=Bob#/room/Hand');
  await ada.say('from the first');
  await bob.sees('from the first');
  const second = await openBeside(ada, ada.page.url());
  await second.sees('from the first');
  await ada.page.context().setOffline(true);
  await stage.natter().stop();
  for (const text of ['one', 'two', 'three']) await second.say(text);
  await ada.sees('three');
  await second.page.close();
  await ada.say('four');
  await stage.relaunch();
  await ada.page.context().setOffline(false);
  await bob.sees('four');
  const expected = ['from the first', 'one', 'two', 'three', 'four'];
  expect(await bob.texts()).toEqual(expected);
  expect(await ada.texts()).toEqual(expected);
});

test('what is half written is there after a reload, each in its room, and gone once it was sent', async () => {
  const ada = await stage.open('/?as=Ada#/room/Drafts');
  const draft = (): Promise<string> => ada.composer.inputValue();
  await ada.composer.fill('half a thou');
  await ada.enterRoom('Other');
  await ada.page.getByRole('textbox', { name: 'Message to Other' }).fill('something else');
  await draftKept(ada, 'Drafts', { text: 'half a thou' });
  await draftKept(ada, 'Other', { text: 'something else' });
  await ada.page.reload();
  await expect.poll(draft).toBe('something else');
  await ada.page.getByRole('link', { name: 'Drafts' }).click();
  await expect.poll(draft).toBe('half a thou');
  await ada.composer.press('Enter');
  await ada.row('half a thou').locator('time a').waitFor();
  await draftKept(ada, 'Drafts', undefined);
  await ada.page.reload();
  await ada.row('half a thou').waitFor();
  expect(await draft()).toBe('');
});

test('the page can be installed: its manifest is one, and what it names is there', async () => {
  const tab = await stage.open('/?as=Ada');
  await pageKept(tab);
  const devtools = await tab.page.context().newCDPSession(tab.page);
  const { errors, data, url } = await devtools.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const manifest: { start_url: string; scope: string; icons: { src: string; type: string }[] } = JSON.parse(
    data ?? '{}',
  );
  const address = (path: string): string => new URL(path, url).href;
  expect([manifest.start_url, manifest.scope].map(address)).toEqual([
    `${stage.natter().page}/`,
    `${stage.natter().page}/`,
  ]);
  for (const { src, type } of manifest.icons) {
    const response = await fetch(address(src));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
  }
  const response = await fetch(url);
  expect(response.headers.get('content-type')).toBe('application/manifest+json');
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  // In a browser without a window of its own, and in a private one, nothing can be installed; nothing else is in the way.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
});

/** A page on an address of its own that can be taken away and replaced by another version. */
interface Installation {
  readonly address: string;
  readonly replaceBy: (folder: string | undefined) => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

async function install(folder: string): Promise<Installation> {
  let broker: TestBroker | undefined;
  const serve = async (from: string, at: number): Promise<{ readonly site: Site; readonly port: number }> => {
    const site = new Site('test', undefined);
    const port = await site.listen('127.0.0.1', at);
    broker ??= await startBroker({ origins: [`http://127.0.0.1:${port}`] });
    const { webSocket, ports, door } = broker;
    site.open({
      config: { version: 'test', servers: [webSocket], port: ports.ws, accessCode: false },
      files: builtFiles(from, [webSocket], ports.ws),
      healthy: () => Promise.resolve(true),
      login: (question, client) => door.doorkeeper.answer(question, client),
      behindProxy: false,
    });
    return { site, port };
  };
  let serving: Site | undefined;
  const { site, port } = await serve(folder, 0);
  serving = site;
  return {
    address: `http://127.0.0.1:${port}`,
    replaceBy: async (next) => {
      await serving?.close();
      serving = next === undefined ? undefined : (await serve(next, port)).site;
    },
    [Symbol.asyncDispose]: async () => {
      await serving?.close();
      await broker?.[Symbol.asyncDispose]();
    },
  };
}

/** A copy of the built page in `folder`, as a later build would make it: its program is another, and every part has another name. */
async function buildAnew(folder: string, name: string): Promise<string> {
  const copy = join(folder, name);
  await mkdir(copy);
  await cp(BUILT, copy, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) });
  const page = await readFile(join(copy, 'index.html'), 'utf8');
  const program = /assets\/(index-[\w-]+)\.js/.exec(page)?.[1] ?? '';
  const parts = (await readdir(join(copy, 'assets'))).flatMap((file) => /^(.+)\.js$/.exec(file)?.[1] ?? []);
  const renamed = (part: string): string => (part === program ? `index-${name}` : `${part}-${name}`);
  const inParts = parts.map((part) => join('assets', `${part}.js`));
  for (const file of ['index.html', 'sw.js', ...inParts]) {
    let text = await readFile(join(copy, file), 'utf8');
    for (const part of parts) text = text.replaceAll(`${part}.js`, `${renamed(part)}.js`);
    await writeFile(join(copy, file), text.replace(/VERSION = "\w+"/, `VERSION = "${name}"`));
  }
  for (const part of parts) {
    await rename(join(copy, `assets/${part}.js`), join(copy, `assets/${renamed(part)}.js`));
  }
  return copy;
}

/** What happens when the browser looks whether there is a newer page, as it does from time to time and on every visit. */
const lookForUpdate = ({ page }: Tab): Promise<unknown> =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());

test('a new version of the page is said to be there, nothing reloads by itself, and after a reload it is the new one', async () => {
  await using folder = await temporaryFolder();
  await using place = await install(await buildAnew(folder.path, 'one'));
  const browser = await startBrowser();
  try {
    const ada = await Tab.open(browser, `${place.address}/?as=Ada#/room/Go`);
    await ada.say('hello');
    await pageKept(ada);
    await ada.composer.fill('half a thou');
    await ada.page.evaluate(() => Object.assign(window, { sameDocument: true }));
    const notice = ada.page.getByText('A new version of natter is there.');
    await lookForUpdate(ada);
    expect(await notice.count()).toBe(0);

    await place.replaceBy(await buildAnew(folder.path, 'two'));
    await lookForUpdate(ada);
    await notice.waitFor();
    expect(await ada.page.evaluate(() => 'sameDocument' in window)).toBe(true);
    expect(await ada.composer.inputValue()).toBe('half a thou');
    await ada.sayAndStore('still here');
    const program = (): Promise<string | null> => ada.page.locator('script[type=module]').getAttribute('src');
    expect(await program()).toContain('index-one');

    await ada.composer.fill('another half');
    await draftKept(ada, 'Go', { text: 'another half' });
    await ada.page.getByRole('button', { name: 'Reload' }).click();
    await ada.page.waitForFunction(() => !('sameDocument' in window));
    await ada.row('still here').waitFor();
    expect(await program()).toContain('index-two');
    await expect.poll(() => ada.composer.inputValue()).toBe('another half');
    expect(await notice.count()).toBe(0);

    // And without the network it is the new one, too.
    await pageKept(ada);
    await place.replaceBy(undefined);
    await ada.page.reload();
    await ada.sees('still here');
    expect(await program()).toContain('index-two');
    expect(ada.complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('of many versions the browser keeps the last two', async () => {
  await using folder = await temporaryFolder();
  await using place = await install(await buildAnew(folder.path, 'one'));
  const browser = await startBrowser();
  try {
    const ada = await Tab.open(browser, `${place.address}/?as=Ada#/room/Go`);
    await pageKept(ada);
    const kept = (): Promise<string[]> => ada.page.evaluate(() => caches.keys());
    /** Nothing is on its way: a look while there is would find nothing newer. */
    const isSettled = (): Promise<boolean> =>
      ada.page.evaluate(async () => {
        const { installing, waiting, active } = await navigator.serviceWorker.ready;
        return installing === null && waiting === null && active?.state === 'activated';
      });
    for (const name of ['two', 'three', 'four']) {
      await place.replaceBy(await buildAnew(folder.path, name));
      await lookForUpdate(ada);
      await until(`version ${name} to be kept`, async () => (await kept()).includes(`natter ${name}`));
      await until(`version ${name} to be in use`, isSettled);
      expect((await kept()).length).toBe(2);
    }
    expect(await kept()).toEqual(['natter three', 'natter four']);
    await rm(folder.path, { recursive: true, force: true });
  } finally {
    await browser.close();
  }
});
