// <preferences-dialog>: how natter looks and behaves.
import { html } from 'lit';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { DEFAULT_PREFERENCES } from '../../web/domain/preferences.ts';
import type { Preferences } from '../../web/domain/preferences.ts';
import type { PreferencesDialog } from '../../web/ui/preferences-dialog.ts';
import '../../web/ui/preferences-dialog.ts';
import {
  accessibilityProblems,
  allInside,
  buttonOf,
  enter,
  hasFocus,
  heard,
  inside,
  overPlainHttp,
  show,
  textOf,
  until,
} from './support.ts';

const open = (preferences: Preferences = DEFAULT_PREFERENCES): Promise<PreferencesDialog> =>
  show(html`<preferences-dialog .preferences=${preferences}></preferences-dialog>`);
const dialogOf = (element: PreferencesDialog): HTMLDialogElement => inside(element, 'dialog', HTMLDialogElement);
const keywordsOf = (element: PreferencesDialog): HTMLInputElement => inside(element, '#keywords', HTMLInputElement);

/** What can be chosen in the group that is called `label`, by name. */
function choicesOf(element: PreferencesDialog, label: string): ReadonlyMap<string, HTMLInputElement> {
  const name = allInside(element, '.row > .label').find((each) => textOf(each) === label);
  const group = allInside(element, '[role=radiogroup]').find(
    (each) => each.getAttribute('aria-labelledby') === name?.id,
  );
  const labels = [...(group?.querySelectorAll('label') ?? [])];
  return new Map(
    labels.flatMap((each) => (each.control instanceof HTMLInputElement ? [[textOf(each), each.control]] : [])),
  );
}

function chosenIn(element: PreferencesDialog, label: string): string | undefined {
  return [...choicesOf(element, label)].find(([, radio]) => radio.checked)?.[0];
}

function choose(element: PreferencesDialog, label: string, choice: string): void {
  const radio = choicesOf(element, label).get(choice);
  if (radio === undefined) throw new Error(`“${label}” has no “${choice}”`);
  radio.click();
}

/** The switch that is called `label`. */
function switchOf(element: PreferencesDialog, label: string): HTMLInputElement {
  const named = allInside(element, '.about label', HTMLLabelElement).find((each) => textOf(each) === label);
  if (named?.control instanceof HTMLInputElement) return named.control;
  throw new Error(`There is no switch “${label}”`);
}

/** The last preferences that the page was told. */
function told(): () => Preferences | undefined {
  const changes = heard('preferences-changed');
  return () => changes.at(-1)?.preferences;
}

describe('the dialog', () => {
  it('opens by itself, over everything else, with the cursor in it', async () => {
    const element = await open();
    expect(dialogOf(element).matches(':modal')).to.equal(true);
    expect(element.shadowRoot?.activeElement?.closest('dialog') === dialogOf(element)).to.equal(true);
  });

  for (const [how, close] of [
    ['Escape', () => sendKeys({ press: 'Escape' })],
    ['its cross', async (element: PreferencesDialog) => buttonOf(element, 'Close').click()],
    ['a click beside it', async (element: PreferencesDialog) => dialogOf(element).click()],
    ['the page', async (element: PreferencesDialog) => element.close()],
  ] as const) {
    it(`is closed by ${how}, says so once, and the cursor is where it was before`, async () => {
      const button = await show<HTMLButtonElement>(html`<button>Preferences</button>`);
      button.focus();
      const element = await open();
      let said = 0;
      element.addEventListener('close', () => (said += 1));
      await close(element);
      await until('it to say so', () => said > 0);
      expect([dialogOf(element).open, said, document.activeElement === button]).to.deep.equal([false, 1, true]);
    });
  }

  it('is not closed by a click into it', async () => {
    const element = await open();
    inside(element, 'h2').click();
    expect(dialogOf(element).open).to.equal(true);
  });

  it('needs no button to save: it has none', async () => {
    expect(allInside(await open(), 'button')).to.have.length(1);
  });
});

