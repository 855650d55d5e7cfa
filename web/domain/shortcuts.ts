// The keyboard shortcuts: one table for what a key does and for the list of them that people read.

/** What a key does wherever one is on the page. */
export type ShortcutAction =
  | 'switcher'
  | 'previous-room'
  | 'next-room'
  | 'previous-unread'
  | 'next-unread'
  | 'read'
  | 'all-read'
  | 'shortcuts';

/** The part of a keyboard event that decides. */
export interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export interface Shortcut {
  /** `undefined` for what the element that has the cursor does itself. */
  readonly action?: ShortcutAction;
  /** As `KeyboardEvent.key` has them; `Mod` is Ctrl, or ⌘ on a Mac. */
  readonly keys: readonly string[];
  readonly help: string;
  /** It is a character, which in a field is only written. */
  readonly writes?: boolean;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { action: 'switcher', keys: ['Mod', 'k'], help: 'Go to a room, a person or a command' },
  { action: 'previous-room', keys: ['Alt', 'ArrowUp'], help: 'Previous room' },
  { action: 'next-room', keys: ['Alt', 'ArrowDown'], help: 'Next room' },
  { action: 'previous-unread', keys: ['Alt', 'Shift', 'ArrowUp'], help: 'Previous room with something new' },
  { action: 'next-unread', keys: ['Alt', 'Shift', 'ArrowDown'], help: 'Next room with something new' },
  { action: 'read', keys: ['Escape'], help: 'Mark this room as read' },
  { action: 'all-read', keys: ['Shift', 'Escape'], help: 'Mark all rooms as read' },
  { action: 'shortcuts', keys: ['?'], help: 'This list', writes: true },
  { keys: ['Enter'], help: 'Send what you wrote' },
  { keys: ['Shift', 'Enter'], help: 'Start a new line' },
  { keys: ['@'], help: 'Mention somebody; # names a room, / gives a command' },
  { keys: ['Tab'], help: 'Take the suggestion' },
];

const MODIFIERS: ReadonlySet<string> = new Set(['Mod', 'Alt', 'Shift']);

/** What a stroke does. @param inField the cursor is where one writes. */
export function actionOf(stroke: Stroke, inField: boolean): ShortcutAction | undefined {
  return SHORTCUTS.find((shortcut) => shortcut.action !== undefined && fits(shortcut, stroke, inField))?.action;
}

function fits({ keys, writes = false }: Shortcut, stroke: Stroke, inField: boolean): boolean {
  const key = keys.find((each) => !MODIFIERS.has(each));
  const mod = stroke.ctrlKey || stroke.metaKey;
  if (stroke.ctrlKey && stroke.metaKey) return false;
  if (stroke.key.toLowerCase() !== key?.toLowerCase() || (writes && inField)) return false;
  if (mod !== keys.includes('Mod') || stroke.altKey !== keys.includes('Alt')) return false;
  return writes || stroke.shiftKey === keys.includes('Shift'); // which characters need Shift is the keyboard's affair
}
