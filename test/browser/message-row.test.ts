// <message-row>: one message in the list.
import { html } from 'lit';
import { expect } from 'chai';
import type { StoredMessage } from '../../web/domain/message.ts';
import type { Delivery, OutgoingMessage } from '../../web/domain/room.ts';
import type { MessageRow } from '../../web/ui/message-row.ts';
import '../../web/ui/message-row.ts';
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

  it('of one’s own looks different from others’', async () => {
    const [own, other] = [await open(stored(1), false, true), await open(stored(1))];
    const colour = (row: MessageRow): string => getComputedStyle(inside(row, '.name')).color;
    expect(colour(own)).not.to.equal(colour(other));
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
