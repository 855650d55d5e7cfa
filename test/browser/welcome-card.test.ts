// <welcome-card>: what a first visitor sees.
import { html } from 'lit';
import { expect } from 'chai';
import type { WelcomeCard } from '../../web/ui/welcome-card.ts';
import '../../web/ui/welcome-card.ts';
import { accessibilityProblems, allInside, buttonOf, heard, inside, show, textOf } from './support.ts';

const open = (remembers: boolean): Promise<WelcomeCard> =>
  show(html`<welcome-card .remembers=${remembers}></welcome-card>`);

it('lets one in with a click', async () => {
  const chosen = heard('identity-chosen');
  buttonOf(inside(await open(true), 'identity-form'), 'Start chatting').click();
  expect(chosen).to.have.length(1);
});

it('warns where the browser will not remember', async () => {
  expect(textOf(inside(await open(false), '.notice'))).to.contain('it will ask again next time');
  expect(allInside(await open(true), '.notice')).to.have.length(0);
});

it('everybody can use it', async () => {
  expect(await accessibilityProblems(await open(false))).to.deep.equal([]);
});
