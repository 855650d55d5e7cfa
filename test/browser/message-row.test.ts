// <message-row>: one message in the list.
import { html } from 'lit';
import { expect } from 'chai';
import type { StoredMessage } from '../../web/domain/message.ts';
import type { Delivery, OutgoingMessage } from '../../web/domain/room.ts';
import type { MessageRow } from '../../web/ui/message-row.ts';
import '../../web/ui/message-row.ts';
import { clockTime, exactTime, setClock } from '../../web/ui/times.ts';
import { UserAvatar } from '../../web/ui/user-avatar.ts';
import { idOf, outgoing, stored } from '../support/messages.ts';
import { accessibilityProblems, allInside, buttonOf, heard, inside, show, textOf } from './support.ts';

const open = (message: StoredMessage, continues = false, own = false): Promise<MessageRow> =>
  show(html`<message-row
    .stored=${message}
    .handle=${message.handle}
    .continues=${continues}
    .own=${own}
  ></message-row>`);
const openOutgoing = (message: OutgoingMessage): Promise<MessageRow> =>
  show(html`<message-row .outgoing=${message} handle="ada" own></message-row>`);
const delivered = (delivery: Delivery): Promise<MessageRow> => openOutgoing(outgoing(1, { delivery }));
const said = (row: MessageRow): string => textOf(inside(inside(row, 'message-text'), '.text'));

const FAILED = { type: 'failed', reason: 'The broker refused it.' } as const;

describe('a message', () => {
  it('says who wrote it, when, and what', async () => {
    const row = await open(stored(1, { text: 'Hello' }));
    expect(textOf(inside(row, '.name'))).to.equal('Ada');
    expect(inside(row, 'time', HTMLTimeElement).dateTime).to.equal(new Date(stored(1).time).toISOString());
    expect(said(row)).to.equal('Hello');
    expect(textOf(inside(inside(row, 'user-avatar'), 'span'))).to.equal('🦊');
  });

  it('tells whoever points at its time the day, the second and its number in the stream; one on its way has none yet', async () => {
    expect(inside(await open(stored(4711)), 'time').title).to.equal(
      `${exactTime(stored(4711).time)} · stored as number 4711`,
    );
    expect(inside(await openOutgoing(outgoing(1)), 'time').title).to.equal(exactTime(outgoing(1).time));
  });

  it('writes its time anew when the reader chooses another clock', async () => {
    const evening = new Date(2026, 4, 20, 21, 5).getTime();
    const row = await open(stored(1, { time: evening }));
    expect(textOf(inside(row, 'time'))).to.equal(clockTime(evening));
    for (const [clock, written] of [
      ['24', /^21:05$/],
      ['12', /^0?9:05\s/],
    ] as const) {
      setClock(clock);
      await row.updateComplete;
      expect(textOf(inside(row, 'time'))).to.match(written);
    }
    setClock('system');
  });

  it('has the colour its author chose, or else the one of their handle', async () => {
    const hueOfRow = (row: MessageRow): number | undefined => inside(row, 'user-avatar', UserAvatar).hue;
    expect(hueOfRow(await open(stored(1, { user: { name: 'Ada', emoji: '🦊', hue: 0 } })))).to.equal(0);
    expect(hueOfRow(await open(stored(1)))).to.equal(undefined);
    expect(hueOfRow(await openOutgoing(outgoing(1)))).to.equal(undefined);
  });

  it('under somebody else’s name shows whose it is', async () => {
    const row = await open(stored(1, { handle: 'mallory' }));
    expect(textOf(inside(row, 'header'))).to.contain('Ada @mallory');
  });

  it('whose name is HTML shows the name as text', async () => {
    const row = await open(stored(1, { user: { name: '<b>Ada</b>', emoji: '<i>' } }));
    expect(textOf(inside(row, '.name'))).to.equal('<b>Ada</b>');
    expect(allInside(row, 'b')).to.have.length(0);
  });

  it('from the command line says so', async () => {
    const row = await open(stored(1, { handle: 'cli', content: { type: 'plain', text: 'tick' } }));
    expect([textOf(inside(row, '.name')), textOf(inside(row, '.tag'))]).to.deep.equal(['cli', 'command line']);
  });

  it('from the command line under a person’s name is still from the command line', async () => {
    const row = await open(stored(1, { handle: 'cli' }));
    expect(textOf(inside(row, 'header'))).to.contain('Ada @cli command line');
  });

  it('from anybody else is never from the command line', async () => {
    const row = await open(stored(1, { user: { name: 'cli', emoji: '>_' } }));
    expect(allInside(row, '.tag')).to.have.length(0);
    expect(textOf(inside(row, 'header'))).to.contain('cli @ada');
  });

  it('that continues says neither name nor picture, but still when', async () => {
    const row = await open(stored(1), true);
    expect(allInside(row, 'header, user-avatar')).to.have.length(0);
    expect(inside(row, 'time', HTMLTimeElement).dateTime).not.to.equal('');
  });

  it('of what somebody does is a sentence that begins with their name, and still says whose it is', async () => {
    const content = {
      type: 'message',
      id: idOf(1),
      user: { name: 'Bob', emoji: '' },
      text: 'waves',
      action: true,
    } as const;
    const row = await open(stored(1, { handle: 'mallory', content }));
    expect(textOf(inside(row, '.action'))).to.match(/^Bob @mallory/);
    expect(said(row)).to.equal('waves');
    expect(allInside(row, 'header')).to.have.length(0);
    expect(await accessibilityProblems(row)).to.deep.equal([]);
  });

  it('of one’s own looks different from others’', async () => {
    const [own, other] = [await open(stored(1), false, true), await open(stored(1))];
    const colour = (row: MessageRow): string => getComputedStyle(inside(row, '.name')).color;
    expect(colour(own)).not.to.equal(colour(other));
  });
});

