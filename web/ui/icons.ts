// The few pictograms of the page, drawn as lines in the colour of the text around them.
import { svg, html } from 'lit';
import type { TemplateResult } from 'lit';

function icon(paths: TemplateResult): TemplateResult {
  return html`<svg
    viewBox="0 0 24 24"
    width="20"
    height="20"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${paths}
  </svg>`;
}

/** natter's own mark, as in public/icon.svg. @param size in pixels. */
export function brandIcon(size: number): TemplateResult {
  return html`<svg viewBox="0 0 32 32" width=${size} height=${size} aria-hidden="true">
    <path class="brand-ground" d="M9 3h14a6 6 0 0 1 6 6v9a6 6 0 0 1-6 6h-6.6l-5.9 4.7c-.6.5-1.5.1-1.5-.7V24a6 6 0 0 1-6-6V9a6 6 0 0 1 6-6Z" />
    <path class="brand-letter" d="M10.5 18v-8l11 8v-8" />
  </svg>`;
}

export const sendIcon = icon(svg`<path d="M5 12h13" /><path d="m12 5 7 7-7 7" />`);
export const sparkIcon = icon(
  svg`<path d="M12 3v4M12 17v4M3 12h4M17 12h4M6 6l2.5 2.5M15.5 15.5 18 18M18 6l-2.5 2.5M8.5 15.5 6 18" />`,
);
export const menuIcon = icon(svg`<path d="M4 7h16M4 12h16M4 17h10" />`);
export const plusIcon = icon(svg`<path d="M12 5v14M5 12h14" />`);
export const closeIcon = icon(svg`<path d="m6 6 12 12M18 6 6 18" />`);
export const diceIcon = icon(
  svg`<rect x="4" y="4" width="16" height="16" rx="4" /><path d="M9 9h.01M15 15h.01M15 9h.01M9 15h.01" />`,
);
export const editIcon = icon(svg`<path d="M4 20h4L19 9l-4-4L4 16v4Z" /><path d="m13 7 4 4" />`);
export const downIcon = icon(svg`<path d="M12 5v14" /><path d="m6 13 6 6 6-6" />`);
export const upIcon = icon(svg`<path d="M12 19V5" /><path d="m6 11 6-6 6 6" />`);
export const linkIcon = icon(
  svg`<path d="M10 14a4 4 0 0 0 6 .4l2.6-2.6a4 4 0 0 0-5.7-5.7L11.6 7.4" /><path d="M14 10a4 4 0 0 0-6-.4l-2.6 2.6a4 4 0 0 0 5.7 5.7l1.3-1.3" />`,
);
export const backIcon = icon(svg`<path d="M19 12H6" /><path d="m12 5-7 7 7 7" />`);
export const peopleIcon = icon(
  svg`<circle cx="9" cy="8" r="3.5" /><path d="M3 20a6 6 0 0 1 12 0" /><path d="M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.6a6 6 0 0 1 3 5.4" />`,
);
export const gearIcon = icon(
  svg`<path d="M10.3 5.2 10.5 2.6 13.5 2.6 13.7 5.2 15.6 6 17.6 4.3 19.7 6.4 18 8.4 18.8 10.3 21.4 10.5 21.4 13.5 18.8 13.7 18 15.6 19.7 17.6 17.6 19.7 15.6 18 13.7 18.8 13.5 21.4 10.5 21.4 10.3 18.8 8.4 18 6.4 19.7 4.3 17.6 6 15.6 5.2 13.7 2.6 13.5 2.6 10.5 5.2 10.3 6 8.4 4.3 6.4 6.4 4.3 8.4 6Z" /><circle cx="12" cy="12" r="3" />`,
);
export const moreIcon = icon(svg`<path d="M12 5h.01M12 12h.01M12 19h.01" />`);
export const mutedIcon = icon(
  svg`<path d="M9 5a6 6 0 0 1 9 5v3M6.5 9A6 6 0 0 0 6 11v4l-1.5 2H17M10 20.5h4M4 4l16 16" />`,
);
export const searchIcon = icon(svg`<circle cx="11" cy="11" r="6" /><path d="m20 20-4.5-4.5" />`);
