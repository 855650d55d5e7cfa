// <preferences-dialog>: how natter looks and behaves on this device. Every change takes effect at once.
import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { CLOCKS, DEFAULT_PREFERENCES, DENSITIES, keywordsIn, TEXT_SIZES, THEMES } from '../domain/preferences.ts';
import type { NotificationPreferences, Preferences } from '../domain/preferences.ts';
import { dialogs } from './dialog-styles.ts';
import { closeIcon } from './icons.ts';
import { askToNotify, hindrance, mayNotify } from './notification-permission.ts';
import { PreferencesChangedEvent } from './preference-events.ts';
import { choiceRow, rows, switchRow } from './preference-fields.ts';
import { clockNames, densityNames, hindrances, texts, textSizeNames, themeNames } from './preferences-texts.ts';
import { buttons, common, fields } from './styles.ts';

@customElement('preferences-dialog')
export class PreferencesDialog extends LitElement {
  static override styles = [
    common,
    buttons,
    fields,
    dialogs,
    rows,
    css`
      dialog {
        width: 34rem;
      }

      h3 {
        color: var(--muted);
        font-size: var(--text-xs);
        font-weight: 650;
      }

      .kept {
        margin: 0;
        color: var(--muted);
        font-size: var(--text-s);
      }

      .keywords {
        margin-top: var(--space-3);
      }

      .keywords label {
        font-size: var(--text-m);
        font-weight: 500;
      }

      .keywords input {
        margin-top: var(--space-1);
      }
    `,
  ];

  @property({ attribute: false }) preferences: Preferences = DEFAULT_PREFERENCES;
  /** Why there are no desktop notifications. */
  @state() private hindrance = hindrance();
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  /** Open from the moment it is on the page; it says `close` when it is to go. */
  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  close(): void {
    this.dialog.close();
  }

  override render(): TemplateResult {
    return html`<dialog
      aria-labelledby="title"
      @click=${this.#closeOutside}
      @close=${() => this.dispatchEvent(new Event('close'))}
    >
      <header>
        <h2 id="title">${texts.title}</h2>
        <button class="icon" type="button" aria-label=${texts.close} title=${texts.close} @click=${() => this.close()}>
          ${closeIcon}
        </button>
      </header>
      <p class="kept">${texts.kept}</p>
      ${this.#renderLook()} ${this.#renderMessages()} ${this.#renderNotifications()} ${this.#renderPrivacy()}
    </dialog>`;
  }

  #renderLook(): TemplateResult {
    const { theme, textSize, density, motion } = this.preferences;
    return html`<section aria-labelledby="look">
      <h3 id="look">${texts.look}</h3>
      ${choiceRow({
        id: 'theme',
        label: texts.theme,
        names: themeNames,
        choices: THEMES,
        chosen: theme,
        choose: (theme) => this.#change({ theme }),
      })}
      ${choiceRow({
        id: 'size',
        label: texts.textSize,
        names: textSizeNames,
        choices: TEXT_SIZES,
        chosen: textSize,
        choose: (textSize) => this.#change({ textSize }),
      })}
      ${choiceRow({
        id: 'density',
        label: texts.density,
        names: densityNames,
        choices: DENSITIES,
        chosen: density,
        choose: (density) => this.#change({ density }),
      })}
      ${switchRow({
        id: 'motion',
        label: texts.motion,
        hint: texts.motionHint,
        on: motion === 'reduced',
        turn: (on) => this.#change({ motion: on ? 'reduced' : 'system' }),
      })}
    </section>`;
  }

  #renderMessages(): TemplateResult {
    const { clock, joinNotices } = this.preferences;
    return html`<section aria-labelledby="messages">
      <h3 id="messages">${texts.messages}</h3>
      ${choiceRow({
        id: 'clock',
        label: texts.clock,
        names: clockNames,
        choices: CLOCKS,
        chosen: clock,
        choose: (clock) => this.#change({ clock }),
      })}
      ${switchRow({
        id: 'join-notices',
        label: texts.joinNotices,
        hint: texts.joinNoticesHint,
        on: joinNotices,
        turn: (joinNotices) => this.#change({ joinNotices }),
      })}
    </section>`;
  }

  #renderNotifications(): TemplateResult {
    const { desktop, sound, keywords } = this.preferences.notifications;
    const { hindrance } = this;
    return html`<section aria-labelledby="notifications">
      <h3 id="notifications">${texts.notifications}</h3>
      ${switchRow({
        id: 'desktop',
        label: texts.desktop,
        hint: texts.desktopHint,
        problem: hindrance && hindrances[hindrance],
        disabled: hindrance === 'insecure' || hindrance === 'unsupported',
        on: desktop && mayNotify(),
        turn: (on) => void this.#turnDesktop(on),
      })}
      ${switchRow({ id: 'sound', label: texts.sound, on: sound, turn: (sound) => this.#notify({ sound }) })}
      ${this.#renderKeywords(keywords)}
    </section>`;
  }

  #renderKeywords(keywords: readonly string[]): TemplateResult {
    return html`<div class="keywords">
      <label for="keywords">${texts.keywords}</label>
      <input
        id="keywords"
        autocomplete="off"
        dir="auto"
        aria-describedby="keywords-hint"
        .value=${keywords.join(', ')}
        @change=${this.#keywordsTyped}
      />
      <p class="hint" id="keywords-hint">${texts.keywordsHint}</p>
    </div>`;
  }

  #renderPrivacy(): TemplateResult {
    return html`<section aria-labelledby="privacy">
      <h3 id="privacy">${texts.privacy}</h3>
      ${switchRow({
        id: 'send-read',
        label: texts.sendRead,
        hint: texts.sendReadHint,
        on: this.preferences.sendRead,
        turn: (sendRead) => this.#change({ sendRead }),
      })}
    </section>`;
  }

  /** The browser asks here, for it wants to be sure that the person wants to be asked. */
  async #turnDesktop(on: boolean): Promise<void> {
    if (on) this.hindrance = await askToNotify();
    if (!on || this.hindrance === undefined) this.#notify({ desktop: on });
    this.requestUpdate(); // the switch goes back where nothing changed
  }

  #keywordsTyped(event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    const keywords = keywordsIn(event.target.value);
    event.target.value = keywords.join(', ');
    this.#notify({ keywords });
  }

  #notify(change: Partial<NotificationPreferences>): void {
    this.#change({ notifications: { ...this.preferences.notifications, ...change } });
  }

  /** Counts from here, whether or not somebody above hands it down again. */
  #change(change: Partial<Preferences>): void {
    this.preferences = { ...this.preferences, ...change };
    this.dispatchEvent(new PreferencesChangedEvent(this.preferences));
  }

  #closeOutside(event: MouseEvent): void {
    if (event.target === this.dialog) this.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'preferences-dialog': PreferencesDialog;
  }
}
