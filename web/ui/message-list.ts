// <message-list>: a room's messages. The newest stay in view while one is at the end; elsewhere what one reads stays put.
import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { History } from '../domain/room.ts';
import type { Row } from '../domain/timeline.ts';
import { AtNewestEvent, OlderWantedEvent } from './events.ts';
import { downIcon } from './icons.ts';
import { FIRST_ROWS, growthSince, windowOf, WINDOW_ROWS, WINDOW_STEP } from './list-window.ts';
import { findAnchor, restoreAnchor } from './scroll-anchor.ts';
import type { Anchor } from './scroll-anchor.ts';
import { buttons, common } from './styles.ts';
import { dayName } from './times.ts';
import './history-start.ts';
import './message-row.ts';

/** Nearer than this to an end of what is in the page, in pixels, more is brought in. */
const NEAR = 800;

@customElement('message-list')
export class MessageList extends LitElement {
  static override styles = [
    common,
    buttons,
    css`
      :host {
        position: relative;
        display: block;
        min-height: 0;
      }

      /* Reversed, so that scrollTop 0 is the newest message: it stays in view, and pages added above move nothing. */
      .scroller {
        display: flex;
        flex-direction: column-reverse;
        height: 100%;
        overflow-y: auto;
        overflow-anchor: none;
        overscroll-behavior: contain;
      }

      .scroller:focus-visible {
        box-shadow: inset 0 0 0 2px var(--accent);
      }

      .content {
        padding-block: var(--space-4) var(--space-3);
      }

      .day {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        margin: var(--space-4) var(--space-5) var(--space-2);
        color: var(--muted);
        font-size: var(--text-xs);
        font-weight: 600;
      }

      .day::before,
      .day::after {
        content: '';
        flex: 1;
        height: 1px;
        background: var(--edge);
      }

      .newer {
        position: absolute;
        inset-block-end: var(--space-3);
        inset-inline: 0;
        width: fit-content;
        margin-inline: auto;
        border-radius: var(--radius-round);
        box-shadow: var(--shadow);
      }
    `,
  ];

  @property() room = '';
  @property({ attribute: false }) rows: readonly Row[] = [];
  @property({ attribute: false }) history: History = { type: 'unloaded' };
  /** The reader's handle. */
  @property() self = '';

  /** Rows that are there, but not in the page, at the newest end. */
  @state() private skip = 0;
  /** Rows in the page: few at first, so that a room shows at once. */
  @state() private most = FIRST_ROWS;
  /** Messages that came since the reader left the newest one. */
  @state() private unread = 0;
  @query('.scroller') private readonly scroller!: HTMLElement;
  /** The reader has the newest message in view. */
  @state() private atNewest = true;
  /** Where the reader was before the updates that are not settled yet. */
  #anchor: Anchor | undefined;
  #updates = 0;

  override render(): TemplateResult {
    const { from, to } = windowOf(this.rows.length, this.skip, this.most);
    const now = Date.now();
    return html`
      <div class="scroller" tabindex="0" role="log" aria-label="Messages in ${this.room}" @scroll=${this.#look}>
        <div class="content">
          ${
            from === 0
              ? html`<history-start .history=${this.history} .empty=${this.rows.length === 0}></history-start>`
              : nothing
          }
          ${repeat(
            this.rows.slice(from, to),
            ({ key }) => key,
            (row) => this.#renderRow(row, now),
          )}
        </div>
      </div>
      ${this.#renderNewer()}
    `;
  }

  /** Goes to the newest message. */
  toNewest(): void {
    this.skip = 0;
    this.unread = 0;
    this.atNewest = true;
    this.scroller.scrollTop = 0;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('room')) {
      this.most = FIRST_ROWS;
      this.skip = 0;
      this.unread = 0;
      this.atNewest = true;
    } else if (changed.has('rows')) {
      this.#count(changed.get('rows') ?? []);
    }
    if (this.atNewest || !this.hasUpdated) this.#anchor = undefined;
    else this.#anchor ??= findAnchor(this.scroller);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.get('room')) this.scroller.scrollTop = 0; // another room than before
    void this.#settle();
  }

  #count(before: readonly Row[]): void {
    const { added, by } = growthSince(before, this.rows);
    const wrote = added.some((row) => row.type === 'outgoing');
    if (wrote && !this.atNewest) queueMicrotask(() => this.toNewest());
    if (this.atNewest) return;
    if (this.skip > 0) this.skip = Math.max(0, this.skip + by);
    this.unread += added.filter((row) => row.type === 'stored' && row.message.handle !== this.self).length;
  }

  /** Once the new rows have their height: puts the reader back in place, and brings in more where the end is near. */
  async #settle(): Promise<void> {
    this.#updates += 1;
    const update = this.#updates;
    await Promise.all([...this.renderRoot.querySelectorAll('message-row')].map((row) => row.updateComplete));
    if (update !== this.#updates) return; // a later update settles for both
    if (this.#anchor !== undefined) restoreAnchor(this.scroller, this.#anchor);
    this.#anchor = undefined;
    if (this.most < WINDOW_ROWS && this.rows.length > 0) requestAnimationFrame(() => setTimeout(() => this.#showAll()));
    this.#look();
  }

  /** The button goes away; whoever pressed it by the keyboard stays in the list. */
  #clickedNewer(): void {
    this.toNewest();
    this.scroller.focus({ preventScroll: true });
  }

  /** The first rows have been drawn: now those that lie further back. */
  #showAll(): void {
    this.most = WINDOW_ROWS;
  }

  /** Sees where the reader is, and asks for what is needed there. */
  #look(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const fromNewest = Math.max(0, -scrollTop);
    const fromOldest = scrollHeight - clientHeight - fromNewest;
    this.atNewest = this.skip === 0 && fromNewest < 8;
    if (this.atNewest) {
      this.unread = 0;
      this.dispatchEvent(new AtNewestEvent());
    }
    if (this.most < WINDOW_ROWS) return; // the rows further back are about to come
    const { from } = windowOf(this.rows.length, this.skip, this.most);
    if (this.skip > 0 && fromNewest < NEAR) this.skip = Math.max(0, this.skip - WINDOW_STEP);
    else if (from > 0 && fromOldest < NEAR) this.skip += Math.min(from, WINDOW_STEP);
    else if (from === 0 && fromOldest < NEAR && this.history.type === 'partial')
      this.dispatchEvent(new OlderWantedEvent());
  }

  /** One template for stored and outgoing messages: a row that becomes stored stays the same element. */
  #renderRow(row: Row, now: number): TemplateResult {
    if (row.type === 'day') return html`<div class="day" data-key=${row.key}>${dayName(row.time, now)}</div>`;
    const stored = row.type === 'stored' ? row.message : undefined;
    const handle = stored?.handle ?? this.self;
    return html`<message-row
      data-key=${row.key}
      .stored=${stored}
      .outgoing=${row.type === 'outgoing' ? row.message : undefined}
      .handle=${handle}
      .continues=${row.continues}
      .own=${handle === this.self}
    ></message-row>`;
  }

  #renderNewer(): TemplateResult | typeof nothing {
    if (this.atNewest) return nothing;
    const text =
      this.unread === 0 ? 'To the newest' : this.unread === 1 ? '1 new message' : `${this.unread} new messages`;
    return html`<button class="newer button primary" type="button" @click=${this.#clickedNewer}>
      ${text} ${downIcon}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'message-list': MessageList;
  }
}
