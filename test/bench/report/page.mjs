// @ts-check
// The page's half of docs/performance.md: tables, what was reached of the goals, plots.
import { written } from '../numbers.mjs';
import { burstRows, scripts, sizeRows, spread, table } from './page-tables.mjs';

/** @typedef {(name: string) => number} Of a figure by its name */
/** @typedef {import('../page/scripts.mjs').Part} Part */
/** @typedef {{ sizes: readonly number[], rounds: number }} Sizes */
/** @typedef {{ loads: { rounds: number }, writing: { keys: number, messages: number }, sizes: Sizes & { scrollMs: number },
 *   bursts: Sizes, rooms: number, people: number, day: { messages: number } }} Wish */
/** @typedef {{ figures: Readonly<Record<string, number>>, machine: any, date: string, wish: Wish, parts: readonly Part[] }} Raw */

/** @param {Raw} raw */
export function pageHalf({ figures, machine, date, wish, parts }) {
  const of = (/** @type {string} */ name) => figures[name] ?? NaN;
  const [sizes, bursts] = [wish.sizes.sizes, wish.bursts.sizes];
  return `## The page

\`npm run bench:page\` on ${date}: ${machine.cpu}, ${machine.cores} cores, ${machine.memory}, ${machine.system}, Node ${machine.node},
nats-server ${machine.natsServer}, ${machine.browser}, headless; load average before it ${machine.loadBefore.toFixed(1)}. natter as \`npm run launch\` starts it,
the broker, the launcher and the browsers on the same cores. *Painted* is when script, layout and paint of the frame are over. The
longest task is that of the page's main thread, from Chrome's trace. Memory is the page's objects, its elements included, after a
collection. Frames come every 16.7 ms here, so whatever waits for the next one waits 8 ms on average. Times in milliseconds.

${goals(of, sizes, bursts)}

### First load

Medians of ${wish.loads.rounds}, a room of 1,000 messages, from the navigation to its newest message painted. The server is on the same machine.

${table(
  ['', 'ms'],
  [
    ['a browser that never saw the page, somebody new', written(of('loads.cold'))],
    ['again, with the service worker and what the browser kept of the room', written(of('loads.worker'))],
    ['again without a service worker, files from the browser’s cache', written(of('loads.cache'))],
  ],
)}

${scripts(of, parts)}

### Writing

${wish.writing.messages} messages between two browser processes, ${wish.writing.keys} letters; p50 and p99.

${table(
  ['from', 'p50', 'p99'],
  [
    ['a key to its letter painted', ...spread(of, 'writing.letters')],
    ['Enter to the message at the socket', ...spread(of, 'writing.sent')],
    ['Enter to the message at the other tab’s socket', ...spread(of, 'writing.arrived')],
    ['Enter to one’s own row painted', ...spread(of, 'writing.own')],
    ['Enter to the row in the other tab painted', ...spread(of, 'writing.other')],
  ],
)}

### Rooms of different sizes

Medians of ${wish.sizes.rounds} rounds in turns. Going back is ${written(wish.sizes.scrollMs / 1000)} s of scrolling, as fast as older messages come.

${table(['', ...sizes.map((size) => `${size.toLocaleString('en')} messages`)], sizeRows(of, sizes))}

![Opening a room](performance-rooms.svg)

### Bursts

So many messages are published within a second; the broker stores each before anybody sees it, and may take longer. Medians of ${wish.bursts.rounds}.

${table(['', ...bursts.map((size) => size.toLocaleString('en'))], burstRows(of, bursts))}

![The longest task of a burst](performance-bursts.svg)

### Many rooms, many people, many hours

${table(
  ['', ''],
  [
    [`one of ${wish.rooms} rooms, for the first time: p50, p99`, spread(of, 'rooms.first').join(', ')],
    [`one of ${wish.rooms} rooms, again: p50, p99`, spread(of, 'rooms.again').join(', ')],
    [`memory with ${wish.rooms} rooms opened`, `${written(of('rooms.heap.p50'))} MB`],
    [
      `a room with ${wish.people.toLocaleString('en')} people in it: newest messages, people shown`,
      `${written(of('people.open'))}, ${written(of('people.people'))}`,
    ],
    ['its longest task', written(of('people.openTask'))],
    [
      '200 more come within a second: longest task, work of a frame (p99)',
      `${written(of('people.comingTask'))}, ${written(of('people.comingFrame'))}`,
    ],
    [
      `eight hours of a team, ${wish.day.messages.toLocaleString('en')} messages: memory at the beginning, in the middle, at the end`,
      `${['begin', 'middle', 'end'].map((when) => written(of(`day.${when}`))).join(', ')} MB`,
    ],
  ],
)}
`;
}

/** @param {Of} of @param {readonly number[]} sizes @param {readonly number[]} bursts */
function goals(of, sizes, bursts) {
  const [largest, burst] = [Math.max(...sizes), Math.max(...bursts)];
  const heap = of(`sizes.${largest}.heap`) / of('sizes.1000.heap');
  const smooth = of(`bursts.${burst}.scrollFrame99`);
  /** @type {readonly (readonly [what: string, goal: string, reached: string, met: boolean])[]} */
  const rows = [
    [
      'Enter to the row in the other tab painted',
      'p50 10 ms, p99 30 ms',
      spread(of, 'writing.other').join(', '),
      of('writing.other.p50') < 10 && of('writing.other.p99') < 30,
    ],
    ['first load to history shown, cold', '400 ms', written(of('loads.cold')), of('loads.cold') < 400],
    ['the same with the service worker', '150 ms', written(of('loads.worker')), of('loads.worker') < 150],
    [
      'initial JavaScript, gzip',
      '100 kB',
      `${written(of('scripts.initial.gzip'))} kB`,
      of('scripts.initial.gzip') < 100,
    ],
    [
      `open a room of ${largest.toLocaleString('en')} to its newest 50`,
      '100 ms',
      written(of(`sizes.${largest}.open`)),
      of(`sizes.${largest}.open`) < 100,
    ],
    ['its memory, against a room of 1,000', '1.5×', `${written(heap)}×`, heap <= 1.5],
    [
      `burst of ${burst.toLocaleString('en')}: longest task`,
      '50 ms',
      written(of(`bursts.${burst}.task`)),
      of(`bursts.${burst}.task`) <= 50,
    ],
    ['lost in it', '0', `${of(`bursts.${burst}.lost`)}`, of(`bursts.${burst}.lost`) === 0],
    ['frames while scrolling in it, p99', '34 ms', written(smooth), smooth <= 34],
  ];
  return [
    '| what | goal | reached | met |',
    '| --- | --- | --- | --- |',
    ...rows.map(([what, goal, reached, met]) => `| ${what} | ${goal} | ${reached} | ${met ? 'yes' : '**no**'} |`),
  ].join('\n');
}
