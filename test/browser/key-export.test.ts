// <key-export>: carries the key to another device.
import { html } from 'lit';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { PASSPHRASE_MIN_LENGTH, sealProblem } from '../../web/session/key-transfer.ts';
import type { Export } from '../../web/ui/key-controller.ts';
import type { KeyExport } from '../../web/ui/key-export.ts';
import '../../web/ui/key-export.ts';
import { QrCode } from '../../web/ui/qr-code.ts';
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

const ADDRESS = 'http://127.0.0.1:7331/#/key/natter1.abc';
const LONG_ENOUGH = 'x'.repeat(PASSPHRASE_MIN_LENGTH);

const open = (exported: Export = { type: 'none' }): Promise<KeyExport> =>
  show(html`<key-export .exported=${exported}></key-export>`);
const passphrase = (element: KeyExport): HTMLInputElement => inside(element, '#passphrase', HTMLInputElement);

async function type(element: KeyExport, text: string): Promise<void> {
  enter(passphrase(element), text);
  await element.updateComplete;
}

describe('a passphrase', () => {
  it('is asked for first, and nobody reads it from the screen', async () => {
    const element = await open();
    expect(passphrase(element).type).to.equal('password');
    expect(allInside(element, 'qr-code, output')).to.have.length(0);
  });

  it('that is too short seals nothing, by click or by Enter', async () => {
    const element = await open();
    const exported = heard('key-exported');
    for (const text of ['', LONG_ENOUGH.slice(1)]) {
      await type(element, text);
      expect(buttonOf(element, 'Show the code').disabled).to.equal(true);
      passphrase(element).focus();
      await sendKeys({ press: 'Enter' });
    }
    expect(exported).to.have.length(0);
  });

  it('that is long enough is told the page', async () => {
    const element = await open();
    const exported = heard('key-exported');
    await type(element, LONG_ENOUGH);
    buttonOf(element, 'Show the code').click();
    passphrase(element).focus();
    await sendKeys({ press: 'Enter' });
    expect(exported.map((event) => event.passphrase)).to.deep.equal([LONG_ENOUGH, LONG_ENOUGH]);
  });
});

it('says that it is busy, and is not asked twice meanwhile', async () => {
  const element = await open({ type: 'busy' });
  await type(element, LONG_ENOUGH);
  expect(buttonOf(element, 'Sealing …').disabled).to.equal(true);
});

it('says why it did not work, and can be tried again', async () => {
  const element = await open({ type: 'failed', problem: 'The browser offers no encryption.' });
  expect(textOf(inside(element, '[role=alert]'))).to.equal('The browser offers no encryption.');
  await type(element, LONG_ENOUGH);
  expect(buttonOf(element, 'Show the code').disabled).to.equal(false);
});

it('shows the address as a code and as text, and no field any more', async () => {
  const element = await open({ type: 'sealed', address: ADDRESS });
  expect(inside(element, 'qr-code', QrCode).text).to.equal(ADDRESS);
  expect(textOf(inside(element, 'output'))).to.equal(ADDRESS);
  expect(allInside(element, 'input')).to.have.length(0);
  buttonOf(element, 'Copy the address');
});

for (const [host, isOwn] of [
  ['127.0.0.1:7331', true],
  ['localhost:7331', true],
  ['[::1]:7331', true],
  ['chat.example.org', false],
  ['192.168.1.7:7331', false],
] as const) {
  it(`${isOwn ? 'says' : 'need not say'} of ${host} that it leads nowhere on another device`, async () => {
    const element = await open({ type: 'sealed', address: `http://${host}/#/key/natter1.abc` });
    const hints = allInside(element, '.hint').map((hint) => textOf(hint));
    expect(hints.some((text) => text.includes('every device itself'))).to.equal(isOwn);
  });
}

it('over plain HTTP says why it cannot be done, and asks for nothing', async () => {
  await overPlainHttp(async () => {
    const element = await open();
    expect(textOf(inside(element, '[role=alert]'))).to.equal(sealProblem());
    expect(allInside(element, 'input, button')).to.have.length(0);
    expect(await accessibilityProblems(element)).to.deep.equal([]);
  });
});

describe('everybody can use it', () => {
  const states: readonly Export[] = [
    { type: 'none' },
    { type: 'busy' },
    { type: 'failed', problem: 'No.' },
    { type: 'sealed', address: ADDRESS },
  ];
  for (const exported of states) {
    it(exported.type, async () => {
      expect(await accessibilityProblems(await open(exported))).to.deep.equal([]);
    });
  }
});
