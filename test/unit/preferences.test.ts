// What the person chose, as it is read back from a browser that an older or newer natter may have written to.
import { expect, test } from 'vitest';
import { decodePreferences, DEFAULT_PREFERENCES, keywordsIn, lookOf } from '../../web/domain/preferences.ts';
import type { Preferences } from '../../web/domain/preferences.ts';

const CHOSEN: Preferences = {
  theme: 'contrast',
  density: 'compact',
  textSize: 'huge',
  motion: 'reduced',
  clock: '24',
  availability: 'dnd',
  status: 'busy',
  joinNotices: true,
  sendRead: false,
  notifications: { desktop: true, sound: true, keywords: ['deploy', 'JetStream'] },
};

test('what was chosen is read back as it was, also through a copy as JSON', () => {
  expect(decodePreferences(CHOSEN)).toEqual(CHOSEN);
  expect(decodePreferences(JSON.parse(JSON.stringify(CHOSEN)))).toEqual(CHOSEN);
});

test('who chose nothing has the system’s look, is not notified, and shows what they have read', () => {
  expect(decodePreferences(undefined)).toEqual(DEFAULT_PREFERENCES);
  expect(DEFAULT_PREFERENCES).toEqual({
    theme: 'system',
    density: 'comfortable',
    textSize: 'normal',
    motion: 'system',
    clock: 'system',
    availability: 'auto',
    status: '',
    joinNotices: false,
    sendRead: true,
    notifications: { desktop: false, sound: false, keywords: [] },
  });
});

for (const rubbish of [null, 7, '', 'dark', true, [], ['dark'], {}, new Map([['theme', 'dark']])]) {
  test(`what is no preferences at all is as if nothing was chosen: ${JSON.stringify(rubbish)}`, () => {
    expect(decodePreferences(rubbish)).toEqual(DEFAULT_PREFERENCES);
  });
}

const FIELDS = ['theme', 'density', 'textSize', 'motion', 'clock', 'joinNotices', 'sendRead', 'notifications'] as const;
for (const field of FIELDS) {
  test(`a ${field} that makes no sense is the default, and all else stays as it was chosen`, () => {
    for (const value of ['toString', 'sepia', 24, null, ['system'], { dark: true }, undefined]) {
      const read = decodePreferences({ ...CHOSEN, [field]: value });
      expect(read).toEqual({ ...CHOSEN, [field]: DEFAULT_PREFERENCES[field] });
    }
  });
}

test('notifications are read one by one too', () => {
  const notifications = { desktop: 'yes', sound: true, keywords: 'deploy' };
  expect(decodePreferences({ notifications }).notifications).toEqual({ desktop: false, sound: true, keywords: [] });
  expect(decodePreferences({ notifications: { keywords: ['a', 7, null, ' A ', 'b'] } }).notifications).toEqual({
    desktop: false,
    sound: false,
    keywords: ['a', 'b'],
  });
});

test('what a later natter added is left out, and nothing is inherited', () => {
  expect(decodePreferences({ ...CHOSEN, wallpaper: 'cats' })).toEqual(CHOSEN);
  expect(decodePreferences(Object.create(CHOSEN))).toEqual(DEFAULT_PREFERENCES);
});

test('keywords are typed with commas between them, of whatever script', () => {
  expect(keywordsIn('deploy, on call ,JetStream')).toEqual(['deploy', 'on call', 'JetStream']);
  expect(keywordsIn('عربي، كلمة')).toEqual(['عربي', 'كلمة']);
  expect(keywordsIn('発表、会議，茶')).toEqual(['発表', '会議', '茶']);
});

test('blanks, empty keywords, and the same one in other capitals do not count', () => {
  expect(keywordsIn(' , ,, ')).toEqual([]);
  expect(keywordsIn('Deploy,deploy,  DEPLOY , on   call')).toEqual(['Deploy', 'on call']);
});

test('keywords have a length and a number that can be looked for in every message', () => {
  expect(keywordsIn(`${'x'.repeat(65)},${'y'.repeat(64)}`)).toEqual(['y'.repeat(64)]);
  expect(keywordsIn(Array.from({ length: 60 }, (_, index) => `word${index}`).join())).toHaveLength(50);
});

test('the look is what the page’s colours and sizes depend on, and nothing private', () => {
  expect(lookOf(CHOSEN)).toEqual({ theme: 'contrast', density: 'compact', textSize: 'huge', motion: 'reduced' });
});
