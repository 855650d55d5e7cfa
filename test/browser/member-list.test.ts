// <member-list>: who is in the room.
import { html } from 'lit';
import { expect } from 'chai';
import type { People } from '../../web/domain/people.ts';
import type { PresentPerson } from '../../web/domain/roster.ts';
import type { MemberList } from '../../web/ui/member-list.ts';
import '../../web/ui/member-list.ts';
import { accessibilityProblems, allInside, buttonOf, heard, inside, show, textOf } from './support.ts';

const member = (handle: string, changes: Partial<PresentPerson> = {}): PresentPerson => ({
  handle,
  state: 'active',
  status: '',
  user: { name: handle, emoji: '🦊' },
  ...changes,
});

const MEMBERS = [
  member('ada', { user: { name: 'Ada', emoji: '🦊' } }),
  member('bob', { state: 'away', user: { name: 'Robert', emoji: '🐻' } }),
  member('cleo', { state: 'dnd', status: 'writing tests' }),
];

const open = (members = MEMBERS, people: People = new Map()): Promise<MemberList> =>
  show(
    html`<member-list style="height: 20rem; width: 14.5rem" .members=${members} .people=${people} self="ada"></member-list>`,
  );
const entries = (list: MemberList): readonly string[] => allInside(list, 'li').map(textOf);

it('says how many are there, who in which state, and what they say of it', async () => {
  const list = await open();
  expect(textOf(inside(list, 'h2'))).to.equal('3 here');
  expect(allInside(list, 'h3').map(textOf)).to.deep.equal(['Active · 1', 'Do not disturb · 1', 'Away · 1']);
  expect(entries(list)).to.deep.equal(['Ada you', 'cleo writing tests', 'Robert @bob']);
});

it('a new name counts before the one a tab still says', async () => {
  const people = new Map([['bob', { name: 'Bobby', emoji: '', key: 'U' }]]);
  expect(entries(await open(MEMBERS, people))).to.include('Bobby @bob');
});

it('a name that looks like somebody else’s shows whose it is', async () => {
  const list = await open([member('mallory', { user: { name: 'Ada', emoji: '' } })]);
  expect(entries(list)).to.deep.equal(['Ada @mallory']);
});

it('a long name does not push away whose it is', async () => {
  const list = await open([member('mallory', { user: { name: `Ada${'\u2800'.repeat(60)}`, emoji: '' } })]);
  const handle = inside(list, '.handle');
  expect(handle.getBoundingClientRect().right).to.be.at.most(list.getBoundingClientRect().right);
  expect(handle.scrollWidth).to.equal(handle.clientWidth);
});

it('a click on somebody is how one learns more of them', async () => {
  const wanted = heard('person-wanted');
  const list = await open();
  buttonOf(list, 'Robert @bob').click();
  expect(wanted.map(({ handle }) => handle)).to.deep.equal(['bob']);
  expect(wanted[0]?.anchor === buttonOf(list, 'Robert @bob')).to.equal(true);
});

it('of 2,000 people few are in the page, and all are counted; the others come when asked for, and may leave', async () => {
  const many = Array.from({ length: 2000 }, (_, index) => member(`person-${index}`));
  const list = await open(many);
  expect(textOf(inside(list, 'h2'))).to.equal('2,000 here');
  expect(allInside(list, 'li')).to.have.length(100);
  list.members = [...many, member('one-more')];
  await list.updateComplete;
  expect(allInside(list, 'li')).to.have.length(100);
  buttonOf(list, 'Show 1,901 more').click();
  await list.updateComplete;
  expect(allInside(list, 'li')).to.have.length(1100);
  list.members = many.slice(0, 3);
  await list.updateComplete;
  expect(allInside(list, 'li')).to.have.length(3);
  expect(allInside(list, '.link')).to.have.length(0);
});

it('long and strange names and words stay within their place', async () => {
  const strange = [
    'W'.repeat(64),
    'مرحبا بالعالم',
    '\u202Eevil\u202E',
    'a\u0301'.repeat(32),
    '👨‍👩‍👧‍👦'.repeat(5),
    '<b>bold</b>',
    '\u200b',
  ];
  const list = await open(
    strange.map((name, index) =>
      member(`${'h'.repeat(30)}${index}`, {
        user: { name, emoji: '𒐫'.repeat(16) },
        status: `${name} `.repeat(3).slice(0, 100),
      }),
    ),
  );
  expect(list.scrollWidth).to.equal(list.clientWidth);
  for (const entry of allInside(list, '.person')) {
    expect(entry.getBoundingClientRect().right).to.be.at.most(list.getBoundingClientRect().right);
    expect(entry.offsetHeight).to.be.lessThan(80);
  }
  expect(allInside(list, 'b')).to.have.length(0);
});

it('everybody can use it, in an empty room too', async () => {
  expect(await accessibilityProblems(await open())).to.deep.equal([]);
  expect(await accessibilityProblems(await open([]))).to.deep.equal([]);
});
