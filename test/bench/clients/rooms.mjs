// @ts-check
// A Socket.IO client on the wire: joins the room, speaks with acknowledgement. Source: the Engine.IO protocol, version 4,
// and the Socket.IO protocol, version 5.
import { contentOf } from './content.mjs';
import { Socket } from './socket.mjs';

const TEXT = 1;
const PATH = '/socket.io/?EIO=4&transport=websocket';
const [JOINED, SAID] = [0, 1];

export class RoomsClient {
  #name;
  #received;
  #socket;
  /** @type {(problem?: Error) => void} */
  #settle = () => {};
  /** The first two bytes of the frame that is coming say what it is. */
  #first = 0;
  #second = 0;
  #position = 0;
  #text = '';
  /** Resolves once it is in and has joined. */
  ready;

  /**
   * @param {number} port
   * @param {string} name
   * @param {() => void} received
   */
  constructor(port, name, received) {
    this.#name = name;
    this.#received = received;
    this.ready = new Promise((resolve, reject) => {
      this.#settle = (problem) => (problem === undefined ? resolve(undefined) : reject(problem));
    });
    this.#socket = new Socket({ port, path: PATH }, this, (problem) => {
      if (problem !== undefined) this.#settle(problem);
    });
  }

  /** @param {number} count how many messages to send at once */
  say(count) {
    const one = () => `42${SAID}["say","bench",${contentOf(this.#name)}]`;
    this.#socket.send(Array.from({ length: count }, one), TEXT);
  }

  /**
   * @param {Buffer} bytes
   * @param {number} from
   * @param {number} to
   * @param {boolean} last
   */
  part(bytes, from, to, last) {
    if (this.#position === 0) this.#first = bytes[from] ?? 0;
    if (this.#position <= 1 && to - from > 1 - this.#position) this.#second = bytes[from + 1 - this.#position] ?? 0;
    this.#position += to - from;
    const isEvent = this.#first === 0x34 && this.#second === 0x32; // 42
    if (!isEvent) this.#text += bytes.latin1Slice(from, to);
    if (!last) return;
    if (isEvent) this.#received();
    else this.#control(this.#text);
    this.#text = '';
    this.#position = 0;
    this.#second = 0;
  }

  /** @param {string} packet */
  #control(packet) {
    if (packet.startsWith('0')) this.#socket.send(['40'], TEXT);
    else if (packet.startsWith('40')) this.#socket.send([`42${JOINED}["join","bench"]`], TEXT);
    else if (packet === `43${JOINED}[]`) this.#settle();
    else if (packet === '2') this.#socket.send(['3'], TEXT);
    else if (packet.startsWith('44')) this.#settle(new Error(packet));
  }
}
