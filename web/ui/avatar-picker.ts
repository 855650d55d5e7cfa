// <avatar-picker>: an emoji and the colour behind it.
import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ANIMALS, HUES, hueOf } from '../domain/identity.ts';
import { AvatarChosenEvent } from './events.ts';
import { common } from './styles.ts';
import './user-avatar.ts';

const texts = {
  avatar: 'Avatar',
  colour: 'Colour',
  hue: (degrees: number): string => `Colour ${degrees}°`,
} as const;

@customElement('avatar-picker')
export class AvatarPicker extends LitElement {
  static override styles = [
    common,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }

      fieldset {
        border: 0;
        margin: 0;
        padding: 0;
        min-width: 0;
      }

      .emojis {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(2.25rem, 1fr));
        gap: var(--space-1);
      }

      .colours {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
        --avatar: 1.25rem;
      }

      label {
        display: grid;
        place-items: center;
        min-width: 1.625rem;
        height: 2.25rem;
        border-radius: var(--radius-s);
        font-size: var(--text-l);
        cursor: pointer;
      }

      .colours label {
        height: 1.625rem;
      }

      label:hover {
        background: var(--sunken);
      }

      label:has(:checked) {
        background: var(--accent-soft);
        box-shadow: inset 0 0 0 2px var(--accent);
      }

      label:has(:focus-visible) {
        box-shadow: var(--focus);
      }
    `,
  ];

  @property() emoji = '';
  /** In degrees; the handle's own if none was chosen. */
  @property({ attribute: false }) hue: number | undefined;
  @property() handle = '';

  protected override updated(): void {
    const hue = String(this.hue ?? nearestHue(hueOf(this.handle)));
    for (const choice of this.renderRoot.querySelectorAll('input')) {
      choice.checked = choice.value === (choice.name === 'emoji' ? this.emoji : hue);
    }
  }

  override render(): TemplateResult {
    return html`
      <fieldset>
        <legend class="visually-hidden">${texts.avatar}</legend>
        <div class="emojis">
          ${ANIMALS.map(([animal, emoji]) =>
            this.#renderChoice('emoji', emoji, animal, html`<span aria-hidden="true">${emoji}</span>`),
          )}
        </div>
      </fieldset>
      <fieldset>
        <legend class="visually-hidden">${texts.colour}</legend>
        <div class="colours">
          ${HUES.map((hue) =>
            this.#renderChoice(
              'hue',
              String(hue),
              texts.hue(hue),
              html`<user-avatar .hue=${hue} .emoji=${'\u00A0'}></user-avatar>`,
            ),
          )}
        </div>
      </fieldset>
    `;
  }

  #renderChoice(name: 'emoji' | 'hue', value: string, label: string, shown: TemplateResult): TemplateResult {
    const choose = (): void => {
      const chosen = name === 'emoji' ? { emoji: value, hue: this.hue } : { emoji: this.emoji, hue: Number(value) };
      this.dispatchEvent(new AvatarChosenEvent(chosen));
    };
    return html`<label title=${label}>
      <input class="visually-hidden" type="radio" name=${name} aria-label=${label} .value=${value} @change=${choose} />${shown}
    </label>`;
  }
}

/** The one of the offered colours that looks most like a handle's own. */
function nearestHue(wanted: number): number {
  const distance = (hue: number): number => Math.min(Math.abs(hue - wanted), 360 - Math.abs(hue - wanted));
  return HUES.reduce((nearest, hue) => (distance(hue) < distance(nearest) ? hue : nearest));
}

declare global {
  interface HTMLElementTagNameMap {
    'avatar-picker': AvatarPicker;
  }
}
