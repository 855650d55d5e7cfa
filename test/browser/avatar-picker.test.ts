// <avatar-picker>: an emoji and the colour behind it.
import { html } from 'lit';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { ANIMALS, HUES, hueOf } from '../../web/domain/identity.ts';
import type { AvatarPicker } from '../../web/ui/avatar-picker.ts';
import '../../web/ui/avatar-picker.ts';
import { accessibilityProblems, allInside, hasFocus, heard, inside, show } from './support.ts';

const open = (emoji: string, hue?: number, handle = 'ada'): Promise<AvatarPicker> =>
  show(html`<avatar-picker .emoji=${emoji} .hue=${hue} .handle=${handle}></avatar-picker>`);
const checked = (picker: AvatarPicker, name: 'emoji' | 'hue'): readonly string[] =>
  allInside(picker, `[name=${name}]:checked`, HTMLInputElement).map(({ value }) => value);
const choice = (picker: AvatarPicker, label: string): HTMLInputElement =>
  inside(picker, `input[aria-label="${label}"]`, HTMLInputElement);
const chosenOf = (events: readonly HTMLElementEventMap['avatar-chosen'][]): readonly unknown[] =>
  events.map(({ avatar }) => avatar);

it('offers every animal and every colour, and has chosen what one has', async () => {
  const picker = await open('🦦', 225);
  expect(allInside(picker, '[name=emoji]')).to.have.length(ANIMALS.length);
  expect(allInside(picker, '[name=hue]')).to.have.length(HUES.length);
  expect([checked(picker, 'emoji'), checked(picker, 'hue')]).to.deep.equal([['🦦'], ['225']]);
});

it('shows as chosen the offered colour that looks most like the handle’s own, until another is chosen', async () => {
  for (const handle of ['ada', 'bob', 'swift-otter', 'zed']) {
    const [hue = ''] = checked(await open('🦦', undefined, handle), 'hue');
    const away = (other: number): number =>
      Math.min(Math.abs(other - hueOf(handle)), 360 - Math.abs(other - hueOf(handle)));
    expect(away(Number(hue)), handle).to.equal(Math.min(...HUES.map(away)));
  }
});

it('has no animal chosen if one’s emoji is none of them', async () => {
  expect(checked(await open('👩‍🚀', 0), 'emoji')).to.deep.equal([]);
});

it('follows when it is told of another avatar', async () => {
  const picker = await open('🦦', 225);
  picker.emoji = '🐙';
  picker.hue = 0;
  await picker.updateComplete;
  expect([checked(picker, 'emoji'), checked(picker, 'hue')]).to.deep.equal([['🐙'], ['0']]);
});

it('an animal that is chosen keeps the colour, also that there is none of one’s own', async () => {
  const chosen = heard('avatar-chosen');
  choice(await open('🦦', 225), 'Octopus').click();
  choice(await open('🦦'), 'Octopus').click();
  expect(chosenOf(chosen)).to.deep.equal([
    { emoji: '🐙', hue: 225 },
    { emoji: '🐙', hue: undefined },
  ]);
});

it('a colour that is chosen keeps the animal', async () => {
  const chosen = heard('avatar-chosen');
  choice(await open('👩‍🚀', 225), 'Colour 0°').click();
  expect(chosenOf(chosen)).to.deep.equal([{ emoji: '👩‍🚀', hue: 0 }]);
});

it('the arrow keys choose, the Tab key goes from the animals to the colours', async () => {
  const picker = await open(ANIMALS[0]?.[1] ?? '', HUES[0]);
  const chosen = heard('avatar-chosen');
  choice(picker, ANIMALS[0]?.[0] ?? '').focus();
  await sendKeys({ press: 'ArrowRight' });
  await sendKeys({ press: 'Tab' });
  expect(hasFocus(picker, choice(picker, `Colour ${HUES[0]}°`))).to.equal(true);
  await sendKeys({ press: 'ArrowRight' });
  expect(chosenOf(chosen)).to.deep.equal([
    { emoji: ANIMALS[1]?.[1], hue: HUES[0] },
    { emoji: ANIMALS[0]?.[1], hue: HUES[1] },
  ]);
});

it('every choice has a name of its own', async () => {
  const labels = allInside(await open('🦦'), 'input').map((input) => input.getAttribute('aria-label'));
  expect(new Set(labels).size).to.equal(ANIMALS.length + HUES.length);
});

it('everybody can use it', async () => {
  expect(await accessibilityProblems(await open('🦦', 225))).to.deep.equal([]);
  expect(await accessibilityProblems(await open('🦦'))).to.deep.equal([]);
});
