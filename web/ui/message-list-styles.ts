// How a room's list of messages looks.
import { css } from 'lit';

export const messageListStyles = css`
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
    isolation: isolate; /* nothing of a row lies over the buttons */
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

  .gap {
    margin: var(--space-4) var(--space-5);
    padding: var(--space-2) var(--space-3);
    border-radius: var(--radius-m);
    background: var(--sunken);
    color: var(--muted);
    font-size: var(--text-s);
    text-align: center;
  }

  .new {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    margin: var(--space-2) var(--space-5) 0;
    color: var(--danger);
    font-size: var(--text-xs);
    font-weight: 650;
  }

  .new::before {
    content: '';
    flex: 1;
    height: 1px;
    background: currentColor;
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

  .day button {
    padding: var(--space-1) var(--space-3);
    border-radius: var(--radius-round);
    color: inherit;
    font: inherit;
  }

  .day button:hover {
    background: var(--sunken);
    color: var(--text);
  }

  .day input {
    position: absolute;
    width: 1px;
    height: 1px;
    opacity: 0;
    pointer-events: none;
  }

  .unread {
    position: absolute;
    inset-block-start: var(--space-3);
    inset-inline: 0;
    width: fit-content;
    min-height: 2rem;
    margin-inline: auto;
    border-radius: var(--radius-round);
    background: var(--surface);
    box-shadow: var(--shadow);
    font-size: var(--text-s);
  }
`;
