// How the person wants natter to look and behave on this device. Read from what this browser keeps, whichever natter wrote it.
import { isObject, own } from '../protocol/check.ts';
import { STATUS_MAX_LENGTH } from '../protocol/presence.ts';

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
export const DENSITIES = ['comfortable', 'compact'] as const;
export const TEXT_SIZES = ['small', 'normal', 'large', 'huge'] as const;
export const CLOCKS = ['system', '12', '24'] as const;
export const MOTIONS = ['system', 'reduced'] as const;

export const AVAILABILITIES = ['auto', 'away', 'dnd'] as const;

/** `dnd`: does not want to be disturbed. */
export type ChosenAvailability = (typeof AVAILABILITIES)[number];
export type Theme = (typeof THEMES)[number];
export type Density = (typeof DENSITIES)[number];
export type TextSize = (typeof TEXT_SIZES)[number];
export type Clock = (typeof CLOCKS)[number];
export type Motion = (typeof MOTIONS)[number];

/** What the page's colours and sizes depend on. */
export interface Look {
  /** High contrast is light or dark as the system is. */
  readonly theme: Theme;
  readonly density: Density;
  readonly textSize: TextSize;
  readonly motion: Motion;
}

export interface NotificationPreferences {
  /** The person wants them; whether the browser allows them is another question. */
  readonly desktop: boolean;
  readonly sound: boolean;
  /** Words that concern the person like their own handle; any case, none blank, none twice. */
  readonly keywords: readonly string[];
}

export interface Preferences extends Look {
  /** What others see the person as, whatever they do; `auto` leaves it to what they do. */
  readonly availability: ChosenAvailability;
  /** What the person adds to that in their own words; '' for nothing. */
  readonly status: string;
  readonly clock: Clock;
  /** Rooms tell who comes and who goes. */
  readonly joinNotices: boolean;
  /** Others may see how far the person has read. */
  readonly sendRead: boolean;
  readonly notifications: NotificationPreferences;
}

export const DEFAULT_PREFERENCES: Preferences = {
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
};

const KEYWORDS_MAX = 50;
const KEYWORD_MAX_LENGTH = 64;
/** Also as other scripts write a comma. */
const BETWEEN_KEYWORDS = /[,،、，;\n]/;

/** Reads preferences field by field: what is missing or makes no sense is as if it had never been chosen. */
export function decodePreferences(value: unknown): Preferences {
  const kept = isObject(value) ? value : {};
  const { theme, density, textSize, motion, clock, joinNotices, sendRead, notifications } = DEFAULT_PREFERENCES;
  return {
    theme: oneOf(THEMES, own(kept, 'theme'), theme),
    density: oneOf(DENSITIES, own(kept, 'density'), density),
    textSize: oneOf(TEXT_SIZES, own(kept, 'textSize'), textSize),
    motion: oneOf(MOTIONS, own(kept, 'motion'), motion),
    clock: oneOf(CLOCKS, own(kept, 'clock'), clock),
    availability: oneOf(AVAILABILITIES, own(kept, 'availability'), DEFAULT_PREFERENCES.availability),
    status: readStatus(own(kept, 'status')),
    joinNotices: booleanOr(own(kept, 'joinNotices'), joinNotices),
    sendRead: booleanOr(own(kept, 'sendRead'), sendRead),
    notifications: decodeNotifications(own(kept, 'notifications'), notifications),
  };
}

/** The keywords somebody typed, with commas between them. */
export function keywordsIn(text: string): readonly string[] {
  return tidyKeywords(text.split(BETWEEN_KEYWORDS));
}

/** What of `preferences` the page's colours and sizes depend on. */
export function lookOf({ theme, density, textSize, motion }: Preferences): Look {
  return { theme, density, textSize, motion };
}

function readStatus(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, STATUS_MAX_LENGTH) : '';
}

function decodeNotifications(value: unknown, otherwise: NotificationPreferences): NotificationPreferences {
  const kept = isObject(value) ? value : {};
  const keywords = own(kept, 'keywords');
  return {
    desktop: booleanOr(own(kept, 'desktop'), otherwise.desktop),
    sound: booleanOr(own(kept, 'sound'), otherwise.sound),
    keywords: Array.isArray(keywords) ? tidyKeywords(keywords) : otherwise.keywords,
  };
}

/** Without what is no word, blanks around, or the same word in other capitals. */
function tidyKeywords(words: readonly unknown[]): readonly string[] {
  const tidy = new Map<string, string>();
  for (const word of words) {
    const text = typeof word === 'string' ? word.trim().replaceAll(/\s+/g, ' ') : '';
    const key = text.toLowerCase();
    if (text !== '' && text.length <= KEYWORD_MAX_LENGTH && !tidy.has(key)) tidy.set(key, text);
  }
  return [...tidy.values()].slice(0, KEYWORDS_MAX);
}

function oneOf<Choice extends string>(choices: readonly Choice[], value: unknown, otherwise: Choice): Choice {
  return choices.find((choice) => choice === value) ?? otherwise;
}

function booleanOr(value: unknown, otherwise: boolean): boolean {
  return typeof value === 'boolean' ? value : otherwise;
}
