// `ban` and `unban`, against a real nats-server and the real callout.
import { expect, test } from 'vitest';
import { ban, unban } from '../../launcher/admin/ban.ts';
import { release } from '../../launcher/admin/release.ts';
import { who } from '../../launcher/admin/who.ts';
import { LaunchError } from '../../launcher/errors.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { accessTo, enter, isTurnedAway, printed } from '../support/admin.ts';
import { startBroker } from '../support/broker.ts';

test('who is banned is thrown out at once, in all tabs, and neither comes back nor gets in under another handle', async () => {
  await using broker = await startBroker();
  const [mallory, ada] = [newSeed(), newSeed()];
  using first = await enter(broker, 'mallory', mallory);
  using second = await enter(broker, 'mallory', mallory);
  using other = await enter(broker, 'mallory2', mallory);
  using bystander = await enter(broker, 'ada', ada);

  const output = await printed((say) => ban(accessTo(broker), 'mallory', say));
  expect(output).toContain(
    '@mallory is banned. So is the key that has it, and with that @mallory2.\n3 connections ended.',
  );
  await Promise.all([first, second, other].map((tab) => tab.ended));
  for (const tab of [first, second, other]) {
    expect(tab.connectionEvents).toEqual(['connected', 'disconnected', 'refused']);
  }
  await isTurnedAway(broker, 'mallory', mallory);
  await isTurnedAway(broker, 'mallory2', mallory);
  await isTurnedAway(broker, 'somebody-new', mallory);
  await isTurnedAway(broker, 'mallory', newSeed());
  await bystander.connection.roundTrip();
  expect(bystander.connectionEvents).toEqual(['connected']);
});

test('who is unbanned gets in again, with the old handle', async () => {
  await using broker = await startBroker();
  const seed = newSeed();
  using before = await enter(broker, 'mallory', seed);
  await ban(accessTo(broker), 'mallory', () => {});
  await before.ended;
  expect(await printed((say) => unban(accessTo(broker), 'mallory', say))).toBe('@mallory may come in again.\n');
  using after = await enter(broker, 'mallory', seed);
  expect(after.connectionEvents).toEqual(['connected']);
  await expect(unban(accessTo(broker), 'mallory', () => {})).rejects.toThrow('@mallory is not banned.');
});

test('a key that is banned under two handles gets in when both are unbanned', async () => {
  await using broker = await startBroker();
  const seed = newSeed();
  for (const handle of ['mallory', 'mallory2']) (await enter(broker, handle, seed))[Symbol.dispose]();
  await ban(accessTo(broker), 'mallory', () => {});
  await expect(unban(accessTo(broker), 'mallory2', () => {})).rejects.toMatchObject({
    message: '@mallory2 is not banned.',
    remedy: 'Its key is, as that of @mallory: unban that.',
  });
  await ban(accessTo(broker), 'mallory2', () => {});
  const output = await printed((say) => unban(accessTo(broker), 'mallory', say));
  expect(output).toContain('But not with the key it had: that is still banned, as that of @mallory2.');
  await isTurnedAway(broker, 'mallory', seed);
  await unban(accessTo(broker), 'mallory2', () => {});
  using back = await enter(broker, 'mallory', seed);
  expect(back.connectionEvents).toEqual(['connected']);
});

test('a handle nobody has can be banned, and one that is reserved cannot', async () => {
  await using broker = await startBroker();
  const output = await printed((say) => ban(accessTo(broker), 'squatter', say));
  expect(output).toContain('@squatter is banned. Nobody has this handle yet, and nobody can take it now.');
  await isTurnedAway(broker, 'squatter', newSeed());
  for (const handle of ['cli', 'admin']) {
    await expect(ban(accessTo(broker), handle, () => {})).rejects.toThrow(LaunchError);
  }
  expect(await printed((say) => who(accessTo(broker), say))).toMatch(/^squatter +\d{4}-\d\d-\d\d \S+ +the handle$/m);
});

test('a handle that was released before it is banned says nothing about its last owner’s key', async () => {
  await using broker = await startBroker();
  const seed = newSeed();
  (await enter(broker, 'ada', seed))[Symbol.dispose]();
  await release(accessTo(broker), 'ada', () => {});
  expect(await printed((say) => ban(accessTo(broker), 'ada', say))).toContain('Nobody has this handle yet');
  using elsewhere = await enter(broker, 'ada2', seed);
  expect(elsewhere.connectionEvents).toEqual(['connected']);
});

test('a ban that is given twice is lifted by one unban', async () => {
  await using broker = await startBroker();
  const seed = newSeed();
  (await enter(broker, 'mallory', seed))[Symbol.dispose]();
  for (let time = 0; time < 2; time += 1) await ban(accessTo(broker), 'mallory', () => {});
  await unban(accessTo(broker), 'mallory', () => {});
  using back = await enter(broker, 'mallory', seed);
  expect(back.connectionEvents).toEqual(['connected']);
});
