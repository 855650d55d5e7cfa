// How <room-list> looks.
import { css } from 'lit';

export const roomListStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }

  .heading {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    margin: 0 var(--space-3) var(--space-1);
    font-size: var(--text-xs);
  }

  h2 {
    margin: 0;
    color: var(--muted);
    font-size: inherit;
    font-weight: 650;
  }

  .sections {
    min-height: 0;
    overflow-y: auto;
  }

  ul {
    margin: 0;
    padding: 0 2px;
    list-style: none;
  }

  ul + .heading {
    margin-top: var(--space-4);
  }

  li {
    position: relative;
    display: flex;
    align-items: center;
    margin-block: 1px;
    border-radius: var(--radius-m);
  }

  li:hover {
    background: var(--sunken);
  }

  li.current {
    background: var(--accent-soft);
  }

  a {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    flex: 1;
    min-width: 0;
    min-height: 2.25rem;
    padding-inline: var(--space-3);
    border-radius: var(--radius-m);
    color: inherit;
    text-decoration: none;
  }

  a[aria-current='page'],
  a.unread {
    font-weight: 650;
  }

  a.muted {
    color: var(--muted);
  }

  .hash {
    color: var(--muted);
    font-weight: 400;
  }

  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .count,
  a svg {
    flex: none;
  }

  .name {
    margin-inline-end: auto;
  }

  a svg {
    width: 1rem;
    height: 1rem;
  }

  .count {
    min-width: 1.25rem;
    padding-inline: var(--space-1);
    border-radius: var(--radius-round);
    background: var(--accent-soft);
    color: var(--text);
    font-size: var(--text-xs);
    font-weight: 650;
    line-height: 1.25rem;
    text-align: center;
  }

  .count.calls {
    background: var(--accent);
    color: var(--on-accent);
  }

  .more {
    --target: 2rem;
    position: absolute;
    inset-inline-end: 0;
    opacity: 0;
  }

  li:hover .more,
  .more:focus-visible,
  .more[aria-expanded='true'] {
    opacity: 1;
  }

  li:is(:hover, :has(.more:focus-visible, [aria-expanded='true'])) :is(.count, a svg) {
    visibility: hidden;
  }

  /* Nothing hovers on a touch screen, and what cannot be seen must not be tapped. */
  @media (hover: none) {
    .more {
      opacity: 0.6;
    }

    a {
      padding-inline-end: var(--space-6);
    }
  }

  room-field {
    margin: var(--space-3) 2px 0;
  }
`;
