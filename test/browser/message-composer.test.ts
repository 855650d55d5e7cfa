// <message-composer>: where one writes.
import { html } from 'lit';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { ONE_LINERS } from '../../web/domain/one-liners.ts';
import { TEXT_MAX_BYTES } from '../../web/protocol/streams.ts';
import type { MessageComposer } from '../../web/ui/message-composer.ts';
import '../../web/ui/message-composer.ts';
import { accessibilityProblems, allInside, buttonOf, enter, hasFocus, heard, inside, show, textOf } from './support.ts';

const open = (): Promise<MessageComposer> => show(html`<message-composer room="Go"></message-composer>`);
const field = (composer: MessageComposer): HTMLTextAreaElement => inside(composer, 'textarea', HTMLTextAreaElement);
const note = (composer: MessageComposer): string => textOf(inside(composer, '#note'));

async function write(composer: MessageComposer, text: string): Promise<void> {
  enter(field(composer), text);
  await composer.updateComplete;
}

async function press(composer: MessageComposer, key: string): Promise<void> {
  await sendKeys({ press: key });
  await composer.updateComplete;
}

describe('writing', () => {
  it('can begin at once: the cursor is there', async () => {
    const composer = await open();
    expect(hasFocus(composer, field(composer))).to.equal(true);
  });

  it('ends with Enter: the text is sent, the field empty, the cursor still there', async () => {
    const composer = await open();
    const written = heard('message-written');
    await sendKeys({ type: 'Hello' });
    await press(composer, 'Enter');
    expect(written.map(({ text }) => text)).to.deep.equal(['Hello']);
    expect(field(composer).value).to.equal('');
    expect(hasFocus(composer, field(composer))).to.equal(true);
  });

  it('goes on in a new line with Shift and Enter', async () => {
    const composer = await open();
    const written = heard('message-written');
    await sendKeys({ type: 'one' });
    await sendKeys({ down: 'Shift' });
    await press(composer, 'Enter');
    await sendKeys({ up: 'Shift' });
    await sendKeys({ type: 'two' });
    expect(field(composer).value).to.equal('one\ntwo');
    expect(written).to.have.length(0);
    await press(composer, 'Enter');
    expect(written.map(({ text }) => text)).to.deep.equal(['one\ntwo']);
  });

  const composing: readonly (readonly [browser: string, event: KeyboardEventInit])[] = [
    ['most browsers', { isComposing: true }],
    ['Safari', { keyCode: 229 }],
  ];
  for (const [browser, init] of composing) {
    it(`goes on when Enter only accepts what an input method suggests, in ${browser}`, async () => {
      const composer = await open();
      const written = heard('message-written');
      await write(composer, 'にほん');
      const event = new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, bubbles: true, ...init });
      field(composer).dispatchEvent(event);
      expect(event.defaultPrevented).to.equal(false);
      expect(written).to.have.length(0);
      expect(field(composer).value).to.equal('にほん');
    });
  }

  it('can be ended with the button; the cursor goes back to the field', async () => {
    const composer = await open();
    const written = heard('message-written');
    await write(composer, 'Hello');
    buttonOf(composer, 'Send').focus();
    buttonOf(composer, 'Send').click();
    await composer.updateComplete;
    expect(written.map(({ text }) => text)).to.deep.equal(['Hello']);
    expect(hasFocus(composer, field(composer))).to.equal(true);
  });

  it('says how to send while one writes, and nothing before', async () => {
    const composer = await open();
    expect(note(composer)).to.equal('');
    await write(composer, 'Hello');
    expect(note(composer)).to.equal('Enter sends, Shift+Enter starts a new line');
  });
});

describe('what is sent', () => {
  const sent: readonly (readonly [written: string, sent: string])[] = [
    ['Hello \n\n', 'Hello'],
    ['\n \n  indented\n  code\n', '  indented\n  code'],
    ['a\n\n\nb', 'a\n\n\nb'],
    [`a${' '.repeat(200)}b`, `a${' '.repeat(200)}b`],
  ];
  for (const [text, expected] of sent) {
    it(`of ${JSON.stringify(text.slice(0, 24))} is without empty lines around it`, async () => {
      const composer = await open();
      const written = heard('message-written');
      await write(composer, text);
      await press(composer, 'Enter');
      expect(written.map((event) => event.text)).to.deep.equal([expected]);
    });
  }

  for (const nothing of ['', '   ', '\n\n']) {
    it(`of ${JSON.stringify(nothing)} is nothing`, async () => {
      const composer = await open();
      const written = heard('message-written');
      await write(composer, nothing);
      await press(composer, 'Enter');
      expect(written).to.have.length(0);
      expect(field(composer).value).to.equal(nothing);
    });
  }
});

describe('having nothing to say', () => {
  it('a button says something, another thing each time', async () => {
    const composer = await open();
    const written = heard('message-written');
    for (let times = 0; times < 3; times += 1) buttonOf(composer, 'Say something for me').click();
    expect(written.map(({ text }) => text)).to.deep.equal(ONE_LINERS.slice(0, 3));
    expect(hasFocus(composer, field(composer))).to.equal(true);
  });

  it('there is no such button once one has written something', async () => {
    const composer = await open();
    await write(composer, 'Hello');
    expect(allInside(composer, 'button').map(({ title }) => title)).to.deep.equal(['Send']);
  });
});

