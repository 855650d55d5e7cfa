// <quick-switcher> and <shortcuts-dialog>: everywhere by keyboard.
import { html } from 'lit';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { COMMANDS } from '../../web/domain/commands.ts';
import { SHORTCUTS } from '../../web/domain/shortcuts.ts';
import type { QuickSwitcher } from '../../web/ui/quick-switcher.ts';
import '../../web/ui/quick-switcher.ts';
import type { ShortcutsDialog } from '../../web/ui/shortcuts-dialog.ts';
import '../../web/ui/shortcuts-dialog.ts';
import { accessibilityProblems, allInside, heard, inside, show, textOf } from './support.ts';

const open = (): Promise<QuickSwitcher> =>
  show(html`<quick-switcher
    .joined=${['Go', 'Rust', 'JavaScript']}
    .recent=${['Rust']}
    .unseen=${['Go']}
    .rooms=${['Go', 'Elm']}
    .people=${new Map([['ada', { name: 'Ada Lovelace', emoji: '', key: '' }]])}
    .actions=${['profile', 'directory', 'shortcuts']}
  ></quick-switcher>`);
const options = (switcher: QuickSwitcher): readonly string[] => allInside(switcher, '[role="option"]').map(textOf);
const isOpen = (switcher: QuickSwitcher): boolean => inside(switcher, 'dialog', HTMLDialogElement).open;

it('shows at first where one was lately, and where something is new', async () => {
  expect(options(await open()).slice(0, 3)).to.deep.equal(['#Rust', '#Go , new messages', '#JavaScript']);
});

it('leads from a few letters and Enter to a room, and is gone', async () => {
  const chosen = heard('destination-chosen');
  const switcher = await open();
  await sendKeys({ type: 'jsc' });
  await sendKeys({ press: 'Enter' });
  expect(chosen.map(({ destination }) => destination)).to.deep.equal([{ type: 'room', room: 'JavaScript' }]);
  expect(isOpen(switcher)).to.equal(false);
});

it('is walked through with the arrows, round and round, and the field says where one is', async () => {
  const chosen = heard('destination-chosen');
  const switcher = await open();
  await sendKeys({ type: '#' });
  await sendKeys({ press: 'ArrowUp' });
  await switcher.updateComplete;
  const active = inside(switcher, 'input').getAttribute('aria-activedescendant') ?? '';
  expect(textOf(inside(switcher, `#${active}`))).to.equal('#Elm not joined');
  await sendKeys({ press: 'ArrowDown' });
  await sendKeys({ press: 'Enter' });
  expect(chosen.map(({ destination }) => destination)).to.deep.equal([{ type: 'room', room: 'Rust' }]);
});

it('leads to people, commands and actions too, also by a click', async () => {
  const chosen = heard('destination-chosen');
  for (const text of ['lovelace', '/mute', 'browse']) {
    const switcher = await open();
    await sendKeys({ type: text });
    await switcher.updateComplete;
    allInside(switcher, '[role="option"]')[0]?.click();
  }
  expect(chosen.map(({ destination }) => destination)).to.deep.equal([
    { type: 'person', handle: 'ada' },
    { type: 'command', name: 'mute', takes: '' },
    { type: 'action', action: 'directory' },
  ]);
});

it('says when nothing is called that, and Escape closes it', async () => {
  const switcher = await open();
  await sendKeys({ type: 'qqqq' });
  await switcher.updateComplete;
  expect(textOf(inside(switcher, '[role="status"]'))).to.equal('Nothing is called that.');
  await sendKeys({ press: 'Escape' });
  expect(isOpen(switcher)).to.equal(false);
});

it('the list of shortcuts has every one, and every command', async () => {
  const dialog = await show<ShortcutsDialog>(html`<shortcuts-dialog></shortcuts-dialog>`);
  expect(allInside(dialog, 'dd').map(textOf)).to.deep.equal([...SHORTCUTS, ...COMMANDS].map(({ help }) => help));
});

it('everybody can use the switcher, found or not', async () => {
  const switcher = await open();
  expect(await accessibilityProblems(switcher)).to.deep.equal([]);
  await sendKeys({ type: 'qqqq' });
  await switcher.updateComplete;
  expect(await accessibilityProblems(switcher)).to.deep.equal([]);
});

it('everybody can read the list of shortcuts', async () => {
  const dialog = await show<ShortcutsDialog>(html`<shortcuts-dialog></shortcuts-dialog>`);
  expect(await accessibilityProblems(dialog)).to.deep.equal([]);
});
