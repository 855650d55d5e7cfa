// <message-text>: what a message says, whoever wrote it and however.
import { html } from 'lit';
import { expect } from 'chai';
import type { Content } from '../../web/protocol/content.ts';
import type { MessageText } from '../../web/ui/message-text.ts';
import '../../web/ui/message-text.ts';
import { accessibilityProblems, allInside, buttonOf, heard, inside, show, textOf } from './support.ts';

const open = (content: Content): Promise<MessageText> => show(html`<message-text .content=${content}></message-text>`);
const plain = (text: string): Promise<MessageText> => open({ type: 'plain', text });
const textIn = (message: MessageText): HTMLElement => inside(message, '.text');

/** A thousand numbered lines. */
const LONG = Array.from({ length: 1000 }, (_, index) => `line ${index + 1}`).join('\n');

describe('text', () => {
  it('is shown as it was written, line by line and space by space', async () => {
    const text = 'one\n  two\n\nthree';
    expect(textIn(await plain(text)).innerText).to.equal(text);
  });

  const HTML = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>&amp;<b>bold</b>";
  it('that is HTML is shown as text, and nothing of it runs', async () => {
    const message = await open({ type: 'message', text: HTML });
    expect(textIn(message).textContent).to.equal(HTML);
    expect(allInside(message, 'img, script, b')).to.have.length(0);
    expect(document.title).not.to.equal('run');
  });

  it('from right to left stands on the right', async () => {
    const message = await plain('שלום לכולם');
    expect(textIn(message).dir).to.equal('auto');
    expect(getComputedStyle(textIn(message)).direction).to.equal('rtl');
  });

  it('that turns the direction of reading does so only in its own message', async () => {
    expect(getComputedStyle(textIn(await plain('\u202eolleh'))).unicodeBidi).to.match(/isolate|plaintext/);
  });

  it('without a gap is broken where the line ends', async () => {
    const message = await plain('a'.repeat(1500));
    expect(textIn(message).scrollWidth).to.be.at.most(message.clientWidth);
  });

  it('of a few emoji is large, of more or other things is not', async () => {
    const size = async (text: string): Promise<number> =>
      Number.parseFloat(getComputedStyle(textIn(await plain(text))).fontSize);
    const normal = await size('Hello 🦊');
    expect(await size('🦊 👩‍👩‍👧')).to.be.greaterThan(normal);
    expect(await size('🦊'.repeat(13))).to.equal(normal);
    expect(await size('42')).to.equal(normal);
  });
});

describe('links', () => {
  it('lead out of the page, and tell nobody where from', async () => {
    const message = await plain('See https://nats.io/, please.');
    const link = inside(message, 'a', HTMLAnchorElement);
    expect([link.href, link.textContent, link.target]).to.deep.equal([
      'https://nats.io/',
      'https://nats.io/',
      '_blank',
    ]);
    expect([...link.relList]).to.include.members(['noopener', 'noreferrer']);
    expect(textIn(message).textContent).to.equal('See https://nats.io/, please.');
  });

  it('never run a script', async () => {
    expect(allInside(await plain('javascript:alert(1) JAVASCRIPT://nats.io/%0aalert(1)'), 'a')).to.have.length(0);
  });
});

describe('a mention', () => {
  const mention = (text: string, self = 'ada'): Promise<MessageText> =>
    show(html`<message-text .content=${{ type: 'plain', text }} .self=${self}></message-text>`);

  it('stands out in its text, which stays what it was', async () => {
    const message = await mention('Hello @Bob, and @ada.\nBye');
    expect(textIn(message).innerText).to.equal('Hello @Bob, and @ada.\nBye');
    expect(allInside(message, '.mention').map(textOf)).to.deep.equal(['@Bob', '@ada']);
    expect(allInside(message, '.mention.self').map(textOf)).to.deep.equal(['@ada']);
  });

  it('leads to who is called', async () => {
    const wanted = heard('person-wanted');
    const message = await mention('Hello @Bob');
    const button = buttonOf(message, '@Bob');
    button.click();
    expect(wanted.map(({ handle }) => handle)).to.deep.equal(['bob']);
    expect(wanted[0]?.anchor === button).to.equal(true);
  });

  it('is none in an address', async () => {
    expect(allInside(await mention('ada@example.com https://nats.io/@ada'), '.mention')).to.have.length(0);
  });

  it('can be read by everybody', async () => {
    expect(await accessibilityProblems(await mention('Hello @bob and @ada'))).to.deep.equal([]);
  });
});

