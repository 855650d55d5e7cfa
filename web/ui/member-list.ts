// <member-list>: who is in the open room, the active first, each with what they say of themselves.
import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { bylineOf } from '../domain/byline.ts';
import { personaFor } from '../domain/people.ts';
import type { People } from '../domain/people.ts';
import { countsBy, inOrder } from '../domain/members.ts';
import type { PresentPerson } from '../domain/roster.ts';
import { PersonWantedEvent } from './room-events.ts';
import { buttons, common } from './styles.ts';
import './user-avatar.ts';

/** So many are in the page at first; the others on demand. */
const FIRST = 100;

const texts = {
  here: (count: number): string => `${count.toLocaleString()} here`,
  state: { active: 'Active', away: 'Away', dnd: 'Do not disturb' },
  more: (count: number): string => `Show ${count.toLocaleString()} more`,
  you: 'you',
} as const;

@customElement('member-list')
export class MemberList extends LitElement {
  static override styles = [
    common,
    buttons,
    css`
      :host {
        display: block;
        height: 100%;
        padding: var(--space-4) var(--space-2);
        overflow-y: auto;
        background: var(--canvas);
      }

      h2,
      h3 {
        margin: 0 var(--space-2) var(--space-2);
        color: var(--muted);
        font-size: var(--text-xs);
        font-weight: 650;
      }

      h2 {
        margin-bottom: var(--space-4);
        color: var(--text);
        font-size: var(--text-s);
      }

      ul {
        margin: 0 0 var(--space-4);
        padding: 0;
        list-style: none;
      }

      .person {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        column-gap: var(--space-3);
        width: 100%;
        min-height: var(--target);
        padding: var(--space-1) var(--space-2);
        border-radius: var(--radius-m);
        text-align: start;
      }

      .person:hover {
        background: var(--sunken);
      }

      user-avatar {
        --avatar: 1.875rem;
      }

      .face {
        position: relative;
      }

      .face::after {
        content: '';
        position: absolute;
        inset: auto -3px -3px auto;
        width: 0.625rem;
        height: 0.625rem;
        border: 2px solid var(--canvas);
        border-radius: var(--radius-round);
        background: var(--good);
      }

      .away .face::after {
        background: var(--canvas);
        box-shadow: inset 0 0 0 2px var(--muted);
      }

      .dnd .face::after {
        background: var(--danger);
      }

      .away user-avatar {
        opacity: 0.6;
      }

      .line {
        display: flex;
        align-items: baseline;
        gap: var(--space-1);
      }

      .line span,
      .status {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        line-height: 1.35;
        unicode-bidi: isolate;
      }

      /* A long name leaves it its place: it says whose name that is. */
      .line .handle {
        flex: none;
        max-width: 60%;
      }

      .handle,
      .status {
        color: var(--muted);
        font-size: var(--text-xs);
      }

      .status {
        display: block;
      }

      .link {
        margin-inline: var(--space-2);
        font-size: var(--text-s);
      }
    `,
  ];

  @property({ attribute: false }) members: readonly PresentPerson[] = [];
  @property({ attribute: false }) people: People = new Map();
  /** The reader's handle. */
  @property() self = '';
  @state() private shown = FIRST;

  override render(): TemplateResult {
    const { members } = this;
    const sorted = inOrder(members, this.people).slice(0, this.shown);
    const counts = countsBy(members);
    const groups = (['active', 'dnd', 'away'] as const).filter((state) => counts[state] > 0);
    return html`
      <h2>${texts.here(members.length)}</h2>
      ${groups.map(
        (group) => html`
          <h3 id=${group}>${texts.state[group]} · ${counts[group].toLocaleString()}</h3>
          <ul aria-labelledby=${group}>
            ${repeat(
              sorted.filter(({ state }) => state === group),
              ({ handle }) => handle,
              (person) => html`<li>${this.#renderPerson(person)}</li>`,
            )}
          </ul>
        `,
      )}
      ${this.#renderMore()}
    `;
  }

  #renderPerson({ handle, user, state, status }: PresentPerson): TemplateResult {
    const persona = personaFor(this.people, handle, user);
    const byline = bylineOf(handle, persona);
    const note = handle === this.self ? texts.you : byline.handle === undefined ? '' : `@${byline.handle}`;
    return html`<button class="person ${state}" type="button" @click=${(event: Event) => this.#chosen(event, handle)}>
      <span class="face"><user-avatar .handle=${handle} .emoji=${byline.emoji} .hue=${persona?.hue}></user-avatar></span>
      <span class="names">
        <span class="line">
          <span>${byline.name}</span> ${note === '' ? nothing : html`<span class="handle">${note}</span>`}
        </span>
        ${status === '' ? nothing : html`<span class="status" dir="auto" title=${status}>${status}</span>`}
      </span>
    </button>`;
  }

  #renderMore(): TemplateResult | typeof nothing {
    const rest = this.members.length - this.shown;
    if (rest <= 0) return nothing;
    return html`<button class="link" type="button" @click=${() => (this.shown += 10 * FIRST)}>${texts.more(rest)}</button>`;
  }

  #chosen(event: Event, handle: string): void {
    if (event.currentTarget instanceof Element) this.dispatchEvent(new PersonWantedEvent(handle, event.currentTarget));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'member-list': MemberList;
  }
}
