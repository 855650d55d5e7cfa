// <message-list>: the newest message stays in view while one is there; elsewhere what one reads stays where it is.
import { expect } from 'chai';
import type { StoredMessage } from '../../web/domain/message.ts';
import { idOf, outgoing, stored } from '../support/messages.ts';
import { conversation, frames, mostMovedBy, openList, rowOf, rowsOf, scrollerOf, scrollUp } from './list-support.ts';
import { allInside, buttonOf, hasFocus, heard, inside, textOf, until } from './support.ts';

const MANY = conversation(101, 200);

function middleOf(element: Element): readonly [x: number, y: number] {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}

/** Whether a point is in `element`, whose ends are round. */
function isIn(element: Element, x: number, y: number): boolean {
  const { left, right, top, bottom, height } = element.getBoundingClientRect();
  const corner = height / 2;
  return left + corner < x && x < right - corner && top < y && y < bottom;
}

describe('at the newest message', () => {
  it('one begins', async () => {
    const list = await openList(rowsOf(MANY));
    const bottom = scrollerOf(list).getBoundingClientRect().bottom;
    expect(rowOf(list, 200)?.getBoundingClientRect().bottom).to.be.within(bottom - 30, bottom);
    expect(allInside(list, 'button.button')).to.have.length(0);
  });

  it('one stays while new ones come', async () => {
    const list = await openList(rowsOf(MANY));
    list.rows = rowsOf(conversation(101, 230));
    await frames(2);
    const bottom = scrollerOf(list).getBoundingClientRect().bottom;
    expect(rowOf(list, 230)?.getBoundingClientRect().bottom).to.be.within(bottom - 30, bottom);
    expect(scrollerOf(list).scrollTop).to.equal(0);
  });

  it('one stays when the window becomes smaller, as by a keyboard on the screen', async () => {
    const list = await openList(rowsOf(MANY));
    list.style.height = '200px';
    await frames(2);
    const bottom = scrollerOf(list).getBoundingClientRect().bottom;
    expect(rowOf(list, 200)?.getBoundingClientRect().bottom).to.be.within(bottom - 30, bottom);
  });

  it('the room is told so, so that it can let go of what lies far back', async () => {
    const told = heard('at-newest');
    const list = await openList(rowsOf(MANY));
    expect(told).not.to.have.length(0);
    await scrollUp(list, 1000);
    const before = told.length;
    list.rows = rowsOf(conversation(101, 201));
    await frames(2);
    expect(told).to.have.length(before);
  });
});

