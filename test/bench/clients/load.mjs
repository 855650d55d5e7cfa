// @ts-check
// The work: so many clients in one room, of which the first speaks. Messages come in the order in which they were sent, so
// the client's tenth delivery is the tenth message; nobody needs to read them.
import { setTimeout as delay } from 'node:timers/promises';
import { cpuSeconds } from '../machine.mjs';

/**
 * @typedef {'nats' | 'rooms' | 'plain'} Dialect
 * @typedef {{ readonly ready: Promise<unknown>, say(count: number): void }} Client
 * @typedef {new (port: number, name: string, received: () => void) => Client} ClientClass
 */

/** @type {Readonly<Record<Dialect, () => Promise<ClientClass>>>} */
const CLASSES = {
  nats: async () => (await import('./nats.mjs')).NatsClient,
  rooms: async () => (await import('./rooms.mjs')).RoomsClient,
  plain: async () => (await import('./plain.mjs')).PlainClient,
};
const PACE_MS = 20;
const PATIENCE_MS = 20_000;
/** So many connections at a time, for all of them at once overflow the queue in which they wait to be accepted. */
const AT_ONCE = 100;

export class Load {
  /** @type {Client[]} */
  #clients = [];
  /** Deliveries to each. */
  #counts = new Uint32Array(0);
  #total = 0;
  #sent = 0;
  /** @type {(client: number) => void} */
  #received = () => {};

  /**
   * @param {Dialect} dialect
   * @param {number} port
   * @param {number} count
   * @returns {Promise<number>} milliseconds until all were in
   */
  async connect(dialect, port, count) {
    const Client = await CLASSES[dialect]();
    const began = performance.now();
    this.#counts = new Uint32Array(count);
    for (let first = 0; first < count; first += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, index) => {
        const number = first + index;
        return new Client(port, `bench-${number}`, () => this.#count(number));
      });
      this.#clients.push(...some);
      await Promise.all(some.map(({ ready }) => ready));
    }
    return performance.now() - began;
  }

  /**
   * Fifty messages a second.
   * @param {number} seconds
   * @returns {Promise<{ p50: number, p99: number }>} milliseconds from the sending to a delivery
   */
  async paced(seconds) {
    const messages = (seconds * 1000) / PACE_MS;
    const before = this.#sent;
    const times = new Float64Array(messages);
    const latencies = new Float64Array(messages * this.#clients.length);
    let deliveries = 0;
    this.#received = (client) => {
      const message = (this.#counts[client] ?? 0) - before - 1;
      latencies[deliveries] = performance.now() - (times[message] ?? NaN);
      deliveries += 1;
    };
    const start = performance.now();
    for (let message = 0; message < messages; message += 1) {
      await delay(Math.max(0, start + message * PACE_MS - performance.now()));
      times[message] = performance.now();
      this.#say(1);
    }
    await this.#quiet();
    const sorted = latencies.toSorted();
    return {
      p50: sorted[Math.floor(sorted.length * 0.5)] ?? NaN,
      p99: sorted[Math.floor(sorted.length * 0.99)] ?? NaN,
    };
  }

  /**
   * As fast as it goes, with so many messages on their way that the server always has something to do.
   * @param {{ seconds: number, warmUp: number, window: number, pids: readonly number[] }} wish
   */
  async saturated({ seconds, warmUp, window, pids }) {
    let scheduled = false;
    let running = true;
    const fill = () => {
      scheduled = false;
      const room = window - (this.#sent - Math.floor(this.#total / this.#clients.length));
      if (running && room > 0) this.#say(room);
    };
    this.#received = () => {
      if (!scheduled) setImmediate(fill);
      scheduled = true;
    };
    fill();
    await delay(warmUp * 1000);
    const before = { total: this.#total, cpu: cpuSeconds(pids), own: cpuSeconds([process.pid]), at: performance.now() };
    await delay(seconds * 1000);
    const deliveries = this.#total - before.total;
    const took = (performance.now() - before.at) / 1000;
    const cpu = cpuSeconds(pids) - before.cpu;
    const own = cpuSeconds([process.pid]) - before.own;
    running = false;
    await this.#quiet();
    return {
      deliveriesPerSecond: deliveries / took,
      serverCpuSecondsPerMillion: (cpu / deliveries) * 1e6,
      serverCores: cpu / took,
      clientCores: own / took,
    };
  }

  /** @param {number} count */
  #say(count) {
    this.#sent += count;
    this.#clients[0]?.say(count);
  }

  /** @param {number} client */
  #count(client) {
    this.#counts[client] = (this.#counts[client] ?? 0) + 1;
    this.#total += 1;
    this.#received(client);
  }

  /** Waits until everybody has everything, once. @throws if that does not happen. */
  async #quiet() {
    const deadline = performance.now() + PATIENCE_MS;
    const wanted = this.#sent * this.#clients.length;
    while (this.#total < wanted && performance.now() < deadline) await delay(5);
    if (this.#counts.some((count) => count !== this.#sent)) {
      throw new Error(`${this.#sent} messages were sent, and ${this.#total} of ${wanted} deliveries came.`);
    }
  }
}
