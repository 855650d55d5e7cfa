// <side-bar>: rooms, oneself, the server.
import { html } from 'lit';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { initialChat } from '../../web/domain/chat.ts';
import { IdentityForm } from '../../web/ui/identity-form.ts';
import { RoomList } from '../../web/ui/room-list.ts';
import type { SideBar } from '../../web/ui/side-bar.ts';
import '../../web/ui/side-bar.ts';
import { accessibilityProblems, buttonOf, enter, heard, inside, show, textOf } from './support.ts';

const CHAT = initialChat({ name: 'Zoë', emoji: '🦊', handle: 'zed' }, ['Go', 'Rust'], 'Go', 0);

const open = (): Promise<SideBar> => show(html`<side-bar .chat=${CHAT}></side-bar>`);
const dialogOf = (bar: SideBar): HTMLDialogElement => inside(bar, 'dialog', HTMLDialogElement);

async function openDialog(): Promise<SideBar> {
  const bar = await open();
  inside(bar, '.me').click();
  await bar.updateComplete;
  return bar;
}

it('says who one is, in which rooms, and where', async () => {
  const bar = await open();
  expect(textOf(inside(bar, '.me'))).to.equal('Zoë@zed');
  expect(inside(bar, 'room-list', RoomList).rooms.map(({ room }) => room)).to.deep.equal(['Go', 'Rust']);
  expect(textOf(inside(inside(bar, 'nats-badge'), 'span'))).to.equal('NATS – connecting');
});

describe('changing who one is', () => {
  it('begins with a click on oneself, starting from who one is', async () => {
    const bar = await openDialog();
    expect(dialogOf(bar).open).to.equal(true);
    expect(inside(inside(bar, 'identity-form'), '#name', HTMLInputElement).value).to.equal('Zoë');
  });

  it('ends with “Save”: the page hears of it, and the dialog is gone', async () => {
    const chosen = heard('identity-chosen');
    const bar = await openDialog();
    const form = inside(bar, 'identity-form', IdentityForm);
    enter(inside(form, '#name', HTMLInputElement), 'Zoë Jones');
    buttonOf(form, 'Save').click();
    expect(chosen.map(({ identity }) => identity.name)).to.deep.equal(['Zoë Jones']);
    expect(dialogOf(bar).open).to.equal(false);
  });

  it('can be left by Escape and by a click beside it, and nothing is chosen', async () => {
    const chosen = heard('identity-chosen');
    const bar = await openDialog();
    await sendKeys({ press: 'Escape' });
    expect(dialogOf(bar).open).to.equal(false);
    inside(bar, '.me').click();
    dialogOf(bar).click();
    expect(dialogOf(bar).open).to.equal(false);
    expect(chosen).to.have.length(0);
  });

  it('forgets what was typed and not saved', async () => {
    const bar = await openDialog();
    const form = inside(bar, 'identity-form', IdentityForm);
    enter(inside(form, '#name', HTMLInputElement), 'Somebody else');
    await form.updateComplete;
    await sendKeys({ press: 'Escape' });
    inside(bar, '.me').click();
    await bar.updateComplete;
    expect(inside(inside(bar, 'identity-form'), '#name', HTMLInputElement).value).to.equal('Zoë');
  });
});

it('everybody can use it, and the dialog', async () => {
  const bar = await open();
  expect(await accessibilityProblems(bar)).to.deep.equal([]);
  inside(bar, '.me').click();
  await bar.updateComplete;
  expect(await accessibilityProblems(bar)).to.deep.equal([]);
});
