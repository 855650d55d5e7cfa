// <message-list>: a room's messages. The newest stay in view while one is at the end; elsewhere what one reads stays put.
// Over 200 lines: the window, the anchor and the way to a message all move the same scroll position.
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { NOBODY } from '../domain/mentions.ts';
import type { Called } from '../domain/mentions.ts';
import type { People } from '../domain/people.ts';
import type { Target } from '../domain/past.ts';
import type { History } from '../domain/room.ts';
import type { Reader } from '../domain/seen-by.ts';
import type { Row } from '../domain/timeline.ts';
import { AtNewestEvent, OlderWantedEvent } from './events.ts';
import { NewerWantedEvent, NewestWantedEvent, ReadingEvent, UnreadWantedEvent } from './room-events.ts';
import { AfterFrame } from './after-frame.ts';
import { comingsLine, comingsStyles } from './comings-line.ts';
import { dayLine } from './day-line.ts';
import { indexOfGoal } from './list-goal.ts';
import { FLOOD_ROWS, growthSince, screenful, STEP_ROWS, USUAL_ROW, windowOf, WINDOW_ROWS } from './list-window.ts';
import { newerButton, unreadButton } from './list-buttons.ts';
import { findAnchor, restoreAnchor } from './scroll-anchor.ts';
import type { Anchor } from './scroll-anchor.ts';
import { messageListStyles } from './message-list-styles.ts';
import { buttons, common } from './styles.ts';
import './history-start.ts';
import './message-row.ts';

/** Nearer than this to an end of what is in the page, in pixels, more is brought in. */
const NEAR = 800;
/** Further from the oldest than this, rows at that end only cost; they were brought in for somebody who scrolled back. */
const FAR = 4000;
/** A flood is over when nothing came for so long. */
const CALM_MS = 200;

const texts = {
  gap: 'Messages from this time may be missing: you were away, and the server keeps only the newest ones.',
  new: 'New',
} as const;

/** What an empty list measures: to ask it would have the page laid out before the rest of it is there. */
const EMPTY = { scrollTop: 0, scrollHeight: 0, clientHeight: 0 } as const;
const NO_READERS: readonly Reader[] = [];

@customElement('message-list')
export class MessageList extends LitElement {
  static override styles = [common, buttons, comingsStyles, messageListStyles];

  @property() room = '';
  @property({ attribute: false }) rows: readonly Row[] = [];
  @property({ attribute: false }) history: History = { type: 'unloaded' };
  /** There is a connection, over which older messages come. */
  @property({ type: Boolean }) connected = true;
  /** It is a part far back: its end is not the newest message. */
  @property({ type: Boolean }) past = false;
  /** The message the reader was led to; another object for each time. */
  @property({ attribute: false }) target: Target | undefined;
  /** What lies behind this sequence was new when the reader came. */
  @property({ attribute: false }) newAfter: number | undefined;
  /** The reader's handle. */
  @property() self = '';
  /** What calls the reader; they have the handle of `self`. */
  @property({ attribute: false }) reader: Called = NOBODY;
  @property({ attribute: false }) people: People = new Map();
  /** Who has read up to a row and not further, by its key. */
  @property({ attribute: false }) seen: ReadonlyMap<string, readonly Reader[]> = new Map();

  /** Rows that are there, but not in the page, at the newest end. */
  @state() private skip = 0;
  /** Most rows in the page: few at first, so that a room shows at once, and few at the newest, so that what comes does. */
  @state() private most = screenful(innerHeight);
  /** Messages that came since the reader left the newest one. */
  @state() private unread = 0;
  @query('.scroller') private readonly scroller!: HTMLElement;
  /** The reader has the newest message in view. */
  @state() private atNewest = true;
  /** The line before what is new lies further up. */
  @state() private newAbove = false;
  /** Where the reader was before the updates that are not settled yet. */
  #anchor: Anchor | undefined;
  #updates = 0;
  /** Very many messages came with the last update. */
  #flooded = false;
  /** Many more rows are in the page than the reader is near to. */
  #plenty = false;
  /** The list that was shown before is another one now. */
  #anew = false;
  /** What a row is high on average, in pixels, as last measured. */
  #rowHeight = USUAL_ROW;
  readonly #following = new AfterFrame(() => this.#showFurther());
  /** Where the reader is to be led, as soon as it is there. */
  #goal: Target | undefined;
  #connected = new AbortController();

