// What stands under the composer: what is wrong with what is written, how much room is left, which keys do what.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { TEXT_MAX_BYTES } from '../protocol/streams.ts';
import { texts } from './composer-texts.ts';

/** From here on the room that is left is shown, in bytes. */
const COUNT_FROM = TEXT_MAX_BYTES * 0.8;

export interface Written {
  readonly text: string;
  readonly bytes: number;
  /** The person wrote more quickly than a room can be read. */
  readonly hasty: boolean;
  /** Why it is no command, as a sentence. */
  readonly problem: string | undefined;
}

export function renderNote({ text, bytes, hasty, problem }: Written): TemplateResult | typeof nothing {
  if (problem !== undefined) return html`<span class="problem">${problem}</span>`;
  if (bytes > TEXT_MAX_BYTES) {
    return html`<span class="problem">${texts.tooLong(kilobytes(bytes), kilobytes(TEXT_MAX_BYTES))}</span>`;
  }
  if (hasty) return html`${texts.hasty}`;
  if (bytes > COUNT_FROM) return html`${texts.left(kilobytes(TEXT_MAX_BYTES - bytes))}`;
  if (text === '') return nothing;
  const { enter, sends, shift, startsLine } = texts.keys;
  return html`<span class="keys"><kbd>${enter}</kbd> ${sends} <kbd>${shift}</kbd>+<kbd>${enter}</kbd> ${startsLine}</span>`;
}

function kilobytes(count: number): string {
  return (count / 1024).toFixed(1);
}
