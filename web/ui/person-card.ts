// <person-card>: what is known of somebody, beside the place where they were pointed at; of oneself, what one can change at once.
import { css, html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { bylineOf } from '../domain/byline.ts';
import { fingerprintOf } from '../domain/identity.ts';
import type { ChosenAvailability } from '../domain/preferences.ts';
import type { PresentPerson } from '../domain/roster.ts';
import type { Persona } from '../protocol/content.ts';
import type { Profile } from '../protocol/profile.ts';
import { CLI_HANDLE } from '../protocol/subjects.ts';
import { MentionWantedEvent } from './room-events.ts';
import { buttons, common } from './styles.ts';
import './availability-form.ts';
import './user-avatar.ts';

const texts = {
  card: (name: string): string => `About ${name}`,
  state: { active: 'Active', away: 'Away', dnd: 'Do not disturb' },
  elsewhere: 'Not in this room right now',
  fingerprint: 'Key',
  fingerprintHint: 'The same on every device of the same person: compare it with what they see in their own profile.',
  commandLine: 'Whoever sits at the machine that runs natter, with the nats command.',
  mention: (handle: string): string => `Mention @${handle}`,
} as const;

/** Between the card and what it is about, in pixels. */
const GAP = 8;

@customElement('person-card')
export class PersonCard extends LitElement {
  static override styles = [
    common,
    buttons,
    css`
      :host {
        display: contents; /* it lies over the page, not in it */
      }

      [popover] {
        position: fixed;
        inset: auto;
        inset-block-start: var(--top, 0);
        inset-inline-start: var(--left, 0);
        width: min(19rem, calc(100vw - 2 * var(--space-3)));
        margin: 0;
        padding: var(--space-4);
        border: 1px solid var(--edge);
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--text);
        box-shadow: var(--shadow);
      }

      header {
        display: flex;
        align-items: center;
        gap: var(--space-3);
      }

      user-avatar {
        --avatar: 3.25rem;
      }

      h2 {
        margin: 0;
        font-size: var(--text-l);
        line-height: 1.3;
        overflow-wrap: anywhere;
        unicode-bidi: isolate;
      }

      .handle {
        color: var(--muted);
        font-size: var(--text-s);
      }

      p,
      dl {
        margin: var(--space-3) 0 0;
        overflow-wrap: anywhere;
      }

      .state {
        color: var(--muted);
        font-size: var(--text-s);
      }

      dt {
        color: var(--muted);
        font-size: var(--text-xs);
      }

      dd {
        margin: 0;
        font: var(--text-s) var(--font-mono);
      }

      .button {
        width: 100%;
        margin-top: var(--space-4);
      }
    `,
  ];

  @property() handle = '';
  @property({ attribute: false }) profile: Profile | undefined;
  /** How they are in the open room, if they are. */
  @property({ attribute: false }) present: PresentPerson | undefined;
  /** How their message has them, where nothing else is known. */
  @property({ attribute: false }) written: Persona | undefined;
  /** It is the reader. */
  @property({ type: Boolean }) own = false;
  /** What the reader chose to be, and how they put it. */
  @property({ attribute: false }) availability: ChosenAvailability = 'auto';
  @property() status = '';
  /** Where they were pointed at. */
  @property({ attribute: false }) anchor: Element | undefined;
  @query('[popover]') private readonly card!: HTMLElement;

  override render(): TemplateResult {
    const persona = this.profile ?? this.present?.user ?? this.written;
    const { name, emoji } = bylineOf(this.handle, persona);
    const shown = this.handle === CLI_HANDLE ? '$' : emoji;
    return html`<div popover role="dialog" aria-label=${texts.card(name)} tabindex="-1" @toggle=${this.#toggled}>
      <header>
        <user-avatar .handle=${this.handle} .emoji=${shown} .hue=${persona?.hue}></user-avatar>
        <div>
          <h2>${name}</h2>
          <span class="handle">@${this.handle}</span>
        </div>
      </header>
      ${this.handle === CLI_HANDLE ? html`<p class="state">${texts.commandLine}</p>` : this.#renderKnown()}
    </div>`;
  }

  #renderKnown(): TemplateResult {
    const { profile, present, own } = this;
    const state = present === undefined ? texts.elsewhere : texts.state[present.state];
    const status = present?.status ?? '';
    return html`
      ${own ? nothing : html`<p class="state">${state}${status === '' ? nothing : html` · <span dir="auto">${status}</span>`}</p>`}
      ${profile?.about === undefined ? nothing : html`<p dir="auto">${profile.about}</p>`}
      ${
        profile === undefined
          ? nothing
          : html`<dl title=${texts.fingerprintHint}>
              <dt>${texts.fingerprint}</dt>
              <dd>${fingerprintOf(profile.key)}</dd>
            </dl>`
      }
      ${
        own
          ? html`<availability-form .availability=${this.availability} .status=${this.status}></availability-form>`
          : html`<button class="button quiet" type="button" @click=${this.#mention}>${texts.mention(this.handle)}</button>`
      }
    `;
  }

  /** Shown for somebody new only: one that has just been closed stays so, whatever becomes known of the person meanwhile. */
  protected override updated(changed: PropertyValues<this>): void {
    if ((!changed.has('handle') && !changed.has('anchor')) || this.card.matches(':popover-open')) return;
    this.card.showPopover();
    this.#place();
    this.card.focus();
    // What is in it grows: the form is drawn a moment later, and a profile may only be on its way.
    new ResizeObserver(() => this.#place()).observe(this.card);
  }

  /** Beside the anchor where there is space, and always in the window. */
  #place(): void {
    const at = this.anchor?.getBoundingClientRect() ?? new DOMRect(GAP, GAP, 0, 0);
    const { offsetWidth: width, offsetHeight: height } = this.card;
    const fits = at.left - width - GAP > 0 && at.right + width + GAP > innerWidth;
    const left = fits ? at.left - width - GAP : at.right + GAP;
    const within = (value: number, size: number, most: number): number =>
      Math.max(GAP, Math.min(value, most - size - GAP));
    this.card.style.setProperty('--left', `${within(left, width, innerWidth)}px`);
    this.card.style.setProperty('--top', `${within(at.top, height, innerHeight)}px`);
  }

  #mention(): void {
    this.dispatchEvent(new MentionWantedEvent(this.handle));
    this.card.hidePopover();
  }

  #toggled(event: ToggleEvent): void {
    if (event.newState === 'closed') this.dispatchEvent(new Event('close'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'person-card': PersonCard;
  }
}
