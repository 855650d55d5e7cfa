// What is worth telling: by the room's level, by who is called, by what the person wished.
import { describe, expect, test } from 'vitest';
import { initialChat } from '../../web/domain/chat.ts';
import type { ChatState } from '../../web/domain/chat.ts';
import { DEFAULT_PREFERENCES } from '../../web/domain/preferences.ts';
import type { ChosenAvailability, NotificationPreferences } from '../../web/domain/preferences.ts';
import type { RoomSettings } from '../../web/domain/room-settings.ts';
import { pageTitle, waitingIn, worthTelling } from '../../web/domain/telling.ts';
import { NOTHING_UNREAD, withUnread } from '../../web/domain/unread.ts';
import { stored } from '../support/messages.ts';

const ON: NotificationPreferences = { desktop: true, sound: false, keywords: ['outage'] };

/** What Bob's tab knows, with rooms Go and Rust, and Go wanted so. */
function chat(settings: Partial<RoomSettings> = {}, notifications: NotificationPreferences = ON): ChatState {
  return {
    ...initialChat({ handle: 'bob', name: 'Bob', emoji: '' }, ['Go', 'Rust'], 'Go', 0),
    preferences: { ...DEFAULT_PREFERENCES, notifications },
    roomSettings: new Map([['Go', { favourite: false, muted: false, level: 'all', ...settings }]]),
  };
}

const plain = stored(1, { text: 'hello' });
const calling = stored(2, { text: 'hello @bob' });

describe('worth telling is', () => {
  const cases: readonly (readonly [what: string, settings: Partial<RoomSettings>, plain: boolean, calling: boolean])[] =
    [
      ['everything in a room of which one wants all', {}, true, true],
      ['what calls one, where one wants that', { level: 'mentions' }, false, true],
      ['nothing where one wants nothing', { level: 'nothing' }, false, false],
      ['nothing of a muted room', { muted: true }, false, false],
      ['nothing of a muted room, at whichever level', { muted: true, level: 'mentions' }, false, false],
    ];
  test.each(cases)('%s', (_, settings, any, called) => {
    expect([plain, calling].map((message) => worthTelling(message, chat(settings)))).toEqual([any, called]);
  });

  test('a message with a word that concerns one', () => {
    const state = chat({ level: 'mentions' });
    expect(worthTelling(stored(1, { text: 'An Outage, again' }), state)).toBe(true);
    expect(worthTelling(stored(1, { text: 'outages' }), state)).toBe(false);
  });

  test('a message of the command line as well, but none that cannot be read', () => {
    expect(worthTelling(stored(1, { handle: 'cli', content: { type: 'plain', text: 'tick' } }), chat())).toBe(true);
    const odd = { type: 'unsupported', kind: 'poll', raw: '@bob' } as const;
    expect(worthTelling(stored(1, { content: odd }), chat())).toBe(false);
  });

  test('nothing before one asked for notifications, and nothing while one does not want to be disturbed', () => {
    const available = (availability: ChosenAvailability): ChatState => ({
      ...chat(),
      preferences: { ...chat().preferences, availability },
    });
    expect(worthTelling(calling, chat({}, { ...ON, desktop: false }))).toBe(false);
    expect(worthTelling(calling, available('dnd'))).toBe(false);
    expect(worthTelling(calling, available('away'))).toBe(true);
  });

  test('nothing one wrote oneself on another device, and nothing one has read there', () => {
    expect(worthTelling(stored(1, { handle: 'bob' }), chat())).toBe(false);
    const read = { ...chat(), unread: new Map([['Go', { ...NOTHING_UNREAD, mark: 2 }]]) };
    expect([calling, stored(3)].map((message) => worthTelling(message, read))).toEqual([false, true]);
  });
});

describe('the browser’s tab', () => {
  /** With these unread in Go, and one in Rust. */
  const unread = (settings: Partial<RoomSettings>, rust = false): ChatState => {
    const me = { handle: 'bob', keywords: [] };
    const all = [['Go', withUnread(NOTHING_UNREAD, [plain, calling, stored(3)], me)] as const];
    const more = rust ? [['Rust', withUnread(NOTHING_UNREAD, [stored(4)], me)] as const] : [];
    return { ...chat(settings), unread: new Map([...all, ...more]) };
  };

  test('counts what one wants to be told of, in all rooms', () => {
    expect(waitingIn(unread({}))).toEqual({ count: 3, others: false });
    expect(waitingIn(unread({ level: 'mentions' }))).toEqual({ count: 1, others: true });
    expect(waitingIn(unread({ level: 'nothing' }))).toEqual({ count: 0, others: true });
    expect(waitingIn(unread({ muted: true }))).toEqual({ count: 0, others: false });
    expect(waitingIn(unread({ level: 'mentions' }, true))).toEqual({ count: 2, others: true });
  });

  test('says a number, or that there is something, or only where one is', () => {
    expect(pageTitle(undefined)).toBe('natter');
    expect(pageTitle(chat())).toBe('#Go · natter');
    expect(pageTitle(unread({}, true))).toBe('(4) #Go · natter');
    expect(pageTitle(unread({ level: 'nothing' }))).toBe('• #Go · natter');
    expect(pageTitle(unread({ muted: true }))).toBe('#Go · natter');
  });

  test('does not count on forever', () => {
    const many = Array.from({ length: 200 }, (_, index) => stored(index + 1));
    const state = {
      ...chat(),
      unread: new Map([['Go', withUnread(NOTHING_UNREAD, many, { handle: 'bob', keywords: [] })]]),
    };
    expect(pageTitle(state)).toBe('(99+) #Go · natter');
  });

  test('says nothing of a room one has left', () => {
    const state = unread({});
    expect(pageTitle({ ...state, rooms: new Map() })).toBe('#Go · natter');
  });
});
