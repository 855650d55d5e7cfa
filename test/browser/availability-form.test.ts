// <availability-form>: how available one is.
import { html } from 'lit';
import { expect } from 'chai';
import type { ChosenAvailability } from '../../web/domain/preferences.ts';
import type { AvailabilityForm } from '../../web/ui/availability-form.ts';
import '../../web/ui/availability-form.ts';
import { accessibilityProblems, allInside, enter, heard, inside, show } from './support.ts';

const open = (availability: ChosenAvailability = 'auto', status = ''): Promise<AvailabilityForm> =>
  show(html`<availability-form .availability=${availability} .status=${status}></availability-form>`);
const radio = (form: AvailabilityForm, value: string): HTMLInputElement => {
  const found = allInside(form, 'input[type=radio]', HTMLInputElement).find((input) => input.value === value);
  if (found === undefined) throw new Error(`There is no choice ${value}.`);
  return found;
};

it('shows what one chose, and what one does by oneself where one chose nothing', async () => {
  expect(radio(await open(), 'auto').checked).to.equal(true);
  const form = await open('dnd', 'writing');
  expect([radio(form, 'dnd').checked, inside(form, '#status', HTMLInputElement).value]).to.deep.equal([
    true,
    'writing',
  ]);
});

it('every choice counts at once, with the words that are there', async () => {
  const chosen = heard('availability-chosen');
  const form = await open(undefined, 'writing');
  for (const value of ['dnd', 'away', 'auto']) radio(form, value).click();
  expect(chosen.map(({ availability }) => availability)).to.deep.equal(['dnd', 'away', 'auto']);
  expect(chosen.map(({ status }) => status)).to.deep.equal(['writing', 'writing', 'writing']);
});

it('one’s own words count without a button, without what surrounds them, and have a limit', async () => {
  const chosen = heard('availability-chosen');
  const form = await open('away');
  const status = inside(form, '#status', HTMLInputElement);
  enter(status, '  at lunch ');
  status.dispatchEvent(new Event('change', { bubbles: true }));
  expect(chosen.map(({ availability, status: said }) => [availability, said])).to.deep.equal([['away', 'at lunch']]);
  expect(status.maxLength).to.equal(100);
});

it('what is being typed stays when the choice changes meanwhile', async () => {
  const chosen = heard('availability-chosen');
  const form = await open();
  const status = inside(form, '#status', HTMLInputElement);
  enter(status, 'half');
  radio(form, 'dnd').click();
  form.availability = 'dnd';
  await form.updateComplete;
  expect(status.value).to.equal('half');
  expect(chosen.at(-1)?.status).to.equal('half');
});

it('everybody can use it', async () => {
  expect(await accessibilityProblems(await open('dnd', 'writing'))).to.deep.equal([]);
});
