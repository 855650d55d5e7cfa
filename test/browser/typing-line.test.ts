// <typing-line>: who is writing.
import { html } from 'lit';
import { expect } from 'chai';
import type { TypingLine } from '../../web/ui/typing-line.ts';
import '../../web/ui/typing-line.ts';
import { accessibilityProblems, inside, show, textOf } from './support.ts';

const open = (...names: readonly string[]): Promise<TypingLine> =>
  show(html`<typing-line style="width: 20rem" .names=${names}></typing-line>`);
const said = async (...names: readonly string[]): Promise<string> => textOf(inside(await open(...names), 'p'));

it('names up to three, and more are several people', async () => {
  expect(await said('Ada')).to.equal('Ada is writing …');
  expect(await said('Ada', 'Bob')).to.equal('Ada and Bob are writing …');
  expect(await said('Ada', 'Bob', 'Cleo')).to.equal('Ada, Bob and Cleo are writing …');
  expect(await said('Ada', 'Bob', 'Cleo', 'Dan')).to.equal('Several people are writing …');
  expect(await said(...Array.from({ length: 30 }, (_, index) => `${index}`))).to.equal('Several people are writing …');
});

it('takes the same space whoever writes, so that nothing jumps', async () => {
  const heights = [[], ['Ada'], ['W'.repeat(64), 'مرحبا'.repeat(12), '👨‍👩‍👧‍👦'.repeat(8)]];
  const shown = await Promise.all(heights.map(async (names) => (await open(...names)).offsetHeight));
  expect(new Set(shown).size).to.equal(1);
  const line = await open('W'.repeat(64));
  expect(line.scrollWidth).to.equal(line.clientWidth);
});

it('everybody can use it', async () => {
  expect(await accessibilityProblems(await open('Ada', 'Bob'))).to.deep.equal([]);
});