  override render(): TemplateResult {
    const { from, to } = windowOf(this.rows.length, this.skip, this.most);
    const now = Date.now();
    return html`
      <div class="scroller" tabindex="0" role="log" aria-label="Messages in ${this.room}" @scroll=${this.#look}>
        <div class="content">
          ${
            from === 0
              ? html`<history-start .history=${this.history} .empty=${this.rows.length === 0} .connected=${this.connected}></history-start>`
              : nothing
          }
          ${repeat(
            this.rows.slice(from, to),
            ({ key }) => key,
            (row) => this.#renderRow(row, now),
          )}
        </div>
      </div>
      ${this.newAbove ? unreadButton(this.#clickedUnread) : nothing}
      ${this.atNewest ? nothing : newerButton(this.unread, this.#clickedNewer)}
    `;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connected = new AbortController();
    const { signal } = this.#connected;
    for (const type of ['focus', 'blur'] as const) window.addEventListener(type, () => this.#look(), { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#following.end();
    this.#connected.abort();
  }

  /** Goes to the newest message. */
  toNewest(): void {
    this.skip = 0;
    this.unread = 0;
    this.atNewest = true;
    this.scroller.scrollTop = 0;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('target')) this.#goal = this.target;
    this.#anew = this.hasUpdated && this.#beginsAnew(changed);
    if (this.#beginsAnew(changed)) {
      this.most = screenful(innerHeight, this.#rowHeight);
      this.skip = 0;
      this.unread = 0;
      this.atNewest = true;
    } else if (changed.has('rows')) {
      this.#count(changed.get('rows') ?? []);
    }
    this.#makeWayToGoal();
    if (this.atNewest || !this.hasUpdated) this.#anchor = undefined;
    else this.#anchor ??= findAnchor(this.scroller);
  }

  protected override updated(): void {
    if (this.#anew) this.scroller.scrollTop = 0;
    void this.#settle();
  }

  /** Another room than before, or back from far back: it is shown from its newest message on. */
  #beginsAnew(changed: PropertyValues<this>): boolean {
    return changed.has('room') || (changed.get('past') === true && this.target === undefined);
  }

  /** Has the rows around the message in the page that the reader is led to. */
  #makeWayToGoal(): void {
    const index = this.#goalIndex();
    if (index === undefined) return;
    const side = screenful(innerHeight, this.#rowHeight);
    this.most = 2 * side;
    this.skip = Math.max(0, this.rows.length - index - side);
    this.atNewest = false;
  }

  #goalIndex(): number | undefined {
    return this.#goal && indexOfGoal(this.rows, this.history, this.#goal);
  }

