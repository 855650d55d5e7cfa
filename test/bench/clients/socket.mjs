// @ts-check
// A WebSocket client by hand, so that what it costs is the same for every server and little: it reads all sockets through
// one buffer and hands on pieces of payload where they lie. Source: RFC 6455.
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

/**
 * @typedef {object} Reader
 * @property {(bytes: Buffer, from: number, to: number, last: boolean) => void} part takes a piece of a frame's payload
 */

const SHARED = Buffer.allocUnsafe(256 * 1024);
const CONTINUATION_TO_BINARY = 2;

export class Socket {
  #reader;
  #socket;
  /** The answer to the handshake, until it is whole. */
  #head = '';
  #open = false;
  /** The bytes of a frame's header that have come. */
  #header = Buffer.alloc(10);
  #headerLength = 0;
  #left = 0;
  #isData = false;

  /**
   * @param {{ port: number, path: string }} where
   * @param {Reader} reader
   * @param {(problem?: Error) => void} settled told once it is open, or when it ends
   */
  constructor({ port, path }, reader, settled) {
    this.#reader = reader;
    const callback = (/** @type {number} */ length) => {
      if (this.#open) this.#read(SHARED, 0, length);
      else this.#greet(SHARED.latin1Slice(0, length), settled);
      return true;
    };
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer: SHARED, callback } });
    this.#socket.on('error', settled);
    this.#socket.on('close', () => settled(new Error('The server closed a connection.')));
    this.#socket.write(handshake(port, path));
  }

  /** @param {readonly string[]} payloads each of them a frame; all leave together */
  send(payloads, opcode = CONTINUATION_TO_BINARY) {
    this.#socket.write(Buffer.concat(payloads.map((payload) => frame(Buffer.from(payload), opcode))));
  }

  /**
   * @param {string} answer a part of it
   * @param {(problem?: Error) => void} settled
   */
  #greet(answer, settled) {
    this.#head += answer;
    const end = this.#head.indexOf('\r\n\r\n');
    if (end === -1) return;
    if (!this.#head.startsWith('HTTP/1.1 101')) return settled(new Error(this.#head));
    this.#open = true;
    settled();
    const rest = Buffer.from(this.#head.slice(end + 4), 'latin1');
    this.#read(rest, 0, rest.length);
  }

  /**
   * @param {Buffer} bytes
   * @param {number} from
   * @param {number} to
   */
  #read(bytes, from, to) {
    while (from < to) {
      if (this.#left === 0) {
        this.#header[this.#headerLength] = bytes[from] ?? 0;
        this.#headerLength += 1;
        from += 1;
        this.#beginFrame();
      } else {
        const end = Math.min(to, from + this.#left);
        this.#left -= end - from;
        if (this.#isData) this.#reader.part(bytes, from, end, this.#left === 0);
        from = end;
      }
    }
  }

  /** Looks whether the header is whole. A server's frames carry no mask. */
  #beginFrame() {
    const second = this.#header[1] ?? 0;
    if (this.#headerLength < 2 || this.#headerLength < (second === 127 ? 10 : second === 126 ? 4 : 2)) return;
    this.#headerLength = 0;
    this.#isData = ((this.#header[0] ?? 0) & 0xf) <= CONTINUATION_TO_BINARY;
    if (second < 126) this.#left = second;
    else this.#left = second === 126 ? this.#header.readUInt16BE(2) : this.#header.readUIntBE(4, 6);
  }
}

/**
 * @param {number} port
 * @param {string} path
 */
function handshake(port, path) {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'User-Agent: Mozilla/5.0', // nats-server cuts its frames smaller for browsers
  ];
  return [...lines, '', ''].join('\r\n');
}

/**
 * @param {Buffer} payload
 * @param {number} opcode
 */
function frame(payload, opcode) {
  const { length } = payload;
  const header = length < 126 ? [0x80 | length] : [0x80 | 126, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([0x80 | opcode, ...header, 0, 0, 0, 0]), payload]); // a mask of nothing
}