describe('further back', () => {
  it('new messages do not move what one reads, not even for a frame', async () => {
    const list = await openList(rowsOf(MANY));
    await scrollUp(list, 1000);
    expect(await mostMovedBy(list, () => (list.rows = rowsOf(conversation(101, 230))))).to.be.below(1);
  });

  it('new messages one after the other do not move it either', async () => {
    const list = await openList(rowsOf(MANY));
    await scrollUp(list, 1000);
    const oneByOne = async (): Promise<void> => {
      for (let last = 201; last < 210; last += 1) {
        list.rows = rowsOf(conversation(101, last));
        await list.updateComplete;
      }
    };
    expect(await mostMovedBy(list, () => void oneByOne())).to.be.below(1);
  });

  it('a page of older messages does not move it', async () => {
    const list = await openList(rowsOf(MANY), { type: 'partial' });
    await scrollUp(list, 1000);
    expect(await mostMovedBy(list, () => (list.rows = rowsOf(conversation(51, 200))))).to.be.below(1);
  });

  it('older and newer ones at once do not move it', async () => {
    const list = await openList(rowsOf(MANY), { type: 'partial' });
    await scrollUp(list, 1000);
    expect(await mostMovedBy(list, () => (list.rows = rowsOf(conversation(51, 230))))).to.be.below(1);
  });

  it('one comes back by a button, which counts what is new from others', async () => {
    const list = await openList(rowsOf(MANY));
    await scrollUp(list, 1000);
    expect(textOf(inside(list, '.newer'))).to.equal('To the newest');
    list.rows = rowsOf([...MANY, ...conversation(201, 201)]);
    await list.updateComplete;
    expect(textOf(inside(list, '.newer'))).to.equal('1 new message');
    list.rows = rowsOf([...MANY, ...conversation(201, 204), stored(205, { text: 'mine, from another tab' })]);
    await list.updateComplete;
    buttonOf(list, '4 new messages').click();
    await frames(2);
    expect(scrollerOf(list).scrollTop).to.equal(0);
    expect(allInside(list, '.newer')).to.have.length(0);
    expect(hasFocus(list, scrollerOf(list))).to.equal(true);
  });

  it('nothing of a message lies over the button, not even its time', async () => {
    const named = (sequence: number): StoredMessage =>
      stored(sequence, { handle: `person-${sequence}`, user: { name: 'N'.repeat(1 + (sequence % 30)), emoji: '🐻' } });
    const list = await openList(rowsOf(Array.from({ length: 60 }, (_, index) => named(index + 1))));
    let covered = 0;
    const over: string[] = [];
    for (let pixels = 200; pixels < 1400; pixels += 14) {
      await scrollUp(list, pixels);
      const button = inside(list, '.newer');
      for (const row of allInside(list, 'message-row')) {
        const [x, y] = middleOf(inside(row, 'time a'));
        if (!isIn(button, x, y)) continue;
        covered += 1;
        if (list.shadowRoot?.elementFromPoint(x, y)?.closest('.newer') !== button) over.push(row.dataset['key'] ?? '');
      }
    }
    expect(over).to.deep.equal([]);
    expect(covered).to.be.above(0); // else no time was there
  });

  it('one comes back by scrolling, and nothing counts as new any more', async () => {
    const list = await openList(rowsOf(MANY));
    await scrollUp(list, 1000);
    list.rows = rowsOf(conversation(101, 203));
    await frames(2);
    await scrollUp(list, 0);
    expect(allInside(list, '.newer')).to.have.length(0);
    await scrollUp(list, 1000);
    expect(textOf(inside(list, '.newer'))).to.equal('To the newest');
  });

  it('what is new is counted although an own message waits at the end', async () => {
    const failed = outgoing(900, { delivery: { type: 'failed', reason: 'No.' } });
    const list = await openList(rowsOf(MANY, [failed]));
    await scrollUp(list, 1000);
    const moved = await mostMovedBy(list, () => (list.rows = rowsOf(conversation(101, 203), [failed])));
    expect([textOf(inside(list, '.newer')), moved < 1]).to.deep.equal(['3 new messages', true]);
  });

  it('one comes back by writing something', async () => {
    const list = await openList(rowsOf(MANY));
    await scrollUp(list, 1000);
    list.rows = rowsOf(MANY, [outgoing(900)]);
    await until('the newest message is in view', () => scrollerOf(list).scrollTop === 0);
    expect(allInside(list, '.newer')).to.have.length(0);
  });

  it('another room begins at its own newest message', async () => {
    const list = await openList(rowsOf(MANY));
    await scrollUp(list, 1000);
    list.room = 'Rust';
    list.rows = rowsOf(conversation(301, 380));
    await frames(2);
    expect(scrollerOf(list).scrollTop).to.equal(0);
    expect(allInside(list, '.newer')).to.have.length(0);
  });
});

describe('an own message', () => {
  it('that is discarded moves nothing of what one reads', async () => {
    const failed = outgoing(900, { delivery: { type: 'failed', reason: 'No.' } });
    const list = await openList(rowsOf(MANY, [failed]));
    await scrollUp(list, 1000);
    expect(await mostMovedBy(list, () => (list.rows = rowsOf(MANY)))).to.be.below(1);
  });

  it('stays the same element from being sent to being stored', async () => {
    const list = await openList(rowsOf(MANY, [outgoing(900)]));
    const row = allInside(list, 'message-row').at(-1);
    list.rows = rowsOf([...MANY, stored(201, { id: 900 })]);
    await frames(1);
    expect(allInside(list, 'message-row').at(-1) === row).to.equal(true);
    expect(row?.dataset['key']).to.equal(`ada/${idOf(900)}`);
  });
});

it('a message stays the same element when older ones come before it', async () => {
  const list = await openList(rowsOf(MANY));
  const row = rowOf(list, 200);
  list.rows = rowsOf(conversation(51, 200));
  await frames(1);
  expect(rowOf(list, 200) === row).to.equal(true);
});

it('a message that did not change is not drawn again when another one comes', async () => {
  const list = await openList(rowsOf(MANY));
  let drawn = 0;
  for (const row of allInside(list, 'message-row')) Object.assign(row, { updated: () => (drawn += 1) });
  list.rows = rowsOf([...MANY, ...conversation(201, 201)]);
  await frames(2);
  expect(rowOf(list, 201) === undefined).to.equal(false);
  expect(drawn).to.equal(0);
});
