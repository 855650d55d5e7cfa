// <room-field>: the way into any room by its name.
import { html } from 'lit';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { roomProblem } from '../../web/protocol/subjects.ts';
import type { RoomField } from '../../web/ui/room-field.ts';
import '../../web/ui/room-field.ts';
import { accessibilityProblems, buttonOf, enter, heard, inside, show, textOf } from './support.ts';

const open = (names: readonly string[]): Promise<RoomField> => show(html`<room-field .names=${names}></room-field>`);
const field = (list: RoomField): HTMLInputElement => inside(list, '#join', HTMLInputElement);
const note = (list: RoomField): string => textOf(inside(list, '#join-note'));

async function type(list: RoomField, text: string): Promise<void> {
  enter(field(list), text);
  await list.updateComplete;
}

async function enterRoom(list: RoomField, text: string): Promise<void> {
  await type(list, text);
  buttonOf(list, 'Enter the room').click();
  await list.updateComplete;
}

describe('entering a room', () => {
  for (const text of ['Zig', ' Zig ', '#Zig']) {
    it(`by “${text}” opens Zig, and empties the field`, async () => {
      const list = await open(['Go']);
      const chosen = heard('room-chosen');
      await enterRoom(list, text);
      expect(chosen.map(({ room }) => room)).to.deep.equal(['Zig']);
      expect(field(list).value).to.equal('');
    });
  }

  it('by the keyboard opens it too', async () => {
    const list = await open(['Go']);
    const chosen = heard('room-chosen');
    field(list).focus();
    await sendKeys({ type: 'Zig' });
    await sendKeys({ press: 'Enter' });
    expect(chosen.map(({ room }) => room)).to.deep.equal(['Zig']);
  });

  for (const text of ['', 'two words', 'a.b', '>', 'r'.repeat(65)]) {
    it(`called “${text.slice(0, 20)}” is refused with the reason, and what was typed stays`, async () => {
      const list = await open(['Go']);
      const chosen = heard('room-chosen');
      await enterRoom(list, text);
      expect(chosen).to.have.length(0);
      expect(note(list)).to.equal(roomProblem(text));
      expect(field(list).getAttribute('aria-invalid')).to.equal('true');
      expect(field(list).value).to.equal(text);
    });
  }

  it('after a mistake takes the complaint back as soon as one types on', async () => {
    const list = await open(['Go']);
    await enterRoom(list, 'two words');
    await type(list, 'two');
    expect(note(list)).to.equal('');
    expect(field(list).getAttribute('aria-invalid')).to.equal('false');
  });
});

describe('a name that differs only in capitals', () => {
  for (const text of ['JAVASCRIPT', 'javascript', '#javascript']) {
    it(`such as “${text}” brings up the room one knows, and a click goes there`, async () => {
      const list = await open(['Go', 'JavaScript']);
      const chosen = heard('room-chosen');
      await type(list, text);
      expect(note(list)).to.equal('Did you mean #JavaScript? Capitals count.');
      buttonOf(list, '#JavaScript').click();
      await list.updateComplete;
      expect(chosen.map(({ room }) => room)).to.deep.equal(['JavaScript']);
      expect([field(list).value, note(list)]).to.deep.equal(['', '']);
    });
  }

  it('can be entered all the same', async () => {
    const list = await open(['Go']);
    const chosen = heard('room-chosen');
    await enterRoom(list, 'GO');
    expect(chosen.map(({ room }) => room)).to.deep.equal(['GO']);
  });

  it('brings up nothing when it is spelled as it should be', async () => {
    const list = await open(['Go', 'go']);
    await type(list, 'go');
    expect(note(list)).to.equal('');
  });
});

it('everybody can use the field, its proposal and its complaint', async () => {
  const list = await open(['Go', 'Rust', 'Python']);
  expect(await accessibilityProblems(list)).to.deep.equal([]);
  await type(list, 'rust');
  expect(await accessibilityProblems(list)).to.deep.equal([]);
  await enterRoom(list, 'two words');
  expect(await accessibilityProblems(list)).to.deep.equal([]);
});
