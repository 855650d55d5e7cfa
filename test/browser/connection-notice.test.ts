// <connection-notice>: one calm line while there is no connection.
import { html } from 'lit';
import { expect } from 'chai';
import type { ConnectionState } from '../../web/domain/chat.ts';
import type { ConnectionNotice } from '../../web/ui/connection-notice.ts';
import '../../web/ui/connection-notice.ts';
import { clockTime } from '../../web/ui/times.ts';
import { accessibilityProblems, allInside, inside, show, textOf } from './support.ts';

const SINCE = new Date(2026, 4, 20, 9, 5).getTime();
const LIVE: ConnectionState = { type: 'live', server: 'natter', version: '2.15.1' };
const REFUSED: ConnectionState = { type: 'refused', refusal: { type: 'refused', reason: 'taken', free: ['ada-2'] } };
const SENTENCE = '@ada belongs to somebody else.';

const open = (connection: ConnectionState): Promise<ConnectionNotice> =>
  show(html`<connection-notice .connection=${connection} handle="ada"></connection-notice>`);

/** Moves the clock of everything that moves in the notice, instead of waiting for it. */
function afterMilliseconds(notice: ConnectionNotice, time: number): void {
  for (const animation of notice.shadowRoot?.getAnimations() ?? []) {
    animation.pause();
    animation.currentTime = time;
  }
}

const seen = (notice: ConnectionNotice): boolean => getComputedStyle(inside(notice, 'p')).visibility === 'visible';

it('with a connection says nothing', async () => {
  const notice = await open(LIVE);
  expect(textOf(inside(notice, '[role=status]'))).to.equal('');
  expect(notice.getBoundingClientRect().height).to.equal(0);
});

for (const type of ['connecting', 'offline'] as const) {
  it(`while ${type} says nothing in the first second, for most losses are over by then`, async () => {
    const notice = await open({ type, since: SINCE });
    afterMilliseconds(notice, 999);
    expect(seen(notice)).to.equal(false);
    expect(notice.getBoundingClientRect().height).to.equal(0);
    afterMilliseconds(notice, 1000);
    expect(seen(notice)).to.equal(true);
    expect(notice.getBoundingClientRect().height).to.be.greaterThan(20);
  });
}

it('tells a loss by when it began, and what becomes of what one writes', async () => {
  const text = textOf(inside(await open({ type: 'offline', since: SINCE }), 'p'));
  expect(text)
    .to.contain(`No connection since ${clockTime(SINCE)}.`)
    .and.contain('what you write meanwhile is sent then');
});

it('tells a refusal at once, with the reason', async () => {
  const notice = await open(REFUSED);
  afterMilliseconds(notice, 0);
  expect(seen(notice)).to.equal(true);
  expect(textOf(inside(notice, 'p'))).to.equal(SENTENCE);
});

it('goes away with the connection’s return', async () => {
  const notice = await open({ type: 'offline', since: SINCE });
  notice.connection = LIVE;
  await notice.updateComplete;
  expect(allInside(notice, 'p')).to.have.length(0);
});

it('speaks from a place that was there before, so that screen readers say it', async () => {
  const notice = await open(LIVE);
  const place = inside(notice, '[role=status]');
  notice.connection = REFUSED;
  await notice.updateComplete;
  expect(place.isConnected && textOf(place)).to.equal(SENTENCE);
});

it('everybody can read it', async () => {
  for (const connection of [LIVE, REFUSED, { type: 'offline', since: SINCE } as const]) {
    const notice = await open(connection);
    afterMilliseconds(notice, 1000);
    expect(await accessibilityProblems(notice)).to.deep.equal([]);
  }
});
