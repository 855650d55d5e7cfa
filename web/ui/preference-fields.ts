// The kinds of rows in <preferences-dialog>: one of a few, and on or off.
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';

/** One of a few, side by side. */
export interface ChoiceRow<Choice extends string> {
  readonly id: string;
  readonly label: string;
  /** By choice, in the order in which they are offered. */
  readonly names: Readonly<Record<Choice, string>>;
  readonly choices: readonly Choice[];
  readonly chosen: Choice;
  readonly choose: (choice: Choice) => void;
}

export function choiceRow<Choice extends string>(row: ChoiceRow<Choice>): TemplateResult {
  const { id, label, names, choices, chosen, choose } = row;
  const choiceOf = (choice: Choice): TemplateResult => html`<label>
    <input
      class="visually-hidden"
      type="radio"
      name=${id}
      ${ref(checkedIf(choice === chosen))}
      @change=${() => choose(choice)}
    />
    ${names[choice]}
  </label>`;
  return html`<div class="row">
    <span class="label" id=${id}>${label}</span>
    <div class="choices" role="radiogroup" aria-labelledby=${id}>${choices.map(choiceOf)}</div>
  </div>`;
}

/** On or off. */
export interface SwitchRow {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  /** Why it cannot be on, as a sentence. */
  readonly problem?: string | undefined;
  readonly disabled?: boolean;
  readonly on: boolean;
  readonly turn: (on: boolean) => void;
}

export function switchRow({ id, label, hint, problem, disabled = false, on, turn }: SwitchRow): TemplateResult {
  return html`<div class="row">
    <div class="about">
      <label for=${id}>${label}</label>
      ${hint === undefined ? nothing : html`<p class="hint" id="${id}-hint">${hint}</p>`}
      <p class="problem" id="${id}-problem" role="status" ?hidden=${problem === undefined}>${problem}</p>
    </div>
    <input
      class="switch"
      type="checkbox"
      role="switch"
      id=${id}
      aria-describedby="${hint === undefined ? '' : `${id}-hint `}${id}-problem"
      ?disabled=${disabled}
      ${ref(checkedIf(on))}
      @change=${() => turn(!on)}
    />
  </div>`;
}

/** With every rendering anew, for what was clicked does not stay where the choice did not. */
function checkedIf(checked: boolean): (element: Element | undefined) => void {
  return (element) => {
    if (element instanceof HTMLInputElement) element.checked = checked;
  };
}

export const rows = css`
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-2) var(--space-4);
    min-height: var(--target);
    margin-top: var(--space-2);
  }

  .label,
  .about label {
    font-size: var(--text-m);
    font-weight: 500;
  }

  .about {
    flex: 1;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    padding: 3px;
    border-radius: var(--radius-m);
    background: var(--sunken);
  }

  .choices label {
    position: relative;
    display: grid;
    place-items: center;
    flex: 1 0 auto;
    min-height: calc(var(--target) - var(--space-2));
    padding: 0 var(--space-3);
    border-radius: calc(var(--radius-m) - 3px);
    color: var(--muted);
    font-size: var(--text-s);
    font-weight: 500;
    white-space: nowrap;
    cursor: pointer;
    transition: background var(--quick);
  }

  .choices label:hover {
    color: var(--text);
  }

  .choices label:has(:checked) {
    background: var(--surface);
    color: var(--accent);
    font-weight: 600;
    box-shadow: 0 0 0 1px var(--accent);
  }

  .choices label:has(:focus-visible) {
    outline: 2px solid transparent;
    box-shadow: var(--focus);
  }

  .switch {
    appearance: none;
    flex: none;
    width: 2.75rem;
    height: 1.5rem;
    min-height: 0;
    margin: 0;
    padding: 0.1875rem;
    border: 0;
    border-radius: var(--radius-round);
    background: var(--edge-strong);
    cursor: pointer;
    transition: background var(--quick);
  }

  .switch::before {
    content: '';
    display: block;
    width: 1.125rem;
    height: 1.125rem;
    border-radius: var(--radius-round);
    background: var(--surface);
    transition: margin var(--quick);
  }

  .switch:checked {
    background: var(--accent);
  }

  .switch:checked::before {
    margin-inline-start: 1.25rem;
  }

  .switch:disabled {
    opacity: 0.5;
    cursor: default;
  }

  @media (max-width: 40rem) {
    .choices {
      width: 100%;
    }

    .choices label {
      padding: 0 var(--space-2);
    }
  }

  /* Where the system sets its own colours there are no grounds to tell on from off. */
  @media (forced-colors: active) {
    .switch {
      appearance: auto;
    }

    .switch::before {
      display: none;
    }

    .choices label:has(:checked) {
      outline: 2px solid;
      outline-offset: -2px;
    }
  }
`;
