// <room-list>: the rooms one is in, and what can be done about each.
import { html } from 'lit';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { emptyRoom } from '../../web/domain/room.ts';
import type { AllRoomSettings, RoomSettings } from '../../web/domain/room-settings.ts';
import type { Unread } from '../../web/domain/unread.ts';
import type { RoomList } from '../../web/ui/room-list.ts';
import { RoomMenu } from '../../web/ui/room-menu.ts';
import '../../web/ui/room-list.ts';
import { accessibilityProblems, allInside, buttonOf, heard, inside, show, textOf, until } from './support.ts';

const LOVED = { favourite: true, muted: false, level: 'all' } as const;
const MUTED = { favourite: false, muted: true, level: 'all' } as const;

const open = (
  names: readonly string[],
  unread: readonly (readonly [room: string, ...calls: boolean[]])[] = [],
  settings: AllRoomSettings = new Map(),
): Promise<RoomList> => {
  const rooms = names.map((room) => emptyRoom(room));
  const counts = new Map(unread.map(([room, ...calls]) => [room, unreadOf(calls)]));
  return show(html`<room-list .rooms=${rooms} .settings=${settings} .unread=${counts} current="Go"></room-list>`);
};
/** As many messages as there are words on whether each of them calls the reader. */
function unreadOf(calls: readonly boolean[]): Unread {
  const messages = calls.map((each, index) => [`bob/${index}`, { sequence: index + 1, calls: each }] as const);
  return { mark: 0, messages: new Map(messages), more: false };
}

const entries = (list: RoomList): readonly string[] => allInside(list, 'a').map(textOf);

async function openMenu(list: RoomList, room: string): Promise<RoomMenu> {
  buttonOf(list, `More about ${room}`).click();
  await until('the menu to be there', () => allInside(list, 'room-menu').length > 0);
  const menu = inside(list, 'room-menu', RoomMenu);
  await menu.updateComplete;
  return menu;
}

/** Closed menus go with the next turn. */
const closed = (list: RoomList): Promise<void> =>
  until('the menu to be gone', () => allInside(list, 'room-menu').length === 0);

describe('the list', () => {
  it('leads to every room, and says in which one one is', async () => {
    const list = await open(['Go', 'constructor']);
    const links = allInside(list, 'a', HTMLAnchorElement);
    expect(links.map((link) => link.getAttribute('href'))).to.deep.equal(['#/room/Go', '#/room/constructor']);
    expect(links.map((link) => link.getAttribute('aria-current'))).to.deep.equal(['page', 'false']);
  });

  it('says how much is unread in which room, and how much of it is to me', async () => {
    const list = await open(
      ['Go', 'Rust', 'Zig'],
      [
        ['Rust', false],
        ['Zig', true, false, true],
      ],
    );
    expect(entries(list)).to.deep.equal(['#Go', '#Rust 1 , 1 unread', '#Zig @2 3 , 3 unread, 2 of them to you']);
  });

  it('counts no further than anybody would', async () => {
    const list = await open(['Go'], [['Go', ...Array.from({ length: 100 }, () => false)]]);
    expect(entries(list)).to.deep.equal(['#Go 99+ , 99+ unread']);
  });

  it('has favourites in a section of their own, first', async () => {
    const list = await open(['Go', 'Rust', 'Zig'], [], new Map([['Zig', LOVED]]));
    expect(allInside(list, 'h2').map(textOf)).to.deep.equal(['Favourites', 'Rooms']);
    expect(entries(list)).to.deep.equal(['#Zig', '#Go', '#Rust']);
  });

  it('keeps a muted room quiet, whoever writes there', async () => {
    const list = await open(['Go', 'Rust'], [['Rust', false]], new Map([['Rust', MUTED]]));
    expect(entries(list)).to.deep.equal(['#Go', '#Rust , muted']);
    expect(allInside(list, '.count')).to.have.length(0);
  });

  it('leads to the directory of all rooms', async () => {
    const wanted = heard('overlay-wanted');
    buttonOf(await open(['Go']), 'Browse rooms').click();
    expect(wanted.map(({ overlay }) => overlay)).to.deep.equal(['directory']);
  });

  it('lets a room be moved with Alt and an arrow, and the cursor stays on it', async () => {
    const list = await open(['Go', 'Rust', 'Zig']);
    const arranged = heard('rooms-arranged');
    allInside(list, 'a')[2]?.focus();
    await sendKeys({ down: 'Alt' });
    await sendKeys({ press: 'ArrowUp' });
    await sendKeys({ up: 'Alt' });
    expect(arranged.map(({ names }) => names)).to.deep.equal([['Go', 'Zig', 'Rust']]);
    list.rooms = ['Go', 'Zig', 'Rust'].map(emptyRoom);
    await list.updateComplete;
    expect(textOf(list.shadowRoot?.activeElement ?? document.body)).to.equal('#Zig');
  });
});