describe('one of a few', () => {
  const CHOICES = [
    ['Theme', 'theme', { System: 'system', Light: 'light', Dark: 'dark', 'High contrast': 'contrast' }],
    ['Text size', 'textSize', { Small: 'small', Normal: 'normal', Large: 'large', Huge: 'huge' }],
    ['Density', 'density', { Comfortable: 'comfortable', Compact: 'compact' }],
    ['Time of day', 'clock', { System: 'system', '12 hours': '12', '24 hours': '24' }],
  ] as const;

  for (const [label, field, names] of CHOICES) {
    it(`${label}: shows what is chosen, and tells each choice at once`, async () => {
      const last = told();
      const element = await open();
      expect([...choicesOf(element, label).keys()]).to.have.members(Object.keys(names));
      for (const [name, value] of Object.entries(names).toReversed()) {
        choose(element, label, name);
        await element.updateComplete;
        expect(chosenIn(element, label)).to.equal(name);
        if (last() !== undefined) expect(last()).to.deep.equal({ ...DEFAULT_PREFERENCES, [field]: value });
      }
      expect(last()).not.to.equal(undefined);
    });
  }

  it('can be chosen with the arrow keys', async () => {
    const last = told();
    const element = await open();
    choicesOf(element, 'Theme').get('System')?.focus();
    await sendKeys({ press: 'ArrowRight' });
    expect(last()?.theme).to.equal('light');
  });

  it('follows what was chosen in another tab', async () => {
    const element = await open();
    choose(element, 'Theme', 'Light');
    element.preferences = { ...DEFAULT_PREFERENCES, theme: 'dark', sendRead: false };
    await element.updateComplete;
    expect([chosenIn(element, 'Theme'), switchOf(element, 'Show others how far you have read').checked]).to.deep.equal([
      'Dark',
      false,
    ]);
  });
});

describe('on or off', () => {
  const sound = { ...DEFAULT_PREFERENCES.notifications, sound: true };
  const SWITCHES = [
    ['Less motion', { motion: 'reduced' }],
    ['Say who comes and goes', { joinNotices: true }],
    ['With a sound', { notifications: sound }],
    ['Show others how far you have read', { sendRead: false }],
  ] as const;

  for (const [label, change] of SWITCHES) {
    it(`${label}: tells each turn at once, there and back`, async () => {
      const last = told();
      const element = await open();
      const before = switchOf(element, label).checked;
      switchOf(element, label).click();
      await element.updateComplete;
      expect(last()).to.deep.equal({ ...DEFAULT_PREFERENCES, ...change });
      expect(switchOf(element, label).checked).to.equal(!before);
      switchOf(element, label).click();
      await element.updateComplete;
      expect(last()).to.deep.equal(DEFAULT_PREFERENCES);
    });
  }
});

describe('words that concern one', () => {
  it('are told when they are typed, not while, and shown as they were understood', async () => {
    const last = told();
    const element = await open();
    enter(keywordsOf(element), ' deploy,,Deploy , on call');
    expect(last()).to.equal(undefined);
    keywordsOf(element).focus();
    await sendKeys({ press: 'End' });
    await sendKeys({ type: ', pager' });
    await sendKeys({ press: 'Enter' });
    expect(last()?.notifications.keywords).to.deep.equal(['deploy', 'on call', 'pager']);
    await element.updateComplete;
    expect(keywordsOf(element).value).to.equal('deploy, on call, pager');
  });

  it('are not lost when the dialog is closed right after them', async () => {
    const last = told();
    const element = await open();
    keywordsOf(element).focus();
    await sendKeys({ type: 'pager' });
    await sendKeys({ press: 'Escape' });
    await until('the dialog to be closed', () => !dialogOf(element).open);
    await until('the page to be told', () => last() !== undefined);
    expect(last()?.notifications.keywords).to.deep.equal(['pager']);
  });

  it('are there again, and a half-typed one survives what another tab chooses', async () => {
    const notifications = { ...DEFAULT_PREFERENCES.notifications, keywords: ['a', 'b'] };
    const element = await open({ ...DEFAULT_PREFERENCES, notifications });
    expect(keywordsOf(element).value).to.equal('a, b');
    enter(keywordsOf(element), 'a, b, c');
    element.preferences = { ...element.preferences, theme: 'dark' };
    await element.updateComplete;
    expect(keywordsOf(element).value).to.equal('a, b, c');
  });
});

