// How one message in the list looks.
import { css } from 'lit';

export const messageRowStyles = css`
  :host {
    position: relative;
    display: grid;
    grid-template-columns: var(--avatar) minmax(0, 1fr);
    column-gap: var(--space-3);
    padding: var(--space-2) var(--space-5) 1px;
    margin-top: var(--space-1);
    overflow: clip; /* of what piled-up accents would paint over other rows */
    overflow-clip-margin: var(--space-1);
  }

  :host([continues]) {
    padding-top: 1px;
    margin-top: 0;
  }

  :host(:hover) {
    background: var(--hover);
  }

  /* It calls the reader, by handle or by a word that concerns them. */
  :host([calls]) {
    background: var(--called);
    box-shadow: inset 3px 0 var(--warning);
  }

  /* Where an address led: seen at once, then like the others. */
  :host(.found) {
    animation: found calc(8 * var(--calm));
  }

  @keyframes found {
    from,
    60% {
      background: var(--accent-soft);
    }
  }

  /* As high as a finger needs, without moving anything. */
  time a {
    position: relative;
    z-index: 1; /* over what is below */
    display: inline-block;
    margin-block: -0.25rem;
    padding-block: 0.25rem;
    color: inherit;
    text-decoration: none;
    border-radius: var(--radius-s);
  }

  time a:hover {
    text-decoration: underline;
  }

  .actions {
    --target: 1.875rem;
    position: absolute;
    inset: calc(-1 * var(--space-1)) var(--space-5) auto auto;
    display: flex;
    border: 1px solid var(--edge);
    border-radius: var(--radius-m);
    background: var(--surface);
    box-shadow: var(--shadow);
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: var(--space-2);
    line-height: 1.35;
  }

  .name {
    font-weight: 650;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
    border-radius: var(--radius-s);
    text-align: start;
  }

  .name:hover {
    text-decoration: underline;
  }

  :host([own]) .name {
    color: var(--accent);
  }

  .handle,
  time {
    color: var(--muted);
    font-size: var(--text-xs);
    font-variant-numeric: tabular-nums;
  }

  .tag {
    padding: 0 var(--space-2);
    border-radius: var(--radius-round);
    background: var(--sunken);
    color: var(--muted);
    font-size: var(--text-xs);
  }

  .action {
    max-width: var(--measure);
    padding-block: calc((var(--avatar) - var(--text-m) * var(--line)) / 2);
  }

  .action message-text {
    display: inline;
    font-style: italic;
  }

  .gutter {
    justify-self: end;
    line-height: calc(var(--line) * var(--text-m));
    opacity: 0;
    white-space: nowrap;
  }

  :host(:hover) .gutter {
    opacity: 1;
  }

  .status {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-3);
    margin: 0;
    color: var(--muted);
    font-size: var(--text-s);
  }

  /* On a quick network a message is stored before anybody could read that it is being sent. */
  .sending {
    animation: appear var(--calm) 400ms both;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  .seen {
    margin: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--muted);
    font-size: var(--text-xs);
    text-align: end;
  }

  .failed {
    width: fit-content;
    margin-top: var(--space-1);
    padding: var(--space-1) var(--space-3);
    border-radius: var(--radius-m);
    background: var(--danger-soft);
    color: var(--danger);
  }

  @media (max-width: 40rem) {
    :host {
      padding-inline: var(--space-4);
    }
  }
`;
