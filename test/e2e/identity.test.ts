// Who one is: a handle of one's own, on every device, until one leaves.
import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { Access } from '../../launcher/admin/access.ts';
import { ban } from '../../launcher/admin/ban.ts';
import { release } from '../../launcher/admin/release.ts';
import { ensureKeys } from '../../launcher/keys.ts';
import { Tab } from '../support/people.ts';
import { isConnected } from '../support/reading.ts';
import { setStage } from '../support/stage.ts';

const stage = setStage();

const handleOf = ({ page }: Tab): ReturnType<Page['getByRole']> => page.getByRole('textbox', { name: 'Handle' });
const nameOf = ({ page }: Tab): ReturnType<Page['getByRole']> =>
  page.getByRole('textbox', { name: 'Name', exact: true });
const start = ({ page }: Tab): Promise<void> => page.getByRole('button', { name: 'Start chatting' }).click();

/** Opens the page for the first time in a browser, and enters as `name`: with the connection the handle is theirs. */
async function enter(name: string, path = '/'): Promise<Tab> {
  const tab = await stage.open(path);
  await nameOf(tab).fill(name);
  await start(tab);
  await tab.composer.waitFor();
  await isConnected(tab);
  return tab;
}

/** A further tab of the same browser. */
async function beside(tab: Tab, path = '/'): Promise<Tab> {
  const other = new Tab(await tab.page.context().newPage());
  await other.page.goto(`${stage.natter().page}${path}`);
  return other;
}

/** Opens who one is. */
async function openProfile({ page }: Tab): Promise<void> {
  await page.getByTitle('Change who you are').click();
  await page.getByRole('dialog').waitFor();
}

/** The address that brings the person of `tab` to another device. */
async function exportKey(tab: Tab, passphrase: string): Promise<string> {
  await openProfile(tab);
  await tab.page.getByRole('button', { name: 'Move to another device' }).click();
  await tab.page.getByLabel('Passphrase').fill(passphrase);
  await tab.page.getByRole('button', { name: 'Show the code' }).click();
  const output = tab.page.getByRole('status', { name: 'Address for the other device' });
  await output.waitFor();
  const address = (await output.textContent()) ?? '';
  await tab.page.keyboard.press('Escape');
  await tab.page.getByRole('dialog').waitFor({ state: 'detached' });
  return address.trim();
}

/** Opens the passphrase of a key that the address brought. */
async function unseal({ page }: Tab, passphrase: string): Promise<void> {
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Go on as on the other device' }).click();
}

/** All that the browser of `tab` keeps. */
function kept({ page }: Tab): Promise<readonly string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('natter');
        opening.addEventListener('error', () => reject(opening.error ?? new Error('no database')));
        opening.addEventListener('success', () => {
          const asking = opening.result.transaction('settings').objectStore('settings').getAllKeys();
          asking.addEventListener('success', () => {
            opening.result.close();
            resolve(asking.result.map(String));
          });
        });
      }),
  );
}

async function access(): Promise<Access> {
  const { ports } = await stage.natter().broker();
  return { port: ports.nats, keys: await ensureKeys(stage.natter().data), loginMs: 0 };
}

test('a handle is whose browser took it first: the next one hears so while typing, and takes a free one', async () => {
  const ada = await enter('Ada Lovelace', '/#/room/Two');
  await ada.say('the first of her name');
  const other = await stage.open('/#/room/Two');
  await handleOf(other).fill('ada-lovelace');
  await other.page.getByText('@ada-lovelace belongs to somebody else.').waitFor();
  await start(other); // in vain
  await other.page.getByText('@ada-lovelace belongs to somebody else.').waitFor();
  expect(await other.composer.count()).toBe(0);
  await other.page.getByRole('button', { name: '@ada-lovelace-2', exact: true }).click();
  expect(await handleOf(other).inputValue()).toBe('ada-lovelace-2');
  await other.page.getByText('belongs to somebody else').waitFor({ state: 'detached' });
  await start(other);
  await other.say('the second');
  await ada.sees('the second');
  await ada.row('the second').getByText('@ada-lovelace-2').waitFor();
});

test('a name whose handle is taken is said to be while the name is typed', async () => {
  await enter('Grace Hopper');
  const other = await stage.open('/');
  await nameOf(other).fill('Grace Hopper');
  await other.page.getByText('@grace-hopper belongs to somebody else.').waitFor();
});

