// <message-list> with thousands of messages: a part of them is in the page, and all of them can be reached.
import { expect } from 'chai';
import { nextFrame } from '@open-wc/testing-helpers';
import { screenful, STEP_ROWS, WINDOW_ROWS } from '../../web/ui/list-window.ts';
import {
  conversation,
  frames,
  keysIn,
  movedSince,
  openList,
  readingIn,
  rowOf,
  rowsOf,
  scrollerOf,
  scrollToNewest,
  scrollToOldest,
  scrollUp,
} from './list-support.ts';
import { buttonOf, inside, textOf, until } from './support.ts';

const MESSAGES = conversation(1, 2000);

it('of 2,000 messages every one can be reached, up and down, and never are more than a few hundred in the page', async function reach() {
  this.timeout(60_000);
  const list = await openList(rowsOf(MESSAGES));
  const seen = new Set(keysIn(list));
  let most = keysIn(list).length;
  const look = (): void => {
    for (const key of keysIn(list)) seen.add(key);
    most = Math.max(most, keysIn(list).length);
  };
  await scrollToOldest(list, look);
  expect([...seen].toSorted()).to.deep.equal(list.rows.map(({ key }) => key).toSorted());
  seen.clear();
  look();
  await scrollToNewest(list, look);
  expect(seen.size).to.equal(list.rows.length);
  expect(most).to.be.at.most(WINDOW_ROWS);
});

it('few are in the page at the newest, and again few once somebody who scrolled back is there again', async () => {
  const list = await openList(rowsOf(MESSAGES));
  const LOWEST_ROW = 24;
  const few = screenful(innerHeight, LOWEST_ROW) + STEP_ROWS;
  expect(keysIn(list).length).to.be.at.most(few);
  for (let steps = 0; steps < 10; steps += 1) await scrollUp(list, scrollerOf(list).scrollHeight);
  expect(keysIn(list).length).to.be.above(few);
  await scrollToNewest(list);
  await scrollUp(list, 0);
  list.rows = rowsOf([...MESSAGES, ...conversation(2001, 2001)]);
  await frames(2);
  expect(keysIn(list).length).to.be.at.most(few);
  expect(rowOf(list, 2001)).not.to.equal(undefined);
});

it('what one reads stays in place while the part in the page moves along', async () => {
  const list = await openList(rowsOf(MESSAGES));
  const [first] = keysIn(list);
  const { scrollHeight, clientHeight } = scrollerOf(list);
  scrollerOf(list).scrollTop = -(scrollHeight - clientHeight - 300);
  const reading = readingIn(list);
  await until('older messages come into the page', () => keysIn(list)[0] !== first);
  expect(movedSince(list, reading)).to.be.below(1);
  await nextFrame();
  expect(movedSince(list, reading)).to.be.below(1);
});

describe('thousands of messages back', () => {
  it('new messages are counted, and move nothing', async () => {
    const list = await openList(rowsOf(MESSAGES));
    for (let windows = 0; windows < 3; windows += 1) await scrollUp(list, scrollerOf(list).scrollHeight);
    const reading = readingIn(list);
    list.rows = rowsOf([...MESSAGES, ...conversation(2001, 2700)]);
    await frames(2);
    expect(movedSince(list, reading)).to.be.below(1);
    expect(textOf(inside(list, '.newer'))).to.equal('700 new messages');
    buttonOf(list, '700 new messages').click();
    await until('the newest message is in the page', () => rowOf(list, 2700) !== undefined);
    await frames(2);
    const bottom = scrollerOf(list).getBoundingClientRect().bottom;
    expect(rowOf(list, 2700)?.getBoundingClientRect().bottom).to.be.within(bottom - 30, bottom);
  });
});
