// <identity-form>: choosing who to be.
import { html } from 'lit';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { handleFrom } from '../../web/domain/identity.ts';
import type { Identity } from '../../web/domain/identity.ts';
import { handleProblem } from '../../web/protocol/subjects.ts';
import type { LoginRefusal } from '../../web/protocol/login.ts';
import { refusalSentence } from '../../web/protocol/login.ts';
import { AvatarPicker } from '../../web/ui/avatar-picker.ts';
import { HandleField } from '../../web/ui/handle-field.ts';
import type { IdentityForm } from '../../web/ui/identity-form.ts';
import '../../web/ui/identity-form.ts';
import { UserAvatar } from '../../web/ui/user-avatar.ts';
import { accessibilityProblems, allInside, buttonOf, enter, hasFocus, heard, inside, show, textOf } from './support.ts';

const ZED: Identity = { name: 'Zoë', emoji: '🦊', handle: 'zed' };

const refused = (reason: LoginRefusal['reason'], free: readonly string[] = []): LoginRefusal => ({
  type: 'refused',
  reason,
  free,
});

const open = (identity?: Identity): Promise<IdentityForm> =>
  show(html`<identity-form .identity=${identity}></identity-form>`);
const openWithCode = (code = ''): Promise<IdentityForm> =>
  show(html`<identity-form .identity=${ZED} .asksCode=${true} .code=${code}></identity-form>`);
const name = (form: IdentityForm): HTMLInputElement => inside(form, '#name', HTMLInputElement);
const fieldOf = (form: IdentityForm): HandleField => inside(form, 'handle-field', HandleField);
const handle = (form: IdentityForm): HTMLInputElement => inside(fieldOf(form), '#handle', HTMLInputElement);
const problem = (form: IdentityForm): string => textOf(inside(fieldOf(form), '#note'));
const picker = (form: IdentityForm): AvatarPicker => inside(form, 'avatar-picker', AvatarPicker);

async function type(form: IdentityForm, field: HTMLInputElement, text: string): Promise<void> {
  enter(field, text);
  await settled(form);
}

/** Waits until the form and all in it show what was done. */
async function settled(form: IdentityForm): Promise<void> {
  await form.updateComplete;
  await fieldOf(form).updateComplete;
  await picker(form).updateComplete;
}

async function press(form: IdentityForm, button: string): Promise<void> {
  buttonOf(form, button).click();
  await settled(form);
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
    expect(identity?.emoji).to.equal(inside(picker(form), '[name=emoji]:checked', HTMLInputElement).value);
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
    expect(hasFocus(form, fieldOf(form)) && hasFocus(fieldOf(form), handle(form))).to.equal(true);
    expect(chosen).to.have.length(0);
  });
});

