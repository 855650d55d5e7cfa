// What the dialogs of finding one's way look like alike: a frame over the page, a field, and a list that scrolls below it.
import { css } from 'lit';

export const dialogStyles = css`
  :host {
    display: contents; /* the dialog lies over the page, not in it */
  }

  dialog {
    width: min(34rem, calc(100vw - 2 * var(--space-4)));
    max-height: calc(100dvh - 2 * var(--space-4));
    padding: var(--space-5);
    overflow: hidden;
    border: 0;
    border-radius: var(--radius-l);
    background: var(--surface);
    color: var(--text);
    box-shadow: var(--shadow);
  }

  dialog[open] {
    display: flex;
    flex-direction: column;
  }

  dialog::backdrop {
    background: oklch(0 0 0 / 45%);
  }

  header {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    margin: 0 calc(-1 * var(--space-2)) var(--space-3) 0;
  }

  h2 {
    flex: 1;
    margin: 0;
    font-size: var(--text-l);
  }

  .list {
    min-height: 0;
    margin: 0 calc(-1 * var(--space-3));
    padding: 2px;
    overflow-y: auto;
    list-style: none;
  }

  .none {
    margin: 0;
    padding: var(--space-5) var(--space-3);
    color: var(--muted);
    text-align: center;
  }
`;
