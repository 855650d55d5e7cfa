// @ts-check
// A tab of natter on the wire: logs in with a key, subscribes as a tab does, publishes and waits for the acknowledgement.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createUser } from '@nats-io/nkeys';
import { runnerImport } from 'vite';
import { ROOT } from '../../../launcher/setup.mjs';
import { contentOf } from './content.mjs';
import { Socket } from './socket.mjs';

/** @type {{ module: typeof import('../../../launcher/auth/nkey.ts') }} */
const { module } = await runnerImport(join(ROOT, 'launcher/auth/nkey.ts'));
/** One key may have many handles; the door looks at each of them all the same. */
const signer = module.signerOf(createUser().getSeed());

const ROOM = 'bench';
const [LIVE, INBOX] = ['1', '2'];
const NEWLINE = 10;
const SPACE = 32;

export class NatsClient {
  #handle;
  #received;
  #socket;
  /** @type {(problem?: Error) => void} */
  #settle = () => {};
  /** The part of a line that came without its end. */
  #rest = '';
  /** How much is left of the message that is coming, with the line end behind it. */
  #left = 0;
  #isLive = false;
  /** What the server says of itself later is no invitation to log in. */
  #greeted = false;
  /** Resolves once it is in and subscribed. */
  ready;

  /**
   * @param {number} port
   * @param {string} name
   * @param {() => void} received
   */
  constructor(port, name, received) {
    this.#handle = name;
    this.#received = received;
    this.ready = new Promise((resolve, reject) => {
      this.#settle = (problem) => (problem === undefined ? resolve(undefined) : reject(problem));
    });
    this.#socket = new Socket({ port, path: '/' }, this, (problem) => {
      if (problem !== undefined) this.#settle(problem);
    });
  }

  /** @param {number} count how many messages to publish at once */
  say(count) {
    const one = () => {
      const content = contentOf(this.#handle);
      const headers = `NATS/1.0\r\nNats-Msg-Id: ${randomBytes(16).toString('base64url')}\r\n\r\n`;
      const sizes = `${headers.length} ${headers.length + Buffer.byteLength(content)}`;
      const subject = `chat.room.${ROOM}.${this.#handle} _INBOX.${this.#handle}.1`;
      return `HPUB ${subject} ${sizes}\r\n${headers}${content}\r\n`;
    };
    this.#socket.send(Array.from({ length: count }, one));
  }

  /**
   * @param {Buffer} bytes
   * @param {number} from
   * @param {number} to
   */
  part(bytes, from, to) {
    while (from < to) {
      if (this.#left > 0) {
        const end = Math.min(to, from + this.#left);
        this.#left -= end - from;
        from = end;
        if (this.#left === 0 && this.#isLive) this.#received();
        continue;
      }
      const end = bytes.indexOf(NEWLINE, from);
      if (end === -1 || end >= to) {
        this.#rest += bytes.latin1Slice(from, to);
        return;
      }
      if (this.#rest === '') this.#line(bytes, from, end - 1);
      else this.#joined(bytes.latin1Slice(from, end));
      from = end + 1;
    }
  }

  /** @param {string} end of a line whose beginning came before, with its carriage return */
  #joined(end) {
    const line = Buffer.from(this.#rest + end, 'latin1');
    this.#rest = '';
    this.#line(line, 0, line.length - 1);
  }

  /**
   * @param {Buffer} bytes
   * @param {number} from
   * @param {number} to
   */
  #line(bytes, from, to) {
    const isMessage = bytes[from] === 0x4d || bytes[from] === 0x48; // MSG, HMSG
    if (!isMessage) return this.#control(bytes.latin1Slice(from, to));
    let at = bytes.indexOf(SPACE, bytes.indexOf(SPACE, from) + 1) + 1;
    this.#isLive = bytes[at] === 0x31 && bytes[at + 1] === SPACE;
    let size = 0;
    let place = 1;
    for (at = to - 1; bytes[at] !== SPACE; at -= 1, place *= 10) size += ((bytes[at] ?? 0) - 0x30) * place;
    this.#left = size + 2;
  }

  /** @param {string} line */
  #control(line) {
    if (line.startsWith('INFO ')) this.#login(line);
    else if (line === 'PING') this.#socket.send(['PONG\r\n']);
    else if (line === 'PONG') this.#settle();
    else if (line.startsWith('-ERR')) this.#settle(new Error(`${this.#handle}: ${line}`));
  }

  /** @param {string} info */
  #login(info) {
    if (this.#greeted) return;
    this.#greeted = true;
    const { nonce } = JSON.parse(info.slice('INFO '.length));
    const sig = signer.sign(nonce).toString('base64url');
    const login = { name: this.#handle, nkey: signer.id, sig, verbose: false, headers: true, no_responders: true };
    const subjects = [`_INBOX.${this.#handle}.>`, 'chat.state.>', `chat.here.${ROOM}.>`, `chat.typing.${ROOM}.*`];
    const others = subjects.map((subject, index) => `SUB ${subject} ${Number(INBOX) + index}\r\n`).join('');
    this.#socket.send([`CONNECT ${JSON.stringify(login)}\r\n`, `SUB chat.live.${ROOM}.* ${LIVE}\r\n${others}PING\r\n`]);
  }
}
