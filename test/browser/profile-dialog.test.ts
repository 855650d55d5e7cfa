// <profile-dialog>: who one is, the key that proves it, and the ways to move or forget it.
import { html } from 'lit';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { fingerprintOf } from '../../web/domain/identity.ts';
import { refusalSentence } from '../../web/protocol/login.ts';
import { newSeed, openKey } from '../../web/transport/user-key.ts';
import { HandleField } from '../../web/ui/handle-field.ts';
import { IdentityForm } from '../../web/ui/identity-form.ts';
import { KeyExport } from '../../web/ui/key-export.ts';
import type { ProfileDialog } from '../../web/ui/profile-dialog.ts';
import '../../web/ui/profile-dialog.ts';
import { accessibilityProblems, allInside, buttonOf, enter, heard, inside, show, textOf, until } from './support.ts';

const ZED = { name: 'Zoë', emoji: '🦊', handle: 'zed' };
const { id: KEY } = await openKey(newSeed());

const open = (wish: Partial<ProfileDialog> = {}): Promise<ProfileDialog> =>
  show(html`<profile-dialog
    .me=${ZED}
    .key=${KEY}
    .code=${wish.code ?? ''}
    .turnedAway=${wish.turnedAway}
    .exported=${wish.exported ?? { type: 'none' }}
    .problem=${wish.problem}
  ></profile-dialog>`);
const dialogOf = (profile: ProfileDialog): HTMLDialogElement => inside(profile, 'dialog', HTMLDialogElement);
const formOf = (profile: ProfileDialog): IdentityForm => inside(profile, 'identity-form', IdentityForm);
const nameOf = (profile: ProfileDialog): HTMLInputElement => inside(formOf(profile), '#name', HTMLInputElement);
const titleOf = (profile: ProfileDialog): string => textOf(inside(profile, 'h2'));

async function press(profile: ProfileDialog, button: string): Promise<void> {
  buttonOf(profile, button).click();
  await profile.updateComplete;
}

/** How often `profile` has said that it is to go. */
function closings(profile: ProfileDialog): () => number {
  let count = 0;
  profile.addEventListener('close', () => (count += 1));
  return () => count;
}

describe('the dialog', () => {
  it('opens by itself, over everything else, with the cursor in it', async () => {
    const profile = await open();
    expect(dialogOf(profile).matches(':modal')).to.equal(true);
    expect(profile.shadowRoot?.activeElement?.closest('dialog') === dialogOf(profile)).to.equal(true);
    expect(titleOf(profile)).to.equal('Who you are');
  });

  for (const [how, close] of [
    ['Escape', () => sendKeys({ press: 'Escape' })],
    ['its cross', async (profile: ProfileDialog) => buttonOf(profile, 'Close').click()],
    ['a click beside it', async (profile: ProfileDialog) => dialogOf(profile).click()],
    ['the page', async (profile: ProfileDialog) => profile.close()],
  ] as const) {
    it(`is closed by ${how}, says so once, and nothing was chosen`, async () => {
      const chosen = heard('identity-chosen');
      const profile = await open();
      const said = closings(profile);
      enter(nameOf(profile), 'Somebody else');
      await close(profile);
      await until('it to say so', () => said() > 0);
      expect([dialogOf(profile).open, said(), chosen.length]).to.deep.equal([false, 1, 0]);
    });
  }

  it('is not closed by a click into it', async () => {
    const profile = await open();
    inside(profile, 'h2').click();
    formOf(profile).click();
    expect(dialogOf(profile).open).to.equal(true);
  });

  it('keeps the keyboard in it', async () => {
    const profile = await open();
    for (let presses = 0; presses < 40; presses += 1) {
      await sendKeys({ press: 'Tab' });
      const { activeElement } = document;
      if (activeElement !== profile && activeElement !== document.body) expect.fail('The focus has left the dialog.');
    }
  });
});