/** While `during` runs, the browser answers like that; for nobody can click into its own question. */
async function answering(answer: NotificationPermission, during: () => Promise<void>): Promise<void> {
  const real = Object.getOwnPropertyDescriptor(globalThis, 'Notification');
  if (real === undefined) throw new Error('This browser has no notifications.');
  let permission: NotificationPermission = 'default';
  const standIn = {
    get permission() {
      return permission;
    },
    requestPermission: async () => (permission = answer),
  };
  Object.defineProperty(globalThis, 'Notification', { value: standIn, configurable: true });
  try {
    await during();
  } finally {
    Object.defineProperty(globalThis, 'Notification', real);
  }
}

const DESKTOP = 'Desktop notifications';
const problemOf = (element: PreferencesDialog): string => {
  const problem = inside(element, '#desktop-problem');
  return problem.hidden ? '' : textOf(problem);
};

describe('desktop notifications', () => {
  it('are off at first, and on once the browser was asked and allows them', async () => {
    await answering('granted', async () => {
      const last = told();
      const element = await open();
      expect([switchOf(element, DESKTOP).checked, problemOf(element)]).to.deep.equal([false, '']);
      switchOf(element, DESKTOP).click();
      await until('the page to be told', () => last()?.notifications.desktop === true);
      await element.updateComplete;
      expect([switchOf(element, DESKTOP).checked, problemOf(element)]).to.deep.equal([true, '']);
      switchOf(element, DESKTOP).click();
      await until('the page to be told', () => last()?.notifications.desktop === false);
    });
  });

  for (const [answer, sentence] of [
    ['denied', 'does not let natter notify you'],
    ['default', 'until you answer'],
  ] as const) {
    it(`stay off and say why when the browser answers “${answer}”`, async () => {
      await answering(answer, async () => {
        const last = told();
        const element = await open();
        switchOf(element, DESKTOP).click();
        await until('a sentence', () => problemOf(element).includes(sentence));
        await until('the switch to go back', () => !switchOf(element, DESKTOP).checked);
        expect([last(), switchOf(element, DESKTOP).disabled]).to.deep.equal([undefined, false]);
      });
    });
  }

  it('that the browser does not allow any more are shown as off', async () => {
    await answering('denied', async () => {
      await Notification.requestPermission();
      const notifications = { ...DEFAULT_PREFERENCES.notifications, desktop: true };
      const element = await open({ ...DEFAULT_PREFERENCES, notifications });
      expect(switchOf(element, DESKTOP).checked).to.equal(false);
      expect(problemOf(element)).to.contain('does not let natter notify you');
    });
  });

  it('cannot be had over plain HTTP from another machine, and the dialog says so', async () => {
    await overPlainHttp(async () => {
      const element = await open();
      expect(switchOf(element, DESKTOP).disabled).to.equal(true);
      expect(problemOf(element)).to.contain('only over HTTPS');
    });
  });

  it('cannot be had in a browser that has none, and the dialog says so', async () => {
    const real = Object.getOwnPropertyDescriptor(globalThis, 'Notification');
    if (real === undefined) throw new Error('This browser has no notifications.');
    Reflect.deleteProperty(globalThis, 'Notification');
    try {
      const element = await open();
      expect(switchOf(element, DESKTOP).disabled).to.equal(true);
      expect(problemOf(element)).to.equal('This browser has no notifications.');
    } finally {
      Object.defineProperty(globalThis, 'Notification', real);
    }
  });
});

describe('everybody can use', () => {
  it('the dialog', async () => {
    expect(await accessibilityProblems(await open())).to.deep.equal([]);
  });

  it('the dialog with everything on, and a reason why one thing cannot be', async () => {
    await overPlainHttp(async () => {
      const element = await open({
        theme: 'contrast',
        density: 'compact',
        textSize: 'huge',
        motion: 'reduced',
        clock: '12',
        availability: 'dnd',
        status: 'busy',
        joinNotices: true,
        sendRead: true,
        notifications: { desktop: true, sound: true, keywords: ['one', 'two'] },
      });
      expect(await accessibilityProblems(element)).to.deep.equal([]);
    });
  });

  it('every switch and every group with the keyboard alone', async () => {
    const element = await open();
    const wanted = [...allInside(element, '.switch:not(:disabled), #keywords, [type=radio]:checked')];
    const reached: Element[] = [];
    for (let presses = 0; presses < 20; presses += 1) {
      await sendKeys({ press: 'Tab' });
      reached.push(...wanted.filter((field) => hasFocus(element, field)));
    }
    expect(wanted.filter((field) => !reached.includes(field)).map(({ id }) => id)).to.deep.equal([]);
  });
});
