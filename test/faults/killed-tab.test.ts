// A tab is gone from one moment to the next, with the process it ran in: nobody says goodbye, and it is not there any more.
import { expect, test } from 'vitest';
import { setFaultStage } from '../support/faults.ts';
import { isConnected } from '../support/reading.ts';

const stage = setFaultStage();

const PRESENCE_SECONDS = 4;

test('a killed tab empties its presence without help from anyone, and whoever lives stays', async () => {
  await using place = await stage.install({ presenceSeconds: PRESENCE_SECONDS });
  const ada = await place.open('/?as=Ada#/room/Go');
  const bob = await place.open('/?as=Bob#/room/Go');
  const cleo = await place.open('/?as=Cleo#/room/Go');
  await ada.page.getByRole('button', { name: '3 people here' }).waitFor();
  const before = Date.now();
  await bob.crash();
  await ada.page.getByRole('button', { name: '2 people here' }).waitFor();
  // Not before its word has lapsed, for nobody has said that it is gone: the last one was at most so old.
  expect(Date.now() - before).toBeLessThan(2 * PRESENCE_SECONDS * 1000);
  await cleo.page.getByRole('button', { name: '2 people here' }).waitFor();
  const dan = await place.open('/?as=Dan#/room/Go');
  await dan.page.getByRole('button', { name: '3 people here' }).waitFor();
  expect(await dan.page.getByRole('listitem').filter({ hasText: 'Bob' }).count()).toBe(0);
});

test('who has another tab when one is killed is still there', async () => {
  await using place = await stage.install({ presenceSeconds: PRESENCE_SECONDS });
  const ada = await place.open('/?as=Ada#/room/Go');
  const bob = await place.open('/?as=Bob#/room/Go');
  const second = await place.openIn(bob.page.context(), '/?as=Bob#/room/Go');
  await isConnected(second); // from then on its word holds too
  await ada.page.getByRole('button', { name: '2 people here' }).waitFor();
  await bob.crash();
  const gone = ada.page
    .getByRole('button', { name: '1 person here' })
    .waitFor({ timeout: 2 * PRESENCE_SECONDS * 1000 });
  await expect(gone).rejects.toThrow(/Timeout/);
  await second.say('here');
  await ada.sees('here');
});