describe('what is chosen', () => {
  it('is a name, a handle, an emoji and a colour', async () => {
    const form = await open(ZED);
    const chosen = heard('identity-chosen');
    await type(form, name(form), ' Zoë  Jones ');
    inside(picker(form), '[aria-label=Octopus]', HTMLInputElement).click();
    await settled(form);
    inside(picker(form), '[name=hue][aria-label="Colour 225°"]', HTMLInputElement).click();
    await settled(form);
    await press(form, 'Start chatting');
    expect(chosen[0]?.identity).to.deep.equal({ name: 'Zoë Jones', handle: 'zed', emoji: '🐙', hue: 225 });
    const avatar = inside(form, 'user-avatar', UserAvatar);
    expect([avatar.emoji, avatar.hue]).to.deep.equal(['🐙', 225]);
  });

  it('is also what one says of oneself, kept whatever else is chosen; nobody is asked for it on the first visit', async () => {
    expect(allInside(await open(), '#about')).to.have.length(0);
    const form = await open({ ...ZED, about: 'Keeps bees' });
    const chosen = heard('identity-chosen');
    const about = inside(form, '#about', HTMLInputElement);
    expect([about.value, about.maxLength]).to.deep.equal(['Keeps bees', 200]);
    await type(form, about, '  Keeps hens ');
    inside(picker(form), '[aria-label=Octopus]', HTMLInputElement).click();
    await settled(form);
    await press(form, 'Start chatting');
    await type(form, about, ' ');
    await press(form, 'Start chatting');
    expect(chosen.map(({ identity }) => identity.about)).to.deep.equal(['Keeps hens', undefined]);
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

  for (const [field, of] of [
    ['the name', name],
    ['the handle', handle],
  ] as const) {
    it(`is chosen by Enter as well, in ${field}`, async () => {
      const form = await open(ZED);
      const chosen = heard('identity-chosen');
      of(form).focus();
      await sendKeys({ press: 'Enter' });
      expect(chosen.map(({ identity }) => identity)).to.deep.equal([ZED]);
    });
  }

  it('is not chosen yet by Enter on a proposed handle', async () => {
    const form = await open(ZED);
    const chosen = heard('identity-chosen');
    form.turnedAway = { handle: 'zed', refusal: refused('taken', ['zed-2']) };
    await settled(form);
    buttonOf(fieldOf(form), '@zed-2').focus();
    await sendKeys({ press: 'Enter' });
    await settled(form);
    expect([handle(form).value, chosen.length]).to.deep.equal(['zed-2', 0]);
  });
});

it('with every other handle the door is asked about it', async () => {
  const considered = heard('handle-considered');
  const form = await open();
  await type(form, name(form), 'Zoë Smith');
  await type(form, name(form), 'Zoë Smith!');
  await type(form, handle(form), 'zed');
  await type(form, name(form), 'Zoë Jones');
  // From the field it is told to the form alone, and by the form to the page.
  expect(considered.map((event) => event.handle)).to.deep.equal(['zoe-smith', 'zed']);
});

describe('what the door said', () => {
  it('of the handle that was asked about stands at the handle', async () => {
    const form = await open(ZED);
    form.turnedAway = { handle: 'zed', refusal: refused('taken', ['zed-2']) };
    await settled(form);
    expect(problem(form)).to.contain(refusalSentence('taken', 'zed'));
    buttonOf(fieldOf(form), '@zed-2').click();
    await settled(form);
    expect(handle(form).value).to.equal('zed-2');
    expect(handle(form).getAttribute('aria-invalid')).to.equal('false');
    const chosen = heard('identity-chosen');
    await press(form, 'Start chatting');
    expect(chosen[0]?.identity).to.deep.equal({ ...ZED, handle: 'zed-2' });
  });

  it('of a wrong code stands at the code, once the person wanted to go on', async () => {
    const form = await openWithCode();
    form.turnedAway = { handle: 'zed', refusal: refused('code') };
    await settled(form);
    expect(textOf(inside(form, '#code-note'))).to.equal('Whoever runs this chat can tell you.');
    await press(form, 'Start chatting');
    expect(textOf(inside(form, '#code-note'))).to.equal(refusalSentence('code', 'zed'));
    expect(inside(form, '#code').getAttribute('aria-invalid')).to.equal('true');
    form.turnedAway = { handle: 'zed', refusal: refused('patience') };
    await settled(form);
    expect(textOf(inside(form, '#code-note'))).to.equal(refusalSentence('patience', 'zed'));
    expect(handle(form).getAttribute('aria-invalid')).to.equal('false');
  });
});

describe('an access code', () => {
  it('is asked for only where there is one', async () => {
    expect(allInside(await open(ZED), '#code')).to.have.length(0);
    expect(allInside(await openWithCode(), '#code')).to.have.length(1);
  });

  it('that is typed goes with who was chosen, and nobody reads it from the screen', async () => {
    const form = await openWithCode();
    const chosen = heard('identity-chosen');
    const code = inside(form, '#code', HTMLInputElement);
    expect(code.type).to.equal('password');
    await type(form, code, ' open sesame ');
    await press(form, 'Start chatting');
    expect(chosen.map((event) => event.code)).to.deep.equal([' open sesame ']);
  });

  it('that is known already need not be typed', async () => {
    const form = await openWithCode('open sesame');
    const chosen = heard('identity-chosen');
    await press(form, 'Start chatting');
    expect(chosen.map((event) => event.code)).to.deep.equal(['open sesame']);
  });
});

it('everybody can use the form, its complaints, the avatars and the code', async () => {
  const form = await openWithCode();
  expect(await accessibilityProblems(form)).to.deep.equal([]);
  inside(form, 'details', HTMLDetailsElement).open = true;
  await type(form, handle(form), 'NO');
  expect(await accessibilityProblems(form)).to.deep.equal([]);
  form.turnedAway = { handle: 'zed', refusal: refused('code') };
  await type(form, handle(form), 'zed');
  await press(form, 'Start chatting');
  expect(await accessibilityProblems(form)).to.deep.equal([]);
});
