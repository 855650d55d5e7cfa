// FrameQueue: a burst of messages is one update of the page.
import { nextFrame } from '@open-wc/testing-helpers';
import { expect } from 'chai';
import { FrameQueue } from '../../web/session/frame-queue.ts';
import { until } from './support.ts';

/** A queue, and what it has handed on so far. */
function watched(): { readonly queue: Pick<FrameQueue<number>, 'add'>; readonly drains: (readonly number[])[] } {
  const drains: (readonly number[])[] = [];
  return { drains, queue: new FrameQueue((items) => drains.push(items)) };
}

/** One whose tab gets no frames. */
function hidden(): ReturnType<typeof watched> {
  const { queue, drains } = watched();
  const add = (number: number): void => {
    const requestAnimationFrame = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = () => 0;
    queue.add(number);
    window.requestAnimationFrame = requestAnimationFrame;
  };
  return { drains, queue: { add } };
}

const numbers = Array.from({ length: 5000 }, (_, index) => index);

it('a burst of 5,000 is handed on at once, in order, and not before the next frame', async () => {
  const { queue, drains } = watched();
  for (const number of numbers) queue.add(number);
  expect(drains).to.have.length(0);
  await nextFrame();
  expect(drains).to.deep.equal([numbers]);
});

it('what comes in another frame is handed on by itself', async () => {
  const { queue, drains } = watched();
  queue.add(1);
  await nextFrame();
  queue.add(2);
  await nextFrame();
  expect(drains).to.deep.equal([[1], [2]]);
});

it('what comes while something is handed on waits for the next frame', async () => {
  const drains: (readonly number[])[] = [];
  const queue: FrameQueue<number> = new FrameQueue((items) => {
    drains.push(items);
    if (items.includes(1)) queue.add(2);
  });
  queue.add(1);
  await until('both are handed on', () => drains.length === 2);
  expect(drains).to.deep.equal([[1], [2]]);
});

it('a hidden tab, which gets no frames, is not forgotten', async () => {
  const { queue, drains } = hidden();
  queue.add(1);
  await until('it is handed on', () => drains.length === 1, 1000);
  expect(drains).to.deep.equal([[1]]);
});

it('what a frame has handed on no timer hands on again', async () => {
  const { queue, drains } = watched();
  queue.add(1);
  await nextFrame();
  const later = hidden();
  later.queue.add(2);
  await until('the later timer is over', () => later.drains.length === 1, 1000);
  expect(drains).to.deep.equal([[1]]);
});

it('an empty queue does nothing', async () => {
  const { drains } = watched();
  await nextFrame();
  expect(drains).to.have.length(0);
});
