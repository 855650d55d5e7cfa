// What the dialogs look like alike. Apart from styles.ts, for they come later than the page.
import { css } from 'lit';

export const dialogs = css`
  :host {
    display: contents; /* the dialog lies over the page, not in it */
  }

  dialog {
    max-width: calc(100vw - 2 * var(--space-4));
    max-height: calc(100dvh - 2 * var(--space-4));
    padding: 0 var(--space-5) var(--space-5);
    border: 0;
    border-radius: var(--radius-l);
    background: var(--surface);
    color: var(--text);
    box-shadow: var(--shadow);
  }

  dialog::backdrop {
    background: oklch(0 0 0 / 45%);
  }

  /* It stays where a long dialog is scrolled. */
  dialog > header {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    gap: var(--space-2);
    margin-inline-end: calc(-1 * var(--space-2));
    padding-block: var(--space-5) var(--space-3);
    background: var(--surface);
  }

  h2 {
    flex: 1;
    margin: 0;
    font-size: var(--text-l);
  }

  section {
    margin-top: var(--space-5);
    padding-top: var(--space-4);
    border-top: 1px solid var(--edge);
  }

  h3 {
    margin: 0;
    font-size: var(--text-s);
  }
`;
