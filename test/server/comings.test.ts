// Who came and who left, as a tab hears it; and that nobody does when only a connection or a server was away.
import { expect, test } from 'vitest';
import { DEFAULT_PREFERENCES } from '../../web/domain/preferences.ts';
import { comingsText } from '../../web/ui/comings-text.ts';
import { startBroker } from '../support/broker.ts';
import { Visit } from '../support/visit.ts';

const preferences = { ...DEFAULT_PREFERENCES, joinNotices: true };
const lines = ({ state }: Visit): readonly string[] =>
  state.comings.map((line) => comingsText(line, new Map()).replaceAll(/[\u2068\u2069]/g, ''));
const reads = (visit: Visit, line: string): Promise<void> =>
  visit.until(`one who reads “${line}”`, () => lines(visit).join('; ') === line);

test('whoever wants it reads who comes and who goes, but not who was there already, and not in the next room', async () => {
  await using broker = await startBroker();
  using bob = await Visit.open(broker.webSocket, 'bob');
  using ada = await Visit.open(broker.webSocket, 'ada', { preferences });
  await ada.sees('ada active', 'bob active');
  using cleo = await Visit.open(broker.webSocket, 'cleo');
  await reads(ada, 'cleo came');
  bob.session.leave();
  await reads(ada, 'cleo came, bob left');
  cleo.session.leave();
  await reads(ada, 'bob left');
  expect(lines(cleo)).toEqual([]);
  ada.session.enterRoom('Rust');
  expect(lines(ada)).toEqual([]);
});

test('after nats-server was killed nobody came and nobody left', async () => {
  await using broker = await startBroker();
  using bob = await Visit.open(broker.webSocket, 'bob');
  using ada = await Visit.open(broker.webSocket, 'ada', { preferences });
  await ada.sees('ada active', 'bob active');
  using cleo = await Visit.open(broker.webSocket, 'cleo');
  await reads(ada, 'cleo came');
  await broker.killAndRestart();
  // Whoever turns up now may have been there all the time, for all that Ada’s tab can know.
  using dora = await Visit.open(broker.webSocket, 'dora');
  for (const visit of [ada, bob, cleo, dora])
    await visit.sees('ada active', 'bob active', 'cleo active', 'dora active');
  expect(lines(ada)).toEqual(['cleo came']);
});