  /** Shows the reader the message they were led to. */
  #reachGoal(): void {
    const index = this.#goalIndex();
    const key = index === undefined ? undefined : this.rows[index]?.key;
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('message-row')];
    const row = rows.find(({ dataset }) => dataset['key'] === key);
    if (key === undefined || row === undefined) return;
    this.#goal = undefined;
    this.#anchor = undefined;
    row.scrollIntoView({ block: 'center' });
    row.classList.remove('found');
    requestAnimationFrame(() => row.classList.add('found'));
  }

  #count(before: readonly Row[]): void {
    const { added, by } = growthSince(before, this.rows);
    const wrote = added.some((row) => row.type === 'outgoing');
    if (wrote && !this.atNewest) queueMicrotask(() => this.toNewest());
    this.#flooded = this.atNewest && added.length > FLOOD_ROWS;
    if (this.#flooded) this.most = screenful(innerHeight, this.#rowHeight);
    else if (this.#plenty) this.most = screenful(innerHeight, this.#rowHeight) + STEP_ROWS;
    if (this.atNewest) return;
    // What one reads stays in the page, however much comes at once.
    if (this.skip > 0 || by > FLOOD_ROWS) this.skip = Math.max(0, this.skip + by);
    else this.most = Math.min(WINDOW_ROWS, this.most + by);
    if (this.past) return; // what comes there is old
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
    if (this.#goal !== undefined) this.#reachGoal();
    this.#look();
  }

  readonly #clickedUnread = (): void => {
    if (this.newAfter !== undefined) this.dispatchEvent(new UnreadWantedEvent(this.newAfter));
  };

  /** The button goes away; whoever pressed it by the keyboard stays in the list. */
  readonly #clickedNewer = (): void => {
    if (this.past) this.dispatchEvent(new NewestWantedEvent());
    else this.toNewest();
    this.scroller.focus({ preventScroll: true });
  };

  /** Some of the rows that lie further back; those at the other end go once there are very many. */
  #showFurther(): void {
    const { from } = windowOf(this.rows.length, this.skip, this.most);
    if (this.most < WINDOW_ROWS) this.most = Math.min(WINDOW_ROWS, this.most + STEP_ROWS);
    else this.skip += Math.min(from, STEP_ROWS);
  }

  /** Some of the rows that lie nearer to the newest. */
  #showNearer(): void {
    this.most = Math.min(WINDOW_ROWS, this.most + STEP_ROWS);
    this.skip = Math.max(0, this.skip - STEP_ROWS);
  }

  /** Sees where the reader is, and asks for what is needed there. @param event if something happened to them. */
  #look(event?: Event): void {
    const { scrollTop, scrollHeight, clientHeight } = this.rows.length === 0 ? EMPTY : this.scroller;
    const { from, to } = windowOf(this.rows.length, this.skip, this.most);
    if (scrollHeight > clientHeight) this.#rowHeight = scrollHeight / (to - from);
    const fromNewest = Math.max(0, -scrollTop);
    const fromOldest = scrollHeight - clientHeight - fromNewest;
    this.atNewest = !this.past && this.skip === 0 && fromNewest < 8;
    this.newAbove = this.#isNewAbove();
    if (this.atNewest) {
      this.unread = 0;
      this.dispatchEvent(new AtNewestEvent());
    }
    this.dispatchEvent(new ReadingEvent(this.atNewest && document.hasFocus()));
    this.#plenty = this.atNewest && fromOldest > FAR;
    if (this.skip > 0 && fromNewest < NEAR) this.#showNearer();
    else if (from > 0 && fromOldest < NEAR) {
      // What is in view is to be drawn before what is not; and in a flood, before more comes.
      if (event?.type === 'scroll' && !this.atNewest) this.#showFurther();
      else this.#following.begin(this.#flooded && this.atNewest ? CALM_MS : 0);
    } else if (from === 0 && fromOldest < NEAR && this.history.type === 'partial')
      this.dispatchEvent(new OlderWantedEvent());
    else if (this.past && this.skip === 0 && fromNewest < NEAR) this.dispatchEvent(new NewerWantedEvent());
  }

  /** Whether the line before what is new lies further up than the reader sees. */
  #isNewAbove(): boolean {
    if (this.newAfter === undefined || this.past) return false;
    const line = this.renderRoot.querySelector('.new');
    if (line !== null) return line.getBoundingClientRect().bottom < this.scroller.getBoundingClientRect().top;
    const index = this.rows.findIndex(({ type }) => type === 'new');
    return index >= 0 && index < windowOf(this.rows.length, this.skip, this.most).from;
  }

  /** One template for stored and outgoing messages: a row that becomes stored stays the same element. */
  #renderRow(row: Row, now: number): TemplateResult {
    if (row.type === 'day') return dayLine(row.key, row.time, now);
    if (row.type === 'gap') return html`<p class="gap" data-key=${row.key}>${texts.gap}</p>`;
    if (row.type === 'coming') return comingsLine(row.key, row.comings, this.people);
    if (row.type === 'new') return html`<p class="new" data-key=${row.key}>${texts.new}</p>`;
    const stored = row.type === 'stored' ? row.message : undefined;
    const handle = stored?.handle ?? this.self;
    return html`<message-row
      data-key=${row.key}
      .stored=${stored}
      .outgoing=${row.type === 'outgoing' ? row.message : undefined}
      .handle=${handle}
      .profile=${this.people.get(handle)}
      .seenBy=${this.seen.get(row.key) ?? NO_READERS}
      .continues=${row.continues}
      .own=${handle === this.self}
      .reader=${this.reader}
    ></message-row>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'message-list': MessageList;
  }
}
