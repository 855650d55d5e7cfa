// <person-card>: what is known of somebody.
import { html } from 'lit';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import type { PresentPerson } from '../../web/domain/roster.ts';
import type { Profile } from '../../web/protocol/profile.ts';
import { PersonCard } from '../../web/ui/person-card.ts';
import { accessibilityProblems, allInside, buttonOf, heard, inside, show, textOf, until } from './support.ts';

const KEY = 'UB4M2VQ6C2YRKW5L5TVN3TQKJ5Y6YV2XGQF5DCZ3L7LQ2MWJ3OCGEXSP';
const BOB: Profile = { name: 'Robert', emoji: '🐻', hue: 30, key: KEY, about: 'Keeps bees' };
const HERE: PresentPerson = { handle: 'bob', state: 'dnd', status: 'writing', user: { name: 'Bob', emoji: '🐻' } };

interface Wish {
  readonly handle?: string;
  readonly profile?: Profile | undefined;
  readonly present?: PresentPerson | undefined;
  readonly own?: boolean;
  /** Where the anchor lies, from the window's top and left, in pixels. */
  readonly at?: readonly [left: number, top: number];
}

async function open({ handle = 'bob', profile, present, own = false, at = [20, 20] }: Wish = {}): Promise<PersonCard> {
  const [left, top] = at;
  const page = await show(html`<main>
    <button style="position: fixed; left: ${left}px; top: ${top}px">Bob</button>
    <person-card .handle=${handle} .profile=${profile} .present=${present} .own=${own}></person-card>
  </main>`);
  const card = page.querySelector('person-card');
  if (!(card instanceof PersonCard)) throw new Error('There is no card.');
  return card;
}

/** The same beside the button, as somebody who clicked there finds it. */
async function openAt(at: readonly [number, number]): Promise<{ card: DOMRect; anchor: DOMRect }> {
  const [left, top] = at;
  const page = await show(
    html`<main><button style="position: fixed; left: ${left}px; top: ${top}px">Bob</button></main>`,
  );
  const anchor = page.querySelector('button');
  const card = new PersonCard();
  Object.assign(card, { handle: 'bob', profile: BOB, present: HERE, anchor });
  page.append(card);
  await card.updateComplete;
  if (anchor === null) throw new Error('There is no button.');
  return { card: inside(card, '[popover]').getBoundingClientRect(), anchor: anchor.getBoundingClientRect() };
}

it('says how somebody is called and who they are, how they are, what they say of themselves, and their fingerprint', async () => {
  const card = await open({ profile: BOB, present: HERE });
  expect(textOf(inside(card, 'h2'))).to.equal('Robert');
  expect(textOf(inside(card, '.handle'))).to.equal('@bob');
  expect(allInside(card, 'p').map(textOf)).to.deep.equal(['Do not disturb · writing', 'Keeps bees']);
  expect(textOf(inside(card, 'dd'))).to.equal('4M2V Q6C2 YRKW 5L5T');
  expect(inside(card, '[popover]').getAttribute('aria-label')).to.equal('About Robert');
});

it('of somebody nobody knows anything of says at least the handle, and that they are not here', async () => {
  const card = await open();
  expect(textOf(inside(card, 'h2'))).to.equal('bob');
  expect(allInside(card, 'p').map(textOf)).to.deep.equal(['Not in this room right now']);
  expect(allInside(card, 'dd')).to.have.length(0);
});

it('of the command line says what that is, and it cannot be called', async () => {
  const card = await open({ handle: 'cli' });
  expect(textOf(inside(card, 'p'))).to.contain('the machine that runs natter');
  expect(allInside(card, 'button')).to.have.length(0);
});

it('calls somebody in the composer, and closes', async () => {
  const wanted = heard('mention-wanted');
  const card = await open({ profile: BOB });
  let closed = 0;
  card.addEventListener('close', () => (closed += 1));
  buttonOf(card, 'Mention @bob').click();
  expect(wanted.map(({ handle }) => handle)).to.deep.equal(['bob']);
  await until('the card to say that it closed', () => closed === 1);
});

it('is closed by Esc, and stays closed when something becomes known of the person in that moment', async () => {
  const card = await open({ profile: BOB });
  let closed = 0;
  card.addEventListener('close', () => (closed += 1));
  inside(card, '[popover]').hidePopover();
  card.profile = { ...BOB, name: 'Bobby' };
  await card.updateComplete;
  expect(inside(card, '[popover]').matches(':popover-open')).to.equal(false);
  await until('the card to say that it closed', () => closed === 1);
  const another = await open({ profile: BOB });
  await sendKeys({ press: 'Escape' });
  expect(inside(another, '[popover]').matches(':popover-open')).to.equal(false);
});

it('of oneself lets one say how available one is', async () => {
  const card = await open({ profile: BOB, own: true });
  expect(allInside(card, 'availability-form')).to.have.length(1);
  expect(allInside(card, 'button')).to.have.length(0);
});

for (const at of [
  [10, 10],
  [innerWidth - 60, 10],
  [10, innerHeight - 40],
  [innerWidth - 60, innerHeight - 40],
] as const) {
  it(`lies beside what it is about, and within the window (from ${at.join(', ')})`, async () => {
    const { card, anchor } = await openAt(at);
    expect(card.left).to.be.at.least(0);
    expect(card.top).to.be.at.least(0);
    expect(card.right).to.be.at.most(innerWidth);
    expect(card.bottom).to.be.at.most(innerHeight);
    expect(card.left >= anchor.right || card.right <= anchor.left).to.equal(true);
  });
}

it('a very long name, word or portrait stays within the card', async () => {
  const long = { ...BOB, name: 'W'.repeat(64), about: 'Ж'.repeat(200) };
  const card = await open({ profile: long, present: { ...HERE, status: 'm'.repeat(100) } });
  const shown = inside(card, '[popover]');
  expect(shown.scrollWidth).to.equal(shown.clientWidth);
});

it('everybody can use it', async () => {
  for (const wish of [{ profile: BOB, present: HERE }, { handle: 'cli' }, { profile: BOB, own: true }, {}]) {
    expect(await accessibilityProblems(await open(wish))).to.deep.equal([]);
  }
});