describe('what calls the reader', () => {
  const read = (message: StoredMessage, keywords: readonly string[] = []): Promise<MessageRow> =>
    show(
      html`<message-row .stored=${message} .handle=${message.handle} .reader=${{ handle: 'bob', keywords }}></message-row>`,
    );
  const background = (row: MessageRow): string => getComputedStyle(row).backgroundColor;

  it('stands out, by their handle or by a word that concerns them', async () => {
    const plain = await read(stored(1, { text: 'hello' }));
    expect(plain.calls).to.equal(false);
    const rows = [
      await read(stored(1, { text: 'hello @Bob' })),
      await read(stored(1, { text: 'An outage' }), ['outage']),
      await read(stored(1, { handle: 'cli', content: { type: 'plain', text: '@bob' } })),
    ];
    for (const row of rows) {
      expect(row.calls).to.equal(true);
      expect(background(row)).not.to.equal(background(plain));
    }
    expect(allInside(inside(rows[0] ?? plain, 'message-text'), '.mention.self')).to.have.length(1);
  });

  it('is not what they wrote themselves, nor what calls somebody else', async () => {
    expect((await read(stored(1, { handle: 'bob', text: 'I am @bob' }))).calls).to.equal(false);
    expect((await read(stored(1, { text: 'hello @bobby' }))).calls).to.equal(false);
  });

  it('follows the words that concern them', async () => {
    const row = await read(stored(1, { text: 'An outage' }));
    row.reader = { handle: 'bob', keywords: ['outage'] };
    await row.updateComplete;
    expect(row.hasAttribute('calls')).to.equal(true);
  });

  it('can be read by everybody', async () => {
    const message = stored(1, { handle: 'mallory', text: 'hello @bob and @ada, see https://nats.io' });
    expect(await accessibilityProblems(await read(message))).to.deep.equal([]);
  });
});

describe('who has seen it', () => {
  const seen = (...names: readonly string[]): Promise<MessageRow> =>
    show(html`<message-row
      .stored=${stored(1)}
      handle="ada"
      .seenBy=${names.map((name) => ({ name, handle: name.toLowerCase() }))}
    ></message-row>`);

  it('is said by name, and by handle to whoever points at it', async () => {
    const line = inside(await seen('Bob', 'Cleo'), '.seen');
    expect(textOf(line)).to.equal('Seen by Bob, Cleo');
    expect(line.title).to.equal('Bob (@bob), Cleo (@cleo)');
  });

  it('is a number beyond three', async () => {
    expect(textOf(inside(await seen('Bob', 'Cleo', 'Dan', 'Eve', 'Flo'), '.seen'))).to.equal(
      'Seen by Bob, Cleo, Dan and 2 more',
    );
  });
});

describe('a message on its way', () => {
  const progress: readonly (readonly [delivery: Delivery, says: string])[] = [
    [{ type: 'waiting' }, 'Waiting for the connection …'],
    [{ type: 'sending' }, 'Sending …'],
    [{ type: 'stored', sequence: 9 }, ''],
  ];
  for (const [delivery, says] of progress) {
    it(`that is ${delivery.type} says “${says}”`, async () => {
      expect(textOf(inside(await delivered(delivery), '.status'))).to.equal(says);
    });
  }

  it('says no more about it once it is stored', async () => {
    const row = await openOutgoing(outgoing(1));
    row.stored = stored(1, { text: 'as the stream has it' });
    await row.updateComplete;
    expect(allInside(row, '.status')).to.have.length(0);
    expect(said(row)).to.equal('as the stream has it');
  });

  it('that failed says why, to everybody at once', async () => {
    const status = inside(await delivered(FAILED), '[role=alert]');
    expect(textOf(status)).to.contain('Not sent. The broker refused it.');
  });

  for (const [button, action] of [
    ['Send again', 'send-again'],
    ['Discard', 'discard'],
  ] as const) {
    it(`that failed has a button “${button}”, which means this message`, async () => {
      const chosen = heard('failed-message');
      buttonOf(await delivered(FAILED), button).click();
      expect(chosen.map((event) => [event.action, event.id])).to.deep.equal([[action, idOf(1)]]);
    });
  }
});

it('a row without a message is empty', async () => {
  const row = await show<MessageRow>(html`<message-row></message-row>`);
  expect(row.shadowRoot?.children).to.have.length(0);
});

describe('everybody can read', () => {
  const rows: readonly (readonly [what: string, row: () => Promise<MessageRow>])[] = [
    ['a message', () => open(stored(1, { handle: 'mallory' }))],
    ['an own message', () => open(stored(1), false, true)],
    ['a message that continues', () => open(stored(1), true)],
    ['the command line', () => open(stored(1, { handle: 'cli' }))],
    ['a message that waits', () => delivered({ type: 'waiting' })],
    ['a message that failed', () => delivered(FAILED)],
  ];
  for (const [what, row] of rows) {
    it(what, async () => {
      expect(await accessibilityProblems(await row())).to.deep.equal([]);
    });
  }
});
