// What <preferences-dialog> says.
import type { Clock, Density, TextSize, Theme } from '../domain/preferences.ts';
import type { Hindrance } from './notification-permission.ts';

export const texts = {
  title: 'Preferences',
  close: 'Close',
  kept: 'For you in this browser, in all its tabs. Everything takes effect at once.',
  look: 'Look',
  theme: 'Theme',
  textSize: 'Text size',
  density: 'Density',
  motion: 'Less motion',
  motionHint: 'Nothing slides or fades. If your system asks for it, it is so anyway.',
  messages: 'Messages',
  clock: 'Time of day',
  joinNotices: 'Say who comes and goes',
  joinNoticesHint: 'One quiet line in the room.',
  notifications: 'Notifications',
  desktop: 'Desktop notifications',
  desktopHint: 'For what concerns you, while you are not looking.',
  sound: 'With a sound',
  keywords: 'Words that concern you',
  keywordsHint: 'With commas between them. A message with one of them counts like one that mentions you.',
  privacy: 'Privacy',
  sendRead: 'Show others how far you have read',
  sendReadHint: 'They see you under the last message you have seen.',
} as const;

export const themeNames: Readonly<Record<Theme, string>> = {
  system: 'System',
  light: 'Light',
  dark: 'Dark',
  contrast: 'High contrast',
};

export const textSizeNames: Readonly<Record<TextSize, string>> = {
  small: 'Small',
  normal: 'Normal',
  large: 'Large',
  huge: 'Huge',
};

export const densityNames: Readonly<Record<Density, string>> = { comfortable: 'Comfortable', compact: 'Compact' };

export const clockNames: Readonly<Record<Clock, string>> = { system: 'System', '12': '12 hours', '24': '24 hours' };

export const hindrances: Readonly<Record<Hindrance, string>> = {
  insecure: 'This page came over plain HTTP from another machine, and browsers allow notifications only over HTTPS.',
  unsupported: 'This browser has no notifications.',
  denied:
    'Your browser does not let natter notify you. Allow it in the browser’s settings for this page, then try again.',
  unanswered: 'They stay off until you answer your browser’s question with yes.',
};
