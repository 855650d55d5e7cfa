// What the person did about their preferences, as the elements tell it upwards.
import type { Preferences } from '../domain/preferences.ts';
import { PersonEvent } from './events.ts';

/** Wants to see or change how natter looks and behaves. */
export class PreferencesWantedEvent extends PersonEvent {
  static readonly type = 'preferences-wanted';
  constructor() {
    super(PreferencesWantedEvent.type);
  }
}

/** Chose how natter is to look and behave from now on. */
export class PreferencesChangedEvent extends PersonEvent {
  static readonly type = 'preferences-changed';
  readonly preferences: Preferences;
  constructor(preferences: Preferences) {
    super(PreferencesChangedEvent.type);
    this.preferences = preferences;
  }
}

declare global {
  interface HTMLElementEventMap {
    'preferences-wanted': PreferencesWantedEvent;
    'preferences-changed': PreferencesChangedEvent;
  }
}
