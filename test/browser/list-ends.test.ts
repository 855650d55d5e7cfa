// <message-list> at its oldest end, between its days, and for everybody.
import { expect } from 'chai';
import { emptyRoom } from '../../web/domain/room.ts';
import type { History } from '../../web/domain/room.ts';
import { timeline } from '../../web/domain/timeline.ts';
import type { Row } from '../../web/domain/timeline.ts';
import { HistoryStart } from '../../web/ui/history-start.ts';
import type { MessageList } from '../../web/ui/message-list.ts';
import { MINUTE, NOON, outgoing, stored } from '../support/messages.ts';
import { conversation, frames, openList, rowsOf, scrollerOf, scrollToOldest, scrollUp } from './list-support.ts';
import { accessibilityProblems, allInside, buttonOf, heard, inside, textOf } from './support.ts';

const MANY = conversation(101, 200);

/** What stands above the first message. */
const startOf = (list: MessageList): HTMLElement => inside(list, 'history-start');

describe('older messages', () => {
  it('are asked for when one comes near the oldest that is there', async () => {
    const asked = heard('older-wanted');
    const list = await openList(rowsOf(MANY), { type: 'partial' });
    expect(asked).to.have.length(0);
    await scrollToOldest(list);
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
      await scrollToOldest(list);
      await scrollUp(list, scrollerOf(list).scrollHeight);
      expect(asked).to.have.length(0);
    });
  }

  it('that could not be loaded are asked for by a button, which says why', async () => {
    const asked = heard('older-wanted');
    const list = await openList(rowsOf(MANY), { type: 'failed', reason: 'The broker does not answer.' });
    await scrollToOldest(list);
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

describe('without a connection', () => {
  const offline = async (history: History, count: number): Promise<MessageList> => {
    const list = await openList(rowsOf(conversation(1, count)), history);
    list.connected = false;
    await list.updateComplete;
    return list;
  };
  const says = async (list: MessageList): Promise<string> => {
    await inside(list, 'history-start', HistoryStart).updateComplete;
    return textOf(inside(startOf(list), 'p, .empty'));
  };

  for (const type of ['unloaded', 'loading', 'partial'] as const) {
    it(`what was said before comes later, and it is said so, where the history is ${type}`, async () => {
      for (const count of [0, 5]) {
        const list = await offline({ type }, count);
        expect(await says(list)).to.equal('What was said before comes when there is a connection.');
      }
    });
  }

  it('what is known to be all is all', async () => {
    expect(await says(await offline({ type: 'complete' }, 5))).to.equal('The oldest message that is kept here');
  });

  it('and with one again, it is loading', async () => {
    const list = await offline({ type: 'loading' }, 5);
    list.connected = true;
    await list.updateComplete;
    expect(await says(list)).to.equal('Loading …');
  });

  it('everybody can read it', async () => {
    expect(await accessibilityProblems(await offline({ type: 'partial' }, 3))).to.deep.equal([]);
  });
});

describe('where messages may be missing', () => {
  const withGap = (gaps: readonly number[]): readonly Row[] =>
    timeline({ ...emptyRoom('Go'), messages: [...conversation(1, 3), ...conversation(50, 53)], gaps }, 'ada');
  const kinds = (list: MessageList): readonly string[] =>
    [...inside(list, '.content').children].map(({ className, localName }) => className || localName);

  it('a line says so, right there, and why', async () => {
    const list = await openList(withGap([48]));
    const row = 'message-row';
    expect(kinds(list)).to.deep.equal(['history-start', 'day', row, row, row, 'gap', row, row, row, row]);
    expect(textOf(inside(list, '.gap'))).to.equal(
      'Messages from this time may be missing: you were away, and the server keeps only the newest ones.',
    );
  });

  it('and nowhere else', async () => {
    expect(allInside(await openList(withGap([])), '.gap')).to.have.length(0);
    expect(allInside(await openList(withGap([99])), '.gap')).to.have.length(0);
  });

  it('it is no message: nothing new is counted', async () => {
    const list = await openList(rowsOf(conversation(1, 90)));
    await scrollUp(list, 300);
    list.rows = timeline({ ...emptyRoom('Go'), messages: conversation(1, 90), gaps: [60] }, 'ada');
    await list.updateComplete;
    expect(textOf(inside(list, 'button.newer'))).to.equal('To the newest');
  });

  it('everybody can read it', async () => {
    expect(await accessibilityProblems(await openList(withGap([48])))).to.deep.equal([]);
  });
});

describe('what is new', () => {
  const wanted = 'Go to the first unread';
  const openAfter = async (newAfter: number): Promise<MessageList> => {
    const list = await openList(timeline({ ...emptyRoom('Go'), messages: MANY }, 'ada', newAfter));
    list.newAfter = newAfter;
    await frames(2);
    return list;
  };

  it('is led to by a button where its line is further up than one sees, in the page or not', async () => {
    for (const newAfter of [120, 185]) {
      const asked = heard('unread-wanted');
      const list = await openAfter(newAfter);
      expect(allInside(list, '.new')).to.have.length(newAfter === 120 ? 0 : 1);
      buttonOf(list, wanted).click();
      expect(asked).to.have.length(1);
    }
  });

  it('needs no button where one sees its line', async () => {
    expect(allInside(await openAfter(198), 'button.unread')).to.have.length(0);
  });
});

it('days are named between the messages', async () => {
  const list = await openList(rowsOf([stored(1, { time: NOON }), stored(2, { time: NOON + 24 * 60 * MINUTE })]));
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
