// <identity-form>: choosing who to be.
import { html } from 'lit';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { handleFrom } from '../../web/domain/identity.ts';
import type { Identity } from '../../web/domain/identity.ts';
import { handleProblem } from '../../web/protocol/subjects.ts';
import type { IdentityForm } from '../../web/ui/identity-form.ts';
import '../../web/ui/identity-form.ts';
import { accessibilityProblems, buttonOf, enter, hasFocus, heard, inside, show, textOf } from './support.ts';

const ZED: Identity = { name: 'Zoë', emoji: '🦊', handle: 'zed' };

const open = (identity?: Identity): Promise<IdentityForm> =>
  show(html`<identity-form .identity=${identity}></identity-form>`);
const name = (form: IdentityForm): HTMLInputElement => inside(form, '#name', HTMLInputElement);
const handle = (form: IdentityForm): HTMLInputElement => inside(form, '#handle', HTMLInputElement);
const problem = (form: IdentityForm): string => textOf(inside(form, '#handle-note'));

async function type(form: IdentityForm, field: HTMLInputElement, text: string): Promise<void> {
  enter(field, text);
  await form.updateComplete;
}

async function press(form: IdentityForm, button: string): Promise<void> {
  buttonOf(form, button).click();
  await form.updateComplete;
}

describe('a first visit', () => {
  it('proposes somebody one can be with one click', async () => {
    const form = await open();
    const chosen = heard('identity-chosen');
    await press(form, 'Start chatting');
    const identity = chosen[0]?.identity;
    expect(identity?.name).to.equal(name(form).value);
    expect(identity?.handle).to.equal(handleFrom(identity?.name ?? ''));
    expect(handleProblem(identity?.handle ?? '')).to.equal(undefined);
    expect(identity?.emoji).to.equal(inside(form, '[name=emoji]:checked', HTMLInputElement).value);
  });

  it('proposes somebody else when asked, and forgets what was typed', async () => {
    const form = await open();
    await type(form, name(form), 'Zed');
    await type(form, handle(form), 'NO');
    await press(form, 'Another name');
    expect(name(form).value).to.match(/^\w+ \w+$/);
    expect(handle(form).value).to.equal(handleFrom(name(form).value));
    expect(handle(form).getAttribute('aria-invalid')).to.equal('false');
  });
});

describe('the handle', () => {
  it('follows the name', async () => {
    const form = await open();
    await type(form, name(form), 'Zoë Smith');
    expect(handle(form).value).to.equal('zoe-smith');
  });

  it('stays as it is once it was typed', async () => {
    const form = await open();
    await type(form, handle(form), 'zed');
    await type(form, name(form), 'Zoë Jones');
    expect(handle(form).value).to.equal('zed');
  });

  it('follows the name again once it was emptied', async () => {
    const form = await open();
    await type(form, handle(form), 'zed');
    await type(form, handle(form), '');
    await type(form, name(form), 'Zoë Jones');
    expect(handle(form).value).to.equal('zoe-jones');
  });

  it('of somebody who has one of their own is not changed by another name', async () => {
    const form = await open(ZED);
    await type(form, name(form), 'Zoë Jones');
    expect(handle(form).value).to.equal('zed');
  });

  for (const wrong of ['Ada', 'a b', 'admin']) {
    it(`“${wrong}” is refused while it is typed, with the reason`, async () => {
      const form = await open();
      await type(form, handle(form), wrong);
      expect(problem(form)).to.equal(handleProblem(wrong));
      expect(handle(form).getAttribute('aria-invalid')).to.equal('true');
      await type(form, handle(form), 'ada');
      expect(handle(form).getAttribute('aria-invalid')).to.equal('false');
    });
  }

  it('that is missing is asked for where it is typed, and nobody enters', async () => {
    const form = await open();
    const chosen = heard('identity-chosen');
    await type(form, name(form), '🦊');
    await press(form, 'Start chatting');
    expect(problem(form)).to.equal(handleProblem(''));
    expect(hasFocus(form, handle(form))).to.equal(true);
    expect(chosen).to.have.length(0);
  });
});

describe('what is chosen', () => {
  it('is a name, a handle and an emoji', async () => {
    const form = await open(ZED);
    const chosen = heard('identity-chosen');
    await type(form, name(form), ' Zoë  Jones ');
    inside(form, '[aria-label=Octopus]', HTMLInputElement).click();
    await form.updateComplete;
    await press(form, 'Start chatting');
    expect(chosen[0]?.identity).to.deep.equal({ name: 'Zoë Jones', handle: 'zed', emoji: '🐙' });
    expect(textOf(inside(inside(form, 'user-avatar'), 'span'))).to.equal('🐙');
  });

  for (const nothing of ['', '   ', '\u200b']) {
    it(`without a name (${JSON.stringify(nothing)}) is called by the handle`, async () => {
      const form = await open(ZED);
      const chosen = heard('identity-chosen');
      await type(form, name(form), nothing);
      await press(form, 'Start chatting');
      expect(chosen[0]?.identity.name).to.equal('zed');
    });
  }

  it('is chosen by Enter as well', async () => {
    const form = await open(ZED);
    const chosen = heard('identity-chosen');
    name(form).focus();
    await sendKeys({ press: 'Enter' });
    expect(chosen[0]?.identity).to.deep.equal(ZED);
  });
});

it('everybody can use the form, and its complaint', async () => {
  const form = await open(ZED);
  expect(await accessibilityProblems(form)).to.deep.equal([]);
  await type(form, handle(form), 'NO');
  expect(await accessibilityProblems(form)).to.deep.equal([]);
});
