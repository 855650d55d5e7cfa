// <message-list> at its oldest end, between its days, and for everybody.
import { expect } from 'chai';
import type { History } from '../../web/domain/room.ts';
import type { MessageList } from '../../web/ui/message-list.ts';
import { outgoing, stored } from '../support/messages.ts';
import { conversation, openList, rowsOf, scrollerOf, scrollUp } from './list-support.ts';
import { accessibilityProblems, buttonOf, heard, inside, textOf } from './support.ts';

const MANY = conversation(101, 200);

/** What stands above the first message. */
const startOf = (list: MessageList): HTMLElement => inside(list, 'history-start');

describe('older messages', () => {
  it('are asked for when one comes near the oldest that is there', async () => {
    const asked = heard('older-wanted');
    const list = await openList(rowsOf(MANY), { type: 'partial' });
    expect(asked).to.have.length(0);
    await scrollUp(list, scrollerOf(list).scrollHeight);
    expect(asked).not.to.have.length(0);
  });

  it('are asked for at once where the messages do not fill the list', async () => {
    const asked = heard('older-wanted');
    await openList(rowsOf(conversation(1, 3)), { type: 'partial' });
    expect(asked).not.to.have.length(0);
  });

  for (const type of ['unloaded', 'loading', 'complete'] as const) {
    it(`are not asked for while the history is ${type}`, async () => {
      const asked = heard('older-wanted');
      const list = await openList(rowsOf(MANY), { type });
      await scrollUp(list, scrollerOf(list).scrollHeight);
      expect(asked).to.have.length(0);
    });
  }

  it('that could not be loaded are asked for by a button, which says why', async () => {
    const asked = heard('older-wanted');
    const list = await openList(rowsOf(MANY), { type: 'failed', reason: 'The broker does not answer.' });
    expect(textOf(inside(startOf(list), 'p'))).to.contain('The broker does not answer.');
    buttonOf(startOf(list), 'Try again').click();
    expect(asked).to.have.length(1);
  });

  const pasts: readonly (readonly [history: History, count: number, says: string])[] = [
    [{ type: 'loading' }, 5, 'Loading …'],
    [{ type: 'complete' }, 5, 'The oldest message that is kept here'],
    [{ type: 'complete' }, 0, 'Nobody has said anything here yet. Be the first.'],
  ];
  for (const [history, count, says] of pasts) {
    it(`before the first of ${count} messages, ${history.type}, stands “${says}”`, async () => {
      const list = await openList(rowsOf(conversation(1, count)), history);
      expect(textOf(inside(startOf(list), 'p, .empty'))).to.equal(says);
    });
  }
});

it('days are named between the messages', async () => {
  const list = await openList(
    rowsOf([stored(1, { time: Date.now() - 24 * 3_600_000 }), stored(2, { time: Date.now() })]),
  );
  const kinds = [...inside(list, '.content').children].map(({ localName }) => localName);
  expect(kinds).to.deep.equal(['history-start', 'div', 'message-row', 'div', 'message-row']);
});

describe('everybody can read the list', () => {
  const SOME = conversation(101, 130);

  it('at its end, with an own message on its way', async () => {
    expect(await accessibilityProblems(await openList(rowsOf(SOME, [outgoing(900)])))).to.deep.equal([]);
  });

  it('further back, with the button that leads to the end', async () => {
    const list = await openList(rowsOf(SOME));
    await scrollUp(list, 300);
    expect(await accessibilityProblems(list)).to.deep.equal([]);
  });

  for (const history of [{ type: 'complete' }, { type: 'loading' }, { type: 'failed', reason: 'No.' }] as const) {
    it(`empty, its history ${history.type}`, async () => {
      expect(await accessibilityProblems(await openList([], history))).to.deep.equal([]);
    });
  }
});
