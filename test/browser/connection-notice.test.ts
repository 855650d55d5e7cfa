// <connection-notice>: one calm line while there is no connection, or while much that was missed comes in.
import { html } from 'lit';
import { expect } from 'chai';
import type { ConnectionState } from '../../web/domain/chat.ts';
import type { ConnectionNotice } from '../../web/ui/connection-notice.ts';
import '../../web/ui/connection-notice.ts';
import { clockTime } from '../../web/ui/times.ts';
import { accessibilityProblems, allInside, buttonOf, heard, inside, show, textOf, until } from './support.ts';

const SINCE = new Date(2026, 4, 20, 9, 5).getTime();
const LIVE: ConnectionState = { type: 'live', server: 'natter', version: '2.15.1' };
const REFUSED: ConnectionState = { type: 'refused', refusal: { type: 'refused', reason: 'taken', free: ['ada-2'] } };
const SENTENCE = '@ada belongs to somebody else.';

const OFFLINE: ConnectionState = { type: 'offline', since: SINCE, retryAt: undefined };

const open = (connection: ConnectionState, catchingUp = 0): Promise<ConnectionNotice> =>
  show(html`<connection-notice .connection=${connection} .catchingUp=${catchingUp} handle="ada"></connection-notice>`);

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
    const notice = await open({ type, since: SINCE, retryAt: undefined });
    afterMilliseconds(notice, 999);
    expect(seen(notice)).to.equal(false);
    expect(notice.getBoundingClientRect().height).to.equal(0);
    afterMilliseconds(notice, 1000);
    expect(seen(notice)).to.equal(true);
    expect(notice.getBoundingClientRect().height).to.be.greaterThan(20);
  });
}

it('tells a loss by when it began, and what becomes of what one writes', async () => {
  const text = textOf(inside(await open(OFFLINE), 'p'));
  expect(text)
    .to.contain(`No connection since ${clockTime(SINCE)}.`)
    .and.contain('What you write is kept here and sent when there is one.');
});

it('says what becomes of what one writes before there ever was a connection', async () => {
  const text = textOf(inside(await open({ type: 'connecting', since: SINCE, retryAt: undefined }), 'p'));
  expect(text).to.contain('Connecting to NATS … What you write is kept here and sent then.');
});

describe('the next attempt', () => {
  const retrying = (milliseconds: number): ConnectionState => ({ ...OFFLINE, retryAt: Date.now() + milliseconds });
  const says = (notice: ConnectionNotice): string => textOf(inside(notice, '[aria-hidden=true]'));

  for (const type of ['connecting', 'offline'] as const) {
    it(`is counted down to, second by second, while ${type}`, async () => {
      const notice = await open({ type, since: SINCE, retryAt: Date.now() + 2900 });
      expect(says(notice)).to.equal('Next attempt in 3 s.');
      await until('two seconds to be left', () => says(notice) === 'Next attempt in 2 s.');
      await until('one second to be left', () => says(notice) === 'Next attempt in 1 s.');
      await until('the attempt', () => says(notice) === 'Trying …');
    });
  }

  it('is being made when nobody says when', async () => {
    expect(says(await open(OFFLINE))).to.equal('Trying …');
    expect(says(await open(retrying(-5000)))).to.equal('Trying …');
  });

  it('that comes after another one is counted down to anew', async () => {
    const notice = await open(retrying(900));
    expect(says(notice)).to.equal('Next attempt in 1 s.');
    notice.connection = retrying(7500);
    await notice.updateComplete;
    expect(says(notice)).to.equal('Next attempt in 8 s.');
    await until('the next second', () => says(notice) === 'Next attempt in 7 s.');
  });

  it('comes at once for those who do not want to wait', async () => {
    const wanted = heard('retry-wanted');
    const notice = await open(retrying(5000));
    buttonOf(notice, 'Try now').click();
    expect(wanted).to.have.length(1);
  });

  it('is not said again every second to those who listen, who have the button nevertheless', async () => {
    const notice = await open(retrying(5000));
    const spoken = [...inside(notice, 'p').querySelectorAll('[aria-hidden=true]')];
    expect(spoken.map((element) => element.textContent?.includes('Next attempt'))).to.deep.equal([true]);
    expect(buttonOf(notice, 'Try now').closest('[aria-hidden=true]')).to.equal(null);
  });

  it('is counted no longer when the notice is gone, nor when there is a connection', async () => {
    const ticks: number[] = [];
    const real = { start: window.setInterval.bind(window), stop: window.clearInterval.bind(window) };
    const running = new Set<number>();
    Object.assign(window, {
      setInterval: (run: () => void, time: number) => {
        const id = real.start(run, time);
        running.add(id);
        ticks.push(time);
        return id;
      },
      clearInterval: (id: number) => {
        running.delete(id);
        real.stop(id);
      },
    });
    try {
      const notice = await open(retrying(5000));
      expect(new Set(ticks)).to.deep.equal(new Set([1000]));
      expect(running.size).to.equal(1);
      notice.connection = LIVE;
      await notice.updateComplete;
      expect(running.size).to.equal(0);
      notice.connection = retrying(5000);
      await notice.updateComplete;
      expect(running.size).to.equal(1);
      notice.remove();
      expect(running.size).to.equal(0);
    } finally {
      Object.assign(window, { setInterval: real.start, clearInterval: real.stop });
    }
  });

  it('goes on being counted when the notice is moved elsewhere in the page', async () => {
    const notice = await open(retrying(2900));
    const place = notice.parentElement;
    notice.remove();
    place?.append(notice);
    await until('two seconds to be left', () => says(notice) === 'Next attempt in 2 s.');
  });
});

describe('what was missed', () => {
  it('is worth a word when it is much, with how much is still to come', async () => {
    const notice = await open(LIVE, 100);
    afterMilliseconds(notice, 1000);
    expect(textOf(inside(notice, 'p'))).to.equal('Fetching 100 messages you missed …');
    notice.catchingUp = 99;
    await notice.updateComplete;
    expect(allInside(notice, 'p')).to.have.length(0);
  });

  it('is not what is said while there is no connection to fetch it over', async () => {
    expect(textOf(inside(await open(OFFLINE, 5000), 'p'))).to.contain('No connection since');
  });
});

it('tells a refusal at once, with the reason', async () => {
  const notice = await open(REFUSED);
  afterMilliseconds(notice, 0);
  expect(seen(notice)).to.equal(true);
  expect(textOf(inside(notice, 'p'))).to.equal(SENTENCE);
});

it('goes away with the connection’s return', async () => {
  const notice = await open(OFFLINE);
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
  const retrying = { ...OFFLINE, retryAt: Date.now() + 8000 };
  const connecting = { type: 'connecting', since: SINCE, retryAt: undefined } as const;
  for (const connection of [LIVE, REFUSED, OFFLINE, retrying, connecting]) {
    const notice = await open(connection, 500);
    afterMilliseconds(notice, 1000);
    expect(await accessibilityProblems(notice)).to.deep.equal([]);
  }
});
