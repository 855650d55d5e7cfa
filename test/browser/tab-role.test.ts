// Which of a person's tabs has a role, such as to send, by the browser's own locks. Two tabs in one page are as two tabs elsewhere: a lock has one holder.
import { expect } from 'chai';
import { TabRole } from '../../web/session/tab-role.ts';
import { until } from './support.ts';

interface Tab {
  readonly role: TabRole;
  /** How often it got the role. */
  readonly got: () => number;
  readonly close: () => void;
}

let ends: AbortController[] = [];
afterEach(() => {
  for (const end of ends) end.abort();
  ends = [];
});

function openTab(name: string): Tab {
  const end = new AbortController();
  ends.push(end);
  let got = 0;
  const role = new TabRole(name, () => void (got += 1), end.signal);
  return { role, got: () => got, close: () => end.abort() };
}

/** What the browser says about the lock: how many hold it, and how many wait for it. */
async function lockState(name: string): Promise<readonly [held: number, waiting: number]> {
  const { held = [], pending = [] } = await navigator.locks.query();
  const count = (locks: LockInfo[]): number => locks.filter((lock) => lock.name === name).length;
  return [count(held), count(pending)];
}

async function untilLocks(name: string, held: number, waiting: number): Promise<void> {
  let state: readonly [number, number] = [-1, -1];
  const deadline = performance.now() + 5000;
  while (state[0] !== held || state[1] !== waiting) {
    if (performance.now() > deadline) throw new Error(`The lock is ${state.join(', ')}, not ${held}, ${waiting}.`);
    state = await lockState(name);
  }
}

const holders = (...tabs: readonly Tab[]): readonly boolean[] => tabs.map(({ role }) => role.held);

it('the first tab has it, the second one waits, and has it when the first is closed', async () => {
  const name = crypto.randomUUID();
  const [first, second] = [openTab(name), openTab(name)];
  first.role.start();
  await until('the first to have it', () => first.role.held);
  second.role.start();
  await untilLocks(name, 1, 1);
  expect(holders(first, second)).to.deep.equal([true, false]);
  first.close();
  await until('the second to have it', () => second.role.held);
  expect([first.got(), second.got()]).to.deep.equal([1, 1]);
  second.close();
  await untilLocks(name, 0, 0);
});

it('a tab takes it from the other one, which waits for it then, and gets it back', async () => {
  const name = crypto.randomUUID();
  const [first, second] = [openTab(name), openTab(name)];
  for (const { role } of [first, second]) role.start();
  await untilLocks(name, 1, 1);
  second.role.take();
  await until('the second to have it', () => second.role.held && !first.role.held);
  await untilLocks(name, 1, 1);
  first.role.take();
  await until('the first to have it back', () => first.role.held && !second.role.held);
  await untilLocks(name, 1, 1);
  first.close();
  await until('the second to have it again', () => second.role.held);
  await untilLocks(name, 1, 0);
});

it('whoever writes a lot takes it once', async () => {
  const name = crypto.randomUUID();
  const [first, second] = [openTab(name), openTab(name)];
  for (const { role } of [first, second]) role.start();
  await untilLocks(name, 1, 1);
  for (let times = 0; times < 5; times += 1) second.role.take();
  await until('the second to have it', () => second.role.held && !first.role.held);
  await untilLocks(name, 1, 1);
  for (let times = 0; times < 5; times += 1) second.role.take();
  await untilLocks(name, 1, 1);
  expect([second.role.held, second.got()]).to.deep.equal([true, 1]);
});

it('it may be taken before anybody waited for it, and is waited for once afterwards', async () => {
  const name = crypto.randomUUID();
  const [first, second] = [openTab(name), openTab(name)];
  first.role.take();
  first.role.start();
  await until('the first to have it', () => first.role.held);
  await untilLocks(name, 1, 0);
  second.role.take();
  await until('the second to have it', () => second.role.held && !first.role.held);
  await untilLocks(name, 1, 1);
});

it('taken to and fro a hundred times it has one holder in the end, and everybody else waits once', async () => {
  const name = crypto.randomUUID();
  const tabs = [openTab(name), openTab(name), openTab(name)];
  for (const { role } of tabs) role.start();
  for (let times = 0; times < 100; times += 1) {
    tabs[times % 3]?.role.take();
    if (times % 7 === 0) await navigator.locks.query();
  }
  await until('one to have it', () => holders(...tabs).filter(Boolean).length === 1);
  await untilLocks(name, 1, 2);
  await until('one to have it still', () => holders(...tabs).filter(Boolean).length === 1);
  for (const { close } of tabs) close();
  await untilLocks(name, 0, 0);
});

it('a closed tab takes nothing', async () => {
  const name = crypto.randomUUID();
  const [first, second] = [openTab(name), openTab(name)];
  first.role.start();
  await until('the first to have it', () => first.role.held);
  second.close();
  second.role.take();
  await untilLocks(name, 1, 0);
  expect(holders(first, second)).to.deep.equal([true, false]);
});

it('a tab that is closed while it waits does not keep others waiting', async () => {
  const name = crypto.randomUUID();
  const [first, second, third] = [openTab(name), openTab(name), openTab(name)];
  first.role.start();
  await until('the first to have it', () => first.role.held);
  second.role.start();
  await untilLocks(name, 1, 1);
  third.role.start();
  await untilLocks(name, 1, 2);
  second.close();
  first.close();
  await until('the third to have it', () => third.role.held);
});

it('other people’s tabs have a role of their own', async () => {
  const [ada, bob] = [openTab(crypto.randomUUID()), openTab(crypto.randomUUID())];
  for (const { role } of [ada, bob]) role.start();
  await until('both to have theirs', () => ada.role.held && bob.role.held);
});

it('where there are no locks, as on plain HTTP, every tab sends', async () => {
  const real = Object.getOwnPropertyDescriptor(Navigator.prototype, 'locks');
  if (real === undefined) throw new Error('The browser has no locks.');
  Reflect.deleteProperty(Navigator.prototype, 'locks');
  try {
    const name = crypto.randomUUID();
    const [first, second] = [openTab(name), openTab(name)];
    first.role.take(); // written before it was started
    for (const { role } of [first, second]) role.start();
    for (const { role } of [first, second]) role.take();
    expect(holders(first, second)).to.deep.equal([true, true]);
    expect([first.got(), second.got()]).to.deep.equal([1, 1]);
  } finally {
    Object.defineProperty(Navigator.prototype, 'locks', real);
  }
});