describe('a long text', () => {
  it('of 1,000 lines is folded, and unfolds and folds again', async () => {
    const message = await plain(LONG);
    const folded = textIn(message).getBoundingClientRect().height;
    expect(folded).to.be.lessThan(300);
    const button = buttonOf(message, `Show all ${(1000).toLocaleString()} lines`);
    expect(button.getAttribute('aria-expanded')).to.equal('false');
    button.click();
    await message.updateComplete;
    expect(textIn(message).getBoundingClientRect().height).to.be.greaterThan(10_000);
    expect(textIn(message).innerText).to.equal(LONG);
    const less = buttonOf(message, 'Show less');
    expect(less.getAttribute('aria-expanded')).to.equal('true');
    less.click();
    await message.updateComplete;
    expect(textIn(message).getBoundingClientRect().height).to.equal(folded);
  });

  it('in one line is folded as well', async () => {
    const message = await plain('word '.repeat(3000));
    expect(textIn(message).getBoundingClientRect().height).to.be.lessThan(300);
    expect(buttonOf(message, 'Show all of it').type).to.equal('button');
  });

  it('of 128 KiB that is one odd address is shown', async () => {
    const text = `https://a.example/${')'.repeat(128 * 1024)}`;
    expect(textIn(await plain(text)).textContent).to.equal(text);
  });

  it('is one of more than twenty lines, however short they are', async () => {
    expect(allInside(await plain('a\n'.repeat(19)), 'button')).to.have.length(0);
    expect(allInside(await plain('a\n'.repeat(20)), 'button')).to.have.length(1);
  });
});

describe('what has no text to show', () => {
  const odd: readonly (readonly [content: Content, says: string])[] = [
    [{ type: 'plain', text: '' }, 'An empty message'],
    [{ type: 'message', text: ' \n ' }, 'A blank message'],
    [{ type: 'message', text: '\u200b\u2060\ufeff' }, 'A blank message'],
    [{ type: 'message', text: '\u3164\u2800' }, 'A blank message'],
  ];
  for (const [content, says] of odd) {
    it(`says so: ${JSON.stringify(content)}`, async () => {
      expect(textOf(inside(await open(content), '.note'))).to.equal(says);
    });
  }

  const RAW = '{"v":9,"type":"<b>poll</b>"}';
  const unreadable: readonly (readonly [content: Content, says: string])[] = [
    [{ type: 'unsupported', kind: '<b>poll</b>', raw: RAW }, 'cannot show a message of type “<b>poll</b>”'],
    [
      { type: 'malformed', problem: 'text: expected a string', raw: RAW },
      'breaks the protocol – text: expected a string.',
    ],
  ];
  for (const [content, says] of unreadable) {
    it(`says what is wrong, and shows what was sent when asked: ${content.type}`, async () => {
      const message = await open(content);
      expect(textOf(inside(message, '.note'))).to.contain(says);
      expect(inside(message, 'pre').textContent).to.equal(RAW);
      expect(inside(message, 'pre').checkVisibility()).to.equal(false);
      inside(message, 'summary').click();
      expect(inside(message, 'pre').checkVisibility()).to.equal(true);
      expect(allInside(message, 'b')).to.have.length(0);
    });
  }
});

describe('everybody can read', () => {
  const contents: readonly Content[] = [
    { type: 'plain', text: 'See https://nats.io' },
    { type: 'plain', text: LONG },
    { type: 'plain', text: '' },
    { type: 'malformed', problem: 'text: expected a string', raw: '{}' },
  ];
  for (const content of contents) {
    it(JSON.stringify(content).slice(0, 50), async () => {
      expect(await accessibilityProblems(await open(content))).to.deep.equal([]);
    });
  }
});
