// The quiet line between two messages that says who came and who left.
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Comings } from '../domain/comings.ts';
import type { People } from '../domain/people.ts';
import { comingsText } from './comings-text.ts';

export const comingsStyles = css`
  .coming {
    margin: var(--space-1) var(--space-5);
    padding-inline-start: calc(var(--avatar) + var(--space-3));
    color: var(--muted);
    font-size: var(--text-xs);
    overflow-wrap: anywhere;
  }

  @media (max-width: 40rem) {
    .coming {
      margin-inline: var(--space-4);
    }
  }
`;

/** A screen reader that reads new messages out does not read this. */
export function comingsLine(key: string, comings: Comings, people: People): TemplateResult {
  return html`<p class="coming" data-key=${key} aria-live="off">${comingsText(comings, people)}</p>`;
}
