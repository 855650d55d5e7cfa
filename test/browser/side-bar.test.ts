// <side-bar>: rooms, oneself, the server.
import { html } from 'lit';
import { expect } from 'chai';
import { initialChat } from '../../web/domain/chat.ts';
import { RoomList } from '../../web/ui/room-list.ts';
import type { SideBar } from '../../web/ui/side-bar.ts';
import '../../web/ui/side-bar.ts';
import { UserAvatar } from '../../web/ui/user-avatar.ts';
import { accessibilityProblems, allInside, buttonOf, heard, inside, show, textOf } from './support.ts';

const CHAT = initialChat({ name: 'Zoë', emoji: '🦊', handle: 'zed', hue: 210 }, ['Go', 'Rust'], 'Go', 0);

const open = (chat = CHAT): Promise<SideBar> => show(html`<side-bar .chat=${chat}></side-bar>`);

it('says who one is, in which rooms, and where', async () => {
  const bar = await open();
  expect(textOf(inside(bar, '.me'))).to.equal('Zoë@zed');
  expect(inside(bar, 'user-avatar', UserAvatar).hue).to.equal(210);
  expect(inside(bar, 'room-list', RoomList).rooms.map(({ room }) => room)).to.deep.equal(['Go', 'Rust']);
  expect(textOf(inside(inside(bar, 'nats-badge'), 'span'))).to.equal('NATS – connecting');
});

it('a click on oneself is how one changes who one is', async () => {
  const wanted = heard('profile-wanted');
  inside(await open(), '.me').click();
  expect(wanted).to.have.length(1);
});

it('the gear beside oneself is how one changes how natter looks and behaves', async () => {
  const wanted = heard('preferences-wanted');
  buttonOf(await open(), 'Preferences').click();
  expect(wanted).to.have.length(1);
});

it('says where the browser keeps nothing, and nothing of that where it does', async () => {
  expect(textOf(inside(await open({ ...CHAT, remembers: false }), '.note'))).to.contain('keeps nothing');
  expect(allInside(await open(), '.note')).to.have.length(0);
});

it('everybody can use it', async () => {
  expect(await accessibilityProblems(await open())).to.deep.equal([]);
  expect(await accessibilityProblems(await open({ ...CHAT, remembers: false }))).to.deep.equal([]);
});
