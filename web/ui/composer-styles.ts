// How <message-composer> looks.
import { css } from 'lit';

export const composerStyles = css`
  :host {
    display: block;
    padding: 0 var(--space-5) max(var(--space-4), env(safe-area-inset-bottom));
  }

  form {
    position: relative;
    display: flex;
    align-items: flex-end;
    gap: var(--space-2);
    padding: var(--space-1);
    border: 1px solid var(--edge-strong);
    border-radius: var(--radius-l);
    background: var(--surface);
  }

  form:focus-within {
    border-color: var(--accent);
    box-shadow: 0 0 0 1px var(--accent);
  }

  textarea {
    flex: 1;
    min-width: 0;
    min-height: var(--target);
    max-height: 40dvh;
    padding: calc((var(--target) - var(--text-m) * var(--line)) / 2) var(--space-3);
    resize: none;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    line-height: var(--line);
    field-sizing: content;
    box-shadow: none !important;
  }

  textarea::placeholder {
    color: var(--muted);
    opacity: 1;
  }

  .button {
    border-radius: calc(var(--radius-l) - var(--space-1));
    white-space: nowrap;
  }

  .offer {
    color: var(--muted);
    font-weight: 500;
  }

  .offer:hover {
    background: var(--sunken);
    color: var(--text);
  }

  .note {
    min-height: 1.25rem;
    margin: var(--space-1) var(--space-3) 0;
    color: var(--muted);
    font-size: var(--text-xs);
  }

  .problem {
    color: var(--danger);
  }

  kbd {
    font: inherit;
    font-weight: 600;
  }

  @media (max-width: 40rem) {
    :host {
      padding-inline: var(--space-3);
    }

    .say,
    .keys {
      display: none;
    }

    .button {
      width: var(--target);
      padding: 0;
    }
  }
`;
