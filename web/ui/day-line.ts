// The line before the first message of a day; its name leads to any other day.
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { DayWantedEvent } from './room-events.ts';
import { dayName, dayValue } from './times.ts';
import { valueOf } from './value-of.ts';

const texts = { other: 'Go to another day' } as const;

/** @param time of the day's first message, and now, in milliseconds since 1970. */
export function dayLine(key: string, time: number, now: number): TemplateResult {
  return html`<div class="day" data-key=${key}>
    <button type="button" title=${texts.other} @click=${pick}>${dayName(time, now)}</button>
    <input type="date" tabindex="-1" aria-label=${texts.other} .value=${dayValue(time)} max=${dayValue(now)} @change=${picked} />
  </div>`;
}

/** The browser's own picker, of the field beside the button. */
function pick({ currentTarget }: Event): void {
  const field = currentTarget instanceof Element ? currentTarget.nextElementSibling : undefined;
  if (field instanceof HTMLInputElement) field.showPicker();
}

function picked(event: Event): void {
  const [year, month, day] = valueOf(event).split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) return; // the field was emptied
  event.target?.dispatchEvent(new DayWantedEvent(new Date(year, month - 1, day).getTime()));
}
