// What stands over a list of messages where one is not at its end: the ways to what is new.
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { downIcon, upIcon } from './icons.ts';

const texts = {
  unread: 'Go to the first unread',
  newest: 'To the newest',
  newer: (count: number): string => (count === 1 ? '1 new message' : `${count} new messages`),
} as const;

/** Up, to the first message one has not read. */
export function unreadButton(clicked: () => void): TemplateResult {
  return html`<button class="unread button" type="button" @click=${clicked}>${texts.unread} ${upIcon}</button>`;
}

/** Down, to the newest message. @param count how many came meanwhile. */
export function newerButton(count: number, clicked: () => void): TemplateResult {
  return html`<button class="newer button primary" type="button" @click=${clicked}>
    ${count === 0 ? texts.newest : texts.newer(count)} ${downIcon}
  </button>`;
}