describe('who one is', () => {
  it('starts from who one is, and “Save” tells the page who one wants to be', async () => {
    const chosen = heard('identity-chosen');
    const profile = await open();
    expect(nameOf(profile).value).to.equal('Zoë');
    enter(nameOf(profile), 'Zoë Jones');
    buttonOf(formOf(profile), 'Save').click();
    expect(chosen.map(({ identity }) => identity)).to.deep.equal([{ ...ZED, name: 'Zoë Jones' }]);
    // The page asks the door first, and closes it then.
    expect(dialogOf(profile).open).to.equal(true);
  });

  it('is saved with the access code that is known', async () => {
    const chosen = heard('identity-chosen');
    buttonOf(formOf(await open({ code: 'open sesame' })), 'Save').click();
    expect(chosen.map(({ code }) => code)).to.deep.equal(['open sesame']);
  });

  it('says at the code what is wrong with it, for it may have been changed meanwhile', async () => {
    const profile = await open({ code: 'old sesame' });
    expect(allInside(formOf(profile), '#code')).to.have.length(0);
    buttonOf(formOf(profile), 'Save').click();
    profile.turnedAway = { handle: 'zed', refusal: { type: 'refused', reason: 'code', free: [] } };
    await profile.updateComplete;
    await formOf(profile).updateComplete;
    expect(textOf(inside(formOf(profile), '#code-note'))).to.equal(refusalSentence('code', 'zed'));
  });

  it('is told that a handle is taken, and the dialog stays', async () => {
    const profile = await open({
      turnedAway: { handle: 'zed', refusal: { type: 'refused', reason: 'taken', free: ['zed-2'] } },
    });
    const field = inside(formOf(profile), 'handle-field', HandleField);
    expect(textOf(inside(field, '.problem'))).to.equal(refusalSentence('taken', 'zed'));
  });

  it('says when others cannot be told', async () => {
    expect(allInside(await open(), '[role=alert]')).to.have.length(0);
    const profile = await open({ problem: 'The server could not store it.' });
    expect(textOf(inside(profile, '[role=alert]'))).to.equal('The server could not store it.');
  });

  it('shows the fingerprint of the key, and never the secret', async () => {
    expect(textOf(inside(await open(), 'code'))).to.equal(fingerprintOf(KEY));
  });
});

describe('moving to another device', () => {
  it('is a view of its own, from which one gets back', async () => {
    const profile = await open();
    await press(profile, 'Move to another device');
    expect(titleOf(profile)).to.equal('Move to another device');
    expect(allInside(profile, 'identity-form')).to.have.length(0);
    await press(profile, 'Back');
    expect(titleOf(profile)).to.equal('Who you are');
  });

  it('tells the page the passphrase, and shows what the page answers', async () => {
    const exported = heard('key-exported');
    const profile = await open();
    await press(profile, 'Move to another device');
    const element = inside(profile, 'key-export', KeyExport);
    enter(inside(element, '#passphrase', HTMLInputElement), 'correct horse');
    await element.updateComplete;
    buttonOf(element, 'Show the code').click();
    expect(exported.map(({ passphrase }) => passphrase)).to.deep.equal(['correct horse']);
    profile.exported = { type: 'sealed', address: 'http://x/#/key/natter1.abc' };
    await profile.updateComplete;
    await element.updateComplete;
    expect(textOf(inside(element, 'output'))).to.equal('http://x/#/key/natter1.abc');
  });
});

describe('leaving', () => {
  it('says whose handle is lost, and offers to move it first', async () => {
    const profile = await open();
    await press(profile, 'Leave …');
    expect(titleOf(profile)).to.equal('Leave natter');
    expect(textOf(dialogOf(profile))).to.contain('@zed');
    await press(profile, 'Move to another device');
    expect(titleOf(profile)).to.equal('Move to another device');
  });

  it('happens only with the button that says so', async () => {
    const forgotten = heard('key-forgotten');
    const profile = await open();
    await press(profile, 'Leave …');
    await press(profile, 'Back');
    await press(profile, 'Leave …');
    expect(forgotten).to.have.length(0);
    await press(profile, 'Forget my key');
    expect(forgotten).to.have.length(1);
  });
});

describe('everybody can use', () => {
  it('who one is', async () => {
    expect(await accessibilityProblems(await open({ problem: 'No.' }))).to.deep.equal([]);
  });

  for (const view of ['Move to another device', 'Leave …']) {
    it(view, async () => {
      const profile = await open();
      await press(profile, view);
      expect(await accessibilityProblems(profile)).to.deep.equal([]);
    });
  }
});
