// What stands over a message. Names are free, so none may pass for somebody else's handle.
import { describe, expect, test } from 'vitest';
import { isBlank } from '../../web/domain/blank.ts';
import { bylineOf } from '../../web/domain/byline.ts';
import { proposeIdentity } from '../../web/domain/identity.ts';
import { random } from '../support/random.ts';

const shown = (handle: string, name: string): string => {
  const byline = bylineOf(handle, { name, emoji: '' });
  return byline.handle === undefined ? byline.name : `${byline.name} @${byline.handle}`;
};

describe('names that say their handle stand alone', () => {
  const plain: readonly (readonly [handle: string, name: string])[] = [
    ['ada', 'Ada'],
    ['ada', 'ada'],
    ['ada-lovelace', 'Ada Lovelace'],
    ['zoe', 'Zoë'],
    ['swift-otter-2', 'Swift Otter 2'],
  ];
  test.each(plain)('%s may be shown as %s', (handle, name) => {
    expect(shown(handle, name)).toBe(name);
  });

  test('so does every proposal', () => {
    const { next } = random(8);
    for (let round = 0; round < 500; round += 1) {
      const { handle, name } = proposeIdentity(next);
      expect(shown(handle, name)).toBe(name);
    }
  });

  test('somebody without a name is shown by the handle', () => {
    expect(bylineOf('ada', undefined)).toEqual({ name: 'ada', emoji: '', handle: undefined });
  });
});

describe('every other name shows the handle beside it', () => {
  const imitations: readonly (readonly [handle: string, name: string, why: string])[] = [
    ['mallory', 'Ada', 'another’s name'],
    ['mallory', 'ada', 'another’s handle'],
    ['ada-ada', 'Ada @ada', 'a name made to look like name and handle'],
    ['ada-admin', 'Ada (admin)', 'a title in brackets'],
    ['da', '\u0410da', 'a Cyrillic A'],
    ['ada', 'Ada 李', 'letters a handle cannot have'],
    ['a-da', 'A\u200dda', 'an invisible joiner'],
    ['a-da', 'A\u00adda', 'an invisible hyphen'],
    ['a-da', 'A\u3164da', 'an invisible filler'],
    ['aian', 'AIan', 'a capital I for an l'],
    ['iuke', 'Iuke', 'a capital I for an l at the start'],
    ['bcb', 'Bc\u0335b', 'a stroke through a c, which makes an e'],
    ['sun', '\u017fun', 'a long s, which looks like an f'],
    ['oneil', 'O’Neil', 'an apostrophe'],
  ];
  test.each(imitations)('%s as %j, for it is %s', (handle, name) => {
    expect(shown(handle, name)).toBe(`${name} @${handle}`);
  });

  test('a name is never turned around to read as another one', () => {
    expect(bylineOf('nimda', { name: '\u202enimda', emoji: '' })).toMatchObject({ name: 'nimda', handle: undefined });
    expect(bylineOf('eda', { name: '\u2067eda\u2069\u200f', emoji: '' }).name).toBe('eda');
  });
});

describe('names that cannot be seen', () => {
  const invisible = [
    '',
    '   ',
    '\u200b',
    '\u200d\ufeff',
    '\u202e\u2069',
    '\t\n',
    '\u3164',
    '\u115f\u1160',
    '\u2800',
    '\u0301',
    '\ufe0f',
    '\u00ad',
  ];
  test.each(invisible)('%j is shown by the handle', (name) => {
    expect(shown('ada', name)).toBe('ada');
  });
});

describe('names are tidied', () => {
  test('line breaks and rows of spaces become one space', () => {
    expect(shown('mallory', ' Ada\n\n\u2028  Lovelace\u0000 ')).toBe('Ada Lovelace @mallory');
  });

  test('the emoji is the person’s own', () => {
    expect(bylineOf('ada', { name: 'Ada', emoji: '🦊' }).emoji).toBe('🦊');
  });

  test('names in other scripts are shown as they are', () => {
    expect(shown('xiao', '李小龍')).toBe('李小龍 @xiao');
    expect(shown('maria', 'مريم')).toBe('مريم @maria');
  });
});

describe('what can be seen', () => {
  test.each(['a', '.', '🦊', '李', 'ا', '\u0301', ' x '])('%j can', (text) => {
    expect(isBlank(text)).toBe(false);
  });

  test.each(['', ' \n\t', '\u200b\u200c\u200d', '\u2060', '\u3164', '\u2800', '\u{e0001}', '\u0000'])(
    '%j cannot',
    (text) => {
      expect(isBlank(text)).toBe(true);
    },
  );
});
