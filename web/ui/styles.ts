// What several elements look like alike: controls, focus, and text only a screen reader gets.
import { css } from 'lit';

export const common = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  :focus {
    outline: none;
  }

  :focus-visible {
    outline: 2px solid transparent; /* seen where the system sets its own colours */
    box-shadow: var(--focus);
  }

  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    cursor: pointer;
  }

  .brand-ground {
    fill: var(--brand);
  }

  .brand-letter {
    fill: none;
    stroke: var(--on-brand);
    stroke-width: 2.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

export const buttons = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-height: var(--target);
    padding: 0 var(--space-4);
    border-radius: var(--radius-m);
    font-weight: 600;
    transition: background var(--quick);
  }

  .primary {
    background: var(--accent);
    color: var(--on-accent);
  }

  .primary:hover {
    background: var(--accent-strong);
  }

  .quiet {
    background: var(--sunken);
  }

  .quiet:hover {
    background: var(--edge);
  }

  .danger {
    background: var(--danger);
    color: var(--surface);
  }

  .button:disabled {
    opacity: 0.5;
    cursor: default;
  }

  .link {
    color: var(--accent);
    font-weight: 600;
    border-radius: var(--radius-s);
  }

  .link:hover {
    text-decoration: underline;
  }

  .icon {
    display: inline-grid;
    place-items: center;
    width: var(--target);
    height: var(--target);
    flex: none;
    border-radius: var(--radius-m);
    color: var(--muted);
  }

  .icon:hover {
    background: var(--sunken);
    color: var(--text);
  }
`;

export const fields = css`
  label,
  legend {
    font-weight: 600;
    font-size: var(--text-s);
  }

  input {
    width: 100%;
    min-height: var(--target);
    padding: 0 var(--space-3);
    font: inherit;
    color: inherit;
    background: var(--surface);
    border: 1px solid var(--edge-strong);
    border-radius: var(--radius-m);
  }

  input::placeholder {
    color: var(--muted);
    opacity: 1;
  }

  input[aria-invalid='true'] {
    border-color: var(--danger);
  }

  .hint,
  .problem {
    margin: var(--space-1) 0 0;
    color: var(--muted);
    font-size: var(--text-s);
  }

  .problem {
    color: var(--danger);
  }
`;
