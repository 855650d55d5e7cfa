// A network that can fail: a TCP proxy between a tab and the broker.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface TestProxy {
  /** Where a tab connects instead of the broker. */
  readonly webSocket: string;
  /** How many connections were made through it. */
  readonly connections: () => number;
  /** Swallows everything in both directions and breaks nothing off, as a network does that went away. */
  readonly stall: () => void;
  /** Swallows what the broker says, and lets everything through that is said to it. */
  readonly deafen: () => void;
  /** Breaks off every connection, and every new one. */
  readonly cut: () => void;
  /** Breaks off every new connection at the first that comes back through it. */
  readonly breakOffEarly: () => void;
  /** New connections get through again; what was stalled stays dead. */
  readonly revive: () => void;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** @param port where to forward to, on this machine. */
export async function startProxy(port: number): Promise<TestProxy> {
  const sockets: Socket[] = [];
  const fromBroker: Socket[] = [];
  let connections = 0;
  let state: 'open' | 'stalled' | 'cut' | 'early' = 'open';
  const server = createServer((near) => {
    connections += 1;
    sockets.push(near);
    near.on('error', () => {}); // A reset is what a test makes here on purpose.
    if (state === 'cut') near.destroy();
    if (state === 'cut' || state === 'stalled') return;
    const far = connect(port, '127.0.0.1');
    sockets.push(far);
    fromBroker.push(far);
    far.on('error', () => {});
    near.pipe(far).pipe(near);
    if (state === 'early') far.once('data', () => near.end());
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    webSocket: `ws://127.0.0.1:${addressOf(server.address()).port}`,
    connections: () => connections,
    stall: () => {
      state = 'stalled';
      for (const socket of sockets) socket.unpipe().pause();
    },
    deafen: () => {
      for (const socket of fromBroker) socket.unpipe().resume();
    },
    cut: () => {
      state = 'cut';
      for (const socket of sockets) socket.destroy();
    },
    breakOffEarly: () => {
      state = 'early';
    },
    revive: () => {
      state = 'open';
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return address;
}
