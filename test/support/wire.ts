// The two ways of bytes into nats-server, by hand: TCP, and WebSocket frames over it. Source: RFC 6455.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

export interface Wire {
  /** Sends `bytes`; over WebSocket as one binary message. */
  readonly send: (bytes: Uint8Array) => void;
  /** Sends `bytes` as they are, past the framing of WebSocket. */
  readonly sendUnframed: (bytes: Uint8Array) => void;
  readonly isClosed: () => boolean;
  /** Stops reading. */
  readonly pause: () => void;
  readonly end: () => void;
}

export interface Upgrade {
  readonly path?: string;
  /** Beside those that a handshake needs, or instead of them. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Told what came, or nothing at the end. */
type Receive = (bytes: Buffer | undefined) => void;

/** The server does not upgrade; `status` is what it answered, 0 for what is no HTTP. */
export class NoUpgradeError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`The server answered ${status}`);
    this.status = status;
  }
}

/** @param receive is given every byte that comes. */
export async function openTcp(port: number, receive: Receive): Promise<Wire> {
  const socket = await open(port);
  listen(socket, receive, receive);
  const send = (bytes: Uint8Array): void => void socket.write(bytes);
  return wireOver(socket, send);
}

/** @param receive is given the payload of every frame that comes. @throws NoUpgradeError */
export async function openWebSocket(port: number, receive: Receive, upgrade: Upgrade = {}): Promise<Wire> {
  const socket = await open(port);
  socket.write(handshake(port, upgrade));
  const head = await headOf(socket);
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head.text)?.[1] ?? 0);
  if (status !== 101) {
    socket.destroy();
    throw new NoUpgradeError(status);
  }
  const read = frameReader(receive, () => socket.end());
  listen(socket, read, receive);
  read(head.rest);
  return wireOver(socket, (bytes) => void socket.write(frame(bytes)));
}

export interface FrameWish {
  /** 2 is a binary message. */
  readonly opcode?: number;
  readonly final?: boolean;
  readonly masked?: boolean;
  /** Another length than it has. */
  readonly length?: bigint;
  /** The bits for extensions, such as 4 for compression. */
  readonly reserved?: number;
}

/** One frame from a client to a server. */
export function frame(payload: Uint8Array, wish: FrameWish = {}): Buffer {
  const { opcode = 2, final = true, masked = true, length = BigInt(payload.length), reserved = 0 } = wish;
  const first = (final ? 0x80 : 0) | (reserved << 4) | opcode;
  const mask = masked ? randomBytes(4) : Buffer.alloc(0);
  const body = masked ? payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)) : payload;
  return Buffer.concat([Buffer.from([first]), lengthField(length, masked), mask, body]);
}

function lengthField(length: bigint, masked: boolean): Buffer {
  const bit = masked ? 0x80 : 0;
  if (length < 126n) return Buffer.from([bit | Number(length)]);
  if (length < 0x1_0000n) return Buffer.from([bit | 126, Number(length >> 8n), Number(length & 0xffn)]);
  const field = Buffer.alloc(9);
  field[0] = bit | 127;
  field.writeBigUInt64BE(length, 1);
  return field;
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  socket.on('error', () => {}); // The server resets what it does not want; the wire is closed then.
  return socket;
}

function listen(socket: Socket, read: (bytes: Buffer) => void, receive: Receive): void {
  socket.on('data', read);
  for (const end of ['end', 'close']) socket.on(end, () => receive(undefined));
}

function wireOver(socket: Socket, send: (bytes: Uint8Array) => void): Wire {
  return {
    send,
    sendUnframed: (bytes) => void socket.write(bytes),
    isClosed: () => socket.readableEnded || socket.destroyed,
    pause: () => void socket.pause(),
    end: () => void socket.destroy(),
  };
}

function handshake(port: number, { path = '/', headers = {} }: Upgrade): string {
  const all = {
    Host: `127.0.0.1:${port}`,
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

/** What the server answers up to the empty line, and what came behind that already. */
async function headOf(socket: Socket): Promise<{ readonly text: string; readonly rest: Buffer }> {
  let bytes = Buffer.alloc(0);
  while (!bytes.includes('\r\n\r\n')) {
    const chunk = await nextChunk(socket);
    if (chunk === undefined) return { text: bytes.toString(), rest: Buffer.alloc(0) };
    bytes = Buffer.concat([bytes, chunk]);
  }
  const end = bytes.indexOf('\r\n\r\n') + 4;
  return { text: bytes.toString('utf8', 0, end), rest: bytes.subarray(end) };
}

/** @returns `undefined` when the server has closed. */
async function nextChunk(socket: Socket): Promise<Buffer | undefined> {
  const end = new AbortController();
  const chunk = once(socket, 'data', { signal: end.signal }).then(([bytes]: Buffer[]) => bytes);
  const close = once(socket, 'close', { signal: end.signal }).then(() => undefined);
  const first = await Promise.race([chunk, close]);
  end.abort();
  await Promise.allSettled([chunk, close]);
  return first;
}

/** Takes frames apart as they come; the server's carry no mask. @param closed is told when the server says goodbye. */
function frameReader(receive: Receive, closed: () => void): (bytes: Buffer) => void {
  let bytes: Buffer = Buffer.alloc(0);
  return (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (;;) {
      const found = firstFrame(bytes);
      if (found === undefined) return;
      bytes = found.rest;
      if (found.opcode <= 2) receive(found.payload);
      if (found.opcode === 8) closed();
    }
  };
}

/** @returns `undefined` if it has not come whole. */
function firstFrame(bytes: Buffer): { opcode: number; payload: Buffer; rest: Buffer } | undefined {
  const [first = 0, second = 0] = bytes;
  const start = second === 126 ? 4 : second === 127 ? 10 : 2;
  if (bytes.length < start) return undefined;
  const length = second === 126 ? bytes.readUInt16BE(2) : second === 127 ? Number(bytes.readBigUInt64BE(2)) : second;
  if (bytes.length < start + length) return undefined;
  return {
    opcode: first & 0xf,
    payload: bytes.subarray(start, start + length),
    rest: bytes.subarray(start + length),
  };
}