test('who one is moves to another device by its address and a passphrase, and both are the same person', async () => {
  const first = await enter('Mary Shelley', '/#/room/Moved');
  await first.say('from the first');
  const address = await exportKey(first, 'it was a dark night');
  expect(address).toMatch(/#\/key\/natter1\.[\w-]+$/);

  const second = await stage.open('/');
  await second.page.goto(address);
  await unseal(second, 'another night');
  await second.page.getByText('The passphrase is another one').waitFor();
  expect(await second.composer.count()).toBe(0);
  await unseal(second, 'it was a dark night');
  await second.composer.waitFor();
  expect(second.page.url()).not.toContain('natter1');
  await second.page.getByRole('button', { name: /@mary-shelley/ }).waitFor();
  await second.enterRoom('Moved');
  await second.sees('from the first');
  await second.say('from the second');
  await first.sees('from the second');
  await first.say('from the first again');
  await second.sees('from the first again');
  for (const tab of [first, second]) {
    const authors = await tab.rows.evaluateAll((rows) => rows.map((row) => row.hasAttribute('own')));
    expect(authors).toEqual([true, true, true]);
  }
  // Both go on after a reload.
  for (const tab of [first, second]) {
    await tab.page.reload();
    await tab.page.getByRole('button', { name: /@mary-shelley/ }).waitFor();
    await tab.page.getByText(/^NATS \d/).waitFor();
  }
});

test('a key can be pasted by somebody who is nobody yet', async () => {
  const first = await enter('Emmy Noether');
  const address = await exportKey(first, 'every symmetry');
  const second = await stage.open('/');
  await second.page.getByRole('button', { name: 'Bring your key' }).click();
  await second.page.getByLabel('Address or text from the other device').fill(address);
  await unseal(second, 'every symmetry');
  await second.page.getByRole('button', { name: /@emmy-noether/ }).waitFor();
});

test('a key that is brought into a browser of somebody else asks before, and can be refused', async () => {
  const first = await enter('Lise Meitner');
  const address = await exportKey(first, 'split in two');
  const second = await enter('Otto Hahn');
  await second.page.goto(address);
  await second.page.getByText('This browser is @otto-hahn so far').waitFor();
  await second.page.getByRole('link', { name: 'Not now' }).click();
  await second.page.getByText('so far').waitFor({ state: 'detached' });
  await second.page.reload();
  await second.page.getByRole('button', { name: /@otto-hahn/ }).waitFor();

  const open = await beside(second);
  await open.composer.waitFor();
  await second.page.goto(address);
  await unseal(second, 'split in two');
  await second.page.getByRole('button', { name: /@lise-meitner/ }).waitFor();
  await open.page.getByRole('button', { name: /@lise-meitner/ }).waitFor(); // the other tab of that browser too
  expect(open.complaints).toEqual([]);
});

test('how one is shown changes on all devices when it is changed on one, and stays so', async () => {
  const first = await enter('Rosa Franklin', '/#/room/Shown');
  const second = await stage.open('/');
  await second.page.goto(await exportKey(first, 'a helix, twice'));
  await unseal(second, 'a helix, twice');
  await second.page
    .getByRole('navigation')
    .getByRole('button', { name: /Rosa Franklin/ })
    .waitFor();

  await openProfile(first);
  await nameOf(first).fill('Rosalind');
  await first.page.getByText('Another avatar').click();
  await first.page.getByRole('radio', { name: 'Owl' }).check({ force: true });
  await first.page.getByRole('button', { name: 'Save' }).click();
  await first.page.getByRole('dialog').waitFor({ state: 'detached' });
  await second.page
    .getByRole('navigation')
    .getByRole('button', { name: /Rosalind/ })
    .waitFor();
  await second.enterRoom('Shown');
  await second.say('by another name');
  await first.row('by another name').getByText('Rosalind').waitFor();
  await first.row('by another name').getByText('🦉').waitFor();

  await second.page.reload();
  await second.page
    .getByRole('navigation')
    .getByRole('button', { name: /Rosalind/ })
    .waitFor();
  const late = await stage.open('/');
  await late.page.goto(await exportKey(second, 'a helix, thrice'));
  await unseal(late, 'a helix, thrice');
  await late.page
    .getByRole('navigation')
    .getByRole('button', { name: /Rosalind/ })
    .waitFor();
});

test('who leaves is forgotten: nothing is kept, every open tab is at the door, and the handle stays taken', async () => {
  const tab = await enter('Ghost Writer', '/#/room/Ghosts');
  await tab.say('boo');
  const open = await beside(tab, '/#/room/Ghosts');
  await open.sees('boo');
  expect(await kept(tab)).toContain('seed');
  await openProfile(tab);
  await tab.page.getByRole('button', { name: 'Leave …' }).click();
  await tab.page.getByRole('button', { name: 'Forget my key' }).click();
  for (const each of [tab, open]) {
    await each.page.getByRole('button', { name: 'Start chatting' }).waitFor();
    await each.page.getByText('How about this name?').waitFor();
    expect(await nameOf(each).inputValue()).not.toBe('Ghost Writer');
  }
  expect(open.complaints).toEqual([]);
  // A new key, of nobody yet; and the installation's configuration, which is nobody's.
  expect((await kept(tab)).filter((key) => key !== 'seed' && key !== 'config')).toEqual([]);
  await nameOf(tab).fill('Ghost Writer');
  await tab.page.getByText('@ghost-writer belongs to somebody else.').waitFor();
});

test('who leaves sees no door until the page is another, for what they began there would be lost', async () => {
  const tab = await enter('Hasty Leaver');
  await tab.page.evaluate(() => {
    const app = document.querySelector('chat-app')?.shadowRoot;
    if (!app) throw new Error('There is no page yet.');
    const note = (): void => {
      if (app.querySelector('welcome-card') !== null) sessionStorage.setItem('door of the old page', 'seen');
    };
    new MutationObserver(note).observe(app, { childList: true });
  });
  await openProfile(tab);
  await tab.page.getByRole('button', { name: 'Leave …' }).click();
  await tab.page.getByRole('button', { name: 'Forget my key' }).click();
  await tab.page.getByRole('button', { name: 'Start chatting' }).waitFor();
  expect(await tab.page.evaluate(() => Object.keys(sessionStorage))).not.toContain('door of the old page');
});

test('a handle that was taken back: the open page says so at once, and another one can be chosen', async () => {
  const tab = await enter('Squat Ter', '/#/room/Released');
  await enter('Rightful Owner');
  await release(await access(), 'squat-ter', () => {});
  await tab.page.getByText('@squat-ter was taken from you').waitFor();
  expect(await handleOf(tab).inputValue()).toBe('squat-ter');
  // Also to somebody who comes back later.
  await tab.page.reload();
  await tab.page.getByText('@squat-ter was taken from you').waitFor();
  // One that somebody else has is refused there as anywhere, while typing and on the button.
  await handleOf(tab).fill('rightful-owner');
  await tab.page.getByText('@rightful-owner belongs to somebody else.').waitFor();
  await start(tab);
  await tab.page.getByText('@rightful-owner belongs to somebody else.').waitFor();
  await handleOf(tab).fill('humble-person');
  await start(tab);
  await tab.say('sorry');
  await tab.row('sorry').waitFor();
});

test('somebody who is banned hears it on the open page, and whenever they come back', async () => {
  const tab = await enter('Mal Lory', '/#/room/Banned');
  await tab.say('spam');
  await ban(await access(), 'mal-lory', () => {});
  await tab.page.getByText('@mal-lory is banned from this chat.').waitFor();
  await tab.page.reload();
  await tab.page.getByText('@mal-lory is banned from this chat.').waitFor();
  await handleOf(tab).fill('nice-person'); // the key is banned too
  await start(tab);
  await tab.page.getByText('@nice-person is banned from this chat.').waitFor();
  expect(await tab.composer.count()).toBe(0);
});

test('a browser that knew me before there were keys gets one, and goes on as who I was', async () => {
  const tab = await stage.open('/?as=Somebody'); // of the same origin, with a database of its own
  await tab.page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('natter', 1);
        opening.addEventListener('upgradeneeded', () => {
          const settings = opening.result.createObjectStore('settings');
          settings.put({ name: 'Old Friend', emoji: '🐢', handle: 'old-friend' }, 'identity');
          settings.put(['Go', 'Attic'], 'rooms');
        });
        opening.addEventListener('error', () => reject(opening.error ?? new Error('no database')));
        opening.addEventListener('success', () => {
          opening.result.close();
          resolve();
        });
      }),
  );
  await tab.page.goto(`${stage.natter().page}/`);
  await tab.page.getByRole('button', { name: /Old Friend @?@old-friend|Old Friend.*@old-friend/ }).waitFor();
  await tab.page.getByRole('link', { name: 'Attic' }).click();
  await tab.page.getByRole('log', { name: 'Messages in Attic' }).waitFor();
  await tab.sayAndStore('still here');
  await tab.row('still here').getByText('Old Friend').waitFor();
  expect(await kept(tab)).toContain('seed');
  const other = await stage.open('/');
  await handleOf(other).fill('old-friend');
  await other.page.getByText('@old-friend belongs to somebody else.').waitFor();
});