describe('the menu of a room', () => {
  it('has everything one can do about it', async () => {
    const menu = await openMenu(await open(['Go', 'Rust', 'Zig']), 'Rust');
    expect(allInside(menu, 'button').map(textOf)).to.deep.equal([
      'Favourite',
      'Mute',
      'Every message',
      'Mentions only',
      'Nothing',
      'Move up',
      'Move down',
      'Mark as read',
      'Leave Rust',
    ]);
    expect(allInside(menu, '[aria-checked="true"]').map(textOf)).to.deep.equal(['Every message']);
  });

  it('does not let one leave the last room, nor move it', async () => {
    const menu = await openMenu(await open(['Go']), 'Go');
    expect(allInside(menu, 'button').map(textOf)).to.not.include.members(['Leave Go', 'Move up', 'Move down']);
  });

  const choices = [
    ['Favourite', { ...LOVED }],
    ['Mute', { ...MUTED }],
    ['Mentions only', { favourite: false, muted: false, level: 'mentions' }],
  ] as const;
  for (const [choice, settings] of choices) {
    it(`by “${choice}” changes how one wants the room, and is gone`, async () => {
      const changed = heard('room-settings-changed');
      const list = await open(['Go', 'Rust']);
      buttonOf(await openMenu(list, 'Rust'), choice).click();
      await closed(list);
      expect(changed.map((event) => [event.room, event.settings])).to.deep.equal([['Rust', settings]]);
    });
  }

  it('takes a choice back', async () => {
    const changed = heard('room-settings-changed');
    const menu = await openMenu(await open(['Go'], [], new Map([['Go', MUTED]])), 'Go');
    expect(allInside(menu, '[role="menuitemcheckbox"][aria-checked="true"]').map(textOf)).to.deep.equal(['Mute']);
    buttonOf(menu, 'Mute').click();
    expect(changed.map(({ settings }) => settings.muted)).to.deep.equal([false]);
  });

  it('moves the room, counts it as read and leaves it', async () => {
    const list = await open(['Go', 'Rust']);
    const [arranged, read, left] = [heard('rooms-arranged'), heard('room-read'), heard('room-left')];
    for (const choice of ['Move up', 'Mark as read', 'Leave Rust']) {
      buttonOf(await openMenu(list, 'Rust'), choice).click();
      await closed(list);
    }
    expect(arranged.map(({ names }) => names)).to.deep.equal([['Rust', 'Go']]);
    expect([...read, ...left].map(({ room }) => room)).to.deep.equal(['Rust', 'Rust']);
  });

  it('can be used with the keyboard alone; Escape leads back to where one was', async () => {
    const list = await open(['Go', 'Rust']);
    const read = heard('room-read');
    buttonOf(list, 'More about Rust').focus();
    await sendKeys({ press: 'Enter' });
    await until('it to have the cursor', () => list.shadowRoot?.activeElement?.localName === 'room-menu');
    await sendKeys({ press: 'ArrowUp' });
    await sendKeys({ press: 'ArrowUp' });
    await sendKeys({ press: 'Enter' });
    await closed(list);
    expect(read.map(({ room }) => room)).to.deep.equal(['Rust']);
    await sendKeys({ press: 'Enter' });
    await until('the menu to be there again', () => list.shadowRoot?.activeElement?.localName === 'room-menu');
    await sendKeys({ press: 'Escape' });
    await closed(list);
    expect(list.shadowRoot?.activeElement?.getAttribute('aria-label')).to.equal('More about Rust');
  });

  it('is wholly in the window, also of the last of many rooms', async () => {
    const list = await open(Array.from({ length: 100 }, (_, index) => `Room${index}`));
    buttonOf(list, 'More about Room99').scrollIntoView();
    const menu = await openMenu(list, 'Room99');
    const { top, bottom } = inside(menu, '[role="menu"]').getBoundingClientRect();
    expect(top).to.be.at.least(0);
    expect(bottom).to.be.at.most(innerHeight);
  });
});

it('everybody can use the list and its menu', async () => {
  const settings: AllRoomSettings = new Map<string, RoomSettings>([
    ['Python', LOVED],
    ['Zig', MUTED],
  ]);
  const list = await open(['Go', 'Rust', 'Python', 'Zig'], [['Rust', true]], settings);
  expect(await accessibilityProblems(list)).to.deep.equal([]);
  await openMenu(list, 'Rust');
  expect(await accessibilityProblems(list)).to.deep.equal([]);
});
