// <handle-field>: the handle somebody wants, and what stands against it.
import { html } from 'lit';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import type { TurnedAway } from '../../web/domain/identity.ts';
import { refusalSentence } from '../../web/protocol/login.ts';
import type { Refusal } from '../../web/protocol/login.ts';
import { handleProblem } from '../../web/protocol/subjects.ts';
import type { HandleField } from '../../web/ui/handle-field.ts';
import '../../web/ui/handle-field.ts';
import { accessibilityProblems, allInside, buttonOf, enter, hasFocus, heard, inside, show, textOf } from './support.ts';

const turnedAway = (handle: string, reason: Refusal, free: readonly string[] = []): TurnedAway => ({
  handle,
  refusal: { type: 'refused', reason, free },
});

const open = (value: string, answer?: TurnedAway, insist = false): Promise<HandleField> =>
  show(html`<handle-field .value=${value} .turnedAway=${answer} .insist=${insist}></handle-field>`);
const input = (field: HandleField): HTMLInputElement => inside(field, 'input', HTMLInputElement);
const note = (field: HandleField): string => textOf(inside(field, '#note'));
const problems = (field: HandleField): readonly string[] => allInside(field, '.problem').map(textOf);
const proposals = (field: HandleField): readonly string[] => allInside(field, 'button').map(textOf);

it('says what a handle is for, as long as nothing stands against it', async () => {
  const field = await open('ada');
  expect([problems(field), proposals(field)]).to.deep.equal([[], []]);
  expect(note(field)).to.contain('Part of every subject you publish to');
  expect(input(field).getAttribute('aria-invalid')).to.equal('false');
});

it('tells what is typed, and shows what it is given', async () => {
  const field = await open('ada');
  const considered = heard('handle-considered');
  enter(input(field), 'bob');
  expect(considered.map(({ handle }) => handle)).to.deep.equal(['bob']);
  field.value = 'carol';
  await field.updateComplete;
  expect(input(field).value).to.equal('carol');
});

describe('a handle that is taken', () => {
  const TAKEN = turnedAway('ada', 'taken', ['ada-2', 'ada-7']);

  it('is said to be, with those that are free', async () => {
    const field = await open('ada', TAKEN);
    expect(problems(field)).to.deep.equal([refusalSentence('taken', 'ada')]);
    expect(proposals(field)).to.deep.equal(['@ada-2', '@ada-7']);
    expect(input(field).getAttribute('aria-invalid')).to.equal('true');
    expect(input(field).getAttribute('aria-describedby')).to.equal('note');
  });

  it('gives way to a free one with a click, and with the keyboard', async () => {
    const field = await open('ada', TAKEN);
    const considered = heard('handle-considered');
    buttonOf(field, '@ada-7').click();
    buttonOf(field, '@ada-2').focus();
    await sendKeys({ press: 'Enter' });
    expect(considered.map(({ handle }) => handle)).to.deep.equal(['ada-7', 'ada-2']);
  });

  it('is forgotten as soon as another one is typed', async () => {
    const field = await open('ada2', TAKEN);
    expect([problems(field), proposals(field)]).to.deep.equal([[], []]);
  });

  it('is said without proposals where there are none', async () => {
    const field = await open('ada', turnedAway('ada', 'taken'));
    expect([problems(field).length, proposals(field).length]).to.deep.equal([1, 0]);
    expect(note(field)).not.to.contain('Free:');
  });
});

for (const reason of ['banned', 'released', 'reserved', 'handle', 'proof', 'client'] as const) {
  it(`says why it cannot be had: ${reason}`, async () => {
    expect(problems(await open('ada', turnedAway('ada', reason)))).to.deep.equal([refusalSentence(reason, 'ada')]);
  });
}

for (const reason of ['code', 'patience'] as const) {
  it(`leaves to the code what is about the code: ${reason}`, async () => {
    const field = await open('ada', turnedAway('ada', reason));
    expect(problems(field)).to.deep.equal([]);
    expect(input(field).getAttribute('aria-invalid')).to.equal('false');
  });
}

it('says first what is wrong with how it is written, whatever the door said', async () => {
  const field = await open('Ada', turnedAway('Ada', 'taken', ['ada-2']));
  expect(problems(field)).to.deep.equal([handleProblem('Ada')]);
  expect(proposals(field)).to.deep.equal([]);
});

it('that is empty is asked for only when the person wants to go on', async () => {
  expect(problems(await open(''))).to.deep.equal([]);
  expect(problems(await open('', undefined, true))).to.deep.equal([handleProblem('')]);
});

it('takes the cursor when it is given to it', async () => {
  const field = await open('ada');
  field.focus();
  expect(hasFocus(field, input(field))).to.equal(true);
});

it('everybody can use it', async () => {
  for (const field of [open('ada'), open('Ada'), open('ada', turnedAway('ada', 'taken', ['ada-2']))]) {
    expect(await accessibilityProblems(await field)).to.deep.equal([]);
  }
});
