// <nats-badge>: which server this tab speaks to.
import { html } from 'lit';
import { expect } from 'chai';
import type { ConnectionState } from '../../web/domain/chat.ts';
import type { NatsBadge } from '../../web/ui/nats-badge.ts';
import '../../web/ui/nats-badge.ts';
import { accessibilityProblems, inside, show, textOf } from './support.ts';

const STATES: readonly (readonly [state: ConnectionState, says: string])[] = [
  [{ type: 'connecting', since: 0, retryAt: undefined }, 'NATS – connecting'],
  [{ type: 'offline', since: 0, retryAt: 1000 }, 'NATS – not connected'],
  [{ type: 'refused', refusal: { type: 'refused', reason: 'taken', free: [] } }, 'NATS – refused'],
  [{ type: 'live', server: 'natter', version: '2.15.1' }, 'NATS 2.15.1 · natter'],
];

for (const [connection, says] of STATES) {
  it(`says “${says}” when the connection is ${connection.type}`, async () => {
    const badge = await show<NatsBadge>(html`<nats-badge .connection=${connection}></nats-badge>`);
    expect(textOf(inside(badge, 'span'))).to.equal(says);
    expect(await accessibilityProblems(badge)).to.deep.equal([]);
  });
}
