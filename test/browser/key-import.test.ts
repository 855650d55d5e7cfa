// <key-import>: takes over the key of another device.
import { html } from 'lit';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { sealProblem } from '../../web/session/key-transfer.ts';
import type { KeyImport } from '../../web/ui/key-import.ts';
import '../../web/ui/key-import.ts';
import {
  accessibilityProblems,
  allInside,
  buttonOf,
  enter,
  heard,
  inside,
  overPlainHttp,
  show,
  textOf,
} from './support.ts';

const SEALED = 'natter1.abc';
const BUTTON = 'Go on as on the other device';

interface Wish {
  readonly sealed?: string;
  readonly replaces?: string;
  readonly problem?: string;
  readonly busy?: boolean;
}

const open = ({ sealed = '', replaces = '', problem = '', busy = false }: Wish = {}): Promise<KeyImport> =>
  show(html`<key-import .sealed=${sealed} .replaces=${replaces} .problem=${problem} .busy=${busy}></key-import>`);
const field = (element: KeyImport, id: string): HTMLInputElement => inside(element, `#${id}`, HTMLInputElement);

async function type(element: KeyImport, id: string, text: string): Promise<void> {
  enter(field(element, id), text);
  await element.updateComplete;
}

const told = (events: readonly HTMLElementEventMap['key-imported'][]): readonly unknown[] =>
  events.map(({ sealed, passphrase }) => [sealed, passphrase]);

it('needs the text of the other device and the passphrase', async () => {
  const element = await open();
  const imported = heard('key-imported');
  const ready = (): boolean => !buttonOf(element, BUTTON).disabled;
  expect(ready()).to.equal(false);
  await type(element, 'text', SEALED);
  expect(ready()).to.equal(false);
  field(element, 'text').focus();
  await sendKeys({ press: 'Enter' });
  expect(imported).to.have.length(0);
  await type(element, 'passphrase', 'correct horse');
  expect(ready()).to.equal(true);
  buttonOf(element, BUTTON).click();
  expect(told(imported)).to.deep.equal([[SEALED, 'correct horse']]);
});

it('whose text came with the address needs the passphrase alone, and Enter is enough', async () => {
  const element = await open({ sealed: SEALED });
  const imported = heard('key-imported');
  expect(allInside(element, '#text')).to.have.length(0);
  await type(element, 'passphrase', 'correct horse');
  field(element, 'passphrase').focus();
  await sendKeys({ press: 'Enter' });
  expect(told(imported)).to.deep.equal([[SEALED, 'correct horse']]);
});

it('shows nobody the passphrase, and no browser keeps it', async () => {
  const { type: kind, autocomplete } = field(await open(), 'passphrase');
  expect([kind, autocomplete]).to.deep.equal(['password', 'off']);
});

it('says what would be gone, and nothing of that where nothing would', async () => {
  const paragraphs = async (replaces: string): Promise<string> =>
    allInside(await open({ replaces }), 'p')
      .map(textOf)
      .join(' ');
  expect(await paragraphs('zed'))
    .to.contain('@zed')
    .and.contain('Its key would be gone');
  expect(await paragraphs('')).to.equal('');
});

it('says why it did not work where the passphrase was typed, and keeps what was typed', async () => {
  const element = await open({ sealed: SEALED });
  await type(element, 'passphrase', 'wrong horse');
  element.problem = 'The passphrase is another one.';
  await element.updateComplete;
  expect(textOf(inside(element, '#problem[aria-live]'))).to.equal('The passphrase is another one.');
  expect(field(element, 'passphrase').value).to.equal('wrong horse');
});

it('says that it is busy, and is not asked twice meanwhile', async () => {
  const element = await open({ sealed: SEALED });
  await type(element, 'passphrase', 'correct horse');
  element.busy = true;
  await element.updateComplete;
  expect(buttonOf(element, 'Opening …').disabled).to.equal(true);
});

it('over plain HTTP says why it cannot be done, and asks for nothing', async () => {
  await overPlainHttp(async () => {
    const element = await open({ sealed: SEALED });
    expect(textOf(inside(element, '[role=alert]'))).to.equal(sealProblem());
    expect(allInside(element, 'input, button')).to.have.length(0);
  });
});

describe('everybody can use it', () => {
  const wishes: readonly Wish[] = [{}, { sealed: SEALED, replaces: 'zed', problem: 'No.' }, { busy: true }];
  for (const wish of wishes) {
    it(JSON.stringify(wish), async () => {
      expect(await accessibilityProblems(await open(wish))).to.deep.equal([]);
    });
  }
});
