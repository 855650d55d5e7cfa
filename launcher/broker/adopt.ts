// The nats-server that an earlier launcher left running, because it was killed: taken over, or stopped if it is of no use.
import { gone, isAlive } from './pids.ts';
import type { BrokerPorts } from './ports.ts';
import { runsIn, stopProcess } from './process.ts';
import type { StartedProcess } from './process.ts';
import { readRecord } from './record.ts';
import type { BrokerRecord } from './record.ts';

export interface Adoption {
  /** natter's data folder. */
  readonly folder: string;
  /** What nats-server is wanted for now; see BrokerRecord. */
  readonly wish: string;
  /** Ports it is wanted on; 0 is any. */
  readonly ports: Pick<BrokerPorts, 'nats' | 'ws'>;
  /** Asks the server at this port for its id; undefined if it does not let the launcher in. */
  readonly idAt: (natsPort: number) => Promise<string | undefined>;
  readonly say: (line: string) => void;
}

const POLL_MS = 250;

/** @returns the nats-server that still runs in this folder; `undefined` if none does, any more. */
export async function adopt(adoption: Adoption): Promise<StartedProcess | undefined> {
  const { folder, say } = adoption;
  const record = await readRecord(folder);
  if (record === undefined || !isAlive(record.pid)) return undefined;
  const ours = await runsIn(record.pid, folder);
  if (ours === false) return undefined; // another program has that pid by now
  const answers = await hasId(record, adoption);
  if (!answers && ours === undefined) return undefined;
  if (answers && isAsWished(record, adoption)) {
    say('nats-server still runs from an earlier start; taking it over.');
    return { pid: record.pid, ports: record.ports, ended: gone(record.pid, POLL_MS) };
  }
  // Two of them on the same files would ruin those.
  const why = answers ? 'with other settings' : 'and does not answer';
  say(`nats-server still runs from an earlier start ${why}; restarting it.`);
  await stopProcess(record.pid, folder);
  return undefined;
}

function isAsWished(record: BrokerRecord, { wish, ports }: Adoption): boolean {
  const fits = (wanted: number, actual: number): boolean => wanted === 0 || wanted === actual;
  return record.wish === wish && fits(ports.nats, record.ports.nats) && fits(ports.ws, record.ports.ws);
}

async function hasId({ serverId, ports }: BrokerRecord, { idAt }: Adoption): Promise<boolean> {
  return serverId !== '' && (await idAt(ports.nats)) === serverId;
}
