// `npm run chatter`: a load generator whose people chat as tabs do: over WebSocket, with the page's own transport.
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { decodeConfig } from '../../web/protocol/config.ts';
import type { Identity } from '../../web/domain/identity.ts';
import { decodeLoginAnswer, isAboutCode, refusalSentence } from '../../web/protocol/login.ts';
import type { LoginRefusal } from '../../web/protocol/login.ts';
import { newId } from '../../web/protocol/new-id.ts';
import { Connection } from '../../web/transport/connection.ts';
import { publishMessage } from '../../web/transport/publish.ts';
import { publicKeyOf } from '../../web/transport/key-in-javascript.ts';
import { newSeed } from '../../web/transport/user-key.ts';
import { LaunchError } from '../errors.ts';
import { CHATTER_HELP, readChatterOptions } from './options.ts';
import type { ChatterOptions } from './options.ts';
import { inventPeople, roomNames, saying } from './people.ts';

const SEND_EVERY_MS = 5;
const REPORT_EVERY_MS = 2000;

interface Talker {
  readonly person: Identity;
  readonly connection: Connection;
}

/** What happened since the last line was printed. */
interface Tally {
  /** How long each acknowledgement took, in milliseconds. */
  readonly taken: number[];
  /** Why others were not stored. */
  readonly failures: string[];
}

const end = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end.abort());
setMaxListeners(0, end.signal); // one for every connection

async function main(): Promise<void> {
  const options = readChatterOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(CHATTER_HELP);
    return;
  }
  if (options.seconds > 0) setTimeout(() => end.abort(), options.seconds * 1000).unref();
  const servers = await findServers(options.page);
  const talkers = await connectAll(options, servers);
  process.stdout.write(
    `${options.people} people chat in ${options.rooms} rooms at ${options.page}. Ctrl-C stops them.\n`,
  );
  await Promise.all([chatter(options, talkers), report()]);
}

const tally: Tally = { taken: [], failures: [] };

/** Sends what is due, a few milliseconds' worth at a time: a timer for each message could not keep up. */
async function chatter({ rate, rooms }: ChatterOptions, talkers: readonly Talker[]): Promise<void> {
  const names = roomNames(rooms);
  const start = performance.now();
  for (let sent = 0; !end.signal.aborted; await pause(SEND_EVERY_MS)) {
    const due = ((performance.now() - start) / 1000) * rate;
    for (; sent < due; sent += 1) void say(pick(talkers), pick(names));
  }
}

async function say({ person, connection }: Talker, room: string): Promise<void> {
  const { link } = connection;
  if (link === undefined) return;
  const { name, emoji } = person;
  const start = performance.now();
  try {
    await publishMessage(link, room, {
      type: 'message',
      id: newId(),
      user: { name, emoji },
      text: saying(Math.random),
    });
    tally.taken.push(performance.now() - start);
  } catch (error) {
    if (!end.signal.aborted) tally.failures.push(error instanceof Error ? error.message : String(error));
  }
}

/** One line every two seconds. */
async function report(): Promise<void> {
  for (let last = performance.now(); !end.signal.aborted;) {
    await pause(REPORT_EVERY_MS);
    const seconds = (performance.now() - last) / 1000;
    last = performance.now();
    const taken = tally.taken.splice(0).toSorted((a, b) => a - b);
    const at = (share: number): string => (taken[Math.floor(taken.length * share)] ?? 0).toFixed(1);
    const failures = tally.failures.splice(0);
    const [reason] = failures;
    process.stdout.write(
      `${(taken.length / seconds).toFixed(1)} messages a second, stored after ${at(0.5)} ms (p50), ${at(0.99)} ms (p99)` +
        `${reason === undefined ? '' : `; ${failures.length} not stored: ${reason}`}\n`,
    );
  }
}

async function connectAll(options: ChatterOptions, servers: readonly string[]): Promise<Talker[]> {
  return Promise.all(
    inventPeople(options.people, Math.random).map(
      (person) =>
        new Promise<Talker>((resolve, reject) => {
          const { handle } = person;
          const seed = newSeed();
          const whyRefused = (): Promise<LoginRefusal | undefined> => askWhy(options, handle, seed);
          const settings = { servers, handle, seed, code: options.accessCode, whyRefused };
          const connection = new Connection(settings, (event) => {
            if (event.type === 'connected') resolve({ person, connection });
            if (event.type === 'refused') reject(refused(event.refusal, handle));
          });
          const giveUp = 'It ended before everybody was connected.';
          end.signal.addEventListener('abort', () =>
            reject(new LaunchError(giveUp, `Is NATS there? ${servers.join()}`)),
          );
          void connection.run(end.signal);
        }),
    ),
  );
}

/** What the page asks too: nats-server itself does not say why it lets somebody not in. */
async function askWhy(
  { page, accessCode }: ChatterOptions,
  handle: string,
  seed: string,
): Promise<LoginRefusal | undefined> {
  const response = await fetch(`${page}/login.json`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ handle, key: publicKeyOf(seed), code: accessCode }),
  }).catch(() => undefined); // it is tried again
  if (response?.ok !== true) return undefined;
  const answer = decodeLoginAnswer(await response.json());
  return answer.type === 'refused' ? answer : undefined;
}

function refused({ reason }: LoginRefusal, handle: string): LaunchError {
  const remedy = isAboutCode(reason) ? 'Give it with --access-code.' : 'Invented people have new names the next time.';
  return new LaunchError(refusalSentence(reason, handle), remedy);
}

async function findServers(page: string): Promise<readonly string[]> {
  try {
    const response = await fetch(`${page}/config.json`);
    const { servers, port } = decodeConfig(await response.json());
    return servers.length > 0
      ? servers
      : [`${page.startsWith('https:') ? 'wss' : 'ws'}://${new URL(page).hostname}:${port}`];
  } catch (error) {
    throw new LaunchError(`No natter answers at ${page}.`, 'Start one: npm run launch', { cause: error });
  }
}

async function pause(milliseconds: number): Promise<void> {
  await delay(milliseconds, undefined, { signal: end.signal }).catch(() => {}); // the end is no failure
}

function pick<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new RangeError('there is nothing to pick from');
  return item;
}

try {
  await main();
} catch (error) {
  const sentence = error instanceof LaunchError ? `${error.message}\n${error.remedy}` : String(error);
  process.stderr.write(`\n${sentence}\n\n`);
  process.exitCode = 1;
}
