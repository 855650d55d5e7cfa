// <welcome-card>: what somebody sees who is not in.
import { html } from 'lit';
import { expect } from 'chai';
import type { TurnedAway } from '../../web/domain/identity.ts';
import type { Refusal } from '../../web/protocol/login.ts';
import { refusalSentence } from '../../web/protocol/login.ts';
import { HandleField } from '../../web/ui/handle-field.ts';
import { IdentityForm } from '../../web/ui/identity-form.ts';
import { KeyImport } from '../../web/ui/key-import.ts';
import type { WelcomeCard } from '../../web/ui/welcome-card.ts';
import '../../web/ui/welcome-card.ts';
import { accessibilityProblems, allInside, buttonOf, enter, heard, inside, show, textOf } from './support.ts';

const ZED = { name: 'Zoë', emoji: '🦊', handle: 'zed' };

const open = (wish: Partial<WelcomeCard> = {}): Promise<WelcomeCard> => {
  const { identity, asksCode = false, code = '', turnedAway, sealed = '', remembers = true } = wish;
  const imported = wish.imported ?? { type: 'none' };
  return show(html`<welcome-card
    .identity=${identity}
    .asksCode=${asksCode}
    .code=${code}
    .turnedAway=${turnedAway}
    .sealed=${sealed}
    .imported=${imported}
    .remembers=${remembers}
  ></welcome-card>`);
};
const away = (reason: Refusal): TurnedAway => ({ handle: 'zed', refusal: { type: 'refused', reason, free: [] } });
const formOf = (card: WelcomeCard): IdentityForm => inside(card, 'identity-form', IdentityForm);
const importOf = (card: WelcomeCard): KeyImport => inside(card, 'key-import', KeyImport);

it('lets one in with a click', async () => {
  const chosen = heard('identity-chosen');
  buttonOf(formOf(await open()), 'Start chatting').click();
  expect(chosen).to.have.length(1);
});

it('asks for the access code where there is one, and knows the one that was right before', async () => {
  expect(allInside(formOf(await open()), '#code')).to.have.length(0);
  const card = await open({ asksCode: true, code: 'open sesame' });
  expect(inside(formOf(card), '#code', HTMLInputElement).value).to.equal('open sesame');
});

for (const reason of ['taken', 'banned', 'released'] as const) {
  it(`says to somebody who comes back why they are not let in: ${reason}`, async () => {
    const form = formOf(await open({ identity: ZED, turnedAway: away(reason) }));
    const field = inside(form, 'handle-field', HandleField);
    expect(inside(field, 'input', HTMLInputElement).value).to.equal('zed');
    expect(textOf(inside(field, '.problem'))).to.equal(refusalSentence(reason, 'zed'));
  });
}

it('warns where the browser will not remember', async () => {
  const notices = async (remembers: boolean): Promise<string> =>
    allInside(await open({ remembers }), '.notice')
      .map(textOf)
      .join(' ');
  expect(await notices(false)).to.contain('gone when you close this tab');
  expect(await notices(true)).not.to.contain('gone');
});

describe('somebody who has been here on another device', () => {
  it('can bring their key, or not', async () => {
    const card = await open();
    buttonOf(card, 'Bring your key').click();
    await card.updateComplete;
    expect(allInside(card, 'identity-form')).to.have.length(0);
    expect(importOf(card).sealed).to.equal('');
    inside(card, 'a').click();
    await card.updateComplete;
    expect(allInside(card, 'key-import')).to.have.length(0);
    expect(allInside(card, 'identity-form')).to.have.length(1);
  });

  it('whose address brings the key is asked for nothing but the passphrase', async () => {
    const card = await open({ sealed: 'natter1.abc' });
    expect(importOf(card).sealed).to.equal('natter1.abc');
    expect(allInside(importOf(card), 'input')).to.have.length(1);
    expect(allInside(card, 'identity-form')).to.have.length(0);
  });

  it('is told what is lost by it', async () => {
    expect(importOf(await open({ sealed: 'natter1.abc', identity: ZED })).replaces).to.equal('zed');
    expect(importOf(await open({ sealed: 'natter1.abc' })).replaces).to.equal('');
  });

  it('hears why it did not work, and that it goes on', async () => {
    const failed = { type: 'failed', problem: 'The passphrase is another one.' } as const;
    expect(importOf(await open({ sealed: 'natter1.abc', imported: failed })).problem).to.equal(failed.problem);
    expect(importOf(await open({ sealed: 'natter1.abc', imported: { type: 'busy' } })).busy).to.equal(true);
  });

  it('hands on the key and the passphrase', async () => {
    const card = await open({ sealed: 'natter1.abc' });
    const brought = heard('key-imported');
    enter(inside(importOf(card), '#passphrase', HTMLInputElement), 'correct horse');
    await importOf(card).updateComplete;
    buttonOf(importOf(card), 'Go on as on the other device').click();
    expect(brought.map(({ sealed, passphrase }) => [sealed, passphrase])).to.deep.equal([
      ['natter1.abc', 'correct horse'],
    ]);
  });
});

describe('everybody can use it', () => {
  const views: readonly (readonly [what: string, wish: Partial<WelcomeCard>])[] = [
    ['on a first visit, where the browser keeps nothing', { remembers: false }],
    ['when turned away', { identity: ZED, asksCode: true, turnedAway: away('banned') }],
    ['with a key', { sealed: 'natter1.abc', identity: ZED, imported: { type: 'failed', problem: 'No.' } }],
  ];
  for (const [what, wish] of views) {
    it(what, async () => {
      expect(await accessibilityProblems(await open(wish))).to.deep.equal([]);
    });
  }
});
