// <room-topic>: what the room is about.
import { html } from 'lit';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import type { RoomTopic } from '../../web/ui/room-topic.ts';
import '../../web/ui/room-topic.ts';
import { accessibilityProblems, allInside, hasFocus, heard, inside, show, textOf, until } from './support.ts';

const open = async (text: string): Promise<RoomTopic> => {
  const page = await show(html`<main style="width: 20rem"><room-topic room="Go" .text=${text}></room-topic></main>`);
  const topic = page.querySelector('room-topic');
  if (topic === null) throw new Error('There is no topic.');
  return topic;
};
const field = (topic: RoomTopic): HTMLInputElement => inside(topic, 'input', HTMLInputElement);

async function edit(topic: RoomTopic): Promise<void> {
  inside(topic, 'button').click();
  await until(
    'the field to have the cursor',
    () => allInside(topic, 'input').length === 1 && hasFocus(topic, field(topic)),
  );
}

it('says what the room is about, and how one changes it; or that nobody has said it yet', async () => {
  expect(textOf(inside(await open('Channels'), 'button'))).to.equal('Channels, Change the topic');
  expect(textOf(inside(await open(''), 'button'))).to.equal('Add a topic');
});

it('is changed where it stands, by keyboard alone', async () => {
  const changed = heard('topic-changed');
  const topic = await open('Channels');
  await edit(topic);
  await sendKeys({ type: ' Generics ' }); // what was there is selected
  await sendKeys({ press: 'Enter' });
  expect(changed.map(({ text }) => text)).to.deep.equal(['Generics']);
  await until('the button to have the cursor', () => hasFocus(topic, inside(topic, 'button')));
});

it('stays as it was after Esc, which does nothing else, and after Enter if nothing changed', async () => {
  const changed = heard('topic-changed');
  let keys = 0;
  const topic = await open('Channels');
  topic.parentElement?.addEventListener('keydown', () => (keys += 1));
  await edit(topic);
  await sendKeys({ type: 'Else' });
  await sendKeys({ press: 'Escape' });
  await until('the button', () => allInside(topic, 'input').length === 0);
  const seen = keys;
  await edit(topic);
  await sendKeys({ press: 'Enter' });
  expect(changed).to.have.length(0);
  expect([seen, keys]).to.deep.equal([4, 4]); // the letters, but neither Esc nor Enter
});

it('can be taken away, and has a limit', async () => {
  const changed = heard('topic-changed');
  const topic = await open('Channels');
  await edit(topic);
  expect(field(topic).maxLength).to.equal(250);
  await sendKeys({ press: 'Delete' });
  await sendKeys({ press: 'Enter' });
  expect(changed.map(({ text }) => text)).to.deep.equal(['']);
});

it('in another room is that room’s: nothing half written goes there', async () => {
  const changed = heard('topic-changed');
  const topic = await open('Channels');
  await edit(topic);
  await sendKeys({ type: 'half' });
  Object.assign(topic, { room: 'Rust', text: 'Borrowing' });
  await topic.updateComplete;
  expect(textOf(inside(topic, 'button'))).to.contain('Borrowing');
  expect(changed).to.have.length(0);
});

it('a very long one takes one line, and no more space than there is', async () => {
  for (const text of ['W'.repeat(250), 'مرحبا '.repeat(40), '<img src=x onerror=alert(1)>']) {
    const topic = await open(text);
    expect(topic.offsetHeight).to.be.lessThan(48);
    expect(inside(topic, 'button').getBoundingClientRect().width).to.be.at.most(320);
    expect(allInside(topic, 'img')).to.have.length(0);
  }
});

it('everybody can use it', async () => {
  const topic = await open('Channels');
  expect(await accessibilityProblems(topic)).to.deep.equal([]);
  await edit(topic);
  expect(await accessibilityProblems(topic)).to.deep.equal([]);
  expect(await accessibilityProblems(await open(''))).to.deep.equal([]);
});
