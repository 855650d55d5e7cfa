// `who`: lists the people that are connected, and the bans.
import type { Ban } from '../auth/bans.ts';
import type { Access } from './access.ts';
import { connected, withRegistry } from './access.ts';
import { connectionsOf } from './connections.ts';
import type { PersonConnection } from './connections.ts';
import { clock, counted, printable, table } from './terminal.ts';

const CLIENT_LENGTH = 40;
const ADDRESS_LENGTH = 45;

export async function who(access: Access, say: (line: string) => void): Promise<void> {
  const [people, bans] = await Promise.all([
    connected(access.port, access.keys.sys, (sys) => connectionsOf(sys)),
    withRegistry(access, (registry) => registry.bans()),
  ]);
  say(describePeople(people));
  if (bans.length > 0) say(`\n${describeBans(bans)}`);
}

/** A row for every connection: a person may have several. */
export function describePeople(connections: readonly PersonConnection[]): string {
  if (connections.length === 0) return 'Nobody is connected.';
  const rows = connections
    .toSorted((a, b) => compare(a.handle, b.handle) || a.start - b.start)
    .map((each) => [
      printable(each.handle, CLIENT_LENGTH),
      each.type === 'websocket' ? 'WebSocket' : 'TCP',
      printable(each.address, ADDRESS_LENGTH),
      clock(each.start),
      client(each),
    ]);
  const people = counted(new Set(connections.map(({ handle }) => handle)).size, 'person', 'people');
  const sessions = counted(connections.length, 'connection', 'connections');
  return `${table([['WHO', 'OVER', 'FROM', 'SINCE', 'WITH'], ...rows])}\n${people}, ${sessions}.`;
}

function describeBans(bans: readonly Ban[]): string {
  const rows = bans
    .toSorted((a, b) => compare(a.handle, b.handle))
    .map(({ handle, keys, time }) => [
      handle,
      clock(time),
      keys.length === 0 ? 'the handle' : 'the handle and its key',
    ]);
  return table([['BANNED', 'SINCE', 'WHAT'], ...rows]).trimEnd();
}

/** What the client says it is; also how it calls itself, where that is not just its handle. */
function client({ handle, client: { name, library, version } }: PersonConnection): string {
  const words = [name === handle ? '' : name, library, version].map((word) => printable(word, CLIENT_LENGTH));
  return words.filter((word) => word !== '').join(' ');
}

/** By character codes: handles are ASCII. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
