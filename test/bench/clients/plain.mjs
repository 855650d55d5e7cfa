// @ts-check
// A client of the bare loop: whatever comes is a message.
import { contentOf } from './content.mjs';
import { Socket } from './socket.mjs';

const TEXT = 1;

export class PlainClient {
  #name;
  #received;
  #socket;
  /** Resolves once it is in. */
  ready;

  /**
   * @param {number} port
   * @param {string} name
   * @param {() => void} received
   */
  constructor(port, name, received) {
    this.#name = name;
    this.#received = received;
    /** @type {(problem?: Error) => void} */
    let settle = () => {};
    this.ready = new Promise((resolve, reject) => {
      settle = (problem) => (problem === undefined ? resolve(undefined) : reject(problem));
    });
    this.#socket = new Socket({ port, path: '/' }, this, settle);
  }

  /** @param {number} count how many messages to send at once */
  say(count) {
    this.#socket.send(
      Array.from({ length: count }, () => contentOf(this.#name)),
      TEXT,
    );
  }

  /**
   * @param {Buffer} _bytes
   * @param {number} _from
   * @param {number} _to
   * @param {boolean} last
   */
  part(_bytes, _from, _to, last) {
    if (last) this.#received();
  }
}
