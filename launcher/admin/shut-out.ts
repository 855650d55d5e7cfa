// Ending connections for good: at once, and once more when no login can be under way any longer.
import { setTimeout as delay } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Access } from './access.ts';
import { connected } from './access.ts';
import { connectionsOf, kick } from './connections.ts';
import type { PersonConnection } from './connections.ts';
import { counted } from './terminal.ts';

export interface ShutOut {
  /** Whose connections end. What keeps them out for the future is stored already. */
  readonly handles: readonly string[];
  /** Asked before the second look: whose connections end then. */
  readonly handlesLater: () => Promise<readonly string[]>;
  /** Which connections of those handles are meant at the second look. */
  readonly isMeant: (connection: PersonConnection) => boolean;
  readonly say: (line: string) => void;
}

/**
 * What is stored is asked for at every login, but a login may have asked just before, and be let in a moment later: so a
 * second look follows when nats-server has given up on such a login.
 */
export function shutOut(access: Access, { handles, handlesLater, isMeant, say }: ShutOut): Promise<void> {
  return connected(access.port, access.keys.sys, async (sys) => {
    const first = await kick(sys, await allOf(sys, handles));
    say(first === 0 ? 'Nobody is connected with it.' : `${counted(first, 'connection', 'connections')} ended.`);
    say(`A login may be under way; looking again in ${Math.ceil(access.loginMs / 1000)} seconds …`);
    await delay(access.loginMs);
    const second = await kick(sys, (await allOf(sys, await handlesLater())).filter(isMeant));
    say(second === 0 ? 'There was none.' : `${counted(second, 'connection', 'connections')} more ended.`);
  });
}

async function allOf(sys: NatsConnection, handles: readonly string[]): Promise<readonly PersonConnection[]> {
  const lists: (readonly PersonConnection[])[] = [];
  for (const handle of handles) lists.push(await connectionsOf(sys, { handle }));
  return lists.flat();
}
