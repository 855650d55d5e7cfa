// @ts-check
// The plots of the page's half of docs/performance.md.
import { bars } from './plot.mjs';

/** @param {Pick<import('./page.mjs').Raw, 'figures' | 'wish'>} raw */
export function pagePlots({ figures, wish }) {
  const of = (/** @type {string} */ name) => figures[name] ?? NaN;
  const label = (/** @type {number} */ size) => size.toLocaleString('en');
  const group = (
    /** @type {string} */ title,
    /** @type {'sizes' | 'bursts'} */ part,
    /** @type {string} */ name,
    /** @type {number} */ series,
  ) => ({
    title,
    bars: wish[part].sizes.map((/** @type {number} */ size) => ({
      series,
      label: label(size),
      value: of(`${part}.${size}.${name}`),
    })),
  });
  return {
    'performance-rooms.svg': bars(
      'Opening a room, by its messages',
      'Milliseconds until the newest 50 are there, a screen of them painted. Shorter is better.',
      [group('for the first time', 'sizes', 'open', 0), group('again', 'sizes', 'again', 3)],
    ),
    'performance-bursts.svg': bars(
      'The longest task of a burst, by its messages',
      'Milliseconds on the page’s main thread. Shorter is better.',
      [
        group('at the newest message', 'bursts', 'task', 0),
        group('while scrolling', 'bursts', 'scrollTask', 1),
        group('opened after missing them', 'bursts', 'backTask', 3),
      ],
    ),
  };
}