describe('too much to say', () => {
  it('is said before the end: how much is left', async () => {
    const composer = await open();
    await write(composer, 'a'.repeat(TEXT_MAX_BYTES - 1024));
    expect(note(composer)).to.equal('1.0 KiB left');
  });

  it('is just not too much at 16 KiB', async () => {
    const composer = await open();
    const written = heard('message-written');
    await write(composer, '🦊'.repeat(TEXT_MAX_BYTES / 4));
    await press(composer, 'Enter');
    expect(written).to.have.length(1);
  });

  it('is not sent; it says so, and keeps every letter', async () => {
    const composer = await open();
    const written = heard('message-written');
    const text = '🦊'.repeat(TEXT_MAX_BYTES / 4 + 100);
    await write(composer, text);
    await press(composer, 'Enter');
    buttonOf(composer, 'Send').click();
    await composer.updateComplete;
    expect(written).to.have.length(0);
    expect(field(composer).value).to.equal(text);
    expect(field(composer).getAttribute('aria-invalid')).to.equal('true');
    expect(note(composer)).to.match(/^That is too long: 16\.4 of 16\.0 KiB\./);
  });
});

it('what is half written stays in its room', async () => {
  const composer = await open();
  await write(composer, 'half a though');
  composer.room = 'Rust';
  await composer.updateComplete;
  expect(field(composer).value).to.equal('');
  await write(composer, 'something else');
  composer.room = 'Go';
  await composer.updateComplete;
  expect(field(composer).value).to.equal('half a though');
});

describe('what is half written', () => {
  const DRAFTS = new Map([
    ['Go', 'from the last visit'],
    ['Rust', 'also from then'],
  ]);
  const openWith = (room: string): Promise<MessageComposer> =>
    show(html`<message-composer .room=${room} .drafts=${DRAFTS}></message-composer>`);
  const goTo = async (composer: MessageComposer, room: string): Promise<void> => {
    composer.room = room;
    await composer.updateComplete;
  };

  it('on the last visit is there, in its room', async () => {
    const composer = await openWith('Go');
    expect(field(composer).value).to.equal('from the last visit');
    await goTo(composer, 'Zig');
    expect(field(composer).value).to.equal('');
    await goTo(composer, 'Rust');
    expect(field(composer).value).to.equal('also from then');
  });

  it('on the last visit does not come back once it was sent or given up', async () => {
    const composer = await openWith('Go');
    await press(composer, 'Enter');
    await goTo(composer, 'Rust');
    await write(composer, '');
    await goTo(composer, 'Go');
    expect(field(composer).value).to.equal('');
    await goTo(composer, 'Rust');
    expect(field(composer).value).to.equal('');
  });

  it('is told with its room, letter by letter, so that it can be kept', async () => {
    const told = heard('draft-changed');
    const composer = await open();
    await sendKeys({ type: 'Hi' });
    await goTo(composer, 'Rust');
    await sendKeys({ type: 'O' });
    expect(told.map(({ room, text }) => [room, text])).to.deep.equal([
      ['Go', 'H'],
      ['Go', 'Hi'],
      ['Rust', 'O'],
    ]);
  });

  it('is told to be nothing once it was sent, after the message', async () => {
    const events: string[] = [];
    const composer = await open();
    await write(composer, 'Hello');
    composer.addEventListener('message-written', ({ text }) => events.push(`written ${text}`));
    composer.addEventListener('draft-changed', ({ room, text }) => events.push(`draft ${room} ${text}`));
    await press(composer, 'Enter');
    expect(events).to.deep.equal(['written Hello', 'draft Go ']);
  });

  it('and cannot be sent stays told as it is', async () => {
    const composer = await open();
    await write(composer, 'a'.repeat(TEXT_MAX_BYTES + 1));
    const told = heard('draft-changed');
    await press(composer, 'Enter');
    expect(told).to.have.length(0);
  });
});

it('grows with what is written, up to a part of the window', async () => {
  const composer = await open();
  const { height } = field(composer).getBoundingClientRect();
  await write(composer, 'a\nb\nc\nd');
  const four = field(composer).getBoundingClientRect().height;
  expect(four).to.be.greaterThan(height);
  await write(composer, 'a\n'.repeat(500));
  expect(field(composer).getBoundingClientRect().height).to.be.within(four, innerHeight / 2);
});

it('everybody can use it, empty, full and too full', async () => {
  const composer = await open();
  expect(await accessibilityProblems(composer)).to.deep.equal([]);
  await write(composer, 'Hello');
  expect(await accessibilityProblems(composer)).to.deep.equal([]);
  await write(composer, 'a'.repeat(TEXT_MAX_BYTES + 1));
  expect(await accessibilityProblems(composer)).to.deep.equal([]);
});

describe('writing very quickly', () => {
  // An own property hides the clock of the page, and its end shows that again.
  afterEach(() => Reflect.deleteProperty(performance, 'now'));

  it('is held back after twenty messages at once, then goes on ten a second; nothing that was written is gone', async () => {
    let time = 0;
    performance.now = () => time;
    const composer = await open();
    const written = heard('message-written');
    for (let number = 1; number <= 20; number += 1) {
      await write(composer, `${number}`);
      await press(composer, 'Enter');
    }
    await write(composer, 'one too many');
    await press(composer, 'Enter');
    expect(written).to.have.length(20);
    expect(field(composer).value).to.equal('one too many');
    expect(note(composer)).to.contain('more than ten messages a second');
    expect(await accessibilityProblems(composer)).to.deep.equal([]);
    time = 100;
    await press(composer, 'Enter');
    expect(written.map(({ text }) => text).at(-1)).to.equal('one too many');
    expect([field(composer).value, note(composer)]).to.deep.equal(['', '']);
  });
});
