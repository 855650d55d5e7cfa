// <room-directory>: all rooms, to look for one and go there.
import { html } from 'lit';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import type { RoomDirectory } from '../../web/ui/room-directory.ts';
import '../../web/ui/room-directory.ts';
import { accessibilityProblems, allInside, buttonOf, enter, heard, inside, show, textOf } from './support.ts';

const COUNTS = new Map([
  ['Go', 1],
  ['Zig', 1234],
]);
const open = (counts: ReadonlyMap<string, number> | undefined = COUNTS): Promise<RoomDirectory> =>
  show(html`<room-directory
    .counts=${counts}
    .joined=${['Go']}
    .present=${new Map([['Zig', 2]])}
  ></room-directory>`);
const rooms = (dialog: RoomDirectory): readonly string[] => allInside(dialog, 'li .room').map(textOf);

async function search(dialog: RoomDirectory, text: string): Promise<void> {
  enter(inside(dialog, 'input', HTMLInputElement), text);
  await dialog.updateComplete;
}

it('shows how much was said where, who is there as far as it is known, and where one is', async () => {
  expect(rooms(await open())).to.deep.equal(['#Zig 1,234 messages 2 people here', '#Go Joined 1 message']);
});

it('shows a room that begins while it is open', async () => {
  const dialog = await open();
  dialog.counts = new Map([...COUNTS, ['Elm', 1]]);
  await dialog.updateComplete;
  expect(rooms(dialog)).to.include('#Elm 1 message');
});

it('lets one join a room, and open one that one is in; then it is gone', async () => {
  const chosen = heard('room-chosen');
  const dialog = await open();
  buttonOf(dialog, 'Join Zig').click();
  buttonOf(dialog, 'Open Go').click();
  expect(chosen.map(({ room }) => room)).to.deep.equal(['Zig', 'Go']);
  expect(inside(dialog, 'dialog', HTMLDialogElement).open).to.equal(false);
});

it('is searched from the keyboard, and Enter goes to the first found', async () => {
  const chosen = heard('room-chosen');
  const dialog = await open();
  await sendKeys({ type: 'zi' });
  await dialog.updateComplete;
  expect(rooms(dialog)).to.have.length(1);
  await sendKeys({ press: 'Enter' });
  expect(chosen.map(({ room }) => room)).to.deep.equal(['Zig']);
});

it('offers to start a room nobody has spoken in, if the name can be one', async () => {
  const chosen = heard('room-chosen');
  const dialog = await open();
  await search(dialog, 'two words');
  expect(textOf(inside(dialog, '.none'))).to.equal('No room has that in its name.');
  await search(dialog, '#Elixir');
  buttonOf(dialog, 'Start #Elixir').click();
  expect(chosen.map(({ room }) => room)).to.deep.equal(['Elixir']);
});

it('of very many rooms shows a part, and says so', async () => {
  const dialog = await open(new Map(Array.from({ length: 3000 }, (_, index) => [`Room${index}`, index])));
  expect(textOf(inside(dialog, '.found'))).to.equal('3,002 rooms');
  expect(textOf(inside(dialog, 'li.facts'))).to.equal('and 2,802 more: search for them.');
});

it('everybody can use it, full, empty and while it waits', async () => {
  const dialog = await open();
  expect(await accessibilityProblems(dialog)).to.deep.equal([]);
  await search(dialog, 'Elixir');
  expect(await accessibilityProblems(dialog)).to.deep.equal([]);
  dialog.counts = undefined;
  await dialog.updateComplete;
  expect(await accessibilityProblems(dialog)).to.deep.equal([]);
});
