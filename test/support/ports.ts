// Ports of this machine: taken by somebody else, or free.
import { createServer } from 'node:net';

export interface TakenPort {
  readonly port: number;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** Takes a port of 127.0.0.1, as another program does. */
export async function takePort(): Promise<TakenPort> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('A server without a port');
  return {
    port: address.port,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  await using taken = await takePort();
  return taken.port;
}
