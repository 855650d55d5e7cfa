// <availability-form>: how available one is, in one of three words and in one's own. Every change counts at once.
import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { AVAILABILITIES } from '../domain/preferences.ts';
import type { ChosenAvailability } from '../domain/preferences.ts';
import { STATUS_MAX_LENGTH } from '../protocol/presence.ts';
import { AvailabilityChosenEvent } from './room-events.ts';
import { common, fields } from './styles.ts';
import { valueOf } from './value-of.ts';

const texts = {
  legend: 'Others see you as',
  choices: { auto: 'Active', away: 'Away', dnd: 'Do not disturb' },
  hints: { auto: 'away after five minutes', away: 'until you change it', dnd: 'no notifications' },
  status: 'In your own words',
} as const;

@customElement('availability-form')
export class AvailabilityForm extends LitElement {
  static override styles = [
    common,
    fields,
    css`
      :host {
        display: block;
        margin-top: var(--space-4);
      }

      fieldset {
        margin: 0 0 var(--space-3);
        padding: 0;
        border: 0;
      }

      legend {
        padding: 0;
      }

      .choice {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: 2rem;
        font-weight: 400;
        font-size: var(--text-m);
      }

      .choice input {
        width: 1rem;
        min-height: 1rem;
        margin: 0;
        accent-color: var(--accent);
      }

      .choice span {
        color: var(--muted);
        font-size: var(--text-xs);
      }
    `,
  ];

  @property({ attribute: false }) availability: ChosenAvailability = 'auto';
  @property() status = '';
  @query('#status') private readonly field!: HTMLInputElement;

  override render(): TemplateResult {
    const chosen = this.availability;
    return html`
      <fieldset @change=${this.#changed}>
        <legend>${texts.legend}</legend>
        ${AVAILABILITIES.map(
          (choice) => html`<label class="choice">
            <input type="radio" name="availability" .value=${choice} ?checked=${choice === chosen} />
            ${texts.choices[choice]} <span>${texts.hints[choice]}</span>
          </label>`,
        )}
      </fieldset>
      <label for="status">${texts.status}</label>
      <input
        id="status"
        dir="auto"
        maxlength=${STATUS_MAX_LENGTH}
        .value=${this.status}
        @change=${(event: Event) => this.#choose(chosen, valueOf(event))}
      />
    `;
  }

  #changed(event: Event): void {
    const choice = AVAILABILITIES.find((each) => each === valueOf(event)) ?? 'auto';
    this.#choose(choice, this.field.value);
  }

  #choose(choice: ChosenAvailability, status: string): void {
    this.dispatchEvent(new AvailabilityChosenEvent(choice, status.trim()));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'availability-form': AvailabilityForm;
  }
}
