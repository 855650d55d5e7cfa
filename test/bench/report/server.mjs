// @ts-check
// The server's half of docs/performance.md: tables, ratios against the goals, plots.
import { CONTESTANTS, NAMES } from '../contestants.mjs';
import { written } from '../numbers.mjs';
import { SIZES, WINDOW } from '../round.mjs';
import { bars } from './plot.mjs';

/** @typedef {(typeof NAMES)[number]} Name */

const HEADS = SIZES.map((size) => `${size.toLocaleString('en')} in the room`);

/** @param {{ figures: Readonly<Record<string, number>>, machine: any, date: string, rounds: number, seconds: any }} raw */
export function serverHalf({ figures, machine, date, rounds, seconds }) {
  const of = (/** @type {string} */ name) => figures[name] ?? NaN;
  return `## The server

\`npm run bench\` on ${date}: ${machine.cpu}, ${machine.cores} cores, ${machine.memory}, ${machine.system}, Node ${machine.node},
nats-server ${machine.natsServer}; load average before it ${machine.loadBefore.toFixed(1)}. ${machine.pinned ? 'The servers had one core and the clients another.' : 'Servers and clients shared all cores.'} Medians of ${rounds} rounds, in which
the four took turns. The same clients for all: raw sockets, one room, one author, a message of about 170 bytes. natter is
measured as \`npm run launch\` starts it: every message on disk before anybody sees it, every client logged in with a key and
subscribed as a tab is; what it takes includes the launcher. *Durable* is the Socket.IO server with an append and an fdatasync,
of all that waits together, before the broadcast.

${goals(of)}

### At a gentle pace

Fifty messages a second for ${seconds.paced} s. From sending to receipt, milliseconds, p50 / p99.

${table(HEADS, (name) =>
  SIZES.map((size) => `${written(of(`${name}.${size}.p50`))} / ${written(of(`${name}.${size}.p99`))}`),
)}

![Latency at a gentle pace](performance-latency.svg)

### As fast as it goes

With ${WINDOW} messages on their way at once, for ${seconds.saturated} s. Deliveries a second.

${table(HEADS, (name) => SIZES.map((size) => written(of(`${name}.${size}.deliveriesPerSecond`))))}

CPU seconds that the server takes for a million deliveries.

${table(HEADS, (name) => SIZES.map((size) => written(of(`${name}.${size}.serverCpuSecondsPerMillion`))))}

![Deliveries a CPU second of the server](performance-cpu.svg)

### Connections

${table(['memory of an idle one', '1,000 come in', 'start'], (name) => [
  `${written(of(`${name}.1000.bytesPerConnection`) / 1000)} kB`,
  `${written(of(`${name}.1000.connectMs`))} ms`,
  `${written(of(`${name}.start`))} ms`,
])}

### What only natter does

| | |
| --- | --- |
| newest 50 of a room, of 100,000 messages in 50 rooms: time, slowest | ${written(of('history.newestMs'))} ms, ${written(of('history.newestSlowestMs'))} ms |
| the same in round trips, most | ${of('history.newestRoundTrips')}, ${of('history.newestMostRoundTrips')} |
| what is unread in 100 rooms | ${written(of('history.unreadMs'))} ms |
| 5,000 missed messages of a room | ${written(of('history.catchUpMs'))} ms |
| logins a second, of people who are new | ${written(1e6 / of('logins.first'))} |
| logins a second, of people who were here before | ${written(1e6 / of('logins.again'))} |
| nats-server killed: 1,000 people are in again | ${written(of('logins.back'))} ms |
| \`npm run launch\` to ready | ${written(of('start.npm'))} ms |
`;
}

/** @param {(name: string) => number} of */
function goals(of) {
  const perCpu = (/** @type {number} */ size, /** @type {Name} */ other) =>
    of(`${other}.${size}.serverCpuSecondsPerMillion`) / of(`natter.${size}.serverCpuSecondsPerMillion`);
  const pace = of('durable.1.p50') / of('natter.1.p50');
  const idle = of('natter.1000.bytesPerConnection') / 1000;
  const [trips, newest] = [of('history.newestMostRoundTrips'), of('history.newestMs')];
  const rows = /** @type {const} */ ([
    [
      'deliveries a server CPU second at 1,000, against Socket.IO in memory',
      '8×',
      `${written(perCpu(1000, 'memory'))}×`,
      perCpu(1000, 'memory') >= 8,
    ],
    ['the same at 100', '3×', `${written(perCpu(100, 'memory'))}×`, perCpu(100, 'memory') >= 3],
    ['paced p50 with one subscriber, against Socket.IO durable', '1.5×', `${written(pace)}×`, pace >= 1.5],
    [
      'newest 50 among 100,000 in 50 rooms',
      '4 round trips, 15 ms',
      `${trips}, ${written(newest)} ms`,
      trips <= 4 && newest < 15,
    ],
    ['idle connection on the server', '60 kB', `${written(idle)} kB`, idle < 60],
  ]);
  const lines = rows.map(
    ([what, goal, reached, met]) => `| ${what} | ${goal} | ${reached} | ${met ? 'yes' : '**no**'} |`,
  );
  return ['| what | goal | reached | met |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

/**
 * @param {readonly string[]} columns
 * @param {(name: Name) => readonly string[]} cells
 */
function table(columns, cells) {
  const rows = NAMES.map((name) => `| ${[CONTESTANTS[name].title, ...cells(name)].join(' | ')} |`);
  return [`| | ${columns.join(' | ')} |`, `| --- |${' --: |'.repeat(columns.length)}`, ...rows].join('\n');
}

/** @param {Readonly<Record<string, number>>} figures */
export function serverPlots(figures) {
  const of = (/** @type {string} */ name) => figures[name] ?? NaN;
  return {
    'performance-latency.svg': bars(
      'From sending to receipt, at 50 messages a second',
      'Milliseconds: p50, and by the line up to p99. Shorter is better.',
      groups((key) => ({ value: of(`${key}.p50`), upTo: of(`${key}.p99`) })),
    ),
    'performance-cpu.svg': bars(
      'Deliveries a CPU second of the server',
      'Longer is better.',
      groups((key) => ({ value: 1e6 / of(`${key}.serverCpuSecondsPerMillion`) })),
    ),
  };
}

/**
 * @param {(key: string) => { value: number, upTo?: number }} values of a contestant and a size
 * @returns {readonly import('./plot.mjs').Group[]}
 */
function groups(values) {
  return SIZES.map((size, index) => ({
    title: HEADS[index] ?? '',
    bars: NAMES.map((name, series) =>
      Object.assign(values(`${name}.${size}`), { series, label: CONTESTANTS[name].title }),
    ),
  }));
}
