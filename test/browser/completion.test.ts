// Completing a word and giving commands in the composer.
import { html } from 'lit';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { emptyRoom } from '../../web/domain/room.ts';
import type { MessageComposer } from '../../web/ui/message-composer.ts';
import '../../web/ui/message-composer.ts';
import { stored } from '../support/messages.ts';
import { accessibilityProblems, allInside, enter, hasFocus, heard, inside, show, textOf, until } from './support.ts';

const PEOPLE = new Map([['bea', { name: 'Bea Arthur', emoji: '', key: '' }]]);
const ROOMS = new Map([
  ['Go', { ...emptyRoom('Go'), messages: [stored(1, { handle: 'bob' }), stored(2, { handle: 'ada' })] }],
  ['Rust', emptyRoom('Rust')],
]);
const open = (): Promise<MessageComposer> =>
  show(html`<main style="padding-top: 20rem">
    <message-composer room="Go" .people=${PEOPLE} .rooms=${ROOMS}></message-composer>
  </main>`).then((frame) => inFrame(frame));

function inFrame(frame: Element): MessageComposer {
  const composer = frame.querySelector('message-composer');
  if (composer === null) throw new Error('There is no composer.');
  return composer;
}

const field = (composer: MessageComposer): HTMLTextAreaElement => inside(composer, 'textarea', HTMLTextAreaElement);
const note = (composer: MessageComposer): string => textOf(inside(composer, '#note'));
const offered = (composer: MessageComposer): readonly string[] => allInside(composer, '[role="option"]').map(textOf);
const isOffered = (composer: MessageComposer): Promise<void> =>
  until('suggestions', () => offered(composer).length > 0);

async function type(composer: MessageComposer, text: string): Promise<void> {
  await sendKeys({ type: text });
  await isOffered(composer);
}

describe('behind @', () => {
  it('people are offered, who spoke last first, and the field says which one is taken next', async () => {
    const composer = await open();
    await type(composer, 'hi @');
    expect(offered(composer)).to.deep.equal(['@ada', '@bob', '@bea Bea Arthur']);
    const active = field(composer).getAttribute('aria-activedescendant') ?? '';
    expect(textOf(inside(composer, `#${active}`))).to.equal('@ada');
    expect(inside(composer, `#${field(composer).getAttribute('aria-controls')}`).role).to.equal('listbox');
  });

  for (const key of ['Enter', 'Tab']) {
    it(`arrows choose and ${key} takes; nothing is sent, and one can go on writing`, async () => {
      const composer = await open();
      const written = heard('message-written');
      await type(composer, 'hi @');
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: key });
      await composer.updateComplete;
      expect(field(composer).value).to.equal('hi @bob ');
      expect(offered(composer)).to.deep.equal([]);
      expect(hasFocus(composer, field(composer))).to.equal(true);
      await sendKeys({ type: 'you' });
      await sendKeys({ press: 'Enter' });
      expect(written.map(({ text }) => text)).to.deep.equal(['hi @bob you']);
    });
  }

  it('Escape wants no suggestions for this word, and is nobody else’s key', async () => {
    const composer = await open();
    let strokes = 0;
    const count = (event: KeyboardEvent): void => void (strokes += event.defaultPrevented ? 0 : 1);
    await type(composer, '@');
    window.addEventListener('keydown', count);
    await sendKeys({ press: 'Escape' });
    window.removeEventListener('keydown', count);
    await composer.updateComplete;
    expect([offered(composer), strokes]).to.deep.equal([[], 0]);
    await sendKeys({ type: 'b' });
    await composer.updateComplete;
    expect(offered(composer)).to.deep.equal([]);
    await sendKeys({ type: ' @b' });
    await isOffered(composer);
  });

  it('a click takes one too, and leaves the cursor in the field', async () => {
    const composer = await open();
    await type(composer, '@b');
    inside(composer, '#completion-1').click();
    await composer.updateComplete;
    expect(field(composer).value).to.equal('@bea ');
    expect(hasFocus(composer, field(composer))).to.equal(true);
  });
});

it('behind # rooms are offered, and a handle that is written out is sent by Enter', async () => {
  const composer = await open();
  const written = heard('message-written');
  await type(composer, '#ru');
  expect(offered(composer)).to.deep.equal(['#Rust']);
  await sendKeys({ press: 'Enter' });
  await sendKeys({ type: '@ada' });
  await sendKeys({ press: 'Enter' });
  expect(written.map(({ text }) => text)).to.deep.equal(['#Rust @ada']);
});

it('the draft is kept as it is after a suggestion was taken', async () => {
  const told = heard('draft-changed');
  const composer = await open();
  await type(composer, '@be');
  await sendKeys({ press: 'Tab' });
  expect(told.at(-1)?.text).to.equal('@bea ');
});

describe('a command', () => {
  const given = async (text: string): Promise<MessageComposer> => {
    const composer = await open();
    enter(field(composer), text);
    await composer.updateComplete;
    field(composer).blur(); // without suggestions in the way
    field(composer).focus();
    await sendKeys({ press: 'Enter' });
    return composer;
  };

  it('is told, never sent, and the field is empty', async () => {
    const [written, commands] = [heard('message-written'), heard('command-given')];
    const composer = await given('/join #Zig');
    await until('the command', () => commands.length === 1);
    await composer.updateComplete;
    expect(commands[0]?.command).to.deep.equal({ type: 'join', room: 'Zig' });
    expect(written).to.have.length(0);
    expect(field(composer).value).to.equal('');
  });

  it('that is what one does is said as that', async () => {
    const written = heard('message-written');
    await given('/me waves');
    await until('the message', () => written.length === 1);
    expect([written[0]?.text, written[0]?.action]).to.deep.equal(['waves', true]);
  });

  it('behind a second slash is said as it is', async () => {
    const written = heard('message-written');
    await given('//join');
    await until('the message', () => written.length === 1);
    expect([written[0]?.text, written[0]?.action]).to.deep.equal(['/join', false]);
  });

  it('nobody knows is an error beside the field, and what was written stays', async () => {
    const [written, commands] = [heard('message-written'), heard('command-given')];
    const composer = await given('/frobnicate all');
    await until('the error', () => note(composer).startsWith('There is no command /frobnicate;'));
    expect(field(composer).value).to.equal('/frobnicate all');
    expect(field(composer).getAttribute('aria-invalid')).to.equal('true');
    expect([...written, ...commands]).to.have.length(0);
    await sendKeys({ type: '!' });
    await composer.updateComplete;
    expect(note(composer)).to.equal('Enter sends, Shift+Enter starts a new line');
  });
});

it('everybody can use the suggestions and read the error', async () => {
  const composer = await open();
  await type(composer, '/');
  expect(await accessibilityProblems(composer)).to.deep.equal([]);
  await sendKeys({ type: 'nonsense' });
  await sendKeys({ press: 'Enter' });
  await until('the error', () => note(composer).startsWith('There is no command'));
  expect(await accessibilityProblems(composer)).to.deep.equal([]);
});
